"""What a step can do to a device: `{media: {colorScheme: "dark"}}`, with `on: "viewer"` to that of the viewer;
`{pinch: 2, at: [x, y]}`, where a second one zooms further; `{pan: [x, y]}`; `{turn: [width, height]}`;
`{insets: [top, right, bottom, left]}`.
"""

from typing import Any, Final

from playwright.sync_api import Page

MEDIA: Final = {
    "colorScheme": "color_scheme",
    "reducedMotion": "reduced_motion",
    "contrast": "contrast",
    "forcedColors": "forced_colors",
}
SIDES: Final = ("top", "right", "bottom", "left")


def change_device(page: Page, viewer: Page, wish: dict[str, Any]) -> None:
    """Carry out a wish that concerns a device; others are left alone."""
    match wish:
        case {"media": media}:
            side = viewer if wish.get("on") == "viewer" else page
            side.emulate_media(**{MEDIA[name]: value for name, value in media.items()})
        case {"pinch": factor, "at": [x, y]}:
            _say(page, "Input.synthesizePinchGesture", x=x, y=y, scaleFactor=factor)
        case {"pan": [x, y]}:
            options = {"xDistance": -x, "yDistance": -y, "preventFling": True, "gestureSourceType": "touch"}
            _say(page, "Input.synthesizeScrollGesture", x=50, y=50, **options)
        case {"turn": [width, height]}:
            for each in (page, viewer):
                each.set_viewport_size({"width": width, "height": height})
        case {"insets": insets}:
            _say(page, "Emulation.setSafeAreaInsetsOverride", insets=dict(zip(SIDES, insets, strict=True)))


def _say(page: Page, command: str, **options: object) -> None:
    """One command of the DevTools protocol, on the page's lasting session: what it overrides would end with another."""
    session = page.context.new_cdp_session(page)
    session.send(command, options)
