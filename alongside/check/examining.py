"""The doctor's round: each page straight, straight again and by the road; then in a browser, when there is one."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from alongside.check.browsing import Opener, compare_looks, open_browser
from alongside.check.comparing import compare
from alongside.check.fetching import ASSET, Answer, Fetcher, FetchError
from alongside.check.findings import Finding, Page, Report
from alongside.check.judging import judge, judge_sealed, sealed_here
from alongside.check.markup import find_tag
from alongside.check.names import Names
from alongside.check.own_road import running_road
from alongside.settings import Settings, SettingsError

MAX_PAGES = 50
MAX_SEALED = 20
"""Files bound to a digest that are looked at, of each page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What the doctor was asked."""

    urls: tuple[str, ...]
    road: str
    """Address of a running road; "" for one of its own."""
    with_browser: bool


async def examine_pages(settings: Settings, errand: Errand) -> Report:
    """Raises SettingsError for what cannot be asked, StartError when there is no road to be had."""
    paths = [path_of(url, settings, errand.road) for url in errand.urls[:MAX_PAGES]]
    if errand.road:
        return await asyncio.to_thread(_go_round, settings, errand, paths, errand.road.rstrip("/"))
    async with running_road(settings) as road:
        return await asyncio.to_thread(_go_round, settings, errand, paths, road)


def path_of(url: str, settings: Settings, road: str) -> str:
    """The path with its query. Raises SettingsError for one that is not the shop's."""
    if url.startswith("/") and not url.startswith("//"):
        return url.partition("#")[0]
    try:
        parts = urlsplit(url)
        known = {urlsplit(each).netloc for each in (settings.origin, settings.public_url, road) if each}
    except ValueError:
        raise SettingsError(f"{url!r} is not an address") from None
    if parts.scheme not in ("http", "https") or parts.netloc not in known:
        raise SettingsError(
            f"{url!r} is neither a path nor an address of the shop: {', '.join(sorted(known))}"
        )
    return f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def _go_round(settings: Settings, errand: Errand, paths: list[str], road: str) -> Report:
    names = Names(settings.origin.rstrip("/"), road)
    report = Report(
        origin=names.straight,
        road=road,
        own_road=not errand.road,
        browser="not opened in a browser",
        opened=False,
    )
    with Fetcher(settings.origin_ca) as fetcher:
        report.pages = [_look_at(fetcher, path, names, settings) for path in paths]
    if errand.with_browser:
        with open_browser(names) as (opener, what):
            report.browser, report.opened = what, opener is not None
            for page in report.pages if opener else []:
                _open(opener, page)
    return report


def _look_at(fetcher: Fetcher, path: str, names: Names, settings: Settings) -> Page:
    page = Page(path=path, straight_url=names.straight + path, road_url=names.road + path)
    try:
        straight, again = fetcher.fetch(page.straight_url), fetcher.fetch(page.straight_url)
    except FetchError as error:
        page.findings.append(
            _no_answer("The origin itself does not answer.", error, "Check the address and `origin_ca`.")
        )
        return page
    try:
        road = fetcher.fetch(page.road_url)
    except FetchError as error:
        page.findings.append(_no_answer("The road does not answer.", error, "Look at its log."))
        return page
    page.status, page.injected = road.status, find_tag(road.text) is not None
    page.findings += compare(straight, again, road, names)
    page.findings += judge(road, path, names, settings.leave_out)
    page.findings += _look_at_sealed(fetcher, road, page, names)
    return page


def _look_at_sealed(fetcher: Fetcher, road: Answer, page: Page, names: Names) -> list[Finding]:
    found = []
    for address, integrity in sealed_here(road, page.road_url, names)[:MAX_SEALED] if road.is_html else []:
        try:
            ours = fetcher.fetch(address, ASSET)
            straight = fetcher.fetch(address.replace(names.road, names.straight, 1), ASSET)
        except FetchError:
            continue  # what does not load is the browser's to tell
        if finding := judge_sealed(address, integrity, ours, straight):
            found.append(finding)
    return found


def _open(opener: Opener | None, page: Page) -> None:
    if opener and page.status:
        found, page.pictures = compare_looks(opener, page.straight_url, page.road_url, injected=page.injected)
        page.findings += found


def _no_answer(says: str, error: FetchError, do: str) -> Finding:
    return Finding(code="no-answer", matters=True, says=says, why=f"{error}.", do=do)
