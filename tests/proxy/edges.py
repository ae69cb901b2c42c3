"""A real edge with our configuration, in front of whatever the test says."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.proxy.road import Process, free_port, running_child


@contextmanager
def running_edge(
    folder: Path, origin: str, engine: int, live: int, **settings: Any
) -> Iterator[tuple[int, Process]]:
    """nginx on a port of its own; hosts are kept unless told otherwise."""
    port = free_port()
    settings = {"origin": origin, "listen": f"127.0.0.1:{port}", "host_mode": "keep"} | settings
    part = {
        "listen": f"127.0.0.1:{port}",
        "engine": f"127.0.0.1:{engine}",
        "live": f"127.0.0.1:{live}",
        "passing_by": f"127.0.0.1:{free_port()}",
        "folder": str(folder / "edge"),
    }
    with running_child(folder, ["proxy.edge", "run", "nginx"], settings, part) as child:
        assert child.said == "ready", child.said
        try:
            yield port, child
        finally:
            child.stop()
