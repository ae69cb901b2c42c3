"""The credentials that browsers are given open a real TURN server: coturn, set up as docs/voice.md says."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from playwright.sync_api import Browser

from alongside.voice import Voice
from console.calling import servers_for
from tests.e2e.turn import relayed_by, turn_server

pytestmark = [pytest.mark.system, pytest.mark.browser]

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
    with turn_server(tmp_path_factory.mktemp("turn")) as port:
        yield relayed_by(port)


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
