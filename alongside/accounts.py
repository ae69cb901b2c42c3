"""Reps: passwords (argon2id), roles, signed-in browsers, one-time keys and API tokens. Only hashes of secrets are stored."""

import asyncio
import os
import re
from collections.abc import Callable
from functools import cache
from typing import Annotated, Final, Literal, NamedTuple, get_args

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from msgspec.structs import replace

from alongside.arrangements import MOST_SKILLS, ChangedMeanwhileError, Lang, SkillName
from alongside.codes import SECRET_BYTES, hash_secret, make_secret
from alongside.session import MAX_NAME
from alongside.store import Store, StoreError

AccountRole = Literal["rep", "supervisor", "admin"]
ROLES: Final[tuple[AccountRole, ...]] = get_args(AccountRole)

MIN_PASSWORD: Final = 8
MAX_PASSWORD: Final = 1024
"""Hashing costs by length, so there is a bound."""
MAX_EMAIL: Final = 254
MAX_CAPACITY: Final = 16
"""As many sessions as a desk can hold at once."""
MAX_SIGN_INS: Final = 10
"""Wrong passwords in five minutes, for one account and for one address."""
HASHING_AT_ONCE: Final = 2
"""Each takes 64 MiB and some 50 ms of one core."""
MAX_TRIES: Final = 20
"""So often is an account changed anew because somebody else changed it between reading and writing."""
NO_ACCOUNT: Final = 0
"""The version of an account that is yet to be made."""
FIRST_VERSION: Final = 1
"""Of accounts from before there were versions; all given out are higher."""

_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+")
_hasher: Final = PasswordHasher()
_hashing: Final = asyncio.Semaphore(HASHING_AT_ONCE)


class AccountError(Exception):
    """An account that cannot be as asked; the text is one clear line."""


class LastAdminError(AccountError):
    """Nobody would be left who could arrange anything."""

    def __str__(self) -> str:
        return f"{self.args[0]} is the last admin"


class Rep(msgspec.Struct, frozen=True, kw_only=True):
    """A rep as others may see them. `capacity`: sessions at once; None: as many as the settings say. `langs`: none stands for any."""

    email: str
    name: str
    role: AccountRole
    skills: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    capacity: int | None = None


class RepAccount(msgspec.Struct, frozen=True, kw_only=True):
    """A rep as the store keeps them. `mark` is of this account alone and new with each password: sign-ins hold only for it.

    Every edit has a `version` that no other edit of any account has: what was read before it is known by that, also when
    the account was removed and made anew.
    """

    rep: Rep
    password: str
    mark: str = ""
    version: int = FIRST_VERSION


class Profile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an admin says of a rep. Without `password` it stays as it is; a new account without one is entered by a sign-in link."""

    role: AccountRole
    name: Annotated[str, msgspec.Meta(max_length=MAX_NAME)] = ""
    skills: Annotated[tuple[SkillName, ...], msgspec.Meta(max_length=MOST_SKILLS)] = ()
    langs: Annotated[tuple[Lang, ...], msgspec.Meta(max_length=20)] = ()
    capacity: Annotated[int, msgspec.Meta(ge=1, le=MAX_CAPACITY)] | None = None
    password: str | None = None


class ProfileEdit(Profile, frozen=True, kw_only=True):
    """A profile as it shall be, by somebody who has seen `version` of it; 0: the account is yet to be made."""

    version: Annotated[int, msgspec.Meta(ge=NO_ACCOUNT)]


class KeptRep(NamedTuple):
    """A rep, and which version of them this is."""

    rep: Rep
    version: int


class ApiToken(msgspec.Struct, frozen=True, kw_only=True):
    """What an API token may do: what its role may."""

    name: str
    role: AccountRole


async def add_rep(store: Store, email: str, role: str, password: str, *, name: str = "") -> Rep:
    """Make an account, or give it a new password, role and name. Raises AccountError, StoreError."""
    known = await find_rep(store, email)
    profile = Profile(
        role=_check_role(role),
        name=name,
        skills=known.skills if known else (),
        langs=known.langs if known else (),
        capacity=known.capacity if known else None,
        password=password,
    )
    return await keep_rep(store, email, profile)


async def keep_rep(store: Store, email: str, profile: Profile) -> Rep:
    """Make an account, or change it, whatever it was. Raises AccountError, LastAdminError, StoreError."""
    return (await _keep(store, email, profile)).rep


async def edit_rep(store: Store, email: str, edit: ProfileEdit) -> KeptRep:
    """Make an account, or change the version that was seen. Raises ChangedMeanwhileError and as `keep_rep`."""
    return await _keep(store, email, edit, edit.version)


async def set_password(store: Store, rep: Rep, password: str) -> None:
    """Give a rep a new password; other browsers are signed out. Raises AccountError, StoreError."""
    hashed = await _hash(password)

    def rule(known: RepAccount | None) -> RepAccount:
        if known is None:
            raise AccountError(f"there is no account {rep.email}")
        return replace(known, password=hashed, mark=_new_mark())

    await _change(store, rep.email, rule)


async def remove_rep(store: Store, email: str) -> Rep | None:
    """Take an account away; it is signed out everywhere. None: there is none. Raises LastAdminError, StoreError."""
    rep = await find_rep(store, email)
    if rep and not await store.people.drop_rep(rep.email):
        raise LastAdminError(rep.email)
    return rep


async def list_reps(store: Store) -> list[Rep]:
    """All of them, by name. Raises StoreError."""
    return [kept.rep for kept in await list_kept(store)]


async def list_kept(store: Store) -> list[KeptRep]:
    """All of them with their versions, by name. Raises StoreError."""
    accounts = [_decode(found) for found in await store.people.list_reps()]
    kept = (KeptRep(account.rep, account.version) for account in accounts)
    return sorted(kept, key=lambda one: (one.rep.name.lower(), one.rep.email))


async def add_token(store: Store, name: str, role: str) -> str:
    """A new API token; the only time it can be seen. Raises AccountError, StoreError."""
    if not name.strip() or len(name) > MAX_EMAIL:
        raise AccountError("a token needs a name")
    token = "at_" + make_secret(os.urandom(SECRET_BYTES))
    await store.people.keep_token(hash_secret(token), ApiToken(name=name.strip(), role=_check_role(role)))
    return token


async def sign_in_key(store: Store, email: str) -> str:
    """A key that signs this rep in once, within a day. Raises AccountError, StoreError."""
    account = await _find_account(store, email)
    if account is None:
        raise AccountError(f"there is no account {email}")
    key = make_secret(os.urandom(SECRET_BYTES))
    await store.people.keep_key(hash_secret(key), _holder(account))
    return key


async def find_rep(store: Store, email: str) -> Rep | None:
    """The rep with this email."""
    account = await _find_account(store, email)
    return account.rep if account else None


async def check_password(store: Store, email: str, password: str) -> Rep | None:
    """The rep, if the password is right. Takes as long when there is no such rep."""
    account = await _find_account(store, email)
    if account and not account.password:
        account = None  # it is entered by sign-in links
    async with _hashing:
        nobody = await asyncio.to_thread(_hash_of_nobody)
        hashed = account.password if account else nobody
        right = await asyncio.to_thread(_verify, hashed, password[:MAX_PASSWORD])
    return account.rep if account and right and len(password) <= MAX_PASSWORD else None


async def sign_in(store: Store, rep: Rep) -> str:
    """The secret for the cookie of a browser that is signed in from now on."""
    secret, account = make_secret(os.urandom(SECRET_BYTES)), await _find_account(store, rep.email)
    await store.people.keep_sign_in(hash_secret(secret), _holder(account) if account else rep.email)
    return secret


async def use_key(store: Store, key: str) -> Rep | None:
    """The rep whose one-time key this is; the key is used up."""
    return await _find_holder(store, await store.people.use_key(hash_secret(key)))


async def find_signed_in(store: Store, secret: str) -> Rep | None:
    """The rep whose browser has this cookie."""
    return await _find_holder(store, await store.people.get_sign_in(hash_secret(secret)))


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
    return _decode(found) if found else None


async def _keep(store: Store, email: str, profile: Profile, seen: int | None = None) -> KeptRep:
    email = _clean_email(email)
    hashed = None if profile.password is None else await _hash(profile.password)
    version = FIRST_VERSION + await store.people.count_edit()

    def rule(known: RepAccount | None) -> RepAccount:
        if seen is not None and seen != (known.version if known else NO_ACCOUNT):
            raise ChangedMeanwhileError(email)
        rep = _rep_of(email, profile)
        if hashed is None and known:
            return replace(known, rep=rep, version=version)
        return RepAccount(rep=rep, password=hashed or "", mark=_new_mark(), version=version)

    account = await _change(store, email, rule)
    return KeptRep(account.rep, account.version)


async def _change(store: Store, email: str, rule: Callable[[RepAccount | None], RepAccount]) -> RepAccount:
    """Change an account by a rule. Raises LastAdminError, StoreError and what the rule raises; then nothing is changed."""
    for _ in range(MAX_TRIES):
        found = await store.people.get_rep(email)
        account = rule(_decode(found) if found else None)
        match await store.people.keep_rep(email, account, found or b""):
            case "kept":
                return account
            case "last-admin":
                raise LastAdminError(email)
            case "changed":
                continue
    raise StoreError(f"the account {email} changes too fast")


def _rep_of(email: str, profile: Profile) -> Rep:
    return Rep(
        email=email,
        name=profile.name.strip()[:MAX_NAME] or email.partition("@")[0],
        role=profile.role,
        skills=profile.skills,
        langs=profile.langs,
        capacity=profile.capacity,
    )


def _decode(found: bytes) -> RepAccount:
    return msgspec.json.decode(found, type=RepAccount)


def _holder(account: RepAccount) -> str:
    """Whom a sign-in is kept for; emails have no spaces."""
    return f"{account.rep.email} {account.mark}".rstrip()


async def _find_holder(store: Store, holder: str | None) -> Rep | None:
    """The rep of a sign-in, as long as it is the account that signed in, with the password of then."""
    email, _, mark = (holder or "").partition(" ")
    account = await _find_account(store, email) if email else None
    return account.rep if account and account.mark == mark else None


def _new_mark() -> str:
    return make_secret(os.urandom(SECRET_BYTES))


async def _hash(password: str) -> str:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise AccountError(f"a password has {MIN_PASSWORD} to {MAX_PASSWORD} characters")
    async with _hashing:
        return await asyncio.to_thread(_hasher.hash, password)


@cache
def _hash_of_nobody() -> str:
    """Made once, when somebody first signs in by a password: it costs as much as one."""
    return _hasher.hash("nobody has this password")


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
