"""The sockets of one session in one worker, as values: who is behind them and how far they are."""

import time
from dataclasses import dataclass, field
from typing import Final

from alongside.pagelog import Place
from alongside.session import SHOPPER_ID
from alongside.tabs import OpenTab
from alongside.wire.codec import encode
from alongside.wire.host import Ack
from alongside.wire.words import Page, Role
from console.outbox import Outbox
from console.rate import Rate
from console.recorder import Recorder
from console.writer import Account

ACTS_A_SECOND: Final = 60
POINTS_A_SECOND: Final = 60
MARKS_A_SECOND: Final = 60
NEEDS_A_SECOND: Final = 60
TALK_A_SECOND: Final = 30
STEPS_A_SECOND: Final = 10
"""What a person does about a call: ring, answer, hang up."""
DESCRIPTIONS_A_SECOND: Final = 12
"""Three others may be described to at once, and again after a loss."""
CANDIDATES_A_SECOND: Final = 120
"""A machine with several networks has a dozen for each of three others."""


@dataclass(slots=True, kw_only=True, eq=False)
class HostConnection:
    """One tab of the shopper. `recorder` is there while this connection is captured. `heard`: when it last said anything.

    `call_key`: by which it speaks in a call, or would.
    """

    id: str
    tab: str
    visible: bool
    shown: float
    page: Page
    outbox: Outbox = field(default_factory=Outbox)
    account: Account = field(default_factory=Account)
    points: Rate = field(default_factory=lambda: Rate(POINTS_A_SECOND))
    marks: Rate = field(default_factory=lambda: Rate(MARKS_A_SECOND))
    heard: float = field(default_factory=time.monotonic)
    recorder: Recorder | None = None
    talk: Rate = field(default_factory=lambda: Rate(TALK_A_SECOND))
    steps: Rate = field(default_factory=lambda: Rate(STEPS_A_SECOND))
    descriptions: Rate = field(default_factory=lambda: Rate(DESCRIPTIONS_A_SECOND))
    candidates: Rate = field(default_factory=lambda: Rate(CANDIDATES_A_SECOND))
    call_key: str = ""
    participant: str = SHOPPER_ID
    role: Role = "shopper"
    acks: dict[str, tuple[str, int]] = field(default_factory=dict)

    def as_tab(self) -> OpenTab:
        """What the session remembers of it."""
        page = self.page
        return OpenTab(id=self.tab, connection=self.id, title=page.title, url=page.url, visible=self.visible)

    def send_acks(self) -> None:
        """Say up to where the store has this connection's records; one message a frame."""
        for frame, (epoch, offset) in self.acks.items():
            self.outbox.put(encode(Ack(frame, epoch, offset)))
        self.acks.clear()


@dataclass(slots=True, kw_only=True, eq=False)
class ViewerConnection:
    """One socket of a rep, friend or supervisor. `places`: what it was sent of each frame; `follows` when nothing is missing."""

    id: str
    participant: str
    role: Role
    ticket: str
    outbox: Outbox = field(default_factory=Outbox)
    places: dict[str, Place] = field(default_factory=dict)
    follows: bool = False
    heard: float = field(default_factory=time.monotonic)
    acts: Rate = field(default_factory=lambda: Rate(ACTS_A_SECOND))
    points: Rate = field(default_factory=lambda: Rate(POINTS_A_SECOND))
    marks: Rate = field(default_factory=lambda: Rate(MARKS_A_SECOND))
    needs: Rate = field(default_factory=lambda: Rate(NEEDS_A_SECOND))
    talk: Rate = field(default_factory=lambda: Rate(TALK_A_SECOND))
    steps: Rate = field(default_factory=lambda: Rate(STEPS_A_SECOND))
    descriptions: Rate = field(default_factory=lambda: Rate(DESCRIPTIONS_A_SECOND))
    candidates: Rate = field(default_factory=lambda: Rate(CANDIDATES_A_SECOND))
    call_key: str = ""
    fonts: set[str] = field(default_factory=set)
