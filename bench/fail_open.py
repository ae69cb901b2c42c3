"""What a page costs while something of ours is down, beside a whole product asked in turns with it: milliseconds, and the difference.

`python -m bench.fail_open`. Reach: within a millisecond. The supervisor is held still, so that nothing is started again meanwhile.
"""

import signal
import statistics
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import peers
from bench.peers import Peer
from bench.road import single_seconds
from tests.e2e.product import Product

STATES = (
    ("live application down", "-m console"),
    ("store down, too", "valkey-server"),
    ("engine down, too: nginx goes to the origin", "-m proxy"),
)
ROUNDS, SAMPLES = 40, 25
"""Turns, and requests of one; what else the machine does falls on both."""
WIDTH = 12


def main() -> int:
    """Print a table for the engine by itself and for the road behind nginx."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        origin = stack.enter_context(peers.origin_of_files(folder)).port
        address = f"http://127.0.0.1:{origin}"
        for edge in ("none", "nginx"):
            with (
                Product(folder / edge, address, edge=edge) as whole,
                Product(folder / f"{edge}-ailing", address, edge=edge) as ailing,
            ):
                _tell(edge, whole, ailing, STATES if edge == "nginx" else STATES[:2])
    return 0


def _tell(edge: str, whole: Product, ailing: Product, states: tuple[tuple[str, str], ...]) -> None:
    assert ailing.process
    print(f"\n{f'50 KB page, edge {edge}':48}{'whole':>{WIDTH}}{'so':>{WIDTH}}{'added':>{WIDTH}}")
    _told("all is well", whole, ailing)
    ailing.process.send_signal(signal.SIGSTOP)
    try:
        for what, killed in states:
            ailing.kill(killed)
            _told(what, whole, ailing)
    finally:
        ailing.process.send_signal(signal.SIGCONT)


def _told(what: str, *products: Product) -> None:
    """Of each turn the median, of both the median turn, and the median of what the second took longer than the first."""
    rounds = [[_once(product) for product in products] for _ in range(ROUNDS)]
    whole, so = (statistics.median(column) for column in zip(*rounds, strict=True))
    added = statistics.median(second - first for first, second in rounds)
    print(f"{what:48}{whole:>{WIDTH}.2f}{so:>{WIDTH}.2f}{added:>+{WIDTH}.2f}", flush=True)


def _once(product: Product) -> float:
    assert product.process
    peer = Peer(product.shop_port, product.process.pid)
    return single_seconds(peer, "/page.html", "document", SAMPLES) * 1000


if __name__ == "__main__":
    sys.exit(main())
