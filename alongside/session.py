"""The rules of a session, pure: who may join how, for how long, and what the passing of time ends.

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

LINK_SECONDS: Final = 30 * 60
CODE_SECONDS: Final = 15 * 60
PLACE_SECONDS: Final = 2 * 60
SEEN_SECONDS: Final = 45
"""A connection tells the store every 15 s that it lives; three misses and its worker is taken for dead."""
SHOPPERLESS_SECONDS: Final = 10 * 60
LONGEST_SECONDS: Final = 8 * 60 * 60
MAX_FRIENDS: Final = 8
MAX_PARTICIPANTS: Final = 16
MAX_LINKS: Final = 16
MAX_NAME: Final = 40

SHOPPER_ID: Final = "p1"
COLORS: Final = (
    "#2563eb",
    "#c2410c",
    "#15803d",
    "#9333ea",
    "#be123c",
    "#0f766e",
    "#a16207",
    "#4338ca",
)

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


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """What a shopper starts a session with."""

    id: str
    kind: Kind
    shopper: str
    link: str
    code: str
    name: str
    lang: str
    url: str
    title: str
    asks: bool = False
    skill: str = ""


def start_session(opening: Opening, now: float) -> Session:
    """A new session, waiting, with its first link and its code."""
    link_role: Literal["rep", "friend"] = "friend" if opening.kind == "friend" else "rep"
    shopper = Participant(
        id=SHOPPER_ID,
        role="shopper",
        name=opening.name,
        color=COLORS[0],
        here=False,
        since=now,
    )
    return Session(
        id=opening.id,
        kind=opening.kind,
        state="waiting",
        created=now,
        shopper=opening.shopper,
        lang=opening.lang,
        url=opening.url,
        title=opening.title,
        asks=opening.asks,
        skill=opening.skill,
        participants=(shopper,),
        links=(Link(token=opening.link, role=link_role, expires=now + LINK_SECONDS),),
        code=Code(digits=opening.code, expires=now + CODE_SECONDS),
    )


def invite_friend(session: Session, token: str, now: float) -> Session:
    """One more link, for friends. Raises Refusal."""
    _check_running(session)
    if len(session.links) >= MAX_LINKS:
        raise Refusal("too-many")
    link = Link(token=token, role="friend", expires=now + LINK_SECONDS)
    return replace(session, links=(*session.links, link))


def renew_code(session: Session, digits: str, now: float) -> Session:
    """A fresh code in place of the old one. Raises Refusal."""
    _check_running(session)
    return replace(session, code=Code(digits=digits, expires=now + CODE_SECONDS))


def find_link(session: Session, token: str, now: float) -> Link:
    """The link with this hash, when it still opens the session. Raises Refusal."""
    _check_running(session)
    for link in session.links:
        if link.token == token:
            if not link.used and now >= link.expires:
                raise Refusal("link-expired")
            return link
    raise Refusal("link-expired")


def check_code(session: Session, digits: str, account: str, now: float) -> None:
    """Whether this rep may come in by this code; a rep who used it may come again. Raises Refusal."""
    _check_running(session)
    code = session.code
    if code is None or code.digits != digits:
        raise Refusal("link-expired")
    if code.used_by and code.used_by != account:
        raise Refusal("link-used")
    if not code.used_by and now >= code.expires:
        raise Refusal("link-expired")


class Joining(msgspec.Struct, frozen=True, kw_only=True):
    """Who comes in: a friend with a new place, or a rep or supervisor with an account."""

    role: Role
    name: str
    account: str = ""
    place: str = ""
    link: str = ""


def join_by_link(session: Session, token: str, joining: Joining, now: float) -> tuple[Session, Participant]:
    """Come in through a link, which is from then on valid as long as the session. Raises Refusal."""
    link = find_link(session, token, now)
    if link.closed:
        raise Refusal("link-expired")
    links = tuple(replace(item, used=True) if item is link else item for item in session.links)
    return _admit(replace(session, links=links), replace(joining, link=token), now)


def join_by_code(session: Session, digits: str, joining: Joining, now: float) -> tuple[Session, Participant]:
    """Come in by a code, which is used up by that. Raises Refusal."""
    check_code(session, digits, joining.account, now)
    code = Code(digits=digits, expires=now, used_by=joining.account)
    return _admit(replace(session, code=code), joining, now)


def take_session(session: Session, joining: Joining, now: float) -> tuple[Session, Participant]:
    """A rep takes a waiting session from the queue, or comes back to the one they are in. Raises Refusal (`taken`)."""
    _check_running(session)
    if session.kind == "friend" and find_account(session, joining.account) is None:
        raise Refusal("not-allowed")
    return _admit(session, joining, now, from_queue=True)


def bring_in(session: Session, joining: Joining, now: float) -> tuple[Session, Participant]:
    """Somebody comes in beside whoever is there, or is in already. Raises Refusal."""
    _check_running(session)
    return _admit(session, joining, now)


def come_back(session: Session, place: str) -> Participant | None:
    """The participant whose place this is (a hash), while it is kept. Raises Refusal when the session has ended."""
    _check_running(session)
    return next((person for person in session.participants if place and person.place == place), None)


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


def valid_code(session: Session, now: float) -> Code | None:
    """The code, when it can still be used."""
    code = session.code
    return code if code and not code.used_by and now < code.expires else None


def _admit(
    session: Session, joining: Joining, now: float, *, from_queue: bool = False
) -> tuple[Session, Participant]:
    known = find_account(session, joining.account)
    if known:
        return session, known
    if from_queue and joining.role == "rep":
        _check_free(session)
    _check_room(session, joining)
    person = Participant(
        id=f"p{session.next_number}",
        role=joining.role,
        name=joining.name,
        color=_free_color(session),
        here=False,
        since=now,
        account=joining.account,
        place=joining.place,
        link=joining.link,
    )
    state: State = session.state if joining.role == "supervisor" else "active"
    people = (*session.participants, person)
    return replace(session, participants=people, state=state, next_number=session.next_number + 1), person


def _check_running(session: Session) -> None:
    if session.state == "ended":
        raise Refusal("session-ended")


def _check_free(session: Session) -> None:
    other = next((person for person in session.participants if person.role == "rep"), None)
    if other:
        raise Refusal("taken", other.name)


def _check_room(session: Session, joining: Joining) -> None:
    friends = sum(person.role == "friend" for person in session.participants)
    if joining.role == "friend" and friends >= MAX_FRIENDS:
        raise Refusal("full")
    if len(session.participants) >= MAX_PARTICIPANTS:
        raise Refusal("full")


def _free_color(session: Session) -> str:
    taken = {person.color for person in session.participants}
    return next((color for color in COLORS if color not in taken), COLORS[session.next_number % len(COLORS)])


def _is_over(session: Session, now: float) -> bool:
    shopper = session.participants[0]
    gone = not shopper.here and now - shopper.since > SHOPPERLESS_SECONDS
    return gone or now - session.created > LONGEST_SECONDS


def _is_place_over(person: Participant, now: float) -> bool:
    return person.id != SHOPPER_ID and not person.here and now - person.since > PLACE_SECONDS
