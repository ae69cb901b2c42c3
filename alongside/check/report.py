"""The doctor's report as text for a terminal, as JSON for programs, and as one HTML file with the pictures in it."""

import base64
import textwrap
from pathlib import Path
from typing import Any, Final

import jinja2
import msgspec

from alongside.check.findings import Finding, Page, Report

WIDTH: Final = 100
_TEMPLATE: Final = Path(__file__).with_name("report.html.jinja")


def as_text(report: Report) -> str:
    """For people at a terminal."""
    lines = [f"{report.origin} straight, and by the road {report.road} ({report.browser})", ""]
    for page in report.pages:
        lines += _page(page)
    count = sum(not page.is_fine for page in report.pages)
    lines.append(_verdict(count, len(report.pages)))
    return "\n".join(lines) + "\n"


def _verdict(count: int, pages: int) -> str:
    if not count:
        return f"Fine: {pages} {'page is' if pages == 1 else 'pages are'} the same by the road."
    return f"{count} of {pages} {'page' if pages == 1 else 'pages'} would not be the same for shoppers."


def _page(page: Page) -> list[str]:
    tag = "with our tag" if page.injected else "without our tag"
    head = f"{'ok  ' if page.is_fine else 'FAIL'}  {page.path}  {f'{page.status}, {tag}' if page.status else 'no answer'}"
    return [head, *(line for finding in page.findings for line in _finding(finding)), ""]


def _finding(finding: Finding) -> list[str]:
    mark = "!" if finding.matters else "-"
    return [
        *textwrap.wrap(finding.says, WIDTH, initial_indent=f"      {mark} ", subsequent_indent="        "),
        *textwrap.wrap(
            f"Why: {finding.why}", WIDTH, initial_indent="        ", subsequent_indent="             "
        ),
        *textwrap.wrap(
            f"Do:  {finding.do}", WIDTH, initial_indent="        ", subsequent_indent="             "
        ),
        *(f"          {line}" for line in finding.detail),
    ]


def as_json(report: Report) -> bytes:
    """Pictures are left out; how much of them differs is told."""
    told = {
        "fine": report.is_fine,
        "origin": report.origin,
        "road": report.road,
        "browser": {"opened": report.opened, "what": report.browser},
        "pages": [_page_told(page) for page in report.pages],
    }
    return msgspec.json.format(msgspec.json.encode(told)) + b"\n"


def _page_told(page: Page) -> dict[str, Any]:
    return {
        "path": page.path,
        "fine": page.is_fine,
        "status": page.status,
        "injected": page.injected,
        "pixelsDiffering": round(page.pictures.share, 6) if page.pictures else None,
        "findings": [msgspec.to_builtins(finding) for finding in page.findings],
    }


def as_html(report: Report) -> str:
    """One file, with nothing to load."""
    environment = jinja2.Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["png"] = lambda data: f"data:image/png;base64,{base64.b64encode(data).decode()}"
    bad = sum(not page.is_fine for page in report.pages)
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(report=report, bad=bad, verdict=_verdict(bad, len(report.pages)))
