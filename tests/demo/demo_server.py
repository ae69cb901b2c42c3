"""The demo shop as a running origin for tests.

with DemoShop() as shop:
    shop.url  # http://127.0.0.1:PORT
"""

import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 5
"""By then it must have gone by itself; the test that stops it fails otherwise."""


class DemoShop:
    """`python -m demo` on a free port, stopped at the end as a supervisor would stop it."""

    def __init__(self) -> None:
        self.url = ""
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self._process = start_demo("--port", "0")
        line = _out(self._process).readline()
        assert line, "the demo shop did not start"
        self.url = line.split()[-1].rstrip("/")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            assert self.stop(signal.SIGTERM) == 0

    def stop(self, how: signal.Signals) -> int:
        """Send the signal and return the exit status."""
        assert self._process is not None
        self._process.send_signal(how)
        try:
            return self._process.wait(STOP_SECONDS)
        finally:
            self._process.kill()
            self._process.wait()
            _out(self._process).close()
            self._process = None


def start_demo(*options: str) -> subprocess.Popen[str]:
    """The demo shop as a process with its standard output in a pipe."""
    return subprocess.Popen(
        [sys.executable, "-m", "demo", *options], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def _out(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout
