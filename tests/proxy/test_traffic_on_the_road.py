"""The real engine in front of a real origin: what is no page is streamed, untouched, both ways, and nothing hangs."""

from contextlib import ExitStack

import pytest

from tests.proxy.origin import Asked, Origin
from tests.proxy.road import DATA, LOADER, NAVIGATION, SWITCH, UPGRADE, Client, Road, fetch

pytestmark = pytest.mark.system

NOTHING = b"HTTP/1.1 204 No Content\r\n\r\n"
MEGABYTE = 1024 * 1024


@pytest.fixture
def events(origin: Origin) -> Origin:
    origin.events(b"data: two\n\n")
    return origin


@pytest.fixture
def echo(origin: Origin) -> Origin:
    @origin.route("/echo")
    async def relay(asked: Asked) -> None:
        await asked.send(SWITCH)
        while data := await asked.reader.read(65536):
            await asked.send(data)

    return origin


def test_server_sent_events_arrive_one_by_one(any_road: Road, events: Origin) -> None:
    with any_road.connect() as client:
        client.send("GET", "/events", DATA)
        assert client.head().field("content-type") == "text/event-stream"
        assert client.chunk() == b"data: one\n\n"
        events.release.set()
        assert client.chunk() == b"data: two\n\n"


def test_six_open_event_streams_do_not_hold_up_a_page(road: Road, events: Origin) -> None:
    events.page("/", b"<p>here")
    with ExitStack() as stack:
        for _ in range(6):
            client = stack.enter_context(Client(road.port))
            client.send("GET", "/events", DATA)
            client.until(b"data: one")
        assert b"<p>here" in fetch(road.port, "/").body


def test_a_web_socket_of_the_shop_is_relayed_byte_for_byte(any_road: Road, echo: Origin) -> None:
    with any_road.connect(http1=True) as client:
        client.send("GET", "/echo", UPGRADE)
        assert client.head().status == 101
        frame = bytes(range(256)) * 4000
        client.socket.sendall(frame)
        assert client.exactly(len(frame)) == frame


def test_a_web_socket_that_carries_a_gigabyte_does_not_grow_the_engine(road: Road, origin: Origin) -> None:
    @origin.route("/swallow")
    async def swallow(asked: Asked) -> None:
        await asked.send(SWITCH)
        left = 1024 * MEGABYTE
        while left:
            left -= len(await asked.reader.read(MEGABYTE))
        await asked.send(b"done")

    with Client(road.port) as client:
        client.send("GET", "/swallow", UPGRADE)
        client.head()
        before, most, piece = road.resident, 0, bytes(4 * MEGABYTE)
        for _ in range(256):
            client.socket.sendall(piece)
            most = max(most, road.resident)
        assert client.exactly(4) == b"done"
    assert most - before < 10 * MEGABYTE


def test_an_upload_arrives_whole_and_while_it_is_sent(any_road: Road, origin: Origin) -> None:
    @origin.route("/upload")
    async def upload(asked: Asked) -> None:
        await asked.answer(b"%d" % len(asked.body), kind="text/plain")

    @origin.route("/early")
    async def early(asked: Asked) -> None:
        await asked.answer(b"", kind="text/plain")

    assert any_road.fetch("/upload", DATA, "POST", b"x" * 3_000_000).body == b"3000000"
    with any_road.connect(http1=True) as client:
        client.send("POST", "/upload", DATA | {"Transfer-Encoding": "chunked"})
        client.socket.sendall(b"3\r\nabc\r\n4\r\ndefg\r\n0\r\n\r\n")
        assert client.answer().body == b"7"


def test_an_upload_of_a_gigabyte_streams_through(road: Road, origin: Origin) -> None:
    most = 0

    @origin.route("/upload")
    async def upload(asked: Asked) -> None:
        left = int(asked.field("content-length") or 0)
        while left:
            left -= len(await asked.reader.read(min(left, MEGABYTE)))
        await asked.answer(b"all", kind="text/plain")

    origin.streaming.add("/upload")
    origin.page("/", b"", kind="text/plain")
    fetch(road.port, "/")
    before, piece = road.resident, bytes(4 * MEGABYTE)
    with Client(road.port) as client:
        client.send("POST", "/upload", DATA | {"Content-Length": str(256 * len(piece))})
        for _ in range(256):
            client.socket.sendall(piece)
            most = max(most, road.resident)
        assert client.answer().body == b"all"
    assert most - before < 10 * MEGABYTE


def test_a_body_is_asked_for_before_it_is_sent(road: Road, origin: Origin) -> None:
    @origin.route("/upload")
    async def upload(asked: Asked) -> None:
        await asked.answer(asked.body, kind="text/plain")

    with Client(road.port) as client:
        for _ in range(2):
            client.send("POST", "/upload", DATA | {"Expect": "100-continue", "Content-Length": "3"})
            assert client.head().status == 100
            client.socket.sendall(b"abc")
            assert client.answer().body == b"abc"


def test_a_client_of_http_1_0_gets_a_page_that_ends_with_the_connection(road: Road, origin: Origin) -> None:
    @origin.route("/")
    async def page(asked: Asked) -> None:
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        await asked.send(b"7\r\n<p>here\r\n0\r\n\r\n")

    with Client(road.port) as client:
        client.socket.sendall(
            b"GET / HTTP/1.0\r\nHost: localhost:%d\r\nAccept: text/html\r\n\r\n" % road.port
        )
        answer = client.answer()
        assert answer.field("transfer-encoding") is None
        assert answer.body == LOADER + b"<p>here"


def test_a_client_that_asks_for_the_end_gets_it(road: Road, origin: Origin) -> None:
    origin.page("/", b"here", kind="text/plain")
    with Client(road.port) as client:
        client.send("GET", "/", DATA | {"Connection": "close"})
        answer = client.answer()
        assert (answer.body, answer.field("connection")) == (b"here", "close")
        with pytest.raises(EOFError):
            client.more()


def test_the_end_does_not_overtake_the_answer_whatever_else_was_sent(engine: Road, origin: Origin) -> None:
    origin.page("/", b"x" * 100_000, kind="text/plain")
    for _ in range(20):
        with Client(engine.port) as client:
            client.send("GET", "/", DATA | {"Connection": "close"}, b"")
            client.socket.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 1000)
            assert len(client.answer().body) == 100_000


def test_requests_that_come_together_are_answered_in_their_order(road: Road, origin: Origin) -> None:
    origin.page("/", b"<p>here")
    with Client(road.port) as client:
        asked = f"GET /%s HTTP/1.1\r\nHost: localhost:{road.port}\r\nAccept: text/html\r\n\r\n"
        client.socket.sendall("".join(asked % f"?{number}" for number in range(20)).encode())
        for _ in range(20):
            assert client.answer().body == LOADER + b"<p>here"
    assert [asked.target for asked in origin.asked] == [f"/?{number}" for number in range(20)]


def test_a_web_socket_keeps_its_subprotocol_and_nothing_else_may_change_over(
    road: Road, origin: Origin
) -> None:
    @origin.route("/chat")
    async def chat(asked: Asked) -> None:
        chosen = b"Sec-WebSocket-Protocol: v2.chat\r\n\r\n"
        await asked.send(SWITCH.removesuffix(b"\r\n") + chosen if asked.field("upgrade") else NOTHING)

    offered = UPGRADE | {"Sec-WebSocket-Protocol": "v1.chat, v2.chat"}
    with Client(road.port) as client:
        client.send("GET", "/chat", offered)
        assert client.head().field("sec-websocket-protocol") == "v2.chat"
    assert origin.asked[0].field("sec-websocket-protocol") == "v1.chat, v2.chat"
    tunnel = {
        "Connection": "Upgrade, HTTP2-Settings",
        "Upgrade": "h2c",
        "HTTP2-Settings": "AAMAAABkAAQAoAAAAAIAAAAA",
    }
    assert fetch(road.port, "/chat", tunnel).status == 204


def test_the_road_has_no_page_of_its_own_on_any_name(road: Road, origin: Origin) -> None:
    for host in ("mitm.it", "mitm.it:80"):
        answer = fetch(road.port, "/", DATA | {"Host": host})
        assert (answer.status, b"mitmproxy" in answer.body) == (421, False)
    assert origin.asked == []


def test_requests_share_connections_to_the_origin(road: Road, origin: Origin) -> None:
    origin.page("/a", b"<p>a")
    origin.page("/b.js", b"b", kind="text/javascript")
    with Client(road.port) as client:
        for _ in range(3):
            client.send("GET", "/a", NAVIGATION)
            assert client.answer().body.endswith(b"<p>a")
            client.send("HEAD", "/a", NAVIGATION)
            assert client.answer("HEAD").status == 200
            client.send("GET", "/b.js", DATA)
            assert client.answer().body == b"b"
    connections = {id(asked.writer) for asked in origin.asked}
    assert len(connections) < len(origin.asked)  # HAProxy takes whichever of its own is idle


def test_trailers_do_not_hang_the_browser(road: Road, origin: Origin) -> None:
    @origin.route("/trailers")
    async def trailers(asked: Asked) -> None:
        await asked.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
        await asked.send(b"4\r\nbody\r\n0\r\nServer-Timing: total;dur=1\r\n\r\n")

    assert fetch(road.port, "/trailers", DATA).body == b"body"


def test_early_hints_do_not_hide_the_answer(any_road: Road, origin: Origin) -> None:
    @origin.route("/hints")
    async def hints(asked: Asked) -> None:
        await asked.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n")
        await asked.send(b"HTTP/1.1 103 Early Hints\r\n\r\n")
        await asked.answer(b"here", kind="text/plain")

    answer = any_road.fetch("/hints", DATA)
    assert (answer.status, answer.body) == (200, b"here")


def test_an_origin_that_ends_the_connection_after_every_answer_does_not_end_the_browsers(
    road: Road, origin: Origin
) -> None:
    @origin.route("/old")
    async def old(asked: Asked) -> None:
        await asked.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\nold")
        asked.writer.close()

    with Client(road.port) as client:
        for _ in range(2):
            client.send("GET", "/old", DATA)
            assert client.answer().body == b"old"


def test_a_kept_connection_that_the_origin_has_closed_is_replaced(road: Road, origin: Origin) -> None:
    @origin.route("/closing")
    async def closing(asked: Asked) -> None:
        if sum(other.target == "/closing" for other in origin.asked) == 2:
            asked.writer.close()
        else:
            await asked.answer(b"here", kind="text/plain")

    with Client(road.port) as client:
        for _ in range(2):
            client.send("GET", "/closing", DATA)
            assert client.answer().body == b"here"
    assert len(origin.asked) == 3


def test_a_post_is_never_sent_twice(road: Road, origin: Origin) -> None:
    origin.page("/", b"here", kind="text/plain")

    @origin.route("/order")
    async def order(asked: Asked) -> None:
        asked.writer.close()

    with Client(road.port) as client:
        client.send("GET", "/", DATA)
        client.answer()
        client.send("POST", "/order", DATA, b"one teapot")
        assert client.answer().status == 502
    assert [asked.target for asked in origin.asked] == ["/", "/order"]


def test_cookies_arrive_as_they_were_set(any_road: Road, origin: Origin) -> None:
    cookies = [
        "__Host-sid=a%20b; Path=/; Secure; HttpOnly; SameSite=Strict",
        "theme=dark; Expires=Wed, 21 Oct 2037 07:28:00 GMT; Domain=shop.example",
        'odd="x,y"; Partitioned; Secure; SameSite=None',
    ]
    origin.page("/", b"<p>", *(f"Set-Cookie: {cookie}" for cookie in cookies))
    assert any_road.fetch("/").all("set-cookie") == cookies


def test_our_own_cookies_never_reach_the_origin(any_road: Road, origin: Origin) -> None:
    origin.page("/", b"<p>")
    any_road.fetch("/", NAVIGATION | {"Cookie": "a=1; alongside_session=s; b=2;c=3; alongside_on=1"})
    any_road.fetch("/", NAVIGATION | {"Cookie": "alongside_on=1"})
    assert [asked.field("cookie") for asked in origin.asked] == ["a=1; b=2;c=3", None]


def test_a_head_without_end_is_refused(road: Road) -> None:
    with Client(road.port) as client:
        client.socket.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"x" * 70_000)
        assert client.head().status in (400, 431)  # nginx says 400


def test_a_head_just_below_the_bound_passes(road: Road, origin: Origin) -> None:
    origin.page("/", b"here", kind="text/plain")
    large = {"Cookie": "a=" + "x" * 30_000, "X": "x" * 30_000}
    assert fetch(road.port, "/", DATA | large).body == b"here"


def test_what_a_client_says_of_itself_is_not_believed(road: Road, origin: Origin) -> None:
    origin.page("/", b"here", kind="text/plain")
    said = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https", "X-Real-IP": "203.0.113.9"}
    said |= {"X-Forwarded-Host": "evil.example", "Forwarded": "for=203.0.113.9;host=evil.example"}
    for path, fields in (("/", DATA), ("/", said), ("/", said | {"Sec-Fetch-Dest": "script"})):
        fetch(road.port, path, fields)
    host = f"localhost:{road.port}"
    for asked in origin.asked:
        assert (asked.field("x-forwarded-for"), asked.field("x-forwarded-proto")) == ("127.0.0.1", "http")
        assert (asked.field("host"), asked.field("x-forwarded-host")) == (host, host)
        assert asked.field("forwarded") == f'for=127.0.0.1;host="{host}";proto=http'
        assert asked.field("x-real-ip") is None


def test_styles_fonts_and_images_are_shared_with_mirrors(road: Road, origin: Origin) -> None:
    origin.page("/a.css", b"p{}", "Cross-Origin-Resource-Policy: same-origin", kind="text/css")
    answer = fetch(road.port, "/a.css", {"Origin": "null", "Sec-Fetch-Dest": "style"})
    assert answer.field("access-control-allow-origin") == "*"
    assert answer.field("cross-origin-resource-policy") == "cross-origin"


def test_data_is_not_shared_with_mirrors(road: Road, origin: Origin) -> None:
    origin.page("/me.json", b"{}", kind="application/json")
    for fields in ({"Origin": "null", "Sec-Fetch-Dest": "empty"}, {"Origin": "null"}):
        assert fetch(road.port, "/me.json", fields).field("access-control-allow-origin") is None
