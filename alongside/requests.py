"""What one rep asks of another in a session: to take it over, or to come in as well. The rules are in handing.py."""

from typing import Final, Literal

import msgspec

RequestKind = Literal["hand-over", "invite"]
RequestState = Literal["open", "accepted", "declined", "expired", "called-off"]
REQUEST_SECONDS: Final = 60.0
MAX_NOTE: Final = 1000


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One request. `by`: the participant who asks, "" for a program; `to`: the account that is asked; `came`: who came in upon it.

    `at`: when it was made, Unix seconds. What became of the last one stays with the session, so that who asked can read it.
    """

    kind: RequestKind
    by: str
    by_name: str
    by_account: str
    to: str
    to_name: str
    note: str
    at: float
    state: RequestState = "open"
    came: str = ""
