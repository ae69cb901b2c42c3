"""The conversation of one session, as one worker hears it and passes it on.

A line is told to everybody, its speaker among them, once it is on disk; until then its speaker keeps it and says it again after a loss.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, Protocol

from alongside.closing import INTERNAL
from alongside.guiding import NotTaken
from alongside.roles import may
from alongside.session import Participant, Session
from alongside.store import StoreError
from alongside.store.talks import Kept
from alongside.talk import may_hear, speak
from alongside.wire import talk as wire
from alongside.wire.codec import encode
from alongside.wire.words import Array, Page, Role
from console import between
from console.outbox import Outbox
from console.rate import Rate
from console.saying import keep_line, publish_line
from console.showing import complete
from console.surroundings import Surroundings

log = logging.getLogger("alongside.live")


class Listener(Protocol):
    """A socket as the conversation sees it."""

    participant: str
    role: Role
    outbox: Outbox
    talk: Rate


class Talk:
    """What goes between the speakers of a session. `listeners` gives the sockets here."""

    def __init__(self, session: str, hub: Surroundings, listeners: Callable[[], Iterable[Listener]]) -> None:
        self._session = session
        self._hub = hub
        self._listeners = listeners
        self._saying: dict[str, asyncio.Lock] = {}

    def take(
        self,
        speaker: Listener,
        person: Participant,
        message: wire.FromSpeaker,
        page: Page,
        session: Session,
    ) -> None:
        """Do what a socket says, to which `page` is shown; what waits for the store does not hold up the socket."""
        if not speaker.talk.allows(time.monotonic()):
            if isinstance(message, wire.Say):
                speaker.outbox.put(encode(wire.Unsaid(message.key)))
            return
        match message:
            case wire.Say():
                saying = self._say(speaker, person, message, page, session)
                self._hub.start(self._guarded(speaker, saying), "say")
            case wire.Typing():
                self._tell_typing(person, message)
            case wire.Read():
                self._hub.start(self._guarded(speaker, self._read(person, message)), "read")
            case wire.Recall():
                self._hub.start(self._guarded(speaker, self._recall(speaker, message)), "recall")

    async def _guarded(self, speaker: Listener, work: Coroutine[Any, Any, None]) -> None:
        """A socket whose words the store did not take comes back, and says them again."""
        try:
            await work
        except StoreError as error:
            log.warning("a speaker of %s has to come back: %s", self._session, error)
            speaker.outbox.close(INTERNAL)

    async def _say(
        self, speaker: Listener, person: Participant, message: wire.Say, page: Page, session: Session
    ) -> None:
        """One line of a person after another, in the order in which they were written."""
        async with self._saying.setdefault(person.id, asyncio.Lock()):
            try:
                kept = await self._keep(person, message, page, session)
            except NotTaken as refusal:
                speaker.outbox.put(encode(wire.Unsaid(message.key, refusal.why)))
                return
        self.deliver(kept)
        publish_line(self._hub, self._session, kept)

    async def _keep(self, person: Participant, message: wire.Say, page: Page, session: Session) -> Kept:
        """On disk when this returns. Raises NotTaken, StoreError."""
        if not may(person.role, "say"):
            raise NotTaken("")
        line = await complete(self._hub.store, self._session, self._hub.shop, person, message, page)
        spoken = speak(person, message.key, line, time.time())
        kept = await keep_line(self._hub, session, spoken) if spoken else None
        if kept is None:
            raise NotTaken("")
        return kept

    async def _read(self, person: Participant, message: wire.Read) -> None:
        await self._hub.store.talks.mark_read(self._session, person.id, message.number)
        if person.role != "supervisor":
            self._tell(wire.ReadBy(person.id, message.number), person.id)

    async def _recall(self, speaker: Listener, message: wire.Recall) -> None:
        found = await self._hub.store.talks.read(self._session, message.after)
        lines = tuple(line if may_hear(speaker.role, line) else None for line in found.lines)
        speaker.outbox.put(encode(wire.Talk(found.first, lines, found.total, found.read)))

    def _tell_typing(self, person: Participant, message: wire.Typing) -> None:
        if may(person.role, "say") and person.role != "supervisor":
            self._tell(wire.TypingOf(person.id, message.typing), person.id)

    def deliver(self, kept: Kept) -> None:
        """To every socket here; those whom it does not concern hear that there was a line."""
        heard, hidden = encode(wire.Said(kept.number, kept.spoken)), encode(wire.Said(kept.number, None))
        for listener in self._listeners():
            listener.outbox.put(heard if may_hear(listener.role, kept.spoken) else hidden)

    def _tell(self, message: Array, but: str) -> None:
        text = encode(message)
        self.tell_here(text, but)
        self._hub.publish(self._session, between.ForListeners(worker=self._hub.worker, text=text, but=but))

    def tell_here(self, text: str, but: str) -> None:
        """Presence, to every socket here but one participant's."""
        for listener in self._listeners():
            if listener.participant != but:
                listener.outbox.put_presence(text)
