"""A road of the doctor's own: store, live application and engine on free ports of this machine, gone when the report is made.

It listens on this machine, so hosts are renamed as when the shop is tried out, and of several hosts it serves the main one; all other
settings are those in force.
"""

import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from msgspec.structs import replace

from alongside.beginning import free_ports
from alongside.process import ChildProcess
from alongside.settings import Settings


@asynccontextmanager
async def running_road(settings: Settings) -> AsyncIterator[str]:
    """Its address. Raises StartError."""
    listen, live = (f"127.0.0.1:{port}" for port in free_ports(2))
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="alongside-check-"))
        own = replace(
            settings,
            listen=listen,
            live=live,
            public="",
            live_public="",
            certificate="",
            certificate_key="",
            live_certificate="",
            live_certificate_key="",
            redirect_http="",
            redis="",
            data=folder,
            host=(),
            host_mode="auto",
            cookie_domain="",
            trusted_proxies=(),
            workers=1,
            access_log="",
        )
        store = await _start(stack, "embedded store", ["alongside.store"], own, {})
        own = own.with_store(store)
        await _start(stack, "live application", ["console"], own, {"listen": live, "redis": store})
        await _start(stack, "engine", ["proxy"], own, {"listen": listen, "live": live})
        yield own.public_url


async def _start(
    stack: AsyncExitStack, name: str, module: list[str], settings: Settings, part: dict[str, Any]
) -> str:
    child = ChildProcess(name=name, module=module, settings=settings, part=part)
    stack.push_async_callback(child.stop)
    return await child.start()
