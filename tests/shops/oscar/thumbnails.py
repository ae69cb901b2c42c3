"""Thumbnails by Pillow alone, in place of django-oscar's optional extra packages."""

# Django and django-oscar carry no types.
# mypy: disable-error-code="import-untyped"

from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image


class Thumbnail:
    """What django-oscar's templates read of a picture that was made smaller."""

    def __init__(self, path: Path) -> None:
        self.url: str = settings.MEDIA_URL + path.relative_to(settings.MEDIA_ROOT).as_posix()
        with Image.open(path) as image:
            self.width, self.height = image.size

    def __str__(self) -> str:
        return self.url


class PillowThumbnailer:
    """django-oscar's thumbnailer interface. Files are made once and kept beside their source."""

    def generate_thumbnail(self, source: Any, **options: Any) -> Thumbnail:
        """`source` is a media file (a FieldFile or its name); `size` is `WxH`, with either side left out."""
        width, _, height = str(options["size"]).partition("x")
        original = Path(settings.MEDIA_ROOT) / str(source)
        made = original.with_name(f"{original.stem}-{width or 0}x{height or 0}.jpg")
        if not made.exists():
            self._make(original, made, (int(width or 4000), int(height or 4000)))
        return Thumbnail(made)

    def delete_thumbnails(self, source: Any) -> None:
        """Thumbnails go with the shop's temporary folder."""

    def _make(self, original: Path, made: Path, box: tuple[int, int]) -> None:
        with Image.open(original) as image:
            image.thumbnail(box)
            part = made.with_suffix(".part")
            image.convert("RGB").save(part, "JPEG", quality=85)
            part.replace(made)
