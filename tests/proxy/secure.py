"""Clients that speak TLS: which certificate is shown, and requests by HTTP/2."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpcore
from cryptography import x509

from tests.proxy.road import PATIENCE, Answer

Pairs = dict[str, str]


def trusting(authority: str | None, *protocols: str) -> ssl.SSLContext:
    """A client's context that believes this authority alone; None: whoever comes."""
    context = ssl.create_default_context(cafile=authority)
    if authority is None:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


@contextmanager
def greeted(port: int, name: str | None, context: ssl.SSLContext) -> Iterator[ssl.SSLSocket]:
    """A connection after its handshake."""
    with (
        socket.create_connection(("127.0.0.1", port), PATIENCE) as plain,
        context.wrap_socket(plain, server_hostname=name) as secure,
    ):
        yield secure


def serial_shown(port: int, name: str | None) -> int:
    """Which certificate a new connection for that name is shown."""
    with greeted(port, name, trusting(None)) as secure:
        shown = secure.getpeercert(binary_form=True)
        assert shown
        return x509.load_der_x509_certificate(shown).serial_number


def serial_in(file: str) -> int:
    return x509.load_pem_x509_certificates(Path(file).read_bytes())[0].serial_number


class Browser:
    """HTTP/2 on one connection, as browsers speak it to a server that they believe. A context manager."""

    def __init__(self, port: int, authority: str, name: str = "localhost", *, http2: bool = True) -> None:
        self._url = f"https://127.0.0.1:{port}"
        self._name = name
        self._pool = httpcore.ConnectionPool(
            ssl_context=trusting(authority), http1=not http2, http2=http2, max_connections=1
        )
        self._host = f"{name}:{port}" if name == "localhost" else name

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.close()

    def fetch(self, target: str, fields: Pairs, method: str = "GET", body: bytes = b"") -> Answer:
        answer = self._pool.request(
            method,
            self._url + target,
            headers=list(({"Host": self._host} | fields).items()),
            content=body or None,
            extensions={"sni_hostname": self._name, "timeout": dict.fromkeys(("read", "connect"), PATIENCE)},
        )
        fields_of = [(name.decode(), value.decode("latin-1")) for name, value in answer.headers]
        return Answer(status=answer.status, fields=fields_of, body=answer.content)
