"""A real edge with our configuration, in front of whatever the test says."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import msgspec

from alongside.settings import Settings
from proxy.edge.__main__ import make_edge, make_tls
from proxy.edge.haproxy import make_haproxy
from tests.ports import free_port
from tests.proxy.road import PATIENCE, ROOT, Process, running_child


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


@contextmanager
def running_haproxy(
    folder: Path, origin: str, engine: int, live: int, **settings: Any
) -> Iterator[tuple[int, Process]]:
    """HAProxy, as above: what `alongside edge haproxy` prints, on other ports."""
    address = f"127.0.0.1:{free_port()}"
    settings = {"origin": origin, "listen": address, "host_mode": "keep"} | settings
    with haproxy_on(
        folder, settings, f"127.0.0.1:{engine}", f"127.0.0.1:{live}", f"127.0.0.1:{free_port()}"
    ) as process:
        yield int(address.rpartition(":")[2]), process


@contextmanager
def haproxy_on(
    folder: Path, settings: dict[str, Any], engine: str, live: str, passing_by: str
) -> Iterator[Process]:
    """HAProxy where `listen` says."""
    listen = settings["listen"]
    whole = msgspec.convert(settings, Settings)
    redirect = (whole.redirect_http,) if whole.redirect_http else ()
    tls = make_tls(whole, int(listen.rpartition(":")[2]), redirect)
    edge = make_edge(whole, (listen,), (engine,), live, passing_by, tls)
    configuration = folder / "haproxy.cfg"
    configuration.write_text(make_haproxy(edge))
    with subprocess.Popen(
        [haproxy_binary(), "-db", "-f", str(configuration)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            wait_for(listen, process)
            yield Process(process=process, said="ready", life=-1)
        finally:
            process.terminate()


def haproxy_binary() -> str:
    return shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin") or "haproxy"


def wait_for(address: str, process: subprocess.Popen[str]) -> None:
    """Until something listens there. Raises AssertionError with what the process says when nothing does."""
    host, _, port = address.rpartition(":")
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection((host.strip("[]"), int(port)), 1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    process.kill()
    raise AssertionError(process.communicate()[1])


def print_edge(folder: Path, name: str, settings: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    """What `alongside edge` prints, by its inner half."""
    environment = {**os.environ, "ALONGSIDE_SETTINGS": json.dumps(settings), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "proxy.edge", "print", name]
    return subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)


class RunningEdge(Protocol):
    """One of the two."""

    def __call__(
        self, folder: Path, origin: str, engine: int, live: int, **settings: Any
    ) -> AbstractContextManager[tuple[int, Process]]: ...


EDGES: Final[dict[str, RunningEdge]] = {"nginx": running_edge, "haproxy": running_haproxy}
