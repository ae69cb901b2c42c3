"""Pictures of conversations."""

from typing import Final

from alongside.wire.talk import Picture
from console.api_calls.kinds import ANYONE, PICTURES, SHOPPER, Call, Calls, struct

STRUCTS: Final = (Picture,)

_PICTURE: Final = struct(Picture)
_UPLOAD: Final = ("no-such-session", "no-picture", "too-large", "too-often", "foreign-origin")
_SHOW: Final = Call(
    "A picture of a conversation, for whoever knows its id",
    ANYONE,
    answer={"type": "string", "contentMediaType": "image/webp"},
    refusals=("not-found",),
)

CALLS: Final[Calls] = {
    ("POST", "/__alongside/pictures"): Call(
        "Upload a picture for the conversation", SHOPPER, 201, None, _PICTURE, _UPLOAD, PICTURES
    ),
    ("POST", "/api/v1/pictures"): Call(
        "Upload a picture for the conversation, with the ticket of one's socket in X-Alongside-Ticket",
        ANYONE,
        201,
        None,
        _PICTURE,
        _UPLOAD,
        PICTURES,
    ),
    ("GET", "/__alongside/pictures/{id}"): _SHOW,
    ("GET", "/api/v1/pictures/{id}"): _SHOW,
}
