"""`alongside check URL…` before origins that would break, and before the demo shop that does not."""

import asyncio
import base64
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.demo.demo_server import DemoShop
from tests.e2e.product import Product
from tests.proxy.origin import Asked, Origin, running_origin

pytestmark = [pytest.mark.system, pytest.mark.browser]

HEAD = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Shop</title>{}</head>"
PAGE = HEAD + "<body><h1>Teapots</h1><p>39.00</p></body></html>"
META = "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"
RED = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='red'/></svg>"
BREAKING = {
    "/strict": {"blocked-later"},
    "/sealed": {"integrity"},
    "/base": {"base"},
    "/by-address": {"body"},
    "/proud": {"no-tag"},
    "/typed": {"trusted-types"},
}
SEEN = {"/by-address": {"body", "looks"}, "/key": {"request"}, "/hostile": {"no-button"}}
SAME = ("/", "/away", "/moving", "/admitted", "/cookies", "/lost")


@pytest.fixture(scope="module")
def origin() -> Iterator[Origin]:
    with running_origin() as running:
        _lay_same(running)
        _lay_breaking(running)
        yield running


def _lay_same(origin: Origin) -> None:
    moments = iter(range(1000))
    origin.page("/", PAGE.format("").encode(), "Cache-Control: public, max-age=60", 'ETag: "one"')
    origin.page("/away", b"", f"Location: {origin.url}/", status="302 Found")
    origin.page("/cookies", PAGE.format("").encode(), "Set-Cookie: cart=1; Domain=127.0.0.1; Path=/")
    origin.page("/lost", PAGE.format("").encode(), "Set-Cookie: cart=1; Domain=elsewhere.example; Path=/")
    strict = "Content-Security-Policy: default-src 'none'; script-src 'none'; style-src 'unsafe-inline'"
    origin.page("/admitted", PAGE.format("").encode(), strict)

    late = "<img src=/late.svg loading=lazy style='display:block;margin-top:3000px' width=600 height=600>"
    origin.page("/late", (PAGE.format("") + late).encode())

    @origin.route("/late.svg")
    async def late_picture(asked: Asked) -> None:
        await asyncio.sleep(1 if asked.field("x-forwarded-for") else 0)
        await asked.answer(RED, kind="image/svg+xml")

    @origin.route("/moving")
    async def moving(asked: Asked) -> None:
        moment = next(moments)
        page = PAGE.format(f"<meta name=moment content={moment}>").replace("39.00", f"{moment}\n<p>always")
        await asked.answer(page.encode(), f"Set-Cookie: seen={moment}; Path=/", f"X-Moment: {moment}")


def _lay_breaking(origin: Origin) -> None:
    sheet = f"h1 {{ background: url({origin.url}/none.png) }}".encode()
    digest = base64.b64encode(hashlib.sha256(sheet).digest()).decode()
    origin.page("/sheet.css", sheet, kind="text/css")
    origin.page("/none.png", b"", kind="image/png")
    origin.page("/strict", PAGE.format(META).encode())
    sealed = f'<link rel=stylesheet href="/sheet.css" integrity="sha256-{digest}">'
    origin.page("/sealed", PAGE.format(sealed).encode())
    origin.page("/base", PAGE.format("<base href=http://elsewhere.invalid/>").encode())
    origin.page("/proud", PAGE.format("").encode(), "Cache-Control: no-transform")
    typed = "Content-Security-Policy: require-trusted-types-for 'script'"
    origin.page("/typed", PAGE.format("").encode(), typed)
    hostile = "<script>Element.prototype.attachShadow = () => { throw Error('none') }</script>"
    origin.page("/hostile", PAGE.format(hostile).encode())
    origin.page("/key", PAGE.format("<script>fetch('/maps')</script>").encode())

    @origin.route("/by-address")
    async def by_address(asked: Asked) -> None:
        known = (
            "<p>Welcome" if asked.field("x-forwarded-for") else "<div style='height:300px;background:#246'>"
        )
        await asked.answer(PAGE.format("").replace("<p>39.00", f"\n{known}\n").encode())

    @origin.route("/maps")
    async def maps(asked: Asked) -> None:
        by_road = asked.field("x-forwarded-for")
        await asked.answer(b"{}", status="403 Forbidden" if by_road else "200 OK", kind="application/json")


def check(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alongside", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def grave(page: dict[str, Any]) -> set[str]:
    return {finding["code"] for finding in page["findings"] if finding["matters"]}


def told_of(done: subprocess.CompletedProcess[str]) -> dict[str, dict[str, Any]]:
    return {page["path"]: page for page in json.loads(done.stdout)["pages"]}


def test_each_page_that_would_break_is_told_with_its_reason_and_the_others_are_fine(origin: Origin) -> None:
    done = check("--origin", origin.url, "--json", "--no-browser", *SAME, *BREAKING)
    assert done.returncode == 1, done.stderr
    pages = told_of(done)
    for path, codes in BREAKING.items():
        assert grave(pages[path]) == codes, pages[path]
        assert all(finding["why"] and finding["do"] for finding in pages[path]["findings"])
    assert {path: grave(pages[path]) for path in SAME} == {path: set() for path in SAME}


def test_a_browser_sees_what_bytes_do_not_tell_and_the_report_shows_it(
    origin: Origin, tmp_path: Path, browser: Browser
) -> None:
    html = tmp_path / "report.html"
    paths = ("/away", "/moving", "/late", *SEEN)
    done = check("--origin", origin.url, "--json", "--html", str(html), *paths)
    assert done.returncode == 1, done.stderr
    pages = told_of(done)
    assert {path: grave(pages[path]) for path in SEEN} == SEEN
    assert grave(pages["/away"]) == grave(pages["/moving"]) == grave(pages["/late"]) == set()
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(html.as_uri())
    assert page.locator("section").count() == len(paths)
    assert page.locator("img").count() == 3 * len(paths)
    assert page.evaluate("[...document.images].every((image) => image.naturalWidth > 0)")
    page.close()


def test_where_hosts_are_kept_a_redirect_that_leaves_and_a_cookie_that_is_lost_are_told(
    origin: Origin, tmp_path: Path
) -> None:
    with Product(tmp_path, origin.url, host_mode="keep") as product:
        done = check("--origin", origin.url, "--road", product.shop, "--no-browser", "/away", "/cookies", "/")
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(r"FAIL +/away.*past Alongside.*Do:", done.stdout, re.DOTALL)
    assert re.search(
        r"FAIL +/cookies.*cookie cart.*127\.0\.0\.1, and the page is of localhost", done.stdout, re.DOTALL
    )
    assert re.search(r"ok +/ ", done.stdout)


def test_the_demo_shop_is_fine(tmp_path: Path) -> None:
    with DemoShop() as shop:
        done = check("--origin", shop.url, "/", "/en/", "/en/c/all", "/en/basket", "/ja/help")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "opened in Chromium" in done.stdout


def test_without_playwright_the_report_says_so(
    origin: Origin, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "playwright.py").write_text("raise ImportError")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    done = check("--origin", origin.url, "/")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "not opened in a browser: install alongside[check]" in done.stdout


@pytest.mark.parametrize("url", ["http://elsewhere.example/", "cart", "//elsewhere.example/", "http://[/"])
def test_what_is_not_the_shop_s_is_one_clear_line_and_status_2(url: str) -> None:
    done = check("--origin", "http://127.0.0.1:9", url)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")
    assert "shop" in done.stderr or "address" in done.stderr
