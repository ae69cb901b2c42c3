"""The credentials that browsers are given open a real TURN server: coturn, set up as docs/voice.md says."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser

from alongside.voice import Voice
from console.calling import servers_for
from tests.e2e.product import free_ports

pytestmark = [pytest.mark.system, pytest.mark.browser]

SECRET = "north by north"
READY_WITHIN = 20.0
CONNECT = """async (servers) => {
  const config = { iceServers: servers, iceTransportPolicy: "relay" };
  const [one, other] = [new RTCPeerConnection(config), new RTCPeerConnection(config)];
  const channel = one.createDataChannel("words");
  const heard = new Promise((done) => (other.ondatachannel = ({ channel }) =>
    (channel.onmessage = ({ data }) => done(data))));
  const gathered = [];
  for (const [from, to] of [[one, other], [other, one]])
    from.onicecandidate = ({ candidate }) => {
      if (candidate) gathered.push(candidate.type);
      void to.addIceCandidate(candidate).catch(() => undefined);
    };
  const refused = new Promise((done) => (one.onicecandidateerror = ({ errorCode }) => done(errorCode)));
  await one.setLocalDescription();
  await other.setRemoteDescription(one.localDescription);
  await other.setLocalDescription();
  await one.setRemoteDescription(other.localDescription);
  channel.onopen = () => channel.send("over the relay");
  const said = await Promise.race([heard, refused]);
  one.close(); other.close();
  return [said, [...new Set(gathered)]];
}"""


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voice]:
    folder, (port,) = tmp_path_factory.mktemp("turn"), free_ports(1)
    process = start_turn(folder, port)
    yield Voice(turn=(f"turn:127.0.0.1:{port}?transport=tcp",), turn_secret=SECRET, relay_only=True)
    process.terminate()
    process.wait()


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


def as_browsers_get_them(voice: Voice, now: float) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = msgspec.to_builtins(servers_for(voice, "session-p2", now).servers)
    return told


def test_two_browsers_find_each_other_over_the_relay_alone(browser: Browser, voice: Voice) -> None:
    page = browser.new_page()
    servers = as_browsers_get_them(voice, page.evaluate("Date.now() / 1000"))
    assert page.evaluate(CONNECT, servers) == ["over the relay", ["relay"]]
    page.close()


def test_credentials_whose_time_is_over_open_nothing(browser: Browser, voice: Voice) -> None:
    page = browser.new_page()
    servers = as_browsers_get_them(voice, page.evaluate("Date.now() / 1000 - 2 * 3600"))
    assert page.evaluate(CONNECT, servers) == [401, []]
    page.close()
