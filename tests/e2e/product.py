"""The whole product as a test subject: `alongside serve` as real processes on free ports, as a retailer's engineer starts it."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.ports import free_ports

READY_WITHIN = 60.0
STOP_WITHIN = 60.0
"""Seconds: more than `drain_seconds`, for nginx waits as long for a browser that has connected and not asked for anything yet."""


class Product:
    """`alongside serve` (or `demo`) before an origin. A context manager: leaving it stops everything in order."""

    def __init__(
        self, folder: Path, origin: str = "", *, edge: str = "none", verb: str = "serve", **options: str
    ) -> None:
        self.shop_port, self.live_port = free_ports(2)
        self.shop = f"http://localhost:{self.shop_port}"
        self.live = f"http://localhost:{self.live_port}"
        self.folder = folder
        self.output: list[str] = []
        self.errors: list[str] = []
        given = {
            "listen": f"127.0.0.1:{self.shop_port}",
            "live": f"127.0.0.1:{self.live_port}",
            "data": str(folder / "data"),
            "edge": edge,
            **({"origin": origin} if origin else {}),
            **options,
        }
        flags = [item for name, value in given.items() for item in (f"--{name.replace('_', '-')}", value)]
        self.command = [sys.executable, "-m", "alongside", verb, *flags]
        self.process: subprocess.Popen[str] | None = None
        self._ready = threading.Event()
        self._keepers: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self.process = subprocess.Popen(
            self.command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for stream, kept in ((self.process.stdout, self.output), (self.process.stderr, self.errors)):
            keeper = threading.Thread(target=self._keep, args=(stream, kept), daemon=True)
            keeper.start()
            self._keepers.append(keeper)
        if not self._ready.wait(READY_WITHIN) or self.process.poll() is not None:
            self.stop()
            raise AssertionError("not ready:\n" + "".join(self.output + self.errors))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.stop()
        finally:
            for keeper in self._keepers:
                keeper.join(STOP_WITHIN)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop it as an engineer would; its exit status."""
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(number)
            try:
                self.process.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise AssertionError("it did not stop:\n" + "".join(self.output + self.errors)) from None
        return self.process.returncode

    def children(self) -> dict[int, str]:
        """Every process below the supervisor: its pid and command line."""
        assert self.process
        found: dict[int, str] = {}
        pending = [self.process.pid]
        while pending:
            parent = pending.pop()
            for folder in Path("/proc").glob("[0-9]*"):
                try:
                    stat = (folder / "stat").read_text().rpartition(")")[2].split()
                    if int(stat[1]) == parent:
                        pid = int(folder.name)
                        found[pid] = (folder / "cmdline").read_text().replace("\0", " ")
                        pending.append(pid)
                except OSError:
                    continue
        return found

    def kill(self, what: str) -> int:
        """Kill the first child whose command line holds `what`, without a chance to tidy up; its pid."""
        pid = next(pid for pid, line in self.children().items() if what in line)
        os.kill(pid, signal.SIGKILL)
        return pid

    def add_rep(self, email: str, password: str, role: str = "rep", name: str = "") -> None:
        """An account, by the command line."""
        command = [
            sys.executable,
            "-m",
            "alongside",
            "rep",
            "add",
            email,
            "--role",
            role,
            "--name",
            name,
            "--password-stdin",
        ]
        data = ["--data", str(self.folder / "data")]
        subprocess.run([*command, *data], input=password + "\n", text=True, check=True, capture_output=True)

    def get_json(self, path: str) -> Any:
        """A GET on the live host."""
        with urllib.request.urlopen(self.live + path, timeout=5) as answer:
            return json.load(answer)

    def _keep(self, stream: Any, kept: list[str]) -> None:
        with stream:
            for line in stream:
                kept.append(line)
                if "/desk" in line and kept is self.output:
                    self._ready.set()
        self._ready.set()
