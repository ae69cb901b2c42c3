"""Reps: passwords (argon2id), roles, signed-in browsers, one-time keys and API tokens. Only hashes of secrets are stored."""

import asyncio
import os
import re
from typing import Final, Literal, get_args

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from alongside.codes import SECRET_BYTES, hash_secret, make_secret
from alongside.store import Store

AccountRole = Literal["rep", "supervisor", "admin"]
ROLES: Final[tuple[AccountRole, ...]] = get_args(AccountRole)

MIN_PASSWORD: Final = 8
MAX_PASSWORD: Final = 1024
"""Hashing costs by length, so there is a bound."""
MAX_EMAIL: Final = 254
MAX_SIGN_INS: Final = 10
"""Wrong passwords in five minutes, for one account and for one address."""
HASHING_AT_ONCE: Final = 2
"""Each takes 64 MiB and some 50 ms of one core."""

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
_hasher: Final = PasswordHasher()
_hashing: Final = asyncio.Semaphore(HASHING_AT_ONCE)
_NOBODY: Final = _hasher.hash("nobody has this password")


class AccountError(Exception):
    """An account that cannot be as asked; the text is one clear line."""


class Rep(msgspec.Struct, frozen=True, kw_only=True):
    """A rep as others may see them."""

    email: str
    name: str
    role: AccountRole


class RepAccount(msgspec.Struct, frozen=True, kw_only=True):
    """A rep as the store keeps them."""

    rep: Rep
    password: str


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """What an API token may do: what its role may."""

    name: str
    role: AccountRole


async def add_rep(store: Store, email: str, role: str, password: str, *, name: str = "") -> Rep:
    """Make an account, or give it a new password, role and name. Raises AccountError, StoreError."""
    email = _clean_email(email)
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise AccountError(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters")
    rep = Rep(email=email, name=name.strip()[:40] or email.partition("@")[0], role=_check_role(role))
    hashed = await asyncio.to_thread(_hasher.hash, password)
    await store.people.keep_rep(email, RepAccount(rep=rep, password=hashed))
    return rep


async def add_token(store: Store, name: str, role: str) -> str:
    """A new API token; the only time it can be seen. Raises AccountError, StoreError."""
    if not name.strip() or len(name) > MAX_EMAIL:
        raise AccountError("a token needs a name")
    token = "at_" + make_secret(os.urandom(SECRET_BYTES))
    await store.people.keep_token(hash_secret(token), ApiToken(name=name.strip(), role=_check_role(role)))
    return token


async def sign_in_key(store: Store, email: str) -> str:
    """A key that signs this rep in once, within a day. Raises AccountError, StoreError."""
    if await find_rep(store, email) is None:
        raise AccountError(f"there is no account {email}")
    key = make_secret(os.urandom(SECRET_BYTES))
    await store.people.keep_key(hash_secret(key), _clean_email(email))
    return key


async def find_rep(store: Store, email: str) -> Rep | None:
    """The rep with this email."""
    account = await _find_account(store, email)
    return account.rep if account else None


async def check_password(store: Store, email: str, password: str) -> Rep | None:
    """The rep, if the password is right. Takes as long when there is no such rep."""
    account = await _find_account(store, email)
    hashed = account.password if account else _NOBODY
    async with _hashing:
        right = await asyncio.to_thread(_verify, hashed, password[:MAX_PASSWORD])
    return account.rep if account and right and len(password) <= MAX_PASSWORD else None


async def sign_in(store: Store, rep: Rep) -> str:
    """The secret for the cookie of a browser that is signed in from now on."""
    secret = make_secret(os.urandom(SECRET_BYTES))
    await store.people.keep_sign_in(hash_secret(secret), rep.email)
    return secret


async def use_key(store: Store, key: str) -> Rep | None:
    """The rep whose one-time key this is; the key is used up."""
    email = await store.people.use_key(hash_secret(key))
    return await find_rep(store, email) if email else None


async def find_signed_in(store: Store, secret: str) -> Rep | None:
    """The rep whose browser has this cookie."""
    email = await store.people.get_sign_in(hash_secret(secret))
    return await find_rep(store, email) if email else None


async def sign_out(store: Store, secret: str) -> None:
    """Forget the browser with this cookie."""
    await store.people.drop_sign_in(hash_secret(secret))


async def find_token(store: Store, token: str) -> Rep | None:
    """Whom an API token stands for: a rep named like the token, without an email of a person."""
    found = await store.people.get_token(hash_secret(token))
    if not found:
        return None
    api = msgspec.json.decode(found, type=ApiToken)
    return Rep(email=f"token:{api.name}", name=api.name, role=api.role)


async def _find_account(store: Store, email: str) -> RepAccount | None:
    if len(email) > MAX_EMAIL:
        return None
    found = await store.people.get_rep(email.strip().lower())
    return msgspec.json.decode(found, type=RepAccount) if found else None


def _verify(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def _clean_email(email: str) -> str:
    cleaned = email.strip().lower()
    if not _EMAIL.fullmatch(cleaned) or len(cleaned) > MAX_EMAIL:
        raise AccountError(f"{email!r} is not an email address")
    return cleaned


def _check_role(role: str) -> AccountRole:
    for known in ROLES:
        if role == known:
            return known
    raise AccountError(f"{role!r} is not a role: {', '.join(ROLES)}")
