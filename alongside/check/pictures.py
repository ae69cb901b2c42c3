"""Two pictures of a page, compared pixel by pixel; what changes by itself, seen in two straight ones, is put aside."""

import io
from typing import Final

from PIL import Image, ImageChops, ImageFilter

from alongside.check.findings import Pictures

TOLERANCE: Final = 24
"""Of 255, in any colour: edges of letters are not drawn alike twice."""

SPREAD: Final = 9
"""Pixels around what changes by itself that are put aside, too; odd."""

MARK: Final = (214, 40, 57)


def compare_pictures(straight: bytes, again: bytes, road: bytes) -> Pictures:
    """PNGs of the same width; the shorter ones count as white below."""
    opened = [Image.open(io.BytesIO(data)).convert("RGB") for data in (straight, again, road)]
    size = (max(each.width for each in opened), max(each.height for each in opened))
    first, second, ours = (_laid_on(each, size) for each in opened)
    moving = _differing(first, second).filter(ImageFilter.MaxFilter(SPREAD))
    changed = ImageChops.multiply(_differing(first, ours), ImageChops.invert(moving))
    pixels = size[0] * size[1]
    share = (pixels - changed.histogram()[0]) / (pixels - moving.histogram()[255] or 1)
    return Pictures(
        straight=_packed(first), road=_packed(ours), marked=_packed(_marked(ours, changed)), share=share
    )


def _laid_on(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    whole = Image.new("RGB", size, "white")
    whole.paste(picture)
    return whole


def _differing(one: Image.Image, other: Image.Image) -> Image.Image:
    """255 where they differ, else 0."""
    bands = ImageChops.difference(one, other).split()
    most = ImageChops.lighter(ImageChops.lighter(bands[0], bands[1]), bands[2])
    return most.point([0] * (TOLERANCE + 1) + [255] * (255 - TOLERANCE))


def _marked(picture: Image.Image, changed: Image.Image) -> Image.Image:
    """Pale, with what differs in red and seen from afar."""
    pale = Image.blend(picture, Image.new("RGB", picture.size, "white"), 0.6)
    pale.paste(MARK, mask=changed.filter(ImageFilter.MaxFilter(5)))
    return pale


def _packed(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
