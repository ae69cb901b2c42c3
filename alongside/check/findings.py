"""What the doctor says of a page. Every finding tells in plain words what is different, why, and what to do."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`matters`: shoppers, caches or programs would notice; otherwise it is good to know."""

    code: str
    """For programs: a word of ours that stays."""
    matters: bool
    says: str
    why: str
    do: str
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """PNGs of a page: straight from the origin, through the road, and what differs marked."""

    straight: bytes
    road: bytes
    marked: bytes
    share: float
    """Of pixels that differ, those put aside that change by themselves."""


@dataclass(slots=True, kw_only=True)
class Page:
    """One page that was looked at."""

    path: str
    straight_url: str
    road_url: str
    status: int = 0
    injected: bool = False
    findings: list[Finding] = field(default_factory=list)
    pictures: Pictures | None = None

    @property
    def is_fine(self) -> bool:
        return not any(finding.matters for finding in self.findings)


@dataclass(slots=True, kw_only=True)
class Report:
    """Of all pages."""

    origin: str
    road: str
    own_road: bool
    """The doctor ran one by itself."""
    browser: str
    """What the pages were opened in, or why they were not."""
    opened: bool
    pages: list[Page] = field(default_factory=list)

    @property
    def is_fine(self) -> bool:
        return all(page.is_fine for page in self.pages)
