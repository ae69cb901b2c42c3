"""The rules of a session, pure: what it is, who stays in it, and what the passing of time ends. How people come in is in joining.py.

A Session is a value; every rule takes one and gives the next one, or raises a Refusal. Time is passed in (Unix seconds), and so are
ids and secrets. Storing, telling others and closing sockets is the work of the store and of the hub.
"""

from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from alongside.call import Call, drop_person, expire_call
from alongside.requests import Request
from alongside.tabs import OpenTab
from alongside.wire import words
from alongside.wire.words import Kind, Role, State

PLACE_SECONDS: Final = 2 * 60
SEEN_SECONDS: Final = 45
"""A connection tells the store every 15 s that it lives; three misses and its worker is taken for dead."""
SHOPPERLESS_SECONDS: Final = 10 * 60
LONGEST_SECONDS: Final = 8 * 60 * 60
MAX_NAME: Final = 40

SHOPPER_ID: Final = "p1"

RefusalCode = Literal[
    "link-expired",
    "link-used",
    "code-wrong",
    "session-ended",
    "taken",
    "full",
    "too-many",
    "not-allowed",
    "removed",
    "case-over",
    "not-taken",
    "enough-noted",
    "in-already",
    "asked-already",
    "not-asked",
]


class Refusal(Exception):  # noqa: N818  # it is the word of the rules, and not every refusal is an error
    """A rule says no. `who` names the rep it is about: who was faster, when `code` is `taken`; who is in or asked already."""

    def __init__(self, code: RefusalCode, who: str = "") -> None:
        super().__init__(code, who)
        self.code = code
        self.who = who

    def __str__(self) -> str:
        return f"{self.code} ({self.who})" if self.who else self.code


class Participant(msgspec.Struct, frozen=True, kw_only=True):
    """A person in a session. `since`: when `here` last changed. `account`: a rep's email.

    `place`: hash of the place secret. `link`: the hash of a friend's way in.
    """

    id: str
    role: Role
    name: str
    color: str
    here: bool
    since: float
    account: str = ""
    place: str = ""
    link: str = ""


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One way in. `token` is a hash. A `closed` one lets nobody in who is not in already."""

    token: str
    role: Literal["rep", "friend"]
    expires: float
    used: bool = False
    closed: bool = False


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """Six digits that one rep may use once."""

    digits: str
    expires: float
    used_by: str = ""


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One shared visit. `shopper` is the hash of the cookie's secret; `version` counts the changes.

    `lead`: who leads among the friends, "" for everyone. `removed`: the places (hashes) of friends who were removed; see leading.py.
    `asks`: nobody opens a page by its address for the shopper, they suggest it.
    `call`: who talks by voice; see calling.py.
    `skill`: what the rep has to have, "" for nothing. `request`: what a rep last asked of a colleague. `relieved`: participants whose
    part somebody else has taken; see handing.py.
    """

    id: str
    kind: Kind
    state: State
    created: float
    shopper: str
    lang: str
    url: str
    title: str
    participants: tuple[Participant, ...]
    links: tuple[Link, ...]
    code: Code | None
    skill: str = ""
    tabs: tuple[OpenTab, ...] = ()
    lead: str = ""
    frozen: bool = False
    asks: bool = False
    removed: tuple[str, ...] = ()
    call: Call = Call()
    request: Request | None = None
    relieved: tuple[str, ...] = ()
    next_number: int = 2
    ended: float = 0.0
    version: int = 1


def rename(session: Session, participant: str, name: str) -> Session:
    """A friend gives another name. The same session when it is the same, or empty, or the name of an account."""
    changed = tuple(
        replace(person, name=name)
        if person.id == participant and person.role == "friend" and name
        else person
        for person in session.participants
    )
    return replace(session, participants=changed) if changed != session.participants else session


def find_account(session: Session, account: str) -> Participant | None:
    """The participant with this account."""
    return next((person for person in session.participants if account and person.account == account), None)


def find_participant(session: Session, participant: str) -> Participant | None:
    """The participant with this id."""
    return next((person for person in session.participants if person.id == participant), None)


def set_here(session: Session, participant: str, here: bool, now: float) -> Session:
    """A connection came or was lost for good. The same session when nothing changes by that."""
    changed = tuple(
        replace(person, here=here, since=now) if person.id == participant and person.here != here else person
        for person in session.participants
    )
    if changed == session.participants:
        return session
    tabs = () if participant == SHOPPER_ID and not here else session.tabs
    return replace(session, participants=changed, tabs=tabs)


def keep_place(session: Session, participant: str, now: float) -> Session:
    """Somebody without a connection shows another sign of life. The same session when their place is kept for long enough."""
    changed = tuple(
        replace(person, since=now)
        if person.id == participant and not person.here and now - person.since > PLACE_SECONDS / 4
        else person
        for person in session.participants
    )
    return replace(session, participants=changed) if changed != session.participants else session


def set_tabs(session: Session, tabs: tuple[OpenTab, ...]) -> Session:
    """These are the shopper's tabs. The same session when they were so before."""
    return replace(session, tabs=tabs) if tabs != session.tabs else session


def set_page(session: Session, page: words.Page) -> Session:
    """The host page is elsewhere now. The same session when it is not."""
    if (session.url, session.title) == (page.url, page.title):
        return session
    return replace(session, url=page.url, title=page.title)


def leave_session(session: Session, participant: str) -> Session:
    """A participant goes and does not keep a place. The shopper does not leave: a session ends with them."""
    if participant == SHOPPER_ID:
        return session
    stay = tuple(person for person in session.participants if person.id != participant)
    call = drop_person(session.call, participant, SHOPPER_ID)
    return replace(session, participants=stay, call=call)


def end_session(session: Session, now: float) -> Session:
    """The end: nobody is in it, nothing opens it."""
    if session.state == "ended":
        return session
    return replace(session, state="ended", ended=now, participants=(), tabs=(), code=None, call=Call())


def expire_session(session: Session, seen: dict[str, float], now: float) -> Session:
    """What the passing of time does. `seen`: when each participant's connection was last known to live."""
    if session.state == "ended":
        return session
    for person in session.participants:
        if person.here and now - max(seen.get(person.id, 0.0), person.since) > SEEN_SECONDS:
            session = set_here(session, person.id, False, now)
    if _is_over(session, now):
        return end_session(session, now)
    stay = tuple(person for person in session.participants if not _is_place_over(person, now))
    call = _expire_call(session.call, stay, now)
    if stay == session.participants and call is session.call:
        return session
    return replace(session, participants=stay, call=call)


def _expire_call(call: Call, people: tuple[Participant, ...], now: float) -> Call:
    here = {person.id for person in people if person.here}
    return expire_call(call, here, {person.id for person in people}, SHOPPER_ID, now)


def show_participants(session: Session) -> tuple[words.Participant, ...]:
    """The roster as the others see it."""
    return tuple(
        words.Participant(id=p.id, role=p.role, name=p.name, color=p.color, here=p.here)
        for p in session.participants
    )


def check_running(session: Session) -> None:
    """Raises Refusal when the session has ended."""
    if session.state == "ended":
        raise Refusal("session-ended")


def _is_over(session: Session, now: float) -> bool:
    shopper = session.participants[0]
    gone = not shopper.here and now - shopper.since > SHOPPERLESS_SECONDS
    return gone or now - session.created > LONGEST_SECONDS


def _is_place_over(person: Participant, now: float) -> bool:
    return person.id != SHOPPER_ID and not person.here and now - person.since > PLACE_SECONDS
