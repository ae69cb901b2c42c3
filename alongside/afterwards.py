"""What a session leaves behind for its shopper: a rating to give, and the way to the transcript. What was said is in the conversation."""

from typing import Annotated, Final

import msgspec

from alongside.wire.words import Kind, Lang, Title, Url

MAX_COMMENT: Final = 2000
Stars = Annotated[int, msgspec.Meta(ge=1, le=5)]
Comment = Annotated[str, msgspec.Meta(max_length=MAX_COMMENT)]


class After(msgspec.Struct, frozen=True, kw_only=True):
    """The session that a shopper was in last. `started`: Unix seconds."""

    session: str
    kind: Kind
    started: float
    lang: Lang


class Rating(msgspec.Struct, frozen=True, kw_only=True):
    """How a shopper found it. `at`: Unix seconds; `reps`: the names of those who helped; the page is the one it ended on."""

    session: str
    at: float
    stars: Stars
    comment: Comment = ""
    kind: Kind
    lang: Lang
    url: Url
    title: Title
    reps: tuple[str, ...]
