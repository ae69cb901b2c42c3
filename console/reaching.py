"""One call of a webhook: a signed POST to where it may go and nowhere else. No redirect is followed, no answer is read.

The name is looked up here and the connection goes to the very address that was judged, so that no second look-up can lead elsewhere.
"""

import asyncio
import ssl
import time
from collections.abc import Iterable
from typing import Any, Final

import httpcore

from alongside import __version__
from alongside.webhooks import Reply, Webhook, is_public, sign

WITHIN: Final = 10.0
"""Seconds for a whole call."""
MAX_ADDRESSES: Final = 4
"""Of one name, as many are tried."""


class NotAllowedError(httpcore.ConnectError):
    """The name leads to where calls may not go."""


class Guarded(httpcore.AsyncNetworkBackend):
    """Connects to public addresses alone, unless told otherwise."""

    def __init__(self, *, may_be_private: bool) -> None:
        self._may_be_private = may_be_private
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  # it is the interface's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to this host. Raises httpcore.ConnectError."""
        addresses = await self._look_up(host, port)
        if not self._may_be_private and not all(map(is_public, addresses)):
            raise NotAllowedError("the name leads to a private address")
        for address in addresses[:-1]:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return await self._inner.connect_tcp(addresses[-1], port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109  # it is the interface's
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never."""
        raise NotAllowedError(f"no socket {path!r}, wait {timeout}, options {socket_options}")

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)

    async def _look_up(self, host: str, port: int) -> list[str]:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=1)
        except OSError as error:
            raise httpcore.ConnectError("the name is not known") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))[:MAX_ADDRESSES]
        if not addresses:
            raise httpcore.ConnectError("the name is not known")
        return addresses


class Reach:
    """Makes calls of webhooks."""

    def __init__(self, *, may_be_private: bool) -> None:
        self._network = Guarded(may_be_private=may_be_private)
        self._trust = httpcore.default_ssl_context()
        self._trust.load_default_certs()

    async def call(self, webhook: Webhook, event: str, body: bytes) -> Reply:
        """What came of one try; never raises."""
        began = time.monotonic()
        status, error = 0, ""
        try:
            async with asyncio.timeout(WITHIN):
                status = await self._post(webhook, event, body)
        except TimeoutError:
            error = f"no answer within {WITHIN:.0f} s"
        except NotAllowedError as refused:
            error = str(refused)
        except (httpcore.ConnectError, ssl.SSLError) as failed:
            error = f"no connection: {failed}"[:200]
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException, OSError) as failed:
            error = f"the connection broke: {type(failed).__name__}"
        except (httpcore.UnsupportedProtocol, UnicodeError, ValueError):
            error = "the address is no good"
        return Reply(status=status, error=error, seconds=round(time.monotonic() - began, 3))

    async def _post(self, webhook: Webhook, event: str, body: bytes) -> int:
        timestamp = int(time.time())
        headers = [
            ("content-type", "application/json"),
            ("user-agent", f"Alongside/{__version__}"),
            ("webhook-id", event),
            ("webhook-timestamp", str(timestamp)),
            ("webhook-signature", sign(webhook.secret, event, timestamp, body)),
        ]
        # A pool for one call: nothing is kept that was judged for another one.
        async with (
            httpcore.AsyncConnectionPool(ssl_context=self._trust, network_backend=self._network) as pool,
            pool.stream("POST", webhook.url, headers=headers, content=body) as response,
        ):
            return int(response.status)
