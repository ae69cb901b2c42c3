"""A real TURN server, coturn, set up as docs/voice.md says, for browsers on this machine."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alongside.voice import Voice
from tests.ports import free_ports

SECRET = "north by north"
READY_WITHIN = 20.0


@contextmanager
def turn_server(folder: Path) -> Iterator[int]:
    """Its port."""
    (port,) = free_ports(1)
    process = start_turn(folder, port)
    try:
        yield port
    finally:
        process.terminate()
        process.wait()


def relayed_by(port: int) -> Voice:
    """No other way than over the server at this port, by TCP."""
    return Voice(turn=(f"turn:127.0.0.1:{port}?transport=tcp",), turn_secret=SECRET, relay_only=True)


def start_turn(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Until it listens; browser and relay are all on this machine, which a real one would refuse."""
    config = folder / "turnserver.conf"
    lines = ["use-auth-secret", f"static-auth-secret={SECRET}", "realm=turn.shop.example", "fingerprint"]
    lines += [
        f"listening-port={port}",
        "listening-ip=127.0.0.1",
        "relay-ip=127.0.0.1",
        "allow-loopback-peers",
    ]
    lines += ["no-cli", "no-tls", "no-dtls", f"userdb={folder / 'db'}", f"pidfile={folder / 'pid'}"]
    config.write_text("\n".join(lines) + "\n")
    command = [shutil.which("turnserver") or "/usr/bin/turnserver", "-c", str(config)]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen([*command, "--log-file=stdout"], stdout=log, stderr=log)
    deadline = time.monotonic() + READY_WITHIN
    while not is_listening(port):
        assert process.poll() is None, (folder / "log").read_text()
        assert time.monotonic() < deadline, (folder / "log").read_text()
    return process


def is_listening(port: int) -> bool:
    with socket.socket() as trial:
        trial.settimeout(0.1)
        return trial.connect_ex(("127.0.0.1", port)) == 0
