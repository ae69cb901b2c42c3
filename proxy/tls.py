"""TLS towards browsers where no edge ends it: certificates by name, exchanged while connections go on."""

import asyncio
import ssl
from typing import Final

from alongside.secure import Shown
from alongside.settings import Settings
from proxy.pace import HEAD_WITHIN, LEAVE_WITHIN

ALPN: Final = ("http/1.1",)
"""HTTP/2 is an edge's business."""

VERSIONS: Final = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


class Certificates:
    """Those that are shown now. Who connects is given one by the name that is asked for, the main host's for any other name."""

    def __init__(self, settings: Settings) -> None:
        """Raises OSError when a file cannot be used."""
        self._by_name, self._main = _contexts(settings)
        self._entry = _context(settings, settings.certificates[0])
        self._entry.sni_callback = self._choose

    def renew(self, settings: Settings) -> None:
        """For new connections, by the files as they are now. Raises OSError: then all is as it was."""
        self._by_name, self._main = _contexts(settings)

    async def secure(self, writer: asyncio.StreamWriter) -> bool:
        """Whether TLS is spoken from now on; else the connection is closed. To be called before anything was read: what comes before
        the answer to that is lost to it, so the caller's task has to be an eager one."""
        try:
            await writer.start_tls(
                self._entry, ssl_handshake_timeout=HEAD_WITHIN, ssl_shutdown_timeout=LEAVE_WITHIN
            )
        except OSError:  # what is no TLS, too old or too slow is such, too
            writer.transport.abort()
            return False
        return True

    def _choose(self, connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = self._by_name.get((name or "").lower(), self._main)


def _contexts(settings: Settings) -> tuple[dict[str, ssl.SSLContext], ssl.SSLContext]:
    shown = settings.shown
    made = {each.pair: _context(settings, each) for each in shown}
    return {each.name: made[each.pair] for each in shown}, made[shown[0].pair]


def _context(settings: Settings, shown: Shown) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = VERSIONS[settings.tls_minimum]
    context.set_alpn_protocols(list(ALPN))
    context.load_cert_chain(shown.pair.certificate, shown.pair.key)
    return context
