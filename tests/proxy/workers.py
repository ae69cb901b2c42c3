"""The Worker that `alongside edge cloudflare` prints, in Cloudflare's own runtime; Cloudflare's network is a worker of three lines."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import msgspec

from alongside.settings import Settings
from proxy.edge.__main__ import make_edge
from proxy.edge.cloudflare import COMPATIBLE, make_cloudflare
from tests.ports import free_port
from tests.proxy.edges import wait_for
from tests.proxy.road import ROOT, Process

SHOP: Final = "shop.test"
ROAD: Final = "http://road.test"
SECRET: Final = "s" * 40

_CONFIGURATION: Final = """
using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "alongside", worker = (
      modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
      compatibilityDate = "{date}", globalOutbound = "network",
      bindings = [(name = "ALONGSIDE_SECRET", text = "{secret}")])),
    (name = "network", worker = (
      modules = [(name = "network.mjs", esModule = embed "network.mjs")],
      compatibilityDate = "{date}",
      bindings = [(name = "ROAD", service = "road"), (name = "ORIGIN", service = "origin")])),
    (name = "road", external = (address = "127.0.0.1:{road}", http = ())),
    (name = "origin", external = (address = "127.0.0.1:{origin}", http = ()))],
  sockets = [(name = "http", address = "127.0.0.1:{port}", http = (), service = "alongside")]);
"""
_NETWORK: Final = """export default {
  fetch: (request, env) => (new URL(request.url).host === "road.test" ? env.ROAD : env.ORIGIN).fetch(request),
};
"""


@contextmanager
def running_worker(
    folder: Path, origin: int, road: int, secret: str = SECRET, **settings: Any
) -> Iterator[int]:
    """Its port. `road` and `origin` are ports; every name but the road's leads to the origin."""
    port = free_port()
    whole = {
        "origin": f"http://127.0.0.1:{origin}",
        "public": f"http://{SHOP}",
        "host_mode": "keep",
    } | settings
    edge = make_edge(msgspec.convert(whole, Settings), (), ("127.0.0.1:9",), "127.0.0.1:9")
    (folder / "worker.mjs").write_text(make_cloudflare(edge, ROAD))
    (folder / "network.mjs").write_text(_NETWORK)
    (folder / "workers.capnp").write_text(
        _CONFIGURATION.format(date=COMPATIBLE, secret=secret, road=road, origin=origin, port=port)
    )
    runtime = next((ROOT / ".venv/workerd/node_modules/@cloudflare").glob("workerd-*/bin/workerd"))
    with subprocess.Popen(
        [runtime, "serve", str(folder / "workers.capnp")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            wait_for(f"127.0.0.1:{port}", process)
            yield port
        finally:
            Process(process=process, said="ready", life=-1).stop()
