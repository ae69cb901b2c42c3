"""What every request handler of the live application is given: settings, store, hub, assets. Set once, at the start."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import HTTPConnection

from alongside.assets import Asset
from alongside.settings import Settings
from alongside.store import Store
from console.arranging import Arranging, Reps
from console.courier import Courier
from console.desks import Desks
from console.event_watch import EventWatch
from console.hub import Hub
from console.metrics import Metrics
from console.queue_watch import QueueWatch
from console.reaching import Reach
from console.visitor_watch import VisitorWatch


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """The parts of a running live application."""

    settings: Settings
    store: Store
    hub: Hub
    queue: QueueWatch
    events: EventWatch
    visitors: VisitorWatch
    reach: Reach
    courier: Courier
    desks: Desks
    arrangements: Arranging
    reps: Reps
    metrics: Metrics
    assets: Mapping[str, Asset]


def live_of(connection: HTTPConnection) -> Live:
    """The live application that this request or socket belongs to."""
    live = connection.app.state.live
    assert isinstance(live, Live)  # noqa: S101  # set by app.py
    return live
