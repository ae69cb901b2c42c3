"""Firefox over WebDriver BiDi, without a driver program between: it speaks the protocol itself."""

import base64
import json
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from websockets.sync.client import connect

WITHIN = 20.0
PREFERENCES = {
    "remote.active-protocols": 1,
    "remote.prefs.recommended": True,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.min_background_timeout_value": 4,
    "intl.accept_languages": "en-GB",
}
KEYS = {
    "Tab": "\ue004",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Shift": "\ue008",
    "Control": "\ue009",
    "Backspace": "\ue003",
    "Space": " ",
} | {f"Arrow{name}": chr(0xE012 + i) for i, name in enumerate(("Left", "Up", "Right", "Down"))}


def find_firefox() -> str | None:
    """The system's Firefox."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


class Firefox:
    """A context manager; `window` opens pages."""

    name = "Firefox"

    def __init__(self, program: str) -> None:
        self._program = program
        self._folder = tempfile.TemporaryDirectory(prefix="firefox", ignore_cleanup_errors=True)
        self._count = 0

    def __enter__(self) -> Self:
        profile = Path(self._folder.name)
        lines = [f'user_pref("{name}", {json.dumps(value)});' for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines))
        command = [self._program, "--headless", "--no-remote", "--remote-debugging-port", "0"]
        self._process = subprocess.Popen(
            [*command, "--profile", str(profile)],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        self._socket = connect(self._address() + "/session", max_size=None)
        capabilities = self.call("session.new", capabilities={})["capabilities"]
        self.version = f"Firefox {capabilities['browserVersion']}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(WITHIN)
        self._folder.cleanup()

    def window(self) -> "FirefoxWindow":
        """A new page in a user context of its own, 800×600."""
        context = self.call("browser.createUserContext")["userContext"]
        page = self.call("browsingContext.create", type="window", userContext=context)["context"]
        viewport = {"width": 800, "height": 600}
        self.call("browsingContext.setViewport", context=page, viewport=viewport)
        return FirefoxWindow(self, page)

    def call(self, method: str, **params: object) -> Any:
        """One command and its result; RuntimeError with the browser's words."""
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            try:
                answer = json.loads(self._socket.recv(timeout=WITHIN))
            except TimeoutError as error:
                raise RuntimeError(f"no answer within {WITHIN:.0f} s") from error
            if answer.get("id") == self._count:
                break
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def _address(self) -> str:
        assert self._process.stderr
        until = time.monotonic() + WITHIN
        while select.select([self._process.stderr], [], [], until - time.monotonic())[0]:
            line = self._process.stderr.readline()
            if "WebDriver BiDi listening on" in line:
                return line.rsplit(" ", 1)[1].strip()
        raise RuntimeError("Firefox does not say where it listens")


class FirefoxDocument:
    """A browsing context."""

    def __init__(self, browser: Firefox, context: str) -> None:
        self._browser = browser
        self.context = context

    def evaluate(self, function: str, argument: object = None) -> Any:
        wrapped = f"async given => JSON.stringify(await ({function})(JSON.parse(given)) ?? null)"
        value = self._call(wrapped, json.dumps(argument))["value"]
        return json.loads(value)

    def frames(self, function: str) -> Sequence["FirefoxDocument"]:
        windows = self._call(f"() => ({function})().map(frame => frame.contentWindow)", "")["value"]
        return [FirefoxDocument(self._browser, each["value"]["context"]) for each in windows]

    def _call(self, function: str, argument: str) -> Any:
        answer = self._browser.call(
            "script.callFunction",
            functionDeclaration=function,
            arguments=[{"type": "string", "value": argument}],
            target={"context": self.context},
            awaitPromise=True,
            userActivation=False,
        )
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        return answer["result"]


class FirefoxWindow(FirefoxDocument):
    """A top-level context."""

    def goto(self, url: str) -> None:
        self._browser.call("browsingContext.navigate", context=self.context, url=url, wait="complete")

    def picture(self) -> bytes:
        return base64.b64decode(
            self._browser.call("browsingContext.captureScreenshot", context=self.context)["data"]
        )

    def mouse(self, kind: str, selector: str | None) -> None:
        move = []
        if selector:
            x, y = self.evaluate(MIDDLE, selector)
            move = [{"type": "pointerMove", "x": x, "y": y}]
        steps = {
            "move": [],
            "down": ["pointerDown"],
            "up": ["pointerUp"],
            "click": ["pointerDown", "pointerUp"],
        }
        actions = [*move, *({"type": each, "button": 0} for each in steps[kind])]
        self._perform({"type": "pointer", "id": "mouse", "actions": actions})

    def keys(self, combination: str) -> None:
        values = [KEYS.get(name, name) for name in combination.split("+")]
        self._type([("keyDown", each) for each in values] + [("keyUp", each) for each in reversed(values)])

    def text(self, text: str) -> None:
        self._type([(kind, letter) for letter in text for kind in ("keyDown", "keyUp")])

    def _type(self, steps: list[tuple[str, str]]) -> None:
        actions = [{"type": kind, "value": value} for kind, value in steps]
        self._perform({"type": "key", "id": "keyboard", "actions": actions})

    def _perform(self, source: dict[str, object]) -> None:
        self._browser.call("input.performActions", context=self.context, actions=[source])


MIDDLE = """selector => {
  const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
  return [Math.round(x + width / 2), Math.round(y + height / 2)];
}"""
