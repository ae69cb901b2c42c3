"""Where the origin names itself, the public host stands instead; everything that only looks like it stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from injector.hosts import HostEdit, HostNames
from injector.rules import Site
from tests.injector.shop import pass_through, rules, tried

ORIGIN = Site.of("https://shop.example")
PUBLIC = Site.of("http://localhost:8080")
NAMES = HostNames(((ORIGIN, PUBLIC),))

REPLACED = [
    (b'<a href="https://shop.example/a">', b'<a href="http://localhost:8080/a">'),
    (b"url(http://shop.example)", b"url(http://localhost:8080)"),
    (b"//shop.example/a", b"//localhost:8080/a"),
    (b'src="//shop.example"', b'src="//localhost:8080"'),
    (rb'"https:\/\/shop.example\/a"', rb'"http:\/\/localhost:8080\/a"'),
    (b"HTTPS://Shop.Example/a", b"http://localhost:8080/a"),
    (b"https://shop.example:443/a", b"http://localhost:8080/a"),
    (b"wss://shop.example/socket", b"ws://localhost:8080/socket"),
    (b"see https://shop.example.", b"see http://localhost:8080."),
    (b"https://shop.example?x", b"http://localhost:8080?x"),
]
KEPT = [
    b"https://shop.example.com/",
    b"https://www.shop.example/",
    b"https://shop.example:8443/",
    b"https://shop.example@evil.example/",
    b"https://shop.example-b.example/",
    b"https://other.example/shop.example/",
    b"ftp://shop.example/",
    b"shop.example",
    b"/path//shop.example/",
    b"/_next/image?url=https%3A%2F%2Fshop.example%2Fa.png",
    b"xhttps://shop.example/",
]
TEXTS = st.lists(
    st.sampled_from(
        [*(text for text, _ in REPLACED), *KEPT, b" ", b"/", b"h", b"https:", b":", b".", b"<p>", b"\\"]
    ),
    max_size=8,
).map(b"".join)


def edit(text: bytes, size: int, *, html: bool = False) -> bytes:
    stream = HostEdit(NAMES, html=html)
    return b"".join(stream.feed(text[at : at + size]) for at in range(0, len(text), size)) + stream.finish()


@pytest.mark.parametrize(("text", "expected"), REPLACED)
def test_the_origins_addresses_are_replaced(text: bytes, expected: bytes) -> None:
    assert NAMES.replace(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_is_not_the_origins_address_stays(text: bytes) -> None:
    assert NAMES.replace(text) == text


@settings(max_examples=600, deadline=None)
@given(TEXTS, st.integers(1, 60))
def test_chunk_borders_do_not_matter(text: bytes, size: int) -> None:
    assert edit(text, size) == NAMES.replace(text)


def test_nothing_is_held_back_that_cannot_become_an_address() -> None:
    assert HostEdit(NAMES, html=True).feed(b"<p>all of it</script>") == b"<p>all of it</script>"
    assert HostEdit(NAMES, html=True).feed(b"<p>all but htt") == b"<p>all but "


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_server_component_payloads_inside_a_page_keep_every_byte(size: int) -> None:
    inside = b'<script>self.__next_f.push([1,"a:T16,https://shop.example/"])</script>'
    page = b"<a href=https://shop.example/>" + inside + b"<a href=https://shop.example/>"
    link = b"<a href=http://localhost:8080/>"
    assert edit(page, size, html=True) == link + inside + link


def test_an_origin_with_a_port_is_replaced_with_its_port_alone() -> None:
    names = HostNames(((Site.of("http://127.0.0.1:9000"), PUBLIC),))
    assert names.replace(b"http://127.0.0.1:9000/ http://127.0.0.1:90001/ http://127.0.0.1/") == (
        b"http://localhost:8080/ http://127.0.0.1:90001/ http://127.0.0.1/"
    )


NAVIGATION = ["Host: localhost:8080", "Accept: text/html"]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("Location: https://shop.example/a", "Location: http://localhost:8080/a"),
        ("Location: /a?next=https://shop.example/", "Location: /a?next=http://localhost:8080/"),
        (
            "Location: https://shop.example/a?q=1&returnUrl=https%3A%2F%2Fshop.example%2Fb%3Fc&url=https://shop.example/i",
            "Location: http://localhost:8080/a?q=1&returnUrl=http%3A%2F%2Flocalhost%3A8080%2Fb%3Fc&url=https://shop.example/i",
        ),
        (
            "Location: https://login.example/?redirect_uri=https%3A%2F%2Fshop.example%2F",
            "Location: https://login.example/?redirect_uri=https%3A%2F%2Fshop.example%2F",
        ),
        (
            "Location: //login.example/?next=https://shop.example/",
            "Location: //login.example/?next=https://shop.example/",
        ),
        ("Refresh: 0; url=https://shop.example/a", "Refresh: 0; url=http://localhost:8080/a"),
        (
            "Link: <https://shop.example/a.css>; rel=preload",
            "Link: <http://localhost:8080/a.css>; rel=preload",
        ),
        (
            "Access-Control-Allow-Origin: https://shop.example",
            "Access-Control-Allow-Origin: http://localhost:8080",
        ),
        (
            "Content-Security-Policy: img-src shop.example https://shop.example/i x.shop.example; upgrade-insecure-requests",
            "Content-Security-Policy: img-src http://localhost:8080 http://localhost:8080/i x.shop.example;",
        ),
        ("X-Other: https://shop.example/", "X-Other: https://shop.example/"),
    ],
)
def test_response_fields_that_name_the_origin(said: str, says: str) -> None:
    assert pass_through(tried(), NAVIGATION, [said])[1] == [says]


def test_nothing_is_renamed_where_hosts_are_kept() -> None:
    said = ["Location: https://shop.example/a", "Content-Type: text/css"]
    asked = ["Host: shop.example", "Origin: https://shop.example", "Accept-Encoding: dcb"]
    assert pass_through(rules(), [*asked, "Sec-Fetch-Dest: style"], said, b"https://shop.example/") == (
        [*asked, "Sec-Fetch-Dest: style"],
        said,
        b"https://shop.example/",
    )


@pytest.mark.parametrize(
    ("settings", "renamed"),
    [
        ({}, False),
        ({"origin": "https://shop.example:443"}, False),
        ({"origin": "https://10.0.0.1"}, True),
        ({"origin": "https://10.0.0.1", "host_mode": "keep"}, False),
        ({"host_mode": "rewrite"}, True),
    ],
)
def test_hosts_are_kept_when_the_origin_bears_the_public_name(
    settings: dict[str, str], renamed: bool
) -> None:
    assert rules(**settings).main.rewriting is renamed
