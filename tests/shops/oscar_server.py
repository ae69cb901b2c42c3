"""django-oscar, a shop that we did not write, as a running origin for tests.

with OscarShop() as shop:
    shop.url  # http://127.0.0.1:PORT
"""

import subprocess
import sys
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Self

ROOT = Path(__file__).parents[2]
STOP_SECONDS = 5
"""A server that has not ended by then is killed; nothing of it is worth keeping."""


class OscarShop:
    """A fresh shop in a folder of its own, started on a free port and removed at the end."""

    def __init__(self) -> None:
        self.url = ""
        self._data = tempfile.TemporaryDirectory(prefix="oscar-shop-", ignore_cleanup_errors=True)
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Return once the shop listens. Raises RuntimeError with the server's own words when it cannot."""
        log = Path(self._data.name) / "server.log"
        with log.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.shops.oscar.serve", self._data.name],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        port = _out(self._process).readline().strip()
        if not port:
            said = log.read_text()
            self.stop()
            raise RuntimeError(f"the oscar shop did not start:\n{said}")
        self.url = f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        """End the server and remove its folder. May be called twice."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            _out(process).close()
            self._data.cleanup()


def _out(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout
