"""Three real servers as origins, each of which writes what it understood: method, target and body of each whole request."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from tests.ports import free_port
from tests.proxy.road import PATIENCE, ROOT, Client

HERE: Final = Path(__file__).parent
NAMES: Final = ("nginx", "uvicorn", "node")

_NGINX: Final = """daemon off; worker_processes 1; pid {folder}/origin.pid; error_log /dev/null;
events {{ worker_connections 2048; }}
http {{
  log_format understood escape=json '{{"id":"$request_id","method":"$request_method","target":"$request_uri",'
    '"body":"$request_body","label":"$http_x_case","status":$status}}';
  access_log {log} understood;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
  scgi_temp_path {folder}/s;
  client_body_buffer_size 256k; client_body_in_single_buffer on; keepalive_timeout 600s; keepalive_requests 1000000;
  large_client_header_buffers 8 64k; ignore_invalid_headers off; underscores_in_headers on; merge_slashes off;
  server {{ listen 127.0.0.1:{port}; location / {{
    proxy_pass http://127.0.0.1:{inner}; add_header X-Origin-Request $request_id always; }} }}
  server {{ listen 127.0.0.1:{inner}; access_log off; large_client_header_buffers 8 64k;
    location / {{ default_type text/plain; return 200 ""; }} }}
}}
"""


class Understood(NamedTuple):
    """One request, as somebody understood it."""

    method: str
    target: str
    body: str


class Origin:
    """One running server and what it has written."""

    def __init__(self, name: str, port: int, log: Path) -> None:
        self.name = name
        self.port = port
        self._log = log
        self._read = 0
        self._syncs = 0
        self.entries: defaultdict[str, list[tuple[str, Understood]]] = defaultdict(list)
        """By the label of the script: number and request, in order. Those without a label are under ""."""

    def read(self) -> None:
        """Everything that was written up to now, certainly: a request of our own, sent last, is in it."""
        self._syncs += 1
        label = f"~sync{self._syncs}~"
        with Client(self.port) as client:
            client.send("GET", f"/{label}", {"Connection": "close"})
            client.head()
        until = time.monotonic() + PATIENCE
        while not self._take(label):
            if time.monotonic() > until:
                raise RuntimeError(f"{self.name} does not write what it understands")
            time.sleep(0.01)

    def _take(self, label: str) -> bool:
        with self._log.open("rb") as log:
            log.seek(self._read)
            whole, _, _ = log.read().rpartition(b"\n")
        if label.encode() not in whole:
            return False
        self._read += len(whole) + 1
        for line in whole.splitlines():
            self._keep(json.loads(line.decode("latin-1")))
        return True

    def _keep(self, entry: dict[str, str | int]) -> None:
        if entry.get("status", 200) != 200:
            return  # not whole, or no request to it
        request = Understood(str(entry["method"]), str(entry["target"]), str(entry["body"]))
        found = re.search(r"~\w+~", f"{request.target} {entry['label']} {request.body}")
        if found and found[0].startswith("~sync"):
            return
        self.entries[found[0] if found else ""].append((str(entry["id"]), request))


@contextmanager
def running_origin(name: str, folder: Path) -> Iterator[Origin]:
    port, log = free_port(), folder / f"{name}.log"
    log.touch()
    with subprocess.Popen(
        _command(name, folder, port, log), env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as process:
        try:
            _wait_for(port, process)
            yield Origin(name, port, log)
        finally:
            process.terminate()


def _command(name: str, folder: Path, port: int, log: Path) -> list[str]:
    if name == "uvicorn":
        return [sys.executable, str(HERE / "asgi_origin.py"), str(port), str(log)]
    if name == "node":
        node = [sys.executable, str(ROOT / "tools/node.py"), "node"]
        return [*node, str(HERE / "node_origin.mjs"), str(port), str(log)]
    config = folder / "origin.conf"
    config.write_text(_NGINX.format(folder=folder, port=port, inner=free_port(), log=log))
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
    return [nginx, "-c", str(config), "-p", str(folder), "-e", "/dev/null"]


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"{process.args!r} did not start")
