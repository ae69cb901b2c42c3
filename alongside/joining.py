"""How a session begins and how people come into it: by links, by the code, from the queue. Pure, as session.py is."""

from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from alongside.session import (
    SHOPPER_ID,
    Code,
    Link,
    Participant,
    Refusal,
    Session,
    check_running,
    find_account,
)
from alongside.wire.words import Kind, Role, State

LINK_SECONDS: Final = 30 * 60
CODE_SECONDS: Final = 15 * 60
MAX_FRIENDS: Final = 8
MAX_PARTICIPANTS: Final = 16
MAX_LINKS: Final = 16
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
    check_running(session)
    if len(session.links) >= MAX_LINKS:
        raise Refusal("too-many")
    link = Link(token=token, role="friend", expires=now + LINK_SECONDS)
    return replace(session, links=(*session.links, link))


def renew_code(session: Session, digits: str, now: float) -> Session:
    """A fresh code in place of the old one. Raises Refusal."""
    check_running(session)
    return replace(session, code=Code(digits=digits, expires=now + CODE_SECONDS))


def find_link(session: Session, token: str, now: float) -> Link:
    """The link with this hash, when it still opens the session. Raises Refusal."""
    check_running(session)
    for link in session.links:
        if link.token == token:
            if not link.used and now >= link.expires:
                raise Refusal("link-expired")
            return link
    raise Refusal("link-expired")


def check_code(session: Session, digits: str, account: str, now: float) -> None:
    """Whether this rep may come in by this code; a rep who used it may come again. Raises Refusal."""
    check_running(session)
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
    check_running(session)
    if session.kind == "friend" and find_account(session, joining.account) is None:
        raise Refusal("not-allowed")
    return _admit(session, joining, now, from_queue=True)


def bring_in(session: Session, joining: Joining, now: float) -> tuple[Session, Participant]:
    """Somebody comes in beside whoever is there, or is in already. Raises Refusal."""
    check_running(session)
    return _admit(session, joining, now)


def come_back(session: Session, place: str) -> Participant | None:
    """The participant whose place this is (a hash), while it is kept. Raises Refusal when the session has ended."""
    check_running(session)
    return next((person for person in session.participants if place and person.place == place), None)


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
