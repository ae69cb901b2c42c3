"""A shop on another name, tried from localhost: where the origin names itself, the public host stands instead."""

import gzip
import json

import pytest

from tests.proxy.origin import Asked, Origin
from tests.proxy.road import LOADER, NAVIGATION, Road, fetch

pytestmark = pytest.mark.system


def public(road: Road) -> str:
    return f"http://localhost:{road.port}"


def test_a_redirect_to_the_origins_own_name_stays_on_the_road(renamed: Road, origin: Origin) -> None:
    origin.page("/", b"", f"Location: {origin.url}/en?next={origin.url}/x", status="307 Temporary Redirect")
    assert fetch(renamed.port, "/").field("location") == f"{public(renamed)}/en?next={public(renamed)}/x"


def test_a_redirect_elsewhere_keeps_every_byte(renamed: Road, origin: Origin) -> None:
    elsewhere = f"https://login.example/auth?redirect_uri={origin.url}/back"
    origin.page("/", b"", f"Location: {elsewhere}", status="302 Found")
    assert fetch(renamed.port, "/").field("location") == elsewhere


def test_links_in_pages_styles_and_data_stay_on_the_road(renamed: Road, origin: Origin) -> None:
    there, here = origin.url, public(renamed)
    escaped = json.dumps({"u": there + "/a"}).replace("/", "\\/")
    origin.page("/", f'<a href="{there}/a">x</a>'.encode())
    origin.page(
        "/a.css",
        gzip.compress(f"p{{background:url({there}/a.png)}}".encode()),
        "Content-Encoding: gzip",
        kind="text/css",
    )
    origin.page("/a.json", escaped.encode(), kind="application/json")
    assert fetch(renamed.port, "/").body == LOADER + f'<a href="{here}/a">x</a>'.encode()
    assert (
        gzip.decompress(fetch(renamed.port, "/a.css", {}).body)
        == f"p{{background:url({here}/a.png)}}".encode()
    )
    assert (
        fetch(renamed.port, "/a.json", {}).body
        == escaped.replace(there.replace("/", "\\/"), here.replace("/", "\\/")).encode()
    )


def test_scripts_and_server_component_payloads_keep_every_byte(renamed: Road, origin: Origin) -> None:
    for path, kind in (("/a.js", "text/javascript"), ("/rsc", "text/x-component")):
        origin.page(path, origin.url.encode(), kind=kind)
        assert fetch(renamed.port, path, {}).body == origin.url.encode()


def test_an_address_cut_between_chunks_is_renamed(renamed: Road, origin: Origin) -> None:
    @origin.route("/cut")
    async def cut(asked: Asked) -> None:
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        for byte in f"<p>{origin.url}/a".encode():
            await asked.send(b"1\r\n%c\r\n" % byte)
        await asked.send(b"0\r\n\r\n")

    assert fetch(renamed.port, "/cut").body == LOADER + f"<p>{public(renamed)}/a".encode()


def test_the_origin_sees_the_names_that_it_knows(renamed: Road, origin: Origin) -> None:
    origin.page("/", b"<p>")
    asked = NAVIGATION | {"Origin": public(renamed), "Referer": f"{public(renamed)}/a?b"}
    fetch(renamed.port, "/", asked, "POST", b"x")
    seen = origin.asked[0]
    assert seen.field("host") == f"127.0.0.1:{origin.port}"
    assert seen.field("origin") == origin.url
    assert seen.field("referer") == f"{origin.url}/a?b"


def test_the_shop_may_be_opened_under_another_name_of_this_machine(renamed: Road, origin: Origin) -> None:
    origin.page("/", b"", f"Location: {origin.url}/en", status="307 Temporary Redirect")
    host = f"127.0.0.1:{renamed.port}"
    assert fetch(renamed.port, "/", NAVIGATION | {"Host": host}).field("location") == f"http://{host}/en"


def test_a_cookie_for_the_origins_domain_is_kept_for_the_public_host(renamed: Road, origin: Origin) -> None:
    origin.page(
        "/",
        b"<p>",
        "Set-Cookie: a=1; Path=/; Domain=127.0.0.1; Secure; Expires=Wed, 21 Oct 2037 07:28:00 GMT",
    )
    assert fetch(renamed.port, "/").all("set-cookie") == [
        "a=1; Path=/; Secure; Expires=Wed, 21 Oct 2037 07:28:00 GMT"
    ]
