"""What the parts of a live session need of the hub."""

from collections.abc import Coroutine
from typing import Any, Protocol

from alongside.events import Event
from alongside.guiding import Shop
from alongside.store import Store
from console.between import Between
from console.metrics import Metrics


class Surroundings(Protocol):
    """The hub, as far as it is not about sockets. `shop`: the addresses of its hosts as browsers know them."""

    worker: str
    shop: Shop
    store: Store
    metrics: Metrics

    def publish(self, session: str, message: Between) -> None:
        """Tell the other workers."""

    async def tell(self, *events: Event) -> None:
        """Tell programs of what happened; on disk when this returns."""

    def start(self, work: Coroutine[Any, Any, None], what: str) -> object:
        """Run something that waits."""
