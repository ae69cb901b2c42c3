"""What is said in a session: the rules of its conversation, pure.

A conversation is a list that only grows. Who said a line is written down as it was then, since names change and participants go.
"""

from typing import Final

from alongside.session import Participant
from alongside.wire.talk import Line, Spoken
from alongside.wire.words import Role

INSIDERS: Final[tuple[Role, ...]] = ("rep", "supervisor")
"""Who hears what reps say among themselves."""
MAX_LINES: Final = 10_000
"""Of one conversation, far beyond what people write in the eight hours that a session may last."""
MILLISECONDS: Final = 1000


def speak(person: Participant, key: str, line: Line, now: float) -> Spoken | None:
    """What this person says at `now` (Unix seconds); None when it is nothing, or not theirs to say.

    Cards and answers are looked at before, see guiding.py.
    """
    text = line.text.strip()
    is_empty = not (text or line.card or line.picture or line.reply)
    # A supervisor who is not asked in whispers to the rep.
    is_aside = line.aside or person.role == "supervisor"
    if is_empty or (line.aside and person.role not in INSIDERS):
        return None
    return Spoken(
        at=int(now * MILLISECONDS),
        who=person.id,
        role=person.role,
        name=person.name,
        key=key,
        text=text,
        card=line.card,
        picture=line.picture,
        aside=is_aside,
        suggest=line.suggest and line.card is not None and not is_aside,
        reply=line.reply,
    )


def may_hear(role: Role, spoken: Line) -> bool:
    """Whether somebody in this role is told of a line."""
    return not spoken.aside or role in INSIDERS
