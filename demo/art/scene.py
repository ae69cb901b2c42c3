"""Puts a drawing on a table in front of a wall: the three views that every product is shown in."""

from collections.abc import Callable
from typing import Final

from . import clay, field, soft
from .pen import DEFS, box, ellipse, group, lighter, mix, path

Drawing = Callable[[str], str]

DRAWINGS: Final[dict[str, Drawing]] = {
    drawing.__name__: drawing
    for drawing in (
        soft.sencha_tin, soft.hojicha_pouch, soft.genmai_pouch, soft.matcha_tin, soft.tisane_jar,
        clay.kyusu, clay.yunomi, clay.matcha_bowl, clay.whisk, clay.kettle,
        clay.ripple_plate, clay.rice_bowl, clay.mug, clay.jug, clay.chopsticks,
        soft.apron, soft.tenugui, soft.towels, soft.throw, soft.cushion,
        field.planter, field.watering_can, field.snips, field.bird_bath, field.seed_box,
        field.lantern, field.lamp, field.candle, field.incense, clay.bud_vase,
    )
}  # fmt: skip

VIEWS: Final = ("whole", "near", "room")
HANGING: Final = {"apron", "tenugui"}
"""Things that hang on the wall have no table under them."""

SIZES: Final = {
    "planter": 1.06, "lantern": 1.06, "lamp": 1.06, "bud_vase": 1.06, "seed_box": 1.06, "cushion": 1.06,
    "throw": 1.1, "chopsticks": 1.0, "ripple_plate": 1.06, "watering_can": 1.0, "kyusu": 1.12, "matcha_tin": 1.04,
    "sencha_tin": 1.1, "hojicha_pouch": 1.1, "genmai_pouch": 1.1, "candle": 1.02, "incense": 1.12, "apron": 1.06,
    "tenugui": 1.06,
}  # fmt: skip
"""How much larger than drawn a thing is shown, so that all of them fill their pictures alike; 1.28 when not named."""


def draw(name: str, color: str, wall: str, view: str) -> str:
    """A complete SVG document. Raises KeyError for a drawing or a view that does not exist."""
    content = {"whole": _whole, "near": _near, "room": _room}[view](name, color, wall)
    frame = "150 330 500 625" if view == "near" else "0 0 800 1000"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame}" width="800" height="1000">'
        f"<defs>{DEFS}</defs>{content}</svg>"
    )


def _whole(name: str, color: str, wall: str) -> str:
    thing = DRAWINGS[name](color)
    if name == "bud_vase":
        thing = field.branch("#6f8458") + thing
    size = SIZES.get(name, 1.28)
    thing = group(thing, (400 - 400 * size, 806 - 800 * size), size)
    return _wall(wall, table=name not in HANGING) + thing


def _near(name: str, color: str, wall: str) -> str:
    return _whole(name, color, mix(wall, color, 0.12))


def _room(name: str, color: str, wall: str) -> str:
    """The same thing smaller, in company: a rising sun behind, a branch, a cloth."""
    evening = mix(wall, "#b98f6a", 0.28)
    sun = ellipse(540, 380, 250, 250, lighter(evening, 0.42))
    scene = _wall(evening, table=True, light=False) + sun
    if name in HANGING:
        return scene + group(DRAWINGS[name](color), (-10, 20), 0.8) + group(_vase(wall), (330, 330), 0.62)
    company = group(_vase(mix(wall, "#4a3b34", 0.45)), (-40, 150), 0.78)
    cloth = group(field.linen(lighter(evening, 0.5)), (230, 60), 0.9)
    return scene + company + cloth + group(DRAWINGS[name](color), (250, 246), 0.72)


def _vase(color: str) -> str:
    return field.branch("#7c8a5c") + clay.bud_vase(color)


def _wall(color: str, *, table: bool, light: bool = True) -> str:
    """Backdrop, table top and the light of a window that falls across both."""
    drawn = box(0, 0, 800, 1000, color)
    if table:
        drawn += box(0, 742, 800, 258, mix(color, "#8a6a4c", 0.26)) + box(
            0, 742, 800, 5, mix(color, "#8a6a4c", 0.4)
        )
    if light:
        pane = "M{0} 0L{1} 0L{2} 742L{3} 742Z"
        for left in (90, 300):
            shape = pane.format(left, left + 150, left + 330, left + 180)
            drawn += path(shape, lighter(color, 0.6), opacity=0.34)
    return drawn
