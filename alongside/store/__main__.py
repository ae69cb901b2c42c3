"""The embedded Valkey under the supervisor: a process group of its own, so that a Ctrl-C in the terminal does not reach the store
before those who still write to it, and an end of its own when the supervisor is gone.
"""

import asyncio
import signal
import sys
from pathlib import Path

from alongside.child import Child
from alongside.store.embedded import EmbeddedValkey, EmbeddedValkeyError

LOOK_EVERY = 0.2
"""Seconds between looks at whether the server still runs; when it does not, the supervisor starts both again."""


async def run(child: Child) -> int:
    """Until a signal, the end of the supervisor or of the server; its exit status."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    child.stop_with_parent(stop.set)
    valkey = EmbeddedValkey(Path(child.settings.data))
    try:
        url = await asyncio.to_thread(valkey.start)
    except EmbeddedValkeyError as error:
        return child.fail(str(error))
    child.announce_ready(url)
    while valkey.running and not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), LOOK_EVERY)
        except TimeoutError:
            continue
    lost = not valkey.running
    await asyncio.to_thread(valkey.stop)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(run(Child())))
