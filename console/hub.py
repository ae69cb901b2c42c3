"""All live sessions of one worker: who attaches and detaches, who is captured, and the tasks behind them."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, Final

from alongside.closing import AWAY, ENDED, REPLACED, RESTARTING
from alongside.codes import SECRET_BYTES, make_secret
from alongside.events import Event
from alongside.guiding import Shop
from alongside.handing import arrive
from alongside.records import begin_record, close_record
from alongside.session import SHOPPER_ID, Session, end_session, leave_session, set_here, set_page, set_tabs
from alongside.store import Store, StoreError
from alongside.store.bus import EVENTS, QUEUE
from alongside.store.client import Command
from alongside.store.sessions import AuditEntry, HostClaim, audit_command
from alongside.store.talks import Kept
from alongside.tabs import drop_tab, put_tab
from alongside.voice import Voice
from alongside.wire.codec import encode
from alongside.wire.host import Active
from alongside.wire.words import Array
from console import between
from console.between import Between
from console.call_news import audit_call
from console.calling import lose_speaker
from console.connections import HostConnection, ViewerConnection
from console.fonts import FontTally
from console.live_session import LiveSession
from console.metrics import Metrics
from console.tasks import Tasks
from console.telling import session_ended
from console.writer import LogWriter

GRACE_SECONDS: Final = 2.0
"""A page that is left for another one, or a network that blinks, is back within this; nobody is told before."""
OTHER_TAB_SECONDS: Final = 0.5
"""How long another worker has to bring forward another tab of the same shopper."""
SIGN_OF_LIFE_SECONDS: Final = 15.0
SILENCE_SECONDS: Final = 45.0
"""Clients ping every 10 s."""
MAX_TO_PUBLISH: Final = 20_000
MAX_BATCH: Final = 256
LOCKS: Final = 64
"""Attaching takes a few round trips to the store; sessions that share a lock wait for each other, others do not."""

log = logging.getLogger("alongside.live")


class Hub:
    """The live sessions of this worker. `run` beside the server; `stop` closes every socket with 1012."""

    def __init__(
        self,
        store: Store,
        metrics: Metrics,
        random: Callable[[int], bytes],
        shop: Shop,
        voice: Voice | None = None,
    ) -> None:
        self.store = store
        self.shop = shop
        self.voice = voice
        self.metrics = metrics
        self.worker = make_secret(random(SECRET_BYTES))
        self.sessions: dict[str, LiveSession] = {}
        self.acknowledging: set[HostConnection] = set()
        self.fonts = FontTally(metrics)
        self.writer = LogWriter(store, self._flush)
        self._random = random
        self._tasks = Tasks()
        self._alone: dict[str, bool] = {}
        self._joined = 0
        self._claims: dict[str, HostClaim] = {}
        self._to_publish: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(MAX_TO_PUBLISH)
        self._logged: dict[str, list[between.Record]] = {}
        self._locks = [asyncio.Lock() for _ in range(LOCKS)]

    def start(self, work: Coroutine[Any, Any, None], what: str) -> asyncio.Task[None]:
        """Run something that waits, until it is done or the hub stops."""
        return self._tasks.start(work, what)

    def _flush(self) -> None:
        self.flush_records()
        for connection in self.acknowledging:
            connection.send_acks()
        self.acknowledging.clear()

    def run(self) -> None:
        """Start the tasks that every worker has."""
        self.start(self.writer.run(), "page log writer")
        self.start(self._publish_forever(), "publisher")
        self.start(self._keep_seen_forever(), "signs of life")

    async def stop(self) -> None:
        """Close every socket, so that its client comes back to another worker or after the restart."""
        for live in self.sessions.values():
            live.close_all(RESTARTING)
        await self._tasks.stop()
        await self._drop_claims()

    async def _drop_claims(self) -> None:
        """What was captured here is captured nowhere, until the clients come back."""
        for session, claim in self._claims.items():
            with contextlib.suppress(StoreError):
                await self.store.sessions.drop_host(session, claim)

    def make_id(self) -> str:
        """A random id."""
        return make_secret(self._random(SECRET_BYTES))

    # changes of the session itself

    async def change(self, session: str, rule: Callable[[Session], Session]) -> Session | None:
        """Change a session by a rule and tell everyone in it, in all workers. None when there is none. Raises StoreError."""
        changed = await self.store.sessions.change(session, rule)
        if changed is None:
            return None
        before, after = changed
        if after is not before:
            await audit_call(self.store, before, after, time.time())
            self.announce(after)
        return after

    def announce(self, session: Session) -> None:
        """A session is so now: tell everyone in it and whoever watches the queue."""
        live = self.sessions.get(session.id)
        if live:
            live.apply(session)
        self._enqueue(session.id, between.encode(between.SessionChanged(worker=self.worker, session=session)))
        self._enqueue(QUEUE, b"!")

    def announce_cases(self) -> None:
        """What shoppers left for the desk has changed: tell whoever watches."""
        self._enqueue(QUEUE, b"!")

    async def tell(self, *events: Event, also: Sequence[Command] = ()) -> None:
        """Tell programs of what happened, and do what belongs to it; on disk when this returns. Raises StoreError."""
        await self.store.events.tell(events, also)
        self.announce_events()

    def announce_events(self) -> None:
        """Programs have been told of something: wake who reads it."""
        self._enqueue(EVENTS, b"!")

    def tell_spoken(self, session: str, kept: Kept) -> None:
        """A line of the conversation that came over HTTP is kept: tell everybody whom it concerns."""
        live = self.sessions.get(session)
        if live:
            live.talk.deliver(kept)
        self.publish(session, between.Spoke(worker=self.worker, number=kept.number, line=kept.spoken))

    async def end(self, session: str, who: str, now: float) -> Session | None:
        """End a session: everyone is told, its page log is deleted, the audit says who did it. Raises StoreError."""
        before = await self.store.sessions.get(session)
        ended = await self.change(session, lambda current: end_session(current, now))
        if before and ended and before.state != "ended":
            await self.finish(ended, who, now, told=before)
            log.info("session %s ended by %s", session, who)
        return ended

    def tell_hosts(self, message: Array) -> None:
        """To every tab of a shopper at this worker."""
        text = encode(message)
        for live in self.sessions.values():
            for connection in live.hosts.values():
                connection.outbox.put(text)

    async def finish(self, ended: Session, who: str, now: float, told: Session | None = None) -> None:
        """What goes with the end of a session, also when another worker died over it. `told`: as it was before. Raises StoreError."""
        self._claims.pop(ended.id, None)
        await self.store.logs.delete(ended.id)
        await self._keep_record(told or ended, ended)
        await self.store.seen.forget(ended.id)
        entry = AuditEntry(at=now, deed="ended", session=ended.id, who=who)
        await self.tell(*session_ended(told or ended, ended), also=[audit_command(entry)])
        await self.store.sessions.forget_live(ended)

    async def _keep_record(self, before: Session, ended: Session) -> None:
        """What reps can read of it from now on. Friends among themselves leave nothing."""
        reps = await self.store.afters.list_reps(ended.id)
        await self.store.records.begin(begin_record(before))
        known = await self.store.records.get(ended.id)
        if known and known.visitor:
            await self.store.visits.tag(known.visitor, known.tags, ended.ended)
        record = await self.store.records.change(ended.id, lambda record: close_record(record, ended, reps))
        if record and (reps or record.kind != "friend"):
            await self.store.records.enlist(record)

    # sockets come and go

    async def attach(self, session: Session) -> LiveSession:
        """The live session in this worker, listening to the others; held until `release`. Raises StoreError."""
        async with self._lock(session.id):
            live = self.sessions.get(session.id)
            if live is None:
                live = LiveSession(session, self)
                await self.store.bus.subscribe(session.id, live)
                await live.resync()
                self.sessions[session.id] = live
                self.metrics.sessions.set(len(self.sessions))
            live.holders += 1
            return live

    async def release(self, live: LiveSession) -> None:
        """One holder less; a session without any is forgotten here."""
        async with self._lock(live.id):
            live.holders -= 1
            if live.holders == 0 and self.sessions.get(live.id) is live:
                del self.sessions[live.id]
                self._alone.pop(live.id, None)
                self.metrics.sessions.set(len(self.sessions))
                await self.store.bus.unsubscribe(live.id)

    def _lock(self, session: str) -> asyncio.Lock:
        return self._locks[hash(session) % LOCKS]

    async def add_host(self, live: LiveSession, connection: HostConnection) -> None:
        """A tab of the shopper connects. It is captured if it is visible, goes on after a page load, or is alone. Raises StoreError."""
        claimed = live.claimed
        live.hosts[connection.id] = connection
        is_next = connection.visible or claimed is None or claimed.tab == connection.tab

        def arrive(session: Session) -> Session:
            here = set_here(session, SHOPPER_ID, True, time.time())
            return _with_tab(here, connection, is_captured=is_next)

        await self.change(live.id, arrive)
        if is_next:
            await self.claim(live, connection)

    async def claim(self, live: LiveSession, connection: HostConnection) -> None:
        """Capture this connection from now on. Raises StoreError."""
        if live.captured() is connection:
            return
        claim = await self.store.sessions.claim_host(live.id, connection.id, connection.tab)
        self._claims[live.id] = claim
        live.take_claim(claim)
        live.publish(between.HostClaimed(worker=self.worker, claim=claim))
        await live.begin_recording(connection)
        if connection.outbox.is_open and live.captured() is connection:
            connection.outbox.put(encode(Active(True)))

    async def remove_host(self, live: LiveSession, connection: HostConnection) -> None:
        """A tab's socket is gone. Nobody is told before the grace is over. Raises StoreError."""
        live.hosts.pop(connection.id, None)
        self.start(lose_speaker(self, live, connection), "speaker gone")
        claim = live.claimed
        if claim is None or claim.connection != connection.id:
            await asyncio.sleep(GRACE_SECONDS)
        else:
            await self._lose_captured(live, claim)
        await self.change(live.id, lambda session: set_tabs(session, drop_tab(session.tabs, connection.id)))

    async def _lose_captured(self, live: LiveSession, claim: HostClaim) -> None:
        live.drop_host(claim)
        live.publish(between.HostDropped(worker=self.worker, claim=claim))
        await asyncio.sleep(GRACE_SECONDS)
        if live.claimed != claim:
            if live.captured() is None:
                self._claims.pop(live.id, None)
            return
        other = live.best_host()
        if other:
            await self.switch_to(live, other)
            return
        live.publish(between.HostLost(worker=self.worker, claim=claim))
        await asyncio.sleep(OTHER_TAB_SECONDS)
        self._claims.pop(live.id, None)
        if live.claimed == claim and await self.store.sessions.drop_host(live.id, claim):
            live.set_away(True)
            live.publish(between.HostAway(worker=self.worker))
            await self.change(live.id, lambda session: set_here(session, SHOPPER_ID, False, time.time()))

    async def add_viewer(self, live: LiveSession, viewer: ViewerConnection) -> None:
        """A viewer connects and takes its place, also from an older connection of its own. Raises StoreError."""
        live.replace_viewers(viewer.participant)
        live.publish(between.PlaceTaken(worker=self.worker, participant=viewer.participant))
        live.viewers[viewer.id] = viewer
        await self.change(live.id, lambda session: arrive(session, viewer.participant, time.time()))

    async def remove_viewer(self, live: LiveSession, viewer: ViewerConnection, *, leaves: bool) -> None:
        """A viewer's socket is gone, and with `leaves` the participant too. Raises StoreError."""
        live.viewers.pop(viewer.id, None)
        if leaves:
            await self.change(live.id, lambda session: leave_session(session, viewer.participant))
            return
        self.start(lose_speaker(self, live, viewer), "speaker gone")
        if viewer.outbox.closing in (REPLACED, ENDED):
            return
        await asyncio.sleep(GRACE_SECONDS)
        if not any(other.participant == viewer.participant for other in live.viewers.values()):
            await self.change(
                live.id, lambda session: set_here(session, viewer.participant, False, time.time())
            )

    async def keep_tab(self, live: LiveSession, connection: HostConnection) -> None:
        """A tab is so now: its page, whether it is seen, whether it is captured. Raises StoreError."""
        is_captured = live.captured() is connection
        await self.change(live.id, lambda current: _with_tab(current, connection, is_captured=is_captured))

    async def show_tab(self, live: LiveSession, tab: str) -> None:
        """Capture this tab of the shopper, seen or not, wherever its connection is. Raises StoreError."""
        host = live.host_of_tab(tab)
        if host is None:
            live.publish(between.TabShown(worker=self.worker, tab=tab))
        else:
            await self.switch_to(live, host)

    async def switch_to(self, live: LiveSession, connection: HostConnection) -> None:
        """Capture another tab than before. Raises StoreError."""
        await self.claim(live, connection)
        await self.keep_tab(live, connection)

    # to the other workers

    def publish(self, session: str, message: Between) -> None:
        """Tell the other workers with sockets of this session; while nobody else listens, nothing is said but that we are here."""
        if self._alone.get(session) and not isinstance(message, between.WorkerJoined):
            return
        self._enqueue(session, between.encode(message))

    def heard_another(self, session: str) -> None:
        """Another worker has this session, too."""
        self._alone[session] = False
        self._joined += 1

    def log_record(self, session: str, record: between.Record) -> None:
        """A record is stored; the other workers hear of it with the rest of its batch."""
        if not self._alone.get(session):
            self._logged.setdefault(session, []).append(record)

    def _enqueue(self, topic: str, message: bytes) -> None:
        """What does not fit while the store is down is lost; every worker reads anew when its subscription stands again."""
        with contextlib.suppress(asyncio.QueueFull):
            self._to_publish.put_nowait((topic, message))

    def flush_records(self) -> None:
        """Publish what was stored in one batch, by session."""
        for session, records in self._logged.items():
            self.publish(session, between.Logged(worker=self.worker, records=records))
        self._logged.clear()

    async def _publish_forever(self) -> None:
        while True:
            messages = [await self._to_publish.get()]
            while not self._to_publish.empty() and len(messages) < MAX_BATCH:
                messages.append(self._to_publish.get_nowait())
            await self._publish(messages)

    async def _publish(self, messages: list[tuple[str, bytes]]) -> None:
        joined = self._joined
        try:
            counts = await self.store.bus.publish_all(messages)
        except StoreError as error:
            log.warning("other workers did not hear %d messages: %s", len(messages), error)
            return
        for (topic, _), count in zip(messages, counts, strict=True):
            if topic in self.sessions:
                self._alone[topic] = count <= 1 and joined == self._joined

    async def _keep_seen_forever(self) -> None:
        while True:
            await asyncio.sleep(SIGN_OF_LIFE_SECONDS)
            self.close_silent(time.monotonic())
            seen = [item for live in self.sessions.values() for item in live.seen()]
            for start in range(0, len(seen), MAX_BATCH):
                with contextlib.suppress(StoreError):
                    await self.store.sessions.keep_seen(seen[start : start + MAX_BATCH], time.time())
            await self._check_claims()

    def close_silent(self, now: float) -> None:
        """Let go of sockets whose clients have not even pinged."""
        for live in self.sessions.values():
            for connection in live.connections():
                if now - connection.heard > SILENCE_SECONDS:
                    connection.outbox.close(AWAY)

    async def _check_claims(self) -> None:
        """A worker that died with a captured connection cannot say so; its claim runs out in the store."""
        for live in list(self.sessions.values()):
            if live.claimed and not live.captured():
                with contextlib.suppress(StoreError):
                    if await self.store.sessions.get_host(live.id) is None:
                        live.set_away(True)


def _with_tab(session: Session, connection: HostConnection, *, is_captured: bool) -> Session:
    session = set_tabs(session, put_tab(session.tabs, connection.as_tab()))
    return set_page(session, connection.page) if is_captured else session
