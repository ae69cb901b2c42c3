"""One session as one worker sees it: its sockets here, and what goes between them and to the other workers.

Nothing here waits for a socket: whatever is to be sent goes into outboxes. What has to wait for the store runs as a task of the hub.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Protocol

from alongside.closing import ENDED, INTERNAL, REPLACED, CloseCode
from alongside.pagelog import Place
from alongside.session import SHOPPER_ID, Session, find_participant, show_participants
from alongside.store import StoreError
from alongside.store.sessions import HostClaim
from alongside.tabs import show_tabs
from alongside.wire import host as to_host
from alongside.wire import viewer as to_viewer
from alongside.wire.codec import encode
from alongside.wire.talk import FromSpeaker
from alongside.wire.words import Array, Page
from console import between
from console.between import Between
from console.call_news import tell_call
from console.connections import HostConnection, ViewerConnection
from console.fanout import Fanout
from console.hearing import carry_out
from console.leading import close_those_without_place, tell_asking, tell_leading
from console.metrics import DIVERGENCES
from console.recorder import ASK_AGAIN_SECONDS, Recorder
from console.surroundings import Surroundings
from console.talking import Talk

READ_TRIES = 10
"""Reading takes a millisecond and a busy page changes every twenty, so the second try nearly always stands."""

log = logging.getLogger("alongside.live")


class Hub(Surroundings, Protocol):
    """What a live session needs of the hub."""

    def heard_another(self, session: str) -> None:
        """Another worker has this session, too."""

    def switch_to(self, live: "LiveSession", connection: HostConnection) -> Coroutine[Any, Any, None]:
        """Make a connection the captured one."""


class LiveSession:
    """The sockets of one session in this worker."""

    def __init__(self, session: Session, hub: Hub) -> None:
        self.session = session
        self.hosts: dict[str, HostConnection] = {}
        self.fanout = Fanout(session.id, hub.store, self._skip)
        self.talk = Talk(session.id, hub, self.connections)
        self.calling = asyncio.Lock()
        self.claimed: HostClaim | None = None
        self.away = True
        self.is_host_connected = False
        self.holders = 0
        self._hub = hub
        self._epochs: dict[str, str] = {}
        self._wanted: dict[str, float] = {}
        self._tabs_told = ""
        self._has_gap = False
        self._is_filling = False

    @property
    def id(self) -> str:
        """The session's id."""
        return self.session.id

    @property
    def viewers(self) -> dict[str, ViewerConnection]:
        """The viewers' sockets in this worker."""
        return self.fanout.viewers

    def seen(self) -> list[tuple[str, str, str]]:
        """Whose connections live here: session, participant, ticket."""
        viewers = [(self.id, viewer.participant, viewer.ticket) for viewer in self.viewers.values()]
        return [*viewers, (self.id, SHOPPER_ID, "")] if self.hosts else viewers

    def captured(self) -> HostConnection | None:
        """The host connection that is captured, when it is in this worker."""
        return self.hosts.get(self.claimed.connection) if self.claimed else None

    # to whom

    def close_all(self, code: CloseCode) -> None:
        """Close every socket here."""
        for connection in self.connections():
            connection.outbox.close(code)

    def connections(self) -> Iterator[HostConnection | ViewerConnection]:
        """Every socket here."""
        yield from self.hosts.values()
        yield from self.viewers.values()

    def tell_host(self, message: Array) -> None:
        """To the captured connection, wherever it is."""
        connection = self.captured()
        if connection:
            connection.outbox.put(encode(message))
        elif self.claimed:
            self.publish(between.ForHost(worker=self._hub.worker, text=encode(message)))

    def tell_viewers(self, message: Array, *, but: str = "", is_presence: bool = False) -> None:
        """To every viewer but one participant's, wherever they are."""
        text = encode(message)
        self.tell_viewers_here(text, but, is_presence)
        self.publish(between.ForViewers(worker=self._hub.worker, text=text, but=but, is_presence=is_presence))

    def tell_participant(self, participant: str, message: Array) -> None:
        """To one participant's viewer, wherever it is."""
        text = encode(message)
        if not self.tell_participant_here(participant, text):
            self.publish(between.ForParticipant(worker=self._hub.worker, participant=participant, text=text))

    def tell_pages(self, participant: str, message: Array) -> None:
        """To every page of one participant, wherever it is; of a shopper, to every tab. It is presence."""
        text = encode(message)
        self.tell_pages_here(participant, text)
        self.publish(between.ForPages(worker=self._hub.worker, participant=participant, text=text))

    def tell_followers(self, text: str) -> None:
        """To the viewers that have everything up to here, wherever they are; the others need no digest."""
        for viewer in self.viewers.values():
            if viewer.follows:
                viewer.outbox.put(text)
        self.publish(between.ForViewers(worker=self._hub.worker, text=text))

    def hear(self, connection: HostConnection | ViewerConnection, message: FromSpeaker) -> None:
        """Somebody says something, or reads."""
        person = find_participant(self.session, connection.participant)
        shown = Page(url=self.session.url, title=self.session.title)
        page = connection.page if isinstance(connection, HostConnection) else shown
        if person:
            self.talk.take(connection, person, message, page, self.session)

    def point_from_host(self, point: to_host.Point) -> None:
        """The shopper's pointer."""
        self.tell_viewers(to_host.PointOf(SHOPPER_ID, point.frame, point.x, point.y), is_presence=True)

    def publish(self, message: Between) -> None:
        """To the other workers, if there are any with this session."""
        self._hub.publish(self.id, message)

    # what changed

    def apply(self, session: Session) -> None:
        """The session is so now: tell the sockets here what is new to them. Older versions are skipped."""
        before = self.session
        if session.version <= before.version:
            return
        self.session = session
        if show_participants(before) != show_participants(session) and session.state != "ended":
            self._tell_all_here(to_host.Who(show_participants(session)))
        if before.state != session.state:
            self._tell_all_here(to_host.StateChanged(session.state))
        if (before.url, before.title) != (session.url, session.title):
            text = encode(to_host.PageChanged(Page(url=session.url, title=session.title)))
            self.tell_viewers_here(text)
        self._tell_tabs()
        tell_asking(before, session, self.connections())
        tell_call(before, session, self.connections())
        tell_leading(before, session, self.hosts.values(), self.viewers.values())
        if session.state == "ended":
            self.close_all(ENDED)
        close_those_without_place(session, self.viewers.values())

    def take_claim(self, claim: HostClaim) -> None:
        """Another host connection is captured. Of two claims the higher counts, so all workers come to the same one."""
        if self.claimed and claim.number <= self.claimed.number:
            return
        self.claimed = claim
        self.is_host_connected = True
        for connection in list(self.hosts.values()):
            self._place_host(connection, claim)
        self.set_away(False)
        self._tell_tabs()

    def drop_host(self, claim: HostClaim) -> None:
        """The captured connection is lost, and nobody knows yet for how long."""
        if self.claimed == claim:
            self.is_host_connected = False

    def set_away(self, away: bool) -> None:
        """Whether no host page is connected; told to the viewers here when it changes."""
        if away:
            self.claimed = None
            self.is_host_connected = False
        if away != self.away:
            self.away = away
            self.tell_viewers_here(encode(to_viewer.Away(away)))

    def replace_viewers(self, participant: str, but: str = "") -> None:
        """A newer connection has this participant's place."""
        for viewer in self.viewers.values():
            if viewer.participant == participant and viewer.id != but:
                viewer.outbox.close(REPLACED)

    def want(self, frame: str, why: str) -> None:
        """Ask the host page for a snapshot; not again before it had time to send one."""
        now = time.monotonic()
        if now - self._wanted.get(frame, -ASK_AGAIN_SECONDS) < ASK_AGAIN_SECONDS:
            return
        self._wanted = {name: at for name, at in self._wanted.items() if now - at < ASK_AGAIN_SECONDS}
        self._wanted[frame] = now
        self._hub.metrics.wants.labels(why).inc()
        self.tell_host(to_host.Want(frame))

    def want_for(self, viewer: ViewerConnection, frame: str, why: str) -> None:
        """A viewer's copy differs: it gets a fresh snapshot from the host page, or once more what the log has while that is away."""
        if why in DIVERGENCES:
            self._hub.metrics.divergences.labels(why).inc()
        if frame != "*" and frame not in self.fanout.places:
            return
        if not self.away:
            self.want(frame, "viewer")
        elif viewer.follows:
            viewer.follows = False
            viewer.places = {name: at for name, at in viewer.places.items() if frame not in ("*", name)}
            self._hub.start(self.catch_up(viewer), "catch up")

    def need(self, need: to_host.Need) -> None:
        """A mirror cannot load something; the host page decides whether it is sent."""
        if need.frame in self.fanout.places:
            self.tell_host(need)

    def _skip(self, viewer: ViewerConnection) -> None:
        """A viewer's socket does not keep up: it goes on from the log, or from a snapshot, when there is room."""
        self._hub.metrics.slowed.inc()
        self._hub.start(self.catch_up(viewer), "catch up")

    async def catch_up(self, viewer: ViewerConnection) -> None:
        """Send a viewer what it misses. When the store fails, the viewer has to come back."""
        try:
            await self.fanout.catch_up(viewer)
        except StoreError as error:
            log.warning("a viewer of %s has to come back: %s", self.id, error)
            viewer.outbox.close(INTERNAL)

    # what other workers say

    def heard(self, data: bytes) -> None:
        """A message from the bus."""
        message = between.decoder.decode(data)
        if message.worker == self._hub.worker:
            return
        carry_out(message, self)

    def subscribed(self) -> None:
        """The bus may have carried messages that were not heard here."""
        self._hub.start(self.resync(), "resync")

    async def resync(self) -> None:
        """Read how things stand: the session, who is captured, where the logs end. Raises StoreError."""
        store = self._hub.store
        session = await store.sessions.get(self.id)
        if session:
            self.apply(session)
        claim = await store.sessions.get_host(self.id)
        if claim:
            self.take_claim(claim)
        if not (self.captured() and self.fanout.places):
            await self.read_places()
        self.publish(between.WorkerJoined(worker=self._hub.worker))

    async def read_places(self) -> None:
        """Where the logs stand by the store; viewers that miss something catch up. Raises StoreError.

        What was read while records came in may be behind them already, so it is read again.
        """
        for _ in range(READ_TRIES):
            changes = self.fanout.changes
            tails = await self._hub.store.logs.tails(self.id)
            if changes == self.fanout.changes:
                break
        self.fanout.stand({frame: tail.last for frame, tail in tails.items()}, self._epochs)
        self._epochs = {frame: tail.epoch for frame, tail in tails.items()}
        for viewer in list(self.fanout.behind()):
            self._hub.start(self.catch_up(viewer), "catch up")

    def fill_gap(self) -> None:
        """Something is missing here; read where the logs stand. What goes missing while reading makes it read again."""
        self._has_gap = True
        if not self._is_filling:
            self._is_filling = True
            self._hub.start(self._fill_gaps(), "fill a gap")

    async def _fill_gaps(self) -> None:
        try:
            while self._has_gap:
                self._has_gap = False
                await self.read_places()
        finally:
            self._is_filling = False

    def take_records(self, records: list[between.Record]) -> None:
        """Records that another worker stored."""
        gaps = [record for record in records if not self.fanout.take(record)]
        if gaps:
            self.fill_gap()

    def forget_frame(self, frame: str, text: str) -> None:
        """A frame is gone; `text` says so to viewers."""
        self.fanout.forget(frame, text)

    def meet_worker(self) -> None:
        """Another worker has this session, too; if the writer is here, it says where the logs stand."""
        self._hub.heard_another(self.id)
        if self.captured():
            places = {frame: (place.cut, place.offset) for frame, place in self.fanout.places.items()}
            self.publish(between.LogStands(worker=self._hub.worker, places=places))

    def compare_places(self, places: dict[str, tuple[int, int]]) -> None:
        """Where the logs stand in the writer's eyes; what is missing here is read."""
        known = self.fanout.places
        if any(known.get(frame, Place(0, 0)) < Place(*place) for frame, place in places.items()):
            self.fill_gap()

    def claim_instead(self, claim: HostClaim) -> None:
        """The captured connection is lost and nobody came back: another tab of the shopper may be here."""
        if self.claimed and self.claimed.number == claim.number:
            other = self.best_host()
            if other:
                self._hub.start(self._hub.switch_to(self, other), "claim")

    # sockets here

    def best_host(self) -> HostConnection | None:
        """The tab to capture when the captured one is gone: a visible one, the last one shown."""
        return max(self.hosts.values(), key=lambda item: (item.visible, item.shown), default=None)

    def host_of_tab(self, tab: str) -> HostConnection | None:
        """This tab's connection, when it is in this worker."""
        found = [host for host in self.hosts.values() if host.tab == tab]
        return max(found, key=lambda host: host.shown, default=None)

    def show_tab(self, tab: str) -> None:
        """The shopper shows this tab, which may be here."""
        host = self.host_of_tab(tab)
        if host:
            self._hub.start(self._hub.switch_to(self, host), "show a tab")

    def tabs_text(self) -> str:
        """The list of tabs as viewers are told."""
        captured = self.claimed.tab if self.claimed else ""
        return encode(to_viewer.Tabs(show_tabs(self.session.tabs, captured)))

    def _tell_tabs(self) -> None:
        text = self.tabs_text()
        if text != self._tabs_told and (self._tabs_told or len(self.session.tabs) > 1):
            self._tabs_told = text
            self.tell_viewers_here(text)

    def _place_host(self, connection: HostConnection, claim: HostClaim) -> None:
        """Active, inactive or replaced, as the claim has it."""
        if connection.id == claim.connection:
            return
        if connection.tab == claim.tab:
            connection.outbox.close(REPLACED)
        if connection.recorder:
            connection.recorder = None
            connection.outbox.put(encode(to_host.Active(False)))

    async def begin_recording(self, connection: HostConnection) -> None:
        """Let a captured connection write, from where the logs stand. Raises StoreError."""
        tails = await self._hub.store.logs.tails(self.id)
        if self.captured() is connection:
            connection.recorder = Recorder(tails)

    def _tell_all_here(self, message: Array) -> None:
        text = encode(message)
        for connection in self.hosts.values():
            connection.outbox.put(text)
        self.tell_viewers_here(text)

    def tell_host_here(self, text: str) -> None:
        """To the captured connection, if it is in this worker."""
        connection = self.captured()
        if connection:
            connection.outbox.put(text)

    def tell_viewers_here(self, text: str, but: str = "", is_presence: bool = False) -> None:
        """To every viewer here but one participant's."""
        for viewer in self.viewers.values():
            if viewer.participant != but:
                _put(viewer, is_presence)(text)

    def tell_participant_here(self, participant: str, text: str) -> bool:
        """To one participant's viewer here; whether there is one."""
        found = [viewer for viewer in self.viewers.values() if viewer.participant == participant]
        for viewer in found:
            viewer.outbox.put(text)
        return bool(found)

    def tell_pages_here(self, participant: str, text: str) -> None:
        """To every page here of one participant."""
        for connection in self.connections():
            if connection.participant == participant:
                connection.outbox.put_presence(text)


def _put(viewer: ViewerConnection, is_presence: bool) -> Callable[[str], None]:
    return viewer.outbox.put_presence if is_presence else viewer.outbox.put
