"""What admins arrange, reps among it."""

from typing import Final

from alongside.accounts import ProfileEdit, Rep
from alongside.arrangements import PARTS, CannedReply, Edit
from alongside.preview import Preview
from console import preview_calls, reps_calls
from console.api_calls.kinds import FLAG, REP, SECONDS, STRING, Call, Calls, list_of, object_of, struct

_FORMS: Final = tuple(PARTS.values())
STRUCTS: Final = (*_FORMS, Edit, Preview, CannedReply)

_PARTS: Final = {name: struct(form) for name, form in PARTS.items()}
_REP: Final = {"allOf": [struct(Rep), object_of(version={"type": "integer"}, here=FLAG)]}
_ADMIN: Final = ("not-signed-in", "not-allowed", "foreign-origin")

CALLS: Final[Calls] = {
    ("GET", "/api/v1/replies"): Call(
        "The canned replies, in the order in which they are offered",
        REP,
        answer=list_of(struct(CannedReply)),
        refusals=("not-signed-in",),
    ),
    ("GET", "/api/v1/arrangements"): Call(
        "What admins have arranged, by parts, each with its version; for admins and supervisors",
        REP,
        answer=object_of(**_PARTS),
        refusals=("not-signed-in", "not-allowed"),
    ),
    ("PUT", "/api/v1/arrangements/{part}"): Call(
        "Edit one part; `version` is the one that was read",
        REP,
        answer={"oneOf": list(_PARTS.values())},
        refusals=(*_ADMIN, "not-found", "bad-field", "changed-meanwhile", "too-large"),
        bodies=_FORMS,
    ),
    ("POST", "/api/v1/arrangements/{part}/reset"): Call(
        "One part is as the settings have it again; `version` is the one that was read",
        REP,
        200,
        Edit,
        {"oneOf": list(_PARTS.values())},
        (*_ADMIN, "not-found", "changed-meanwhile"),
    ),
    ("POST", "/api/v1/ask/preview"): Call(
        "Who would have been asked today by these rules, or by those that hold; for admins and supervisors",
        REP,
        200,
        preview_calls.PreviewBody,
        {"allOf": [struct(Preview), object_of(since=SECONDS, uncounted={"type": "integer"})]},
        (*_ADMIN, "bad-field"),
    ),
    ("GET", "/api/v1/reps"): Call(
        "All reps, and whether their desks are open; for admins and supervisors",
        REP,
        answer=list_of(_REP),
        refusals=("not-signed-in", "not-allowed"),
    ),
    ("PUT", "/api/v1/reps/{email}"): Call(
        "Make an account (201) by `version` 0, or change it; `version` is the one that was read",
        REP,
        200,
        ProfileEdit,
        _REP,
        (*_ADMIN, "bad-field", "last-admin", "changed-meanwhile"),
        also=(201,),
    ),
    ("DELETE", "/api/v1/reps/{email}"): Call(
        "Remove an account: signed out everywhere, out of every session",
        REP,
        204,
        refusals=(*_ADMIN, "not-found", "last-admin"),
    ),
    ("POST", "/api/v1/reps/{email}/link"): Call(
        "A link that signs this rep in once, within a day",
        REP,
        201,
        answer=object_of(link=STRING, expires=SECONDS),
        refusals=(*_ADMIN, "not-found"),
    ),
    ("PUT", "/api/v1/me/password"): Call(
        "Choose one's own password; other browsers are signed out",
        REP,
        200,
        reps_calls.NewPassword,
        object_of(rep=struct(Rep)),
        ("not-signed-in", "foreign-origin", "bad-field"),
    ),
}
