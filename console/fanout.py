"""What one session's viewers in this worker are sent of the page log.

A viewer that catches up is fed from the store; it follows as soon as it stands where this worker knows the logs to stand. From then on
records come to it as they are stored. A gap, wherever it comes from (a lost message between workers, a cut), sends it back to the store.
"""

from collections.abc import Callable, Iterable

from alongside.pagelog import NOWHERE, Place
from alongside.store import Store
from alongside.wire.codec import encode
from alongside.wire.records import Gone
from console.between import Record
from console.connections import ViewerConnection
from console.outbox import size_of


class Fanout:
    """The ends of the logs as this worker knows them to be stored, and the viewers it feeds."""

    def __init__(self, session: str, store: Store, slowed: Callable[[ViewerConnection], None]) -> None:
        """`slowed` hears of viewers that follow no longer, since their sockets do not keep up, and starts to `catch_up`."""
        self._slowed = slowed
        self._session = session
        self._store = store
        self.places: dict[str, Place] = {}
        self.changes = 0
        self.viewers: dict[str, ViewerConnection] = {}

    def take(self, record: Record) -> bool:
        """Feed a stored record to those who follow. False: something is missing before it; nothing was done."""
        place, known = Place(record.cut, record.offset), self.places.get(record.frame, NOWHERE)
        if place <= known:
            return True
        if not record.is_snapshot and place != Place(known.cut, known.offset + 1):
            return False
        self.places[record.frame] = place
        self.changes += 1
        for viewer in self.viewers.values():
            if viewer.places.get(record.frame, NOWHERE) < place:
                self._feed(viewer, record, place)
        return True

    def _feed(self, viewer: ViewerConnection, record: Record, place: Place) -> None:
        if viewer.follows and viewer.outbox.is_slow:
            viewer.follows = False
            self._slowed(viewer)
        if viewer.follows:
            viewer.places[record.frame] = place
            viewer.outbox.put(record.text)
        else:
            viewer.outbox.miss(size_of(record.text))

    def forget(self, frame: str, text: str) -> None:
        """A frame is gone; `text` tells so."""
        self.places.pop(frame, None)
        self.changes += 1
        for viewer in self.viewers.values():
            if viewer.places.pop(frame, None) or viewer.follows:
                viewer.outbox.put(text)

    def stand(self, places: dict[str, Place], epochs: dict[str, str]) -> None:
        """The logs stand there now, whatever was known before."""
        for frame in [frame for frame in self.places if frame not in places]:
            self.forget(frame, encode(Gone(frame, epochs.get(frame, ""))))
        self.places = dict(places)

    def behind(self) -> Iterable[ViewerConnection]:
        """The viewers that follow and yet miss something; they follow no longer."""
        for viewer in self.viewers.values():
            if viewer.follows and self._missing(viewer):
                viewer.follows = False
                yield viewer

    async def catch_up(self, viewer: ViewerConnection) -> None:
        """Send what a viewer misses, from the store, until it follows. Raises StoreError."""
        while missing := self._missing(viewer):
            for frame in missing:
                await viewer.outbox.wait_for_room()
                await self._send_some(viewer, frame)
            if viewer.outbox.closing is not None:
                return
        viewer.follows = True

    async def _send_some(self, viewer: ViewerConnection, frame: str) -> None:
        goal = self.places.get(frame, NOWHERE)
        rows = await self._store.logs.read(self._session, frame, viewer.places.get(frame, NOWHERE))
        if frame not in self.places:
            return
        for row in rows:
            viewer.places[frame] = row.place
            viewer.outbox.put(row.record)
        if not rows:
            viewer.places[frame] = (
                goal  # the store lost it; the next record shows the gap to the viewer, who asks
            )

    def _missing(self, viewer: ViewerConnection) -> list[str]:
        return [frame for frame, place in self.places.items() if viewer.places.get(frame, NOWHERE) < place]
