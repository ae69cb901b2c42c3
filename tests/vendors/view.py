"""What the corpus needs of a browser: documents that answer questions, and pictures of them. Each vendor's driver fills it in."""

from collections.abc import Sequence
from typing import Any, Protocol


class Document(Protocol):
    """One document of a page, the top one or that of a frame."""

    def evaluate(self, function: str, argument: object = None) -> Any:
        """The JSON value that this function of one argument gives; promises are waited for."""

    def frames(self, function: str) -> Sequence["Document"]:
        """The documents in the frame elements of which this function of no arguments gives a list."""


class Window(Document, Protocol):
    """One top-level page in a browsing session of its own."""

    def goto(self, url: str) -> None:
        """Load this address and wait for it."""

    def picture(self) -> bytes:
        """A PNG of the viewport."""

    def mouse(self, kind: str, selector: str | None) -> None:
        """`move`, `down`, `up` or `click`, in the middle of the first element that this selector finds, or where it is."""

    def keys(self, combination: str) -> None:
        """Press keys, named as in DOM events, joined by `+`."""

    def text(self, text: str) -> None:
        """Type into what has the focus."""
