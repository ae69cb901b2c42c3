"""What shoppers leave for the desk to see to: messages when nobody is there, and calls they wait for. Pure rules, as for sessions.

A case is open until a rep has dealt with it. One rep has it at a time, and whoever is slower is told who was faster.
"""

from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from alongside.session import Refusal
from alongside.wire.words import Lang, Title, Url

MAX_NOTE: Final = 2000
MAX_TRIES: Final = 50

CaseState = Literal["new", "taken", "done", "cancelled"]
Outcome = Literal["reached", "no-answer", "busy", "wrong-number", "done"]
FINAL: Final[frozenset[Outcome]] = frozenset({"wrong-number", "done"})
"""After these nobody calls again."""


class Try(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What came of calling: when (Unix seconds), who called, how it went."""

    at: float
    by: str
    outcome: Outcome
    note: str = ""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """`at`: when it came, Unix seconds. `taken_by`: the rep's account, `rep` the name."""

    id: str
    at: float
    name: str
    lang: Lang
    url: Url
    title: Title
    state: CaseState = "new"
    taken_by: str = ""
    rep: str = ""


class LeftMessage(Case, frozen=True, kw_only=True):
    """Written while nobody was there. `contact`: an e-mail address or a number in international form."""

    contact: str
    text: str


class Callback(Case, frozen=True, kw_only=True):
    """`number`: in international form (E.164). `wanted`: Unix seconds, 0 for as soon as may be. `session`: what shares the page."""

    number: str
    country: str
    wanted: float
    session: str = ""
    tries: tuple[Try, ...] = ()


def is_over(case: Case) -> bool:
    """Nobody needs to see to it any more."""
    return case.state in ("done", "cancelled")


def take_case[C: Case](case: C, account: str, name: str) -> C:
    """This rep sees to it. Raises Refusal (`taken`, `case-over`)."""
    if is_over(case):
        raise Refusal("case-over")
    if case.taken_by and case.taken_by != account:
        raise Refusal("taken", case.rep)
    return replace(case, state="taken", taken_by=account, rep=name) if not case.taken_by else case


def give_back[C: Case](case: C, account: str, *, of_anybody: bool = False) -> C:
    """Somebody else may have it. `of_anybody`: whoever has it now. Raises Refusal."""
    _check_own(case, case.taken_by if of_anybody else account)
    return replace(case, state="new", taken_by="", rep="")


def close_message(message: LeftMessage, account: str) -> LeftMessage:
    """It is answered. Raises Refusal."""
    _check_own(message, account)
    return replace(message, state="done")


def note_outcome(callback: Callback, account: str, outcome: Outcome, note: str, now: float) -> Callback:
    """What came of calling. Raises Refusal."""
    _check_own(callback, account)
    attempt = Try(at=now, by=callback.rep, outcome=outcome, note=note.strip()[:MAX_NOTE])
    state: CaseState = "done" if outcome in FINAL or len(callback.tries) + 1 >= MAX_TRIES else "taken"
    return replace(callback, state=state, tries=(*callback.tries, attempt))


def cancel_callback(callback: Callback) -> Callback:
    """The shopper does not want to be called any more. The same when it is over."""
    return callback if is_over(callback) else replace(callback, state="cancelled")


def share_page(callback: Callback, session: str) -> Callback:
    """The shopper shares the page in this session. The same when nobody calls any more."""
    return callback if is_over(callback) else replace(callback, session=session)


def _check_own(case: Case, account: str) -> None:
    if is_over(case):
        raise Refusal("case-over")
    if case.taken_by != account:
        raise Refusal("taken", case.rep) if case.taken_by else Refusal("not-taken")
