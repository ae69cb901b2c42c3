"""Clients that speak TLS: which certificate is shown, and requests by HTTP/2."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from tests.proxy.http2 import Http2Client
from tests.proxy.road import PATIENCE, Client, Road


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


def connect(port: int, authority: str, name: str = "localhost", *, http1: bool = False) -> Client:
    """A client of HTTP/2, or of what it has not, that believes this authority alone."""
    if http1:
        return Client(port, tls=trusting(authority, "http/1.1"), name=name)
    return Http2Client(port, trusting(authority, "h2"), name)


@dataclass
class SecureRoad(Road):
    """One that is spoken to by HTTP/2 over TLS, as browsers do; `authority` vouches for it."""

    authority: str = ""

    def connect(self, *, http1: bool = False) -> Client:
        return connect(self.port, self.authority, http1=http1)
