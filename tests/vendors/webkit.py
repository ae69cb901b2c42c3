"""WebKit by WebKitGTK's own small browser and driver, on a screen that nobody sees."""

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from selenium import webdriver
from selenium.common.exceptions import MoveTargetOutOfBoundsException, TimeoutException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

WITHIN = 20
FOLDERS = ("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/libexec", "/usr/lib64")
KEYS = {
    "Tab": Keys.TAB,
    "Enter": Keys.ENTER,
    "Escape": Keys.ESCAPE,
    "Shift": Keys.SHIFT,
    "Backspace": Keys.BACKSPACE,
    "Space": " ",
} | {f"Arrow{name}": getattr(Keys, f"ARROW_{name.upper()}") for name in ("Left", "Up", "Right", "Down")}


def find_webkit() -> str | None:
    """WebKitGTK's small browser, where its driver and a virtual screen are there too."""
    if not (shutil.which("WebKitWebDriver") and shutil.which("Xvfb")):
        return None
    found = [each for folder in FOLDERS for each in Path(folder).glob("webkit2gtk-4.*/MiniBrowser")]
    return str(max(found)) if found else None


class WebKit:
    """A context manager; `window` opens pages, each in a browser of its own."""

    name = "WebKit"

    def __init__(self, program: str) -> None:
        self._program = program
        self._windows: list[WebKitWindow] = []
        self._spare: WebKitWindow | None = None

    def __enter__(self) -> Self:
        read, write = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24"],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self._display = f":{told.readline().strip()}"
        self._spare = self._open()
        self.version = f"WebKitGTK {self._spare.version}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for window in self._windows:
            window.close()
        self._screen.terminate()
        self._screen.wait()

    def window(self) -> "WebKitWindow":
        """A new page of about 800×600, in a browser of its own."""
        window, self._spare = self._spare or self._open(), None
        return window

    def _open(self) -> "WebKitWindow":
        options = Options()
        options.binary_location = self._program
        options.add_argument("--automation")
        variables = {**os.environ, "DISPLAY": self._display, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        service = Service(env=variables)
        window = WebKitWindow(webdriver.WebKitGTK(options=options, service=service))
        self._windows.append(window)
        return window


class WebKitDocument:
    """A document, by the way of frame elements that leads to it."""

    def __init__(self, driver: webdriver.WebKitGTK, way: Sequence[WebElement] = ()) -> None:
        self._driver = driver
        self._way = way

    def evaluate(self, function: str, argument: object = None) -> Any:
        self._enter()
        wrapped = f"""const [given, done] = arguments;
            Promise.resolve(JSON.parse(given)).then({function})
              .then(value => done(JSON.stringify([value ?? null])), error => done(String(error)));"""
        try:
            answer = self._driver.execute_async_script(wrapped, json.dumps(argument))
        except TimeoutException as error:
            raise RuntimeError(f"no answer within {WITHIN} s") from error
        if not answer.startswith("["):
            raise RuntimeError(answer)
        return json.loads(answer)[0]

    def frames(self, function: str) -> Sequence["WebKitDocument"]:
        self._enter()
        elements = self._driver.execute_script(f"return ({function})()")
        return [WebKitDocument(self._driver, [*self._way, each]) for each in elements]

    def _enter(self) -> None:
        self._driver.switch_to.default_content()
        for element in self._way:
            self._driver.switch_to.frame(element)


class WebKitWindow(WebKitDocument):
    """One browser with one page."""

    def __init__(self, driver: webdriver.WebKitGTK) -> None:
        super().__init__(driver)
        driver.set_script_timeout(WITHIN)
        driver.set_window_size(820, 700)
        self.version = driver.capabilities["browserVersion"]

    def close(self) -> None:
        self._driver.quit()

    def goto(self, url: str) -> None:
        self._driver.switch_to.default_content()
        self._driver.get(url)

    def picture(self) -> bytes:
        self._enter()
        return self._driver.get_screenshot_as_png()

    def mouse(self, kind: str, selector: str | None) -> None:
        self._enter()
        chain = ActionChains(self._driver)
        if selector:
            chain = chain.move_to_element(self._driver.find_element(By.CSS_SELECTOR, selector))
        match kind:
            case "down":
                chain.click_and_hold()
            case "up":
                chain.release()
            case "click":
                chain.click()
        try:
            chain.perform()
        except MoveTargetOutOfBoundsException as error:
            raise RuntimeError(f"{selector} is outside the window") from error

    def keys(self, combination: str) -> None:
        self._enter()
        values = [KEYS.get(name, name) for name in combination.split("+")]
        chain = ActionChains(self._driver)
        for each in values:
            chain = chain.key_down(each)
        for each in reversed(values):
            chain = chain.key_up(each)
        chain.perform()

    def text(self, text: str) -> None:
        self._enter()
        ActionChains(self._driver).send_keys(text).perform()
