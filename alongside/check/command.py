"""`alongside check URL…` at the command line: makes the round, prints the report; 0 fine, 1 something would break."""

import argparse
import asyncio
import sys
from pathlib import Path

from alongside.check.examining import Errand, examine_pages
from alongside.check.report import as_html, as_json, as_text
from alongside.settings import Settings, SettingsError, check_addresses


def check_pages(settings: Settings, options: argparse.Namespace) -> int:
    """Raises SettingsError and StartError, with one clear line."""
    check_addresses(settings)
    errand = Errand(urls=tuple(options.urls), road=options.road, with_browser=not options.no_browser)
    report = asyncio.run(examine_pages(settings, errand))
    if options.json:
        sys.stdout.write(as_json(report).decode())
    else:
        sys.stdout.write(as_text(report))
    if options.html:
        _write(Path(options.html), as_html(report))
    return 0 if report.is_fine else 1


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"--html {file}: {error.strerror}") from error
