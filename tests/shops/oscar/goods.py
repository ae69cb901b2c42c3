"""The goods of the real test shop: plain data and drawn pictures. Putting them into the database is stock.py's work."""

import colorsys
import io
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFilter

CATEGORIES = {
    "Books": (
        "The Quiet Harbour",
        "Maps for Slow Travellers",
        "Bread and Weather",
        "A Field Guide to Hedgerows",
        "The Lighthouse Ledger",
        "Paper Gardens",
        "Notes on Walking",
        "Small Boats, Long Tides",
        "The Beekeeper's Year",
    ),
    "Kitchen": (
        "Enamel Coffee Pot",
        "Walnut Chopping Board",
        "Copper Measuring Cups",
        "Stoneware Mixing Bowl",
        "Linen Tea Towel",
        "Cast Iron Skillet",
        "Glass Storage Jar",
        "Beech Rolling Pin",
        "Olive Wood Spoon",
    ),
    "Outdoors": (
        "Canvas Rucksack",
        "Wool Picnic Blanket",
        "Steel Camping Mug",
        "Folding Saw",
        "Waxed Cotton Hat",
        "Brass Compass",
        "Storm Lantern",
        "Hammock for Two",
        "Rope Dog Lead",
    ),
}

SIZES = ("Small", "Medium", "Large")
SIZED = "Waxed Cotton Hat"
"""The one product that comes as a parent with a child for each size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """One product as the shop will list it. `price` is in pence."""

    category: str
    title: str
    description: str
    price: int
    stock: int


def list_goods() -> list[Good]:
    """Every product, in the same order and at the same price on every machine."""
    titles = [(category, title) for category, names in CATEGORIES.items() for title in names]
    return [_describe(place, category, title) for place, (category, title) in enumerate(titles)]


def draw_picture(title: str, size: int = 640) -> bytes:
    """A JPEG still life that belongs to this title: a soft backdrop, a table edge and a few overlapping forms."""
    chance = random.Random(title)
    hue = chance.random()
    image = Image.new("RGB", (size, size), _tint(hue, 0.14, 0.95))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, int(size * 0.72), size, size), fill=_tint(hue, 0.25, 0.82))
    for _ in range(4):
        _draw_form(pen, chance, hue, size)
    out = io.BytesIO()
    image.filter(ImageFilter.GaussianBlur(0.8)).save(out, "JPEG", quality=88)
    return out.getvalue()


def _describe(place: int, category: str, title: str) -> Good:
    return Good(
        category=category,
        title=title,
        description=(
            f"<p>{title}: chosen by people who use it every day, made by a small workshop and meant to last.</p>"
            f"<ul><li>Made in small runs</li><li>Posted within two days</li></ul>"
        ),
        price=650 + 375 * (place % 11) + 120 * (place % 4),
        stock=0 if place == 13 else 5 + place,
    )


def _draw_form(pen: ImageDraw.ImageDraw, chance: random.Random, hue: float, size: int) -> None:
    width, height = chance.uniform(0.16, 0.4) * size, chance.uniform(0.2, 0.5) * size
    left, foot = chance.uniform(0.12, 0.6) * size, chance.uniform(0.76, 0.88) * size
    color = _tint(hue + chance.uniform(-0.1, 0.1), chance.uniform(0.35, 0.6), chance.uniform(0.5, 0.85))
    box = (left, foot - height, left + width, foot)
    if chance.random() < 0.5:
        pen.ellipse(box, fill=color)
    else:
        pen.rounded_rectangle(box, radius=width / 5, fill=color)


def _tint(hue: float, saturation: float, value: float) -> tuple[int, int, int]:
    red, green, blue = colorsys.hsv_to_rgb(hue % 1.0, saturation, value)
    return int(red * 255), int(green * 255), int(blue * 255)
