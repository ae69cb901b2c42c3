"""Who may act in a session at this moment: the table of roles, narrowed by what the shopper has said. Pure, as session.py is.

The lead goes around among friends: whoever has it acts, the others watch and point, as does everybody while the shopper has paused the
session. What a rep may do is narrowed by a pause alone. Friends who were removed are known by their place, and their link lets nobody
else in.
"""

from typing import Final

from msgspec.structs import replace

from alongside.roles import ACTS, Deed, may
from alongside.session import Participant, Refusal, Session, find_participant, leave_session
from alongside.wire.words import Role

EVERYONE: Final = ""
LEADERS: Final[tuple[Role, ...]] = ("shopper", "friend")
NARROWED: Final[frozenset[Deed]] = frozenset({*ACTS, "ask", "look", "guide"})
"""What only those may do who may act. The rest (watching, pointing, talking, suggesting) nobody takes from anyone."""


def leader_of(session: Session) -> str:
    """Who has the lead; everyone has it again when the one who had it is gone."""
    return session.lead if find_participant(session, session.lead) else EVERYONE


def may_now(session: Session, person: Participant, deed: Deed) -> bool:
    """Whether this participant may do this deed as the session stands."""
    if not may(person.role, deed) or (deed == "guide" and session.asks):
        return False
    if deed not in NARROWED:
        return True
    follows = person.role == "friend" and leader_of(session) not in (EVERYONE, person.id)
    return not session.frozen and not follows


def acts_now(session: Session, person: Participant) -> tuple[Deed, ...]:
    """The actions of PROTOCOL.md that this participant may do as the session stands."""
    return tuple(act for act in ACTS if may_now(session, person, act))


def hand_lead(session: Session, lead: str) -> Session:
    """This participant leads, or everyone. The same session when they lead already or are nobody who could."""
    person = find_participant(session, lead)
    is_possible = lead == EVERYONE or (person is not None and person.role in LEADERS)
    return replace(session, lead=lead) if is_possible and lead != session.lead else session


def freeze(session: Session, frozen: bool) -> Session:
    """Nobody but the shopper acts, or those who may do so again. The same session when it is so already."""
    return replace(session, frozen=frozen) if frozen != session.frozen else session


def ask_first(session: Session, asks: bool) -> Session:
    """Pages that others choose are suggested, or opened at once again. The same session when it is so already."""
    return replace(session, asks=asks) if asks != session.asks else session


def remove_friend(session: Session, participant: str) -> Session:
    """A friend goes, and cannot come back: neither place nor link opens the session. The same session when it is no friend of it."""
    person = find_participant(session, participant)
    if person is None or person.role != "friend":
        return session
    links = tuple(replace(link, closed=link.closed or link.token == person.link) for link in session.links)
    removed = (*session.removed, person.place)
    return leave_session(replace(session, links=links, removed=removed), participant)


def check_not_removed(session: Session, place: str) -> None:
    """Whether whoever had this place (a hash) may come in again. Raises Refusal."""
    if place in session.removed:
        raise Refusal("removed")
