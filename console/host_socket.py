"""One host page's socket: `hello` first, then records, presence and answers to acts, each handed to its place."""

import time
from collections.abc import Callable
from typing import Final

from alongside.closing import NO_SESSION
from alongside.joining import valid_code
from alongside.leading import leader_of
from alongside.session import SHOPPER_ID, Session, show_participants
from alongside.store.pagelogs import Append, Drop
from alongside.wire import host as wire
from alongside.wire import leading, talk
from alongside.wire.call import CallBy
from alongside.wire.codec import encode
from alongside.wire.host import FromHost
from alongside.wire.marks import MarkOf
from alongside.wire.records import Change, Digest, Gone, Snap
from alongside.wire.viewer import Answer as TabAnswer
from alongside.wire.viewer import Asked, Caret, Done
from console.beside_calls import belongs_on_trail
from console.between import Forgot, Record
from console.calling import take_step
from console.connections import HostConnection
from console.hub import Hub
from console.leading import decide
from console.live_session import LiveSession
from console.marking import mark_from_host
from console.outbox import size_of
from console.recorder import Take
from console.writer import Entry

MILLISECONDS: Final = 1000


class HostSocket:
    """What a host page's frames do. The caller reads the socket and hands each message in with its text.

    `rules`: those of now; `hosts`: the shop's others.
    """

    def __init__(
        self,
        hub: Hub,
        live: LiveSession,
        connection: HostConnection,
        rules: Callable[[], wire.Rules],
        hosts: tuple[wire.Neighbour, ...] = (),
    ) -> None:
        self._hub = hub
        self._rules = rules
        self._hosts = hosts
        self._live = live
        self.connection = connection

    async def begin(self) -> None:
        """Answer the hello. Raises StoreError."""
        await self._hub.add_host(self._live, self.connection)
        session = self._live.session
        if session.state == "ended":
            self.connection.outbox.close(NO_SESSION)
            return
        self.connection.outbox.open(encode(wire.Welcome(self._standing(session))))
        await self._see_page()

    def _standing(self, session: Session) -> wire.Standing:
        code = valid_code(session, time.time())
        return wire.Standing(
            session=session.id,
            state=session.state,
            kind=session.kind,
            you=SHOPPER_ID,
            participants=show_participants(session),
            active=self._is_captured(),
            code=code.digits if code else None,
            expires=int(code.expires if code else session.links[0].expires),
            lang=session.lang,
            rules=self._rules(),
            lead=leader_of(session),
            frozen=session.frozen,
            asks=session.asks,
            hosts=self._hosts,
        )

    async def take(self, message: FromHost, text: str) -> None:
        """Do what a frame says. Raises StoreError."""
        match message:
            case Snap() | Change() | Gone() | Digest():
                await self._take_record(message, text)
            case wire.Done() | wire.Asked() | wire.Caret():
                self._put_fate(message)
            case talk.Say() | talk.Typing() | talk.Read() | talk.Recall() | CallBy():
                self._converse(message)
            case leading.HandLead() | leading.Freeze() | leading.Remove() | leading.AskFirst():
                await decide(self._hub, self._live.session, message)
            case wire.Point() | MarkOf():
                self._point(message)
            case wire.Tab() | wire.PageChanged():
                await self._keep_tab(message)
            case wire.Answer():
                await self._answer(message)
            case wire.Ping():
                self.connection.outbox.put(encode(wire.Pong(message.n)))
            case wire.Hello():
                pass  # only the first one counts

    async def _take_record(self, record: Snap | Change | Gone | Digest, text: str) -> None:
        """Of the captured connection only; what others send was under way when they stopped being it."""
        recorder = self.connection.recorder
        if recorder is None or not self._is_captured():
            return
        self._hub.metrics.records.labels(record.__struct_config__.tag).inc()
        match record:
            case Snap():
                take = recorder.take_snapshot(record, int(time.time() * MILLISECONDS))
            case Change():
                take = recorder.take_change(record, size_of(text), time.monotonic())
            case Gone():
                take = recorder.take_gone(record)
            case Digest():
                self._put_digest(text)
                return
        self._carry_out(take, record, text)
        await self.connection.account.wait_for_room()

    def _carry_out(self, take: Take, record: Snap | Change | Gone, text: str) -> None:
        for frame, epoch in take.drop:
            self._put_drop(frame, epoch)
        if take.tail and not isinstance(record, Gone):
            self._put_append(take, record, text)
        elif take.known and isinstance(record, Change):
            self._acknowledge_known(record.frame)
        if take.want:
            self._hub.metrics.wants.labels("gap").inc()
            self.connection.outbox.put(encode(wire.Want(record.frame)))

    def _put_append(self, take: Take, record: Snap | Change, text: str) -> None:
        assert take.tail is not None  # noqa: S101  # the caller has looked
        place, is_snapshot, arrived = take.tail.last, isinstance(record, Snap), time.perf_counter()
        append = Append(self._live.id, record.frame, take.tail, text, is_snapshot)

        def stored(done: bool) -> None:
            self._hub.metrics.stored.observe(time.perf_counter() - arrived)
            if not done:
                self._lose(record.frame)
                return
            self.connection.acks[record.frame] = (record.epoch, record.offset)
            self._hub.acknowledging.add(self.connection)
            self._deliver(Record(record.frame, place.cut, place.offset, is_snapshot, text))

        self._hub.metrics.record_bytes.inc(size_of(text))
        self._hub.writer.put(Entry(append, self.connection.account, stored))

    def _put_drop(self, frame: str, epoch: str) -> None:
        text = encode(Gone(frame, epoch))

        def stored(_: bool) -> None:
            self._live.fanout.forget(frame, text)
            self._live.publish(Forgot(worker=self._hub.worker, frame=frame, text=text))

        self._hub.writer.put(Entry(Drop(self._live.id, frame), self.connection.account, stored))

    def _put_digest(self, text: str) -> None:
        """Through the writer's queue, so that it comes after the changes before it; never stored."""
        self._hub.writer.put(Entry(None, self.connection.account, lambda _: self._live.tell_followers(text)))

    def _put_fate(self, message: wire.Done | wire.Asked | wire.Caret) -> None:
        """Through the writer's queue: who acted has seen what came of it before they hear that it is done."""
        if isinstance(message, wire.Done):
            self._hub.metrics.acts.labels(message.result).inc()
        fate = _fate_of(message)
        entry = Entry(
            None, self.connection.account, lambda _: self._live.tell_participant(message.participant, fate)
        )
        self._hub.writer.put(entry)

    def _deliver(self, record: Record) -> None:
        if not self._live.fanout.take(record):
            self._live.fill_gap()
        self._hub.log_record(self._live.id, record)

    def _lose(self, frame: str) -> None:
        """Another worker's host page wrote in this log; only a snapshot can settle it."""
        if self.connection.recorder:
            self.connection.recorder.lose(frame, int(time.time() * MILLISECONDS))
            self._live.want(frame, "conflict")

    def _acknowledge_known(self, frame: str) -> None:
        """Sent again after a lost connection: stored already, if what came before it in the queue is."""
        recorder = self.connection.recorder
        tail = recorder.tails.get(frame) if recorder else None
        if tail:

            def stored(_: bool) -> None:
                self.connection.acks[frame] = (tail.epoch, tail.last.offset)
                self._hub.acknowledging.add(self.connection)

            self._hub.writer.put(Entry(None, self.connection.account, stored))

    def _converse(self, message: talk.FromSpeaker | CallBy) -> None:
        if isinstance(message, CallBy):
            take_step(self._hub, self._live, self.connection, message.step)
        else:
            self._live.hear(self.connection, message)

    def _point(self, message: wire.Point | MarkOf) -> None:
        if isinstance(message, MarkOf):
            if self._is_captured():
                mark_from_host(self._live, self.connection, self._hub.writer, message)
        elif self._is_captured() and self.connection.points.allows(time.monotonic()):
            self._live.point_from_host(message)

    async def _keep_tab(self, message: wire.Tab | wire.PageChanged) -> None:
        if isinstance(message, wire.PageChanged):
            self.connection.page = message.page
        else:
            await self._show(message.visible)
        await self._hub.keep_tab(self._live, self.connection)
        await self._see_page()

    async def _see_page(self) -> None:
        """What is shown now was seen in this session."""
        page = self.connection.page
        if self._is_captured() and belongs_on_trail(page.url):
            await self._hub.store.seen.see(self._live.id, page, time.time())

    async def _show(self, visible: bool) -> None:
        self.connection.visible = visible
        if visible:
            self.connection.shown = time.monotonic()
            if not self._is_captured():
                await self._hub.claim(self._live, self.connection)

    async def _answer(self, answer: wire.Answer) -> None:
        """The shopper lets somebody see another tab, or does not."""
        if not self._is_captured():
            return
        self._live.tell_participant(answer.participant, TabAnswer(answer.tab, answer.shown))
        if answer.shown:
            await self._hub.show_tab(self._live, answer.tab)

    def _is_captured(self) -> bool:
        return self._live.captured() is self.connection


def _fate_of(message: wire.Done | wire.Asked | wire.Caret) -> Done | Asked | Caret:
    """As whoever acted hears it."""
    match message:
        case wire.Done():
            return Done(message.seq, message.result)
        case wire.Asked():
            return Asked(message.seq)
        case wire.Caret():
            return Caret(message.seq, message.places)
