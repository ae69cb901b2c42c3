"""What every page of the demo shop is like on the wire: languages, charsets, escaping, headers, caching."""

import gzip
import json
import re
import urllib.request
from html.parser import HTMLParser

import pytest

from demo.catalogue import load_catalogue
from tests.demo.demo_server import DemoShop
from tests.shops.plain_shopper import PlainShopper

pytestmark = pytest.mark.system

PAGES = ["/", "/c/all", "/c/tea", "/search?q=mug", "/search", "/p/tokoname-kyusu", "/p/seed-box", "/finder"]
PAGES += ["/guide", "/help", "/stores", "/embed/map", "/basket", "/account", "/nowhere"]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class BalanceChecker(HTMLParser):
    """Fails when an element is closed that is not open, or left open, or an id stands twice."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.targets += [value for name, value in attrs if name in ("for", "aria-describedby") and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """`<path/>` opens nothing."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_balanced_and_its_labels_have_targets(
    shopper: PlainShopper, lang: str, path: str
) -> None:
    page = shopper.open(f"/{lang}{path}")
    assert page.status == (404 if path == "/nowhere" else 200)
    checker = BalanceChecker()
    charset = page.headers.get_content_charset()
    assert charset
    checker.feed(page.body.decode("cp932" if charset == "shift_jis" else charset))
    assert checker.open == []
    assert len(checker.ids) == len(set(checker.ids))
    assert set(checker.targets) <= set(checker.ids)


@pytest.mark.parametrize("path", ["/en/", "/ja/p/tokoname-kyusu", "/en/checkout", "/en/stores"])
def test_no_page_names_a_host(shopper: PlainShopper, path: str) -> None:
    body = shopper.open(path).body.decode()
    found = set(re.findall(r"https?://[^\"'\s<]+", body))
    assert {address for address in found if "schema.org" not in address and "w3.org" not in address} == set()


def test_the_front_door_leads_to_the_shoppers_language(demo: DemoShop) -> None:
    shopper = PlainShopper(demo.url)
    assert shopper.open("/", {"Accept-Language": "ja,en;q=0.5"}).url.endswith("/ja/")
    assert shopper.open("/").url.endswith("/en/")


def test_the_japanese_guide_is_shift_jis_in_header_meta_and_bytes(shopper: PlainShopper) -> None:
    page = shopper.open("/ja/guide")
    assert page.headers["Content-Type"] == "text/html; charset=Shift_JIS"
    assert b'<meta charset="Shift_JIS">' in page.body
    assert "髙島町" in page.body.decode("cp932")
    with pytest.raises(UnicodeDecodeError):
        page.body.decode("utf-8")
    # What Shift_JIS cannot write is a character reference.
    assert "喫茶室「&#201;t&#233;」" in page.body.decode("cp932")


def test_a_search_from_the_shift_jis_page_is_understood(shopper: PlainShopper) -> None:
    page = shopper.open("/ja/search?q=%8B%7D%90%7B")
    assert "「急須」" in page.text
    assert "常滑 急須" in page.texts(".card h3")


def test_what_a_shopper_typed_is_never_markup(shopper: PlainShopper) -> None:
    page = shopper.open("/en/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22%27")
    assert b"<script>alert" not in page.body
    assert "<script>alert(1)</script>\"'" in page.texts("h1")[0]


def test_json_in_a_page_cannot_close_its_script(shopper: PlainShopper) -> None:
    page = shopper.open("/ja/p/indigo-tenugui")
    data = page.tree.cssselect("script[type='application/ld+json']")[0].text
    described = json.loads(data)
    assert described["name"] == "手ぬぐい「青海波」"
    assert [offer["priceCurrency"] for offer in described["offers"]] == ["JPY"] * 3
    assert "<" not in data


def test_every_variant_is_offered_at_its_price(shopper: PlainShopper) -> None:
    page = shopper.open("/en/p/tokoname-kyusu")
    offers = json.loads(page.tree.cssselect("#offers")[0].text)["offers"]
    assert len(offers) == 6
    assert (offers["iron/400ml"]["price"], offers["celadon/400ml"]["left"]) == ("£80.00", 0)


def test_an_address_may_choose_the_variant(shopper: PlainShopper) -> None:
    page = shopper.open("/en/p/ripple-plate?colour=snow&size=27cm")
    assert page.texts("#price") == ["£41.00"]
    assert page.tree.cssselect("[name=colour][checked]")[0].get("value") == "snow"


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("price", "Genmaicha with Toasted Rice"),
        ("name", "Ceremonial Matcha “Morning Mist”"),
        ("odd", "Uji Sencha, First Flush"),
    ],
)
def test_shelves_are_sorted(shopper: PlainShopper, sort: str, first: str) -> None:
    assert shopper.open(f"/en/c/tea?sort={sort}").texts(".card h3")[0] == first


def test_pages_carry_a_policy_whose_nonce_is_new_every_time(shopper: PlainShopper) -> None:
    pages = [shopper.open("/en/") for _ in range(2)]
    nonces = set()
    for page in pages:
        policy = page.headers["Content-Security-Policy"]
        nonce = re.search(r"script-src 'self' 'nonce-([^']+)'", policy)
        assert nonce
        assert {script.get("nonce") for script in page.tree.cssselect("script:not([src])")} == {nonce[1]}
        nonces.add(nonce[1])
    assert len(nonces) == 2
    assert pages[0].headers["X-Content-Type-Options"] == "nosniff"


def test_only_the_map_may_stand_in_a_frame(shopper: PlainShopper) -> None:
    for path, option, ancestors in (("/en/", "DENY", "'none'"), ("/en/embed/map", "SAMEORIGIN", "'self'")):
        page = shopper.open(path)
        assert page.headers["X-Frame-Options"] == option
        assert f"frame-ancestors {ancestors};" in page.headers["Content-Security-Policy"]


def test_no_markup_relies_on_inline_style_or_handlers(shopper: PlainShopper) -> None:
    for path in PAGES:
        for element in shopper.open(f"/en{path}").tree.iter():
            assert not [name for name in element.attrib if name == "style" or name.startswith("on")]


def test_assets_are_kept_for_ever_by_version_and_revalidate_without(shopper: PlainShopper) -> None:
    page = shopper.open("/en/p/bud-vase")
    addresses = [link.get("href") for link in page.tree.cssselect("link[rel=stylesheet]")]
    addresses += [element.get("src") for element in page.tree.cssselect("script[src], img")]
    assert len(addresses) > 10
    for address in addresses:
        assert shopper.open(address).headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = shopper.open("/assets/base.css")
    assert plain.headers["Cache-Control"] == "public, no-cache"
    again = shopper.open("/assets/base.css", {"If-None-Match": plain.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/img/bud-vase/gold/whole.svg",
        "/img/bud-vase/indigo/under.svg",
        "/img/x/-/whole.svg",
        "/assets/..%2Fapp.py",
    ],
)
def test_pictures_and_files_that_do_not_exist_are_not_found(shopper: PlainShopper, path: str) -> None:
    assert shopper.open(path).status == 404


def test_pages_are_compressed_for_who_accepts_it(demo: DemoShop) -> None:
    request = urllib.request.Request(f"{demo.url}/en/", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in response.headers["Vary"]
        assert b"Hazel &amp; Kiln" in gzip.decompress(response.read())


def test_the_finder_is_fed_with_every_product(shopper: PlainShopper) -> None:
    products = json.loads(shopper.open("/ja/api/products").body)["products"]
    assert [entry["slug"] for entry in products] == list(load_catalogue().products)
    assert {shopper.open(products[0][key]).status for key in ("url", "image")} == {200}


def test_suggestions_follow_what_is_typed(shopper: PlainShopper) -> None:
    found = json.loads(shopper.open("/en/api/suggest?q=kyu").body)["products"]
    assert [entry["name"] for entry in found] == ["Tokoname Kyusu"]
