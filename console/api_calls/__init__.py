"""Every call of the API, by subject: what it does, who may, what it takes and gives. A test holds the tables equal to the routes.

Each module has its CALLS, and in STRUCTS the structs that its answers name; bodies are known from the calls.
"""

from typing import Final

import msgspec

from console.api_calls import (
    arrangements,
    beside,
    care,
    cases,
    colleagues,
    guiding,
    happened,
    others,
    pictures,
    records,
    reps,
    sessions,
    shopper,
    visitors,
    webhooks,
)
from console.api_calls.kinds import Call

_SUBJECTS: Final = (
    *(shopper, care, reps, colleagues, records, cases, visitors, arrangements, pictures, guiding),
    *(sessions, happened, beside, webhooks, others),
)

CALLS: Final[dict[tuple[str, str], Call]] = {
    key: call for subject in _SUBJECTS for key, call in subject.CALLS.items()
}
STRUCTS: Final[tuple[type[msgspec.Struct], ...]] = tuple(
    dict.fromkeys(
        [
            *(call.body for call in CALLS.values() if call.body),
            *(struct for subject in _SUBJECTS for struct in subject.STRUCTS),
        ]
    )
)
