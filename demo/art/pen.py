"""SVG strokes that all drawings share: shapes, turned vessels and how light falls on them. Nothing here knows a product."""

import random
from collections.abc import Sequence

Point = tuple[float, float]
GROUND = 800.0
"""Where things stand: the canvas is 800 wide and 1000 high."""

DEFS = (
    '<linearGradient id="turn"><stop offset="0" stop-color="#000" stop-opacity=".2"/>'
    '<stop offset=".24" stop-color="#fff" stop-opacity=".2"/><stop offset=".45" stop-color="#fff" stop-opacity="0"/>'
    '<stop offset="1" stop-color="#000" stop-opacity=".34"/></linearGradient>'
    '<linearGradient id="fall" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".22"/>'
    '<stop offset="1" stop-color="#000" stop-opacity=".2"/></linearGradient>'
    '<linearGradient id="hollow" x2="0" y2="1"><stop offset="0" stop-color="#000" stop-opacity=".5"/>'
    '<stop offset="1" stop-color="#000" stop-opacity=".12"/></linearGradient>'
    '<radialGradient id="shadow"><stop offset="0" stop-color="#20140c" stop-opacity=".42"/>'
    '<stop offset=".6" stop-color="#20140c" stop-opacity=".16"/><stop offset="1" stop-color="#20140c" stop-opacity="0"/>'
    "</radialGradient>"
    '<radialGradient id="glow"><stop offset="0" stop-color="#fff3cf" stop-opacity=".95"/>'
    '<stop offset=".5" stop-color="#ffe2a0" stop-opacity=".34"/><stop offset="1" stop-color="#ffd98a" stop-opacity="0"/>'
    "</radialGradient>"
)


def mix(one: str, other: str, share: float) -> str:
    """The colour that lies `share` (0 to 1) of the way from one `#rrggbb` to the other."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def lighter(color: str, share: float = 0.25) -> str:
    return mix(color, "#ffffff", share)


def darker(color: str, share: float = 0.25) -> str:
    return mix(color, "#1c1410", share)


def shape(name: str, **attributes: object) -> str:
    """One empty SVG element; `stroke_width=2` becomes `stroke-width="2"`, floats lose their noise."""
    written = "".join(f' {key.replace("_", "-")}="{_number(value)}"' for key, value in attributes.items())
    return f"<{name}{written}/>"


def group(content: str, move: Point = (0, 0), scale: float = 1, turn: float = 0) -> str:
    """`content` scaled and turned about the origin, then moved."""
    placed = (
        f"translate({_number(move[0])} {_number(move[1])}) rotate({_number(turn)}) scale({_number(scale)})"
    )
    return f'<g transform="{placed}">{content}</g>'


def ellipse(cx: float, cy: float, rx: float, ry: float, fill: str, **more: object) -> str:
    return shape("ellipse", cx=cx, cy=cy, rx=rx, ry=ry, fill=fill, **more)


def box(x: float, y: float, width: float, height: float, fill: str, **more: object) -> str:
    return shape("rect", x=x, y=y, width=width, height=height, fill=fill, **more)


def path(d: str, fill: str, **more: object) -> str:
    return shape("path", d=d, fill=fill, **more)


def line(d: str, color: str, width: float, **more: object) -> str:
    """A stroked path with round ends."""
    return shape(
        "path", d=d, fill="none", stroke=color, stroke_width=width, stroke_linecap="round",
        stroke_linejoin="round", **more,
    )  # fmt: skip


def shadow(cx: float, width: float, cy: float = GROUND, flat: float = 0.13) -> str:
    """The soft shadow that something of this width throws on the table, a little to the right."""
    return ellipse(cx + width * 0.1, cy, width * 0.68, width * flat, "url(#shadow)")


def lit(d: str, color: str, light: str = "turn") -> str:
    """A filled outline with light on it: `turn` for round things, `fall` for flat ones."""
    return path(d, color) + path(d, f"url(#{light})")


def outline(cx: float, profile: Sequence[Point], lip: float = 0.16) -> str:
    """The outline of a turned thing: `profile` is its half section from top to foot, (radius, y) each."""
    left = _smooth([(cx - radius, y) for radius, y in profile])
    right = _smooth([(cx + radius, y) for radius, y in reversed(profile)])
    (top, top_y), (foot, foot_y) = profile[0], profile[-1]
    round_foot = f"A{foot:.1f} {foot * lip * 0.7:.1f} 0 0 0 {cx + foot:.1f} {foot_y:.1f}"
    round_top = f"A{top:.1f} {top * lip:.1f} 0 0 0 {cx - top:.1f} {top_y:.1f}"
    return f"M{cx - top:.1f} {top_y:.1f}{left}{round_foot}{right}{round_top}Z"


def vessel(
    cx: float, profile: Sequence[Point], color: str, *, lip: float = 0.16, inside: str = "", speckled: int = 0
) -> str:
    """A turned vessel seen from a little above, with its opening; `speckled` counts the iron dots of its glaze."""
    drawn = path(outline(cx, profile, lip), color)
    drawn += _speckle(cx, profile, speckled) + path(outline(cx, profile, lip), "url(#turn)")
    radius, y = profile[0]
    drawn += ellipse(cx, y, radius, radius * lip, lighter(color, 0.22))
    drawn += ellipse(cx, y, radius * 0.93, radius * lip * 0.86, inside or darker(color, 0.3))
    return drawn + ellipse(cx, y, radius * 0.93, radius * lip * 0.86, "url(#hollow)")


def band(cx: float, profile: Sequence[Point], color: str, lip: float = 0.16) -> str:
    """A zone of another colour around a vessel, given by the part of its profile that it covers."""
    left = _smooth([(cx - radius, y) for radius, y in profile])
    right = _smooth([(cx + radius, y) for radius, y in reversed(profile)])
    (top, top_y), (foot, foot_y) = profile[0], profile[-1]
    low = f"A{foot:.1f} {foot * lip:.1f} 0 0 0 {cx + foot:.1f} {foot_y:.1f}"
    high = f"A{top:.1f} {top * lip:.1f} 0 0 1 {cx - top:.1f} {top_y:.1f}"
    d = f"M{cx - top:.1f} {top_y:.1f}{left}{low}{right}{high}Z"
    return path(d, color) + path(d, "url(#turn)")


def sprig(x: float, y: float, height: float, color: str, lean: float = 0, leaves: int = 7) -> str:
    """A branch with paired leaves that grows from (x, y)."""
    drawn = line(f"M{x} {y}q{lean * 0.2} {-height * 0.6} {lean} {-height}", darker(color, 0.35), 5)
    for step in range(leaves):
        share = 0.3 + 0.7 * step / (leaves - 1)
        at = (x + lean * share * share, y - height * share)
        side = 1 if step % 2 else -1
        drawn += group(
            _leaf(lighter(color, 0.06 * (step % 3))),
            at,
            1.15 - share * 0.45,
            side * (64 - share * 30) + lean * 0.1,
        )
    return drawn


def _leaf(color: str) -> str:
    return path("M0 0C-26-30-22-74 0-104C22-74 26-30 0 0Z", color) + line(
        "M0-6V-86", darker(color, 0.15), 1.6
    )


def _speckle(cx: float, profile: Sequence[Point], count: int) -> str:
    chance = random.Random(count)  # noqa: S311
    dots = ""
    for _ in range(count):
        share = chance.random() * (len(profile) - 1)
        low, rest = int(share), share % 1
        (r1, y1), (r2, y2) = profile[low], profile[low + 1]
        radius, y = r1 + (r2 - r1) * rest, y1 + (y2 - y1) * rest
        x = cx + radius * 0.93 * chance.uniform(-1, 1)
        dots += ellipse(x, y, chance.uniform(1, 3.4), chance.uniform(1, 3), "#3a2a20", opacity=0.34)
    return dots


def _smooth(points: Sequence[Point]) -> str:
    """Catmull-Rom through the points as cubic segments; the first point is where the pen already is."""
    padded = [points[0], *points, points[-1]]
    drawn = f"L{points[0][0]:.1f} {points[0][1]:.1f}"
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        one = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        two = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        drawn += f"C{one[0]:.1f} {one[1]:.1f} {two[0]:.1f} {two[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    return drawn


def _channels(color: str) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)]


def _number(value: object) -> object:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) and abs(value) >= 1 else value
