"""Pictures in a conversation: what is taken, what is refused, and that nothing but pixels is passed on."""

import io
import struct
import urllib.error
import urllib.request
from collections.abc import Mapping

import msgspec
import pytest
from PIL import Image

from alongside.wire.talk import Picture
from tests.console.people import HostPage, Shopper, befriend
from tests.console.worker import Worker

pytestmark = pytest.mark.system


def picture(size: tuple[int, int] = (40, 20), kind: str = "PNG", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **more)
    return out.getvalue()


def post(worker: Worker, path: str, body: bytes, headers: Mapping[str, str]) -> tuple[int, bytes]:
    request = urllib.request.Request(f"http://127.0.0.1:{worker.port}{path}", body, dict(headers))
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def get(worker: Worker, path: str) -> tuple[bytes, Mapping[str, str]]:
    with urllib.request.urlopen(f"http://127.0.0.1:{worker.port}{path}") as answer:
        return answer.read(), dict(answer.headers.items())


def upload(shopper: Shopper, body: bytes) -> tuple[int, bytes]:
    headers = {"Cookie": shopper.cookie, "X-Alongside": "1", "Content-Type": "image/png"}
    return post(shopper.worker, "/__alongside/pictures", body, headers)


def taken(answer: tuple[int, bytes]) -> Picture:
    assert answer[0] == 201, answer
    return msgspec.json.decode(answer[1], type=Picture)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_the_shopper_uploads_a_picture_and_a_friend_sees_it(shopper: Shopper, kind: str) -> None:
    shown = taken(upload(shopper, picture(kind=kind)))
    assert (shown.width, shown.height) == (40, 20)
    data, headers = get(shopper.worker, f"/api/v1/pictures/{shown.id}")
    with Image.open(io.BytesIO(data)) as image:
        assert (image.format, image.size) == ("WEBP", (40, 20))
    assert headers["content-type"] == "image/webp"
    assert headers["cache-control"].startswith("private")
    assert headers["x-content-type-options"] == "nosniff"


def test_a_friend_uploads_with_the_ticket_of_their_socket(host: HostPage, shopper: Shopper) -> None:
    with befriend(shopper) as friend:
        headers = {"X-Alongside-Ticket": friend.ticket}
        shown = taken(post(shopper.worker, "/api/v1/pictures", picture(), headers))
        friend.say("say", "k1", {"picture": msgspec.to_builtins(shown)})
        assert host.wait_for("said")[2]["picture"] == msgspec.to_builtins(shown)
        assert get(shopper.worker, f"/__alongside/pictures/{shown.id}")[0]


def test_place_and_camera_do_not_travel_with_a_photo_and_it_stands_upright(shopper: Shopper) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "SECRET-CAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    shown = taken(upload(shopper, picture((400, 200), "JPEG", exif=exif)))
    assert (shown.width, shown.height) == (200, 400)
    data, _ = get(shopper.worker, f"/__alongside/pictures/{shown.id}")
    assert b"SECRET-CAMERA" not in data
    with Image.open(io.BytesIO(data)) as image:
        assert len(image.getexif()) == 0


def test_a_large_picture_is_made_smaller(shopper: Shopper) -> None:
    shown = taken(upload(shopper, picture((4000, 1000))))
    assert (shown.width, shown.height) == (1600, 400)


def bomb() -> bytes:
    """A PNG that says it is 60,000 pixels wide and high."""
    small = picture()
    return small[:16] + struct.pack(">II", 60_000, 60_000) + small[24:]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", 400),
        (b"<!doctype html><script>1</script>", 400),
        (picture()[:60], 400),
        (bomb(), 400),
        (b"\x89PNG" + bytes(11 * 1024 * 1024), 413),
    ],
)
def test_what_is_no_picture_is_refused(shopper: Shopper, body: bytes, status: int) -> None:
    assert upload(shopper, body)[0] == status


def test_nobody_uploads_into_a_session_that_is_not_theirs(shopper: Shopper, worker: Worker) -> None:
    assert post(worker, "/__alongside/pictures", picture(), {"X-Alongside": "1"})[0] == 404
    assert post(worker, "/__alongside/pictures", picture(), {"Cookie": shopper.cookie})[0] == 403
    assert post(worker, "/api/v1/pictures", picture(), {"X-Alongside-Ticket": "guessed"})[0] == 404
    shopper.call("POST", "stop")
    assert upload(shopper, picture())[0] == 404


def test_only_so_many_in_a_while(shopper: Shopper) -> None:
    for _ in range(20):
        taken(upload(shopper, picture((1, 1))))
    assert upload(shopper, picture((1, 1)))[0] == 429
