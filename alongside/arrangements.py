"""What an admin arranges while the shop is open: hours, whom to ask, masks, canned replies, skills. Pure.

What was never edited is as the settings have it. It is edited in parts, each with a version of its own, so that two who edit
different parts do not disturb each other, and of two who edit the same one the second is told.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final, Literal

import msgspec
from msgspec.structs import asdict, replace

from alongside.asking import AskLimits, AskRule
from alongside.hours import Hours
from alongside.selectors import is_selector

Part = Literal["hours", "asking", "masks", "replies", "skills"]
Why = Literal["selector", "pattern", "twice", "shortcut", "empty", "form"]

MOST_RULES: Final = 50
MOST_SELECTORS: Final = 200
MOST_REPLIES: Final = 300
MOST_SKILLS: Final = 50
MOST_PATTERN: Final = 200

Lang = Annotated[str, msgspec.Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
Pattern = Annotated[str, msgspec.Meta(min_length=1, max_length=MOST_PATTERN)]
SkillName = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
Shortcut = Annotated[str, msgspec.Meta(min_length=1, max_length=30)]
ReplyText = Annotated[str, msgspec.Meta(max_length=2000)]


class CannedReply(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a rep says often, by language. `{shopper}`, `{rep}`, `{page}` and `{product}` stand for what they name."""

    shortcut: Shortcut
    text: Annotated[dict[Lang, ReplyText], msgspec.Meta(max_length=20)]


class Skill(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a session needs that starts on a page of these `paths` (none: anywhere) in one of these `langs` (none: any)."""

    name: SkillName
    paths: Annotated[tuple[Pattern, ...], msgspec.Meta(max_length=50)] = ()
    langs: Annotated[tuple[Lang, ...], msgspec.Meta(max_length=20)] = ()


Rules = Annotated[tuple[AskRule, ...], msgspec.Meta(max_length=MOST_RULES)]
Selectors = Annotated[tuple[str, ...], msgspec.Meta(max_length=MOST_SELECTORS)]
Replies = Annotated[tuple[CannedReply, ...], msgspec.Meta(max_length=MOST_REPLIES)]
Skills = Annotated[tuple[Skill, ...], msgspec.Meta(max_length=MOST_SKILLS)]


class Arrangements(msgspec.Struct, frozen=True, kw_only=True):
    """Everything as it is arranged now."""

    hours: Hours = Hours()
    ask: tuple[AskRule, ...] = ()
    ask_limits: AskLimits = AskLimits()
    mask: tuple[str, ...] = ()
    block: tuple[str, ...] = ()
    noremote: tuple[str, ...] = ()
    replies: tuple[CannedReply, ...] = ()
    skills: tuple[Skill, ...] = ()


class Edit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One part as it shall be, by somebody who has seen `version` of it."""

    version: Annotated[int, msgspec.Meta(ge=0)]


class HoursEdit(Edit, frozen=True, kw_only=True):
    """When the shop's people are there."""

    hours: Hours


class AskingEdit(Edit, frozen=True, kw_only=True):
    """Who is asked, and how often at most."""

    ask: Rules
    ask_limits: AskLimits


class MasksEdit(Edit, frozen=True, kw_only=True):
    """CSS selectors of what is hidden, and of what nobody else may press."""

    mask: Selectors
    block: Selectors
    noremote: Selectors


class RepliesEdit(Edit, frozen=True, kw_only=True):
    """The canned replies, in the order in which they are offered."""

    replies: Replies


class SkillsEdit(Edit, frozen=True, kw_only=True):
    """What sessions can need."""

    skills: Skills


PARTS: Final[dict[Part, type[Edit]]] = {
    "hours": HoursEdit,
    "asking": AskingEdit,
    "masks": MasksEdit,
    "replies": RepliesEdit,
    "skills": SkillsEdit,
}


class Edits(msgspec.Struct, frozen=True, kw_only=True):
    """The parts that were edited, as they were edited last."""

    hours: HoursEdit | None = None
    asking: AskingEdit | None = None
    masks: MasksEdit | None = None
    replies: RepliesEdit | None = None
    skills: SkillsEdit | None = None
    reset: dict[Part, int] = {}
    """The versions of parts that were edited and are as the settings have them again."""


class ChangedMeanwhileError(Exception):
    """Somebody else has edited this part since."""


class FieldError(Exception):
    """Something of an edit cannot be used. `field` says where it stands, such as `ask[0].path[1]`."""

    def __init__(self, field: str, why: Why, detail: str = "") -> None:
        super().__init__(field, why, detail)
        self.field = field
        self.why = why
        self.detail = detail


def arrange(defaults: Arrangements, edits: Edits) -> Arrangements:
    """What holds now."""
    for part in PARTS:
        edit: Edit | None = getattr(edits, part)
        if edit:
            defaults = replace(defaults, **_fields(edit))
    return defaults


def show_part(defaults: Arrangements, edits: Edits, part: Part) -> Edit:
    """A part as it is now, in the form in which it is edited. What was never edited has version 0."""
    edit: Edit | None = getattr(edits, part)
    form = PARTS[part]
    names = (name for name in form.__struct_fields__ if name != "version")
    return edit or form(version=_version(edits, part), **{name: getattr(defaults, name) for name in names})


def take_edit(edits: Edits, part: Part, edit: Edit) -> Edits:
    """With this part edited. Raises ChangedMeanwhileError."""
    if edit.version != _version(edits, part):
        raise ChangedMeanwhileError(part)
    return replace(edits, **{part: replace(edit, version=edit.version + 1)})


def take_back(edits: Edits, part: Part, version: int) -> Edits:
    """With this part as the settings have it, by somebody who has seen `version` of it. Raises ChangedMeanwhileError."""
    if version != _version(edits, part):
        raise ChangedMeanwhileError(part)
    return replace(edits, **{part: None}, reset={**edits.reset, part: version + 1})


def _version(edits: Edits, part: Part) -> int:
    """Every edit of a part has another one, also after it was reset."""
    edit: Edit | None = getattr(edits, part)
    return edit.version if edit else edits.reset.get(part, 0)


def check_edit(edit: Edit) -> None:
    """What types do not tell. Raises FieldError."""
    match edit:
        case AskingEdit():
            _check_once("ask", "name", (rule.name for rule in edit.ask))
            for at, rule in enumerate(edit.ask):
                _check_patterns(f"ask[{at}].path", rule.path)
        case MasksEdit():
            for name in ("mask", "block", "noremote"):
                _check_selectors(name, getattr(edit, name))
        case RepliesEdit():
            _check_once("replies", "shortcut", (reply.shortcut for reply in edit.replies))
            for at, reply in enumerate(edit.replies):
                _check_reply(f"replies[{at}]", reply)
        case SkillsEdit():
            _check_once("skills", "name", (skill.name for skill in edit.skills))
            for at, skill in enumerate(edit.skills):
                _check_patterns(f"skills[{at}].paths", skill.paths)


def _check_selectors(field: str, selectors: Iterable[str]) -> None:
    for at, selector in enumerate(selectors):
        if not is_selector(selector):
            raise FieldError(f"{field}[{at}]", "selector", selector)


def _check_patterns(field: str, patterns: Iterable[str]) -> None:
    """A path begins with a slash, so a pattern that begins otherwise fits nothing; of the rest of an address nothing is known."""
    for at, pattern in enumerate(patterns):
        if pattern[:1] not in ("/", "*") or any(c.isspace() or c in "?#" for c in pattern):
            raise FieldError(f"{field}[{at}]", "pattern", pattern)


def _check_reply(field: str, reply: CannedReply) -> None:
    if any(c.isspace() or c == "/" for c in reply.shortcut):
        raise FieldError(f"{field}.shortcut", "shortcut", reply.shortcut)
    if not any(text.strip() for text in reply.text.values()):
        raise FieldError(f"{field}.text", "empty")


def _check_once(field: str, name: str, values: Iterable[str]) -> None:
    known: set[str] = set()
    for at, value in enumerate(values):
        if not value.strip():
            raise FieldError(f"{field}[{at}].{name}", "empty")
        if value.lower() in known:
            raise FieldError(f"{field}[{at}].{name}", "twice", value)
        known.add(value.lower())


def _fields(edit: Edit) -> dict[str, Any]:
    return {name: value for name, value in asdict(edit).items() if name != "version"}


def all_parts(defaults: Arrangements, edits: Edits) -> Iterator[tuple[Part, Edit]]:
    """Every part as it is now."""
    for part in PARTS:
        yield part, show_part(defaults, edits, part)
