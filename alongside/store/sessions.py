"""Sessions, what leads to them (cookie, link, code, ticket), and the audit of what was done in them.

A session is one value under one key; it changes by compare and set, so any number of workers can change it. Keys of one session carry
`{id}`, so that a cluster keeps them together.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import msgspec

from alongside.joining import CODE_SECONDS
from alongside.session import LONGEST_SECONDS, PLACE_SECONDS, SEEN_SECONDS, Session
from alongside.store.client import Client, Command, StoreError, text

TICKET_SECONDS: Final = 60
ENDED_SECONDS: Final = 60 * 60
"""An ended session is remembered for an hour, so that its links can say so."""
HOST_SECONDS: Final = int(SEEN_SECONDS)
"""How long a host connection counts as alive without a sign of life from its worker."""
KEPT_SECONDS: Final = LONGEST_SECONDS + ENDED_SECONDS
MAX_TRIES: Final = 50
AUDIT_LENGTH: Final = 100_000

LIVE_KEY: Final = "a:sessions"
AUDIT_KEY: Final = "a:audit"

_SET_IF_SAME: Final = """
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
"""


_CLAIM: Final = """
local number = redis.call('INCR', KEYS[1])
redis.call('EXPIRE', KEYS[1], 36000)
local claim = cjson.encode({connection = ARGV[1], tab = ARGV[2]})
redis.call('SET', KEYS[2], '{"number":' .. number .. ',' .. string.sub(claim, 2), 'EX', ARGV[3])
return number
"""

_DROP_CLAIM: Final = """
local claim = redis.call('GET', KEYS[1])
if claim and string.find(claim, ARGV[1], 1, true) then return redis.call('DEL', KEYS[1]) end
return 0
"""


class HostClaim(msgspec.Struct, frozen=True, kw_only=True):
    """Which host connection is captured. Of two claims the one with the higher number counts."""

    number: int
    connection: str
    tab: str


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """What ties a socket to a participant."""

    session: str
    participant: str


class AuditEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who did what, when (Unix seconds). Never page content, never a secret."""

    at: float
    deed: str
    session: str = ""
    who: str = ""
    detail: str = ""


class SessionStore:
    """Sessions and the ways to them. Every method raises StoreError when the store cannot be asked."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._decoder = msgspec.json.Decoder(Session)

    async def reserve_code(self, digits: str, session: str) -> bool:
        """Whether these digits were free and now lead to this session for as long as a code is valid."""
        return bool(
            await self._client.call("SET", f"a:code:{digits}", session, "NX", "EX", CODE_SECONDS + 60)
        )

    async def create(self, session: Session, entry: AuditEntry, also: Sequence[Command] = ()) -> None:
        """Keep a new session, the ways to it, the consent to it and what belongs to it; all on disk when this returns."""
        commands: list[Command] = [
            ("SET", _session_key(session.id), msgspec.json.encode(session), "EX", KEPT_SECONDS),
            ("SET", f"a:shopper:{session.shopper}", session.id, "EX", KEPT_SECONDS),
            *(_link_command(link.token, session.id) for link in session.links),
            ("ZADD", LIVE_KEY, session.created, session.id),
            audit_command(entry),
            *also,
        ]
        await self._client.batch_on_disk(commands)

    async def get(self, session: str) -> Session | None:
        """The session with this id."""
        found = await self._client.call("GET", _session_key(session))
        return self._decoder.decode(found) if found else None

    async def list_live(self) -> list[Session]:
        """Every session that runs."""
        ids = [text(item) for item in await self._client.call("ZRANGE", LIVE_KEY, 0, -1)]
        found = await self._client.batch([("GET", _session_key(item)) for item in ids]) if ids else []
        sessions = [self._decoder.decode(item) for item in found if item]
        return [session for session in sessions if session.state != "ended"]

    async def list_live_ids(self) -> list[str]:
        """The id of every session that runs."""
        return [text(item) for item in await self._client.call("ZRANGE", LIVE_KEY, 0, -1)]

    async def change(
        self, session: str, rule: Callable[[Session], Session]
    ) -> tuple[Session, Session] | None:
        """Apply a pure rule, again if another worker was faster. Before and after, or None when there is no such session.

        Whatever the rule raises goes on to the caller, and nothing is changed.
        """
        key = _session_key(session)
        for _ in range(MAX_TRIES):
            found = await self._client.call("GET", key)
            if not found:
                return None
            before = self._decoder.decode(found)
            after = rule(before)
            if after is before:
                return before, after
            after = msgspec.structs.replace(after, version=before.version + 1)
            kept = ENDED_SECONDS if after.state == "ended" else KEPT_SECONDS
            encoded = msgspec.json.encode(after)
            if await self._client.call("EVAL", _SET_IF_SAME, 1, key, found, encoded, kept):
                return before, after
        raise StoreError(f"session {session} changes too fast")

    async def add_link(self, token: str, session: str) -> None:
        """Let this token (a hash) lead to the session."""
        await self._client.batch_on_disk([_link_command(token, session)])

    async def find_by_shopper(self, secret: str) -> str | None:
        """The id of the session of this cookie (a hash)."""
        return _id(await self._client.call("GET", f"a:shopper:{secret}"))

    async def find_by_link(self, token: str) -> str | None:
        """The id of the session of this link (a hash)."""
        return _id(await self._client.call("GET", f"a:link:{token}"))

    async def find_by_code(self, digits: str) -> str | None:
        """The id of the session of this code."""
        return _id(await self._client.call("GET", f"a:code:{digits}"))

    async def keep_ticket(self, secret: str, ticket: Ticket) -> None:
        """A ticket (a hash) that must be used soon."""
        await self._client.call(
            "SET", f"a:ticket:{secret}", msgspec.json.encode(ticket), "EX", TICKET_SECONDS
        )

    async def use_ticket(self, secret: str) -> Ticket | None:
        """The ticket, if it is still valid. Once used it is as long as its socket lives and the place is kept."""
        found = await self._client.call("GETEX", f"a:ticket:{secret}", "EX", PLACE_SECONDS)
        return msgspec.json.decode(found, type=Ticket) if found else None

    async def keep_seen(self, seen: Iterable[tuple[str, str, str]], now: float) -> None:
        """Say that these connections live: (session, participant, ticket's hash or "")."""
        commands: list[Command] = []
        for session, participant, ticket in seen:
            commands.append(("ZADD", _seen_key(session), now, participant))
            commands.append(("EXPIRE", _seen_key(session), KEPT_SECONDS))
            commands.append(("EXPIRE", _host_key(session), HOST_SECONDS))
            if ticket:
                commands.append(("EXPIRE", f"a:ticket:{ticket}", PLACE_SECONDS))
        if commands:
            await self._client.batch(commands)

    async def get_seen(self, session: str) -> dict[str, float]:
        """When each participant's connection was last known to live."""
        pairs = await self._client.call("ZRANGE", _seen_key(session), 0, -1, "WITHSCORES")
        return {text(pairs[i]): float(pairs[i + 1]) for i in range(0, len(pairs), 2)}

    async def forget_live(self, session: Session) -> None:
        """An ended session leaves the list and its cookie; its links stay for a while to say that it ended."""
        await self._client.batch(
            [
                ("ZREM", LIVE_KEY, session.id),
                ("DEL", f"a:shopper:{session.shopper}"),
                ("DEL", _seen_key(session.id)),
                ("DEL", _host_key(session.id)),
                ("DEL", _claims_key(session.id)),
            ]
        )

    async def forget_missing(self, session: str) -> None:
        """Take an id off the list whose session is not kept any more."""
        await self._client.call("ZREM", LIVE_KEY, session)

    async def claim_host(self, session: str, connection: str, tab: str) -> HostClaim:
        """Make this connection the one that is captured; the highest claim of a session counts."""
        number = await self._client.call(
            "EVAL", _CLAIM, 2, _claims_key(session), _host_key(session), connection, tab, HOST_SECONDS
        )
        return HostClaim(number=int(number), connection=connection, tab=tab)

    async def get_host(self, session: str) -> HostClaim | None:
        """The connection that is captured, while it lives."""
        found = await self._client.call("GET", _host_key(session))
        return msgspec.json.decode(found, type=HostClaim) if found else None

    async def drop_host(self, session: str, claim: HostClaim) -> bool:
        """The connection is lost. Whether it was still the one that is captured."""
        return bool(
            await self._client.call("EVAL", _DROP_CLAIM, 1, _host_key(session), f'"number":{claim.number},')
        )

    async def win_turn(self, what: str, seconds: float) -> bool:
        """Whether this worker is the one to do `what` for now."""
        return bool(await self._client.call("SET", f"a:turn:{what}", 1, "NX", "PX", int(seconds * 1000)))

    async def audit(self, entry: AuditEntry) -> None:
        """Write down what was done; on disk when this returns."""
        await self._client.batch_on_disk([audit_command(entry)])

    async def list_audit(self, count: int) -> list[AuditEntry]:
        """The latest entries, latest first."""
        rows = await self._client.call("XREVRANGE", AUDIT_KEY, "+", "-", "COUNT", count)
        return [msgspec.json.decode(fields[b"e"], type=AuditEntry) for _, fields in rows]


def _session_key(session: str) -> str:
    return f"a:{{{session}}}:s"


def _seen_key(session: str) -> str:
    return f"a:{{{session}}}:seen"


def _host_key(session: str) -> str:
    return f"a:{{{session}}}:host"


def _claims_key(session: str) -> str:
    return f"a:{{{session}}}:claims"


def _link_command(token: str, session: str) -> Command:
    return ("SET", f"a:link:{token}", session, "EX", KEPT_SECONDS)


def audit_command(entry: AuditEntry) -> Command:
    """Writes down what was done, in one batch with something else."""
    return ("XADD", AUDIT_KEY, "MAXLEN", "~", AUDIT_LENGTH, "*", "e", msgspec.json.encode(entry))


def _id(found: bytes | None) -> str | None:
    return text(found) if found else None
