"""One viewer's socket: `hello` with a ticket and a position, then acts and presence. Roles are checked here before anything goes on."""

import time

from alongside.closing import AWAY, NO_TICKET
from alongside.leading import acts_now, leader_of, may_now
from alongside.pagelog import Recovery, plan_recovery
from alongside.roles import Deed
from alongside.session import Participant, find_participant, show_participants
from alongside.store.pagelogs import TOP_FRAME
from alongside.tabs import find_tab
from alongside.wire import talk
from alongside.wire import viewer as wire
from alongside.wire.actions import Action, is_by_address
from alongside.wire.call import CallBy
from alongside.wire.codec import WireError, actions, encode
from alongside.wire.host import Act, Ask, Need, Ping, Point, PointOf, Pong
from alongside.wire.marks import MarkBy
from alongside.wire.records import Gone
from alongside.wire.viewer import FromViewer
from alongside.wire.words import Result, name_of
from console.calling import take_step
from console.connections import ViewerConnection
from console.hub import Hub
from console.live_session import LiveSession
from console.marking import mark_from_viewer


class ViewerSocket:
    """What a viewer's frames do. The caller reads the socket and hands each message in."""

    def __init__(self, hub: Hub, live: LiveSession, connection: ViewerConnection) -> None:
        self._hub = hub
        self._live = live
        self.connection = connection
        self.leaves = False

    @property
    def _person(self) -> Participant | None:
        return find_participant(self._live.session, self.connection.participant)

    def _may(self, deed: Deed) -> bool:
        person = self._person
        return person is not None and may_now(self._live.session, person, deed)

    async def begin(self, greeting: wire.Greeting) -> None:
        """Answer the hello, and send what this viewer misses: exactly that, or everything anew. Raises StoreError."""
        await self._hub.add_viewer(self._live, self.connection)
        if self._person is None:
            self.connection.outbox.close(NO_TICKET)
            return
        tails = await self._hub.store.logs.tails(self._live.id)
        plan = plan_recovery(tails, greeting.position)
        self._welcome(plan)
        self.connection.places = {frame: place for frame, place in plan.after.items() if place.cut}
        for frame, epoch in plan.gone:
            self.connection.outbox.put(encode(Gone(frame, epoch)))
        self._hub.start(self._live.catch_up(self.connection), "catch up")
        if TOP_FRAME not in tails:
            self._live.want("*", "no snapshot")

    async def take(self, message: FromViewer) -> None:
        """Do what a frame says. Raises StoreError."""
        match message:
            case wire.Act():
                self._act(message)
            case Point() | MarkBy():
                self._point(message)
            case wire.Want():
                self._live.want_for(self.connection, message.frame, message.why)
            case wire.AskTab() | Need() | wire.Fonts():
                self._tell(message)
            case talk.Say() | talk.Typing() | talk.Read() | talk.Recall() | CallBy():
                self._converse(message)
            case wire.Leave():
                self.leaves = True
                self.connection.outbox.close(AWAY)
            case wire.End():
                await self._end()
            case Ping():
                self.connection.outbox.put(encode(Pong(message.n)))
            case wire.Hello():
                pass  # only the first one counts

    def _converse(self, message: talk.FromSpeaker | CallBy) -> None:
        if isinstance(message, CallBy):
            take_step(self._hub, self._live, self.connection, message.step)
        else:
            self._live.hear(self.connection, message)

    def _tell(self, message: wire.AskTab | Need | wire.Fonts) -> None:
        match message:
            case wire.AskTab():
                self._ask_tab(message.tab)
            case Need():
                self._need(message)
            case wire.Fonts():
                self._hub.fonts.count(message.families, self.connection.fonts)

    def _welcome(self, plan: Recovery) -> None:
        session, person = self._live.session, self._person
        self._hub.metrics.recoveries.labels("missed" if plan.exact else "snapshot").inc()
        standing = wire.Standing(
            url=session.url,
            title=session.title,
            session=session.id,
            state=session.state,
            kind=session.kind,
            you=self.connection.participant,
            participants=show_participants(session),
            may=acts_now(session, person) if person else (),
            recovered=plan.exact,
            lead=leader_of(session),
            frozen=session.frozen,
            asks=session.asks,
        )
        self.connection.outbox.open(encode(wire.Welcome(standing)))
        if len(session.tabs) > 1:
            self.connection.outbox.put(self._live.tabs_text())
        if self._live.away:
            self.connection.outbox.put(encode(wire.Away(True)))

    def _act(self, message: wire.Act) -> None:
        refusal = self._refuse(message)
        if refusal:
            self._hub.metrics.acts.labels(refusal).inc()
            self.connection.outbox.put(encode(wire.Done(message.seq, refusal)))
        else:
            self._live.tell_host(Act(self.connection.participant, message.seq, message.action))

    def _refuse(self, message: wire.Act) -> Result | None:
        if not self.connection.acts.allows(time.monotonic()):
            return "busy"
        try:
            action: Action | None = actions.decode(bytes(message.action))
        except WireError:
            return "invalid"
        if action is None:
            return "invalid"
        if is_by_address(action) and not self._may("guide"):
            return "not-allowed"
        if not self._may(name_of(type(action))):  # type: ignore[arg-type]  # reason: a test holds the actions' names equal to the table's
            return "not-allowed"
        return None if self._live.is_host_connected else "away"

    def _point(self, message: Point | MarkBy) -> None:
        if isinstance(message, MarkBy):
            mark_from_viewer(self._live, self.connection, message)
            return
        if not self._may("point") or not self.connection.points.allows(time.monotonic()):
            return
        point = PointOf(self.connection.participant, message.frame, message.x, message.y)
        self._live.tell_host(point)
        self._live.tell_viewers(point, but=self.connection.participant, is_presence=True)

    def _ask_tab(self, tab: str) -> None:
        """Ask the shopper, in the tab in use; at once answered with no where nobody can be asked."""
        live, found = self._live, find_tab(self._live.session.tabs, tab)
        is_other = found is not None and not (live.claimed and live.claimed.tab == tab)
        is_free = self._may("ask") and self.connection.acts.allows(time.monotonic())
        if found and is_other and is_free and live.is_host_connected:
            live.tell_host(Ask(self.connection.participant, tab, found.title))
        else:
            self.connection.outbox.put(encode(wire.Answer(tab, False)))

    def _need(self, message: Need) -> None:
        if self.connection.needs.allows(time.monotonic()):
            self._live.need(message)

    async def _end(self) -> None:
        if self._may("end"):
            await self._hub.end(self._live.id, self.connection.participant, time.time())
