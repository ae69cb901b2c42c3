"""People who talk by voice, as test subjects: a Chromium whose microphone beeps, and what its connections say of the sound they carry."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.conftest import FLAGS, find_browser
from tests.page.our_panel import eventually

BEEP_SECONDS = 1.5
"""Chromium's microphone for tests beeps twice in a second."""
SILENCE = 1e-6
"""Energy as `getStats` adds it up; a beep has a thousand times as much."""
MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]

LISTEN = """
window.haste = 1;
const every = window.setInterval;
window.setInterval = (work, wait, ...more) =>
  every(() => { for (let n = wait < 1000 ? 1 : haste; n; n -= 1) work(...more); }, wait);
window.offered = () =>
  lines.filter((one) => one.connectionState === "connected")
    .map((one) => /ice-ufrag:(.*)/.exec(one.localDescription.sdp)[1]);
window.lines = [];
window.asked = 0;
const Native = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Native {
  constructor(...options) { super(...options); lines.push(this); }
};
if (navigator.mediaDevices) {
  const open = navigator.mediaDevices.getUserMedia;
  window.microphones = [];
  navigator.mediaDevices.getUserMedia = async function (...wishes) {
    window.asked += 1;
    const stream = await open.apply(this, wishes);
    microphones.push(...stream.getAudioTracks());
    return stream;
  };
}
window.sound = async () => {
  const line = lines.filter((one) => one.connectionState === "connected").at(-1);
  const found = { bytes: 0, energy: 0, seconds: 0, sent: 0, kinds: [] };
  for (const report of (await line?.getStats())?.values() ?? []) {
    if (report.type === "inbound-rtp") {
      found.bytes = report.bytesReceived;
      found.energy = report.totalAudioEnergy;
      found.seconds = report.totalSamplesDuration;
    }
    if (report.type === "outbound-rtp") found.sent = report.bytesSent;
    if (report.type === "local-candidate") found.kinds.push(report.candidateType);
  }
  return found;
};
window.voices = async () => {
  let heard = 0;
  for (const line of lines.filter((one) => one.connectionState === "connected"))
    for (const { type, totalAudioEnergy } of (await line.getStats()).values())
      if (type === "inbound-rtp" && totalAudioEnergy > 0) heard += 1;
  return heard;
};
"""
"""Before a page's first script: what its lines are, and how often it was asked for the microphone."""


@contextmanager
def talking_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser that has a microphone and is let use it."""
    browser = playwright.chromium.launch(executable_path=find_browser(), args=[*FLAGS, *MICROPHONE])
    yield browser
    browser.close()


def with_lines(context: BrowserContext) -> BrowserContext:
    """From now on its pages tell of their lines."""
    context.add_init_script(LISTEN)
    return context


def hurry(page: Page) -> None:
    """What happens every few seconds happens many times in one go, from now on."""
    page.evaluate("haste = 20")


def wait_for_sound(page: Page) -> None:
    """Until what is said elsewhere is heard here, from now on: bytes come in, and they are no silence."""
    before = page.evaluate("sound()")

    def heard() -> None:
        now = page.evaluate("sound()")
        is_same_line = now["bytes"] >= before["bytes"]
        assert now["bytes"] > (before["bytes"] if is_same_line else 0)
        assert now["energy"] > (before["energy"] if is_same_line else 0)

    eventually(page, heard)


def wait_for_silence(page: Page) -> None:
    """Until what comes in for longer than there is between two beeps is nothing but silence."""
    since = [page.evaluate("sound()")]

    def silent() -> None:
        now = page.evaluate("sound()")
        if now["energy"] - since[0]["energy"] > SILENCE:
            since[0] = now
        assert now["seconds"] - since[0]["seconds"] > BEEP_SECONDS

    eventually(page, silent)
