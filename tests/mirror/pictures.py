"""Pictures of one page from two screens of different density."""

import io
from typing import Final

import numpy as np
from PIL import Image, ImageFilter

BLUR: Final = 2
"""CSS pixels: more than the edge of a letter, less than a letter."""
VISIBLE: Final = 24
"""A channel that is further apart than this is another colour, not another edge."""


def coarse_difference(host_png: bytes, mirror_png: bytes) -> float:
    """Fraction of the picture that is of another colour, blurred at the size of the coarser one; 1.0 for other proportions."""
    mine, theirs = (Image.open(io.BytesIO(png)).convert("RGB") for png in (host_png, mirror_png))
    size = min(mine.size, theirs.size)
    if abs(mine.width * theirs.height - mine.height * theirs.width) > max(mine.size):
        return 1.0
    small = (
        image.resize(size, Image.Resampling.BOX).filter(ImageFilter.BoxBlur(BLUR)) for image in (mine, theirs)
    )
    first, second = (np.asarray(image, dtype=int) for image in small)
    return float((np.abs(first - second).max(axis=2) > VISIBLE).mean())
