"""Two people on one page, as test subjects: the shopper's host page and somebody's mirror, compared after every step."""

from pathlib import Path

from playwright.sync_api import FrameLocator, Page

from tests.mirror_equality import assert_equal, pixel_difference, wait_equal_position

HIDE_OURS = """visibility => {
  for (const ours of document.querySelectorAll("alongside-ui")) ours.style.setProperty("visibility", visibility, "important");
}"""
PIXELS_AT_MOST = 0.001
PICTURES = 3
"""Tries: a busy machine paints what a screenshot covers, and what has just come, a moment later."""
ARTIFACTS = Path(__file__).parents[2] / "artifacts"


class Together:
    """`host` shows the shop with a session running, `viewer` a page of the live host with its mirror."""

    def __init__(self, host: Page, viewer: Page) -> None:
        self.host = host
        self.viewer = viewer
        self.steps = 0

    @property
    def mirror(self) -> FrameLocator:
        """What the viewer's own hands reach."""
        return self.viewer.frame_locator("iframe#mirror")

    def in_step(self, name: str, secret: str | None = None) -> None:
        """Both sides report the same position, have equal trees, and look the same at 1:1 but for what `secret` selects."""
        self.steps += 1
        self.trees_equal()
        self.host.mouse.move(1, 1)
        for _ in range(PICTURES):
            host, mirror = self._pictures(secret)
            difference = pixel_difference(host, mirror)
            if difference < PIXELS_AT_MOST:
                return
        ARTIFACTS.mkdir(exist_ok=True)
        (ARTIFACTS / f"{name}-host.png").write_bytes(host)
        (ARTIFACTS / f"{name}-mirror.png").write_bytes(mirror)
        raise AssertionError(f"{name}: {difference:.2%} of the pixels differ; see {ARTIFACTS}/{name}-*.png")

    def _pictures(self, secret: str | None) -> tuple[bytes, bytes]:
        """Screenshots of both sides without what is ours; what `secret` selects is covered in both."""
        covered = [side.locator(secret) for side in (self.host, self.mirror)] if secret else []
        self.host.evaluate(HIDE_OURS, "hidden")
        host = self.host.screenshot(animations="disabled", mask=covered[:1])
        self.host.evaluate(HIDE_OURS, "")
        self.trees_equal()
        return host, self.viewer.screenshot(animations="disabled", mask=covered[1:])

    def trees_equal(self) -> None:
        """Both sides report the same position and have equal trees."""
        wait_equal_position(self.host, self.viewer)
        assert_equal(self.host, self.viewer)


def start_session(host: Page, kind: str = "friend") -> dict[str, str]:
    """Start as the shop's own interface would, having asked; {session, code, link}."""
    host.wait_for_function("window.alongside")
    started: dict[str, str] = host.evaluate("kind => window.alongside.start({kind, consent: true})", kind)
    return started


def join_plain(viewer: Page, link: str) -> None:
    """Open a link with nothing but the mirror, until it shows the page."""
    viewer.goto(f"{link}?view=plain")
    viewer.wait_for_function("window.alongsideMirror")
    viewer.evaluate("Promise.resolve(window.alongsideMirror.ready).then(() => true)")
