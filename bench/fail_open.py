"""What a page costs while something of ours is down, beside the same page while all is well: milliseconds, and the difference.

`python -m bench.fail_open`. Reach: within a millisecond. The supervisor is held still, so that nothing is started again meanwhile.
"""

import signal
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
WIDTH = 12


def main() -> int:
    """Print a table for the engine by itself and for the road behind nginx."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        origin = stack.enter_context(peers.origin_of_files(folder)).port
        for edge in ("none", "nginx"):
            with Product(folder / edge, f"http://127.0.0.1:{origin}", edge=edge) as product:
                _tell(edge, product, STATES if edge == "nginx" else STATES[:2])
    return 0


def _tell(edge: str, product: Product, states: tuple[tuple[str, str], ...]) -> None:
    assert product.process
    peer = Peer(product.shop_port, product.process.pid)
    print(f"\n{f'50 KB page, edge {edge}':48}{'ms':>{WIDTH}}{'added':>{WIDTH}}")
    usual = _told("all is well", peer, 0.0)
    product.process.send_signal(signal.SIGSTOP)
    try:
        for what, killed in states:
            product.kill(killed)
            _told(what, peer, usual)
    finally:
        product.process.send_signal(signal.SIGCONT)


def _told(what: str, peer: Peer, usual: float) -> float:
    took = min(single_seconds(peer, "/page.html", "document") * 1000 for _ in range(3))
    added = f"{took - usual:+.2f}" if usual else ""
    print(f"{what:48}{took:>{WIDTH}.2f}{added:>{WIDTH}}", flush=True)
    return took


if __name__ == "__main__":
    sys.exit(main())
