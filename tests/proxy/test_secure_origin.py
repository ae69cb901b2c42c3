"""Origins elsewhere than in plain text on 127.0.0.1: on TLS, reached when the certificate is good and only then, and on IPv6."""

import re
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.ports import free_port
from tests.proxy.edges import EDGES, haproxy_on
from tests.proxy.origin import running_origin
from tests.proxy.road import LOADER, NAVIGATION, Client, fetch, running_child, running_road

pytestmark = pytest.mark.system


def make_certificate(folder: Path) -> Path:
    """A self-signed certificate for this machine with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "origin")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    begins = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "origin.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    file.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, form, plain)
    )
    return file


class Secure:
    """An origin on TLS, called `localhost`, and the names that it was asked for."""

    def __init__(self, folder: Path) -> None:
        self.file = make_certificate(folder)
        self.names: list[str | None] = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.file)
        self.context.sni_callback = lambda _, name, __: self.names.append(name)


@contextmanager
def either_way(way: str, folder: Path, origin: str, **settings: Any) -> Iterator[int]:
    """The port of the engine in front of `origin`, or of an edge before it."""
    with running_road(folder, origin, **settings) as road:
        if way == "direct":
            yield road.port
            return
        with EDGES[way](folder, origin, road.port, 9, **settings) as (port, _):
            yield port


WAYS = pytest.mark.parametrize("way", ["direct", *EDGES])
ASSET = {"Accept": "*/*", "Sec-Fetch-Dest": "image"}


@WAYS
def test_an_origin_with_a_private_authority_is_reached_by_its_name(tmp_path: Path, way: str) -> None:
    secure = Secure(tmp_path)
    with running_origin(secure.context) as origin:
        origin.page("/", b"<p>here")
        origin.page("/a.png", b"png", kind="image/png")
        url = f"https://localhost:{origin.port}"
        with either_way(way, tmp_path, url, origin_ca=str(secure.file)) as port:
            assert fetch(port, "/").body == LOADER + b"<p>here"
            assert fetch(port, "/a.png", ASSET).body == b"png"
    assert set(secure.names) == {"localhost"}


@WAYS
def test_an_origin_with_a_certificate_that_nobody_vouches_for_is_not_believed(
    tmp_path: Path, way: str
) -> None:
    secure = Secure(tmp_path)
    with running_origin(secure.context) as origin:
        origin.page("/", b"<p>here")
        with either_way(way, tmp_path, f"https://localhost:{origin.port}") as port:
            answer = fetch(port, "/")
            assert answer.status == 502
            assert re.search(rb"The shop cannot be reached.*Request [0-9a-f]{8,}<", answer.body, re.DOTALL)
            assert fetch(port, "/a.png", ASSET).status == 502
    assert origin.asked == []


def test_the_systems_own_authorities_are_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secure = Secure(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(secure.file))
    with running_origin(secure.context) as origin:
        origin.page("/", b"<p>here")
        with running_road(tmp_path, origin.url.replace("http:", "https:")) as road:
            assert fetch(road.port, "/").body == LOADER + b"<p>here"


@WAYS
def test_the_road_and_the_origin_may_have_addresses_of_ipv6(tmp_path: Path, way: str) -> None:
    with running_origin(host="::1") as origin:
        origin.page("/", b"<p>here")
        origin.page("/a.png", b"png", kind="image/png")
        url, port = f"http://[::1]:{origin.port}", free_port()
        settings = {"origin": url, "listen": f"[::1]:{port}", "host_mode": "keep"}
        engine = settings["listen"] if way == "direct" else f"[::1]:{free_port()}"
        with ExitStack() as stack:
            part = {"listen": engine, "live": "[::1]:9"}
            assert stack.enter_context(running_child(tmp_path, ["proxy"], settings, part)).said == "ready"
            if way == "haproxy":
                passing_by = f"[::1]:{free_port()}"
                stack.enter_context(haproxy_on(tmp_path, settings, engine, "[::1]:9", passing_by))
            if way == "nginx":
                part = part | {
                    "listen": settings["listen"],
                    "engine": engine,
                    "folder": str(tmp_path / "edge"),
                }
                part["passing_by"] = f"[::1]:{free_port()}"
                edge = stack.enter_context(
                    running_child(tmp_path, ["proxy.edge", "run", "nginx"], settings, part)
                )
                assert edge.said == "ready"
                stack.callback(edge.stop)
            with Client(port, "::1") as client:
                client.send("GET", "/", NAVIGATION | {"Host": f"[::1]:{port}"})
                assert client.answer().body == LOADER + b"<p>here"
                client.send("GET", "/a.png", ASSET | {"Host": f"[::1]:{port}"})
                assert client.answer().body == b"png"
    assert origin.asked[0].field("host") == f"[::1]:{port}"
    assert origin.asked[0].field("x-forwarded-for") == "::1"
