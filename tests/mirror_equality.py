"""Whether a mirror shows what its host page shows: canonical trees for equality, pictures for the rest. Tested by its own tests.

Use `watch_roots` on every browser context before its first page: closed shadow roots can be seen in no other way.
"""

import difflib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from PIL import Image
from playwright.sync_api import BrowserContext, Error, Frame, JSHandle, Page

CANONICAL = (Path(__file__).parent / "canonical.js").read_text(encoding="utf-8")
CANONICAL_FUNCTION = CANONICAL[CANONICAL.index("() => {") :]
WATCH_ROOTS = """
(() => {
  let outer = null;
  try {
    outer = window.parent[Symbol.for("alongside.test.roots")];
  } catch {} // another site's
  const roots = outer ?? new WeakMap(); // one for a page and its frames: elements go from one to another
  Object.defineProperty(window, Symbol.for("alongside.test.roots"), { value: roots });
  const attach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attachShadow(options) {
    const root = attach.call(this, options);
    roots.set(this, root);
    return root;
  };
})();
"""
SETTLING = """(async () => {
  await document.fonts.ready;
  const pending = [...document.images].filter((image) => !image.complete && image.loading !== "lazy");
  await Promise.all(pending.map((image) => image.decode().catch(() => undefined)));
  await new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
    setTimeout(resolve, window === window.top ? 1000 : 300); // a frame that is not rendered draws nothing
  });
})()"""
BEGIN_SETTLING = f"""() => void (window[Symbol.for("alongside.test.settling")] = {SETTLING})"""
SETTLED = f"""async () => {{
  const name = Symbol.for("alongside.test.settling");
  await (window[name] ?? {SETTLING}); // none in a frame that came to another document meanwhile
  delete window[name];
}}"""
FORM = f"""() => {{
  const {{ tree, frames }} = ({CANONICAL_FUNCTION})();
  if (frames.length) window[Symbol.for("alongside.test.frames")] = frames;
  return [JSON.stringify(tree), frames.length];
}}"""
TAKE_FRAMES = """() => {
  const name = Symbol.for("alongside.test.frames");
  const frames = window[name] ?? []; // none in a frame that came to another document meanwhile
  delete window[name];
  return frames;
}"""
HOST_POSITION = "window.alongside && window.alongside.position"
MIRROR_POSITION = "window.alongsideMirror.ready ? window.alongsideMirror.position : null"
MEETS = f"""async (position) => {{
  const written = (each) => each && JSON.stringify(Object.entries(each).sort());
  const meets = () => written({MIRROR_POSITION}) === written(position);
  for (let look = 0; look < 20 && !meets(); look++) await new Promise(requestAnimationFrame);
  return meets();
}}"""
UNCONFIRMED_MOTION = "new Promise((resolve) => setTimeout(resolve, 300))"
"""Longer than a mirror lets go on what the host has not told of."""
PIXEL_TOLERANCE = 8
"""A channel may differ by this much: rounding where a picture is scaled or blended."""
DIFFERENCE_LINES = 40
COMPARISONS = 5
"""Tries: what the host page changes by itself while it is read is compared anew."""

type Form = dict[str, Any]


def watch_roots(context: BrowserContext) -> None:
    """Let `host_form` and `mirror_form` see into closed shadow roots of pages that are opened from now on."""
    context.add_init_script(WATCH_ROOTS)


def host_form(page: Page) -> Form:
    """The canonical form of a host page, with the forms of its frames."""
    return _form(page.main_frame)


def mirror_form(viewer: Page) -> Form:
    """The canonical form of what `iframe#mirror` of a viewer's page holds."""
    return _form(mirror_frame(viewer))


def mirror_frame(viewer: Page) -> Frame:
    """The frame of the mirror document."""
    inside = viewer.main_frame.child_frames
    if len(inside) == 1 and _is_mirror(inside[0]):
        return inside[0]
    element = viewer.query_selector("iframe#mirror")
    frame = element.content_frame() if element else None
    if frame is None:
        raise AssertionError("the viewer's page has no iframe#mirror")
    return frame


def _is_mirror(frame: Frame) -> bool:
    return urlsplit(frame.url).path.endswith("/mirror")


def _form(frame: Frame) -> Form:
    text, count = frame.evaluate(FORM)
    form: Form = json.loads(text)
    form["frames"] = [_frame_form(each) for each in _inner_frames(frame)] if count else []
    return form


def _inner_frames(frame: Frame) -> list[JSHandle]:
    """The frame elements of the form that was just made, in the order of their numbers."""
    handle = frame.evaluate_handle(TAKE_FRAMES)
    elements = list(handle.get_properties().values())
    handle.dispose()
    return elements


def _frame_form(handle: JSHandle) -> Form | None:
    """None for a frame of another origin, which is not mirrored."""
    element = handle.as_element()
    frame = element.content_frame() if element else None
    if element is None or frame is None:
        return None
    is_host = not _is_mirror(frame)
    if is_host and not element.evaluate("e => { try { return !!e.contentDocument } catch { return false } }"):
        return None
    form = _form(frame)
    if not element.evaluate("e => e.checkVisibility()"):
        form["viewport"] = None  # what is not laid out has the size that it had last, or none
    return None if not is_host and not form["children"] else form


def wait_equal_position(host: Page, viewer: Page, *, timeout: float = 20_000) -> None:
    """Return when the viewer's mirror has applied all that the host page has captured; milliseconds."""

    def meet() -> bool:
        position = host.evaluate(HOST_POSITION)
        return bool(position) and bool(viewer.evaluate(MEETS, position))

    def told() -> tuple[object, object]:
        return host.evaluate(HOST_POSITION), viewer.evaluate(MIRROR_POSITION)

    _until(viewer, meet, told, timeout)


def _until(page: Page, is_true: Callable[[], bool], told: Callable[[], object], timeout: float) -> None:
    """Poll between frames of `page`, so that it goes on drawing."""
    if is_true():
        return
    started: float = page.evaluate("performance.now()")
    while not is_true():
        if (
            page.evaluate("new Promise(r => requestAnimationFrame(() => r(performance.now())))") - started
            > timeout
        ):
            raise AssertionError(f"host and mirror do not meet: {told()}")


def settle(host: Page, viewer: Page) -> None:
    """Wait until both are at the same position with their fonts and pictures loaded and painted."""
    wait_equal_position(host, viewer)
    mirror_frame(viewer)
    frames = [*host.frames, *viewer.frames]
    for work in (BEGIN_SETTLING, SETTLED):  # side by side: those that are not rendered take a while
        for frame in frames:
            _settle_frame(frame, work)
    wait_equal_position(host, viewer)


def _settle_frame(frame: Frame, work: str) -> None:
    """A frame that went on to another document while it was waited for is waited for again: mirrors empty the one they left."""
    for last in [*[False] * (COMPARISONS - 1), True]:
        if frame.is_detached():
            return
        try:
            frame.evaluate(work)
        except Error:
            if last and not frame.is_detached():
                raise
        else:
            return


def assert_equal(host: Page, viewer: Page) -> None:
    """Both sides at one position, and equal in canonical form; the message shows where they part."""
    for _ in range(COMPARISONS - 1):
        settle(host, viewer)
        try:
            before = host.evaluate(HOST_POSITION)
            mine, theirs = host_form(host), mirror_form(viewer)
        except Error:
            continue  # a frame went away while it was read
        if mine == theirs:
            return
        if host.evaluate(HOST_POSITION) == before and not _is_only_motion(mine, theirs):
            raise AssertionError(difference(mine, theirs))
        viewer.evaluate(UNCONFIRMED_MOTION)
    settle(host, viewer)
    mine, theirs = host_form(host), mirror_form(viewer)
    if mine != theirs:
        raise AssertionError(difference(mine, theirs))


def _is_only_motion(mine: Form, theirs: Form) -> bool:
    """What begins in a mirror without the host's word ends a moment later."""
    return _without_motion(mine) == _without_motion(theirs)


def _without_motion(form: Form | None) -> Form | None:
    if form is None:
        return None
    return {**form, "animations": [], "frames": [_without_motion(each) for each in form["frames"]]}


def difference(mine: Form, theirs: Form) -> str:
    """The lines in which two forms differ, host first."""
    host, mirror = (json.dumps(form, indent=1, ensure_ascii=False).splitlines() for form in (mine, theirs))
    lines = list(difflib.unified_diff(host, mirror, "host", "mirror", lineterm="", n=3))
    return "\n".join(lines[:DIFFERENCE_LINES])


def pixel_difference(host_png: bytes, mirror_png: bytes) -> float:
    """Fraction of pixels that differ; 1.0 for pictures of different sizes."""
    if host_png == mirror_png:
        return 0.0
    mine, theirs = (np.asarray(Image.open(io.BytesIO(png)).convert("RGB")) for png in (host_png, mirror_png))
    if mine.shape != theirs.shape:
        return 1.0
    unequal = (mine != theirs).any(axis=2)
    apart = np.abs(mine[unequal].astype(int) - theirs[unequal])
    return float((apart.max(axis=1, initial=0) > PIXEL_TOLERANCE).sum() / unequal.size)
