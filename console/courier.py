"""Makes the calls of webhooks. One worker of all does it at a time, and another one takes over when it dies.

What happens is in the stream of events, on disk, before anybody is told. Each webhook reads the stream from where it stands: what it
wants is noted as a call to make, and stays noted until the receiver has it. So a call may be made twice, under one id, and none is lost.
"""

import asyncio
import contextlib
import logging
import random
import time
from typing import Final

from alongside.events import show_event
from alongside.store import Store, StoreError
from alongside.store.events import READ_AT_ONCE, Told
from alongside.store.sessions import AuditEntry
from alongside.webhooks import (
    AT_ONCE,
    MAX_WAITING,
    Reply,
    Waiting,
    Webhook,
    after_try,
    choose,
    wants,
    webhook_after,
)
from console.event_watch import EventWatch
from console.metrics import Metrics
from console.reaching import Reach
from console.tasks import Tasks

LEASE_SECONDS: Final = 10.0
ROUND_SECONDS: Final = 3.0
"""At least so often the lease is renewed and what is due looked for."""
LOST: Final = Reply(error="the event is not kept any more")

log = logging.getLogger("alongside.live")


class Courier:
    """The calls of all webhooks, as far as this worker is the one."""

    def __init__(self, store: Store, events: EventWatch, metrics: Metrics, worker: str, reach: Reach) -> None:
        self._store = store
        self._events = events
        self._metrics = metrics
        self._worker = worker
        self._reach = reach
        self._under_way: dict[tuple[str, str], str] = {}
        self._tasks = Tasks()

    def run(self) -> None:
        """Start to make calls."""
        self._tasks.start(self._work_forever(), "courier")

    async def stop(self) -> None:
        """Make no more; another worker may."""
        await self._tasks.stop()
        with contextlib.suppress(StoreError):
            await self._store.webhooks.let_go(self._worker)

    async def _work_forever(self) -> None:
        with self._events.woken() as news:
            while True:
                news.clear()
                pause = ROUND_SECONDS
                try:
                    if await self._store.webhooks.hold_lease(self._worker, LEASE_SECONDS):
                        pause = await self._round(news)
                except StoreError as error:
                    log.warning("webhooks wait for the store: %s", error)
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(news.wait(), pause)

    async def _round(self, news: asyncio.Event) -> float:
        """Take in what happened and start what is due; seconds until something else is."""
        now, pause = time.time(), ROUND_SECONDS
        for webhook in await self._store.webhooks.list_all():
            if webhook.off:
                continue
            busy = self._busy(
                webhook
            )  # before the calls are read: one that is made meanwhile is still among them
            waiting = await self._store.webhooks.list_waiting(webhook.id)
            waiting += await self._take_in(webhook, MAX_WAITING - len(waiting), news)
            for call in _free(waiting, busy, now):
                self._start(webhook, call, news)
            pause = min([pause, *(call.due - now for call in waiting if call.due > now)])
        return pause

    async def _take_in(self, webhook: Webhook, room: int, news: asyncio.Event) -> list[Waiting]:
        """Note what has happened since; where more may have, `news` wakes the next round."""
        place = await self._store.webhooks.get_place(webhook.id)
        if room <= 0 or place is None:
            return []
        if await self._store.events.misses(place):
            await self._audit("webhook-missed", webhook, "events were forgotten before it was told of them")
        told = await self._store.events.read(place, min(room, READ_AT_ONCE))
        if not told:
            return []
        calls = [_call(item) for item in told if wants(webhook, item.event.type)]
        await self._store.webhooks.take_in(webhook.id, calls, told[-1].place)
        if len(told) == READ_AT_ONCE:
            news.set()
        return calls

    def _busy(self, webhook: Webhook) -> set[str]:
        """The subjects of its calls that are under way."""
        return {subject for (hook, _), subject in self._under_way.items() if hook == webhook.id}

    def _start(self, webhook: Webhook, call: Waiting, news: asyncio.Event) -> None:
        self._under_way[(webhook.id, call.place)] = call.subject
        self._tasks.start(self._make(webhook, call, news), "webhook")

    async def _make(self, webhook: Webhook, call: Waiting, news: asyncio.Event) -> None:
        """One try; then its subject is free again."""
        try:
            found = await self._store.events.get(call.place)
            reply = await self._reach.call(webhook, call.event, show_event(found)) if found else LOST
            await self._note(webhook, call, reply, is_kept=found is not None)
        finally:
            del self._under_way[(webhook.id, call.place)]
            news.set()

    async def _note(self, webhook: Webhook, call: Waiting, reply: Reply, *, is_kept: bool) -> None:
        now = time.time()
        fate, tried = after_try(call, reply, now, random.random())  # noqa: S311  # jitter
        if not is_kept:
            fate = "lost"
        if fate == "again":
            await self._store.webhooks.put_off(webhook.id, tried)
        else:
            await self._store.webhooks.settle(webhook.id, tried, fate, now)
        self._metrics.webhooks.labels(fate).inc()
        if is_kept:
            await self._judge(webhook, reply, now)

    async def _judge(self, webhook: Webhook, reply: Reply, now: float) -> None:
        changed = await self._store.webhooks.change(
            webhook.id, lambda known: webhook_after(known, reply, now)
        )
        if changed and changed[1].off and not changed[0].off:
            log.warning("webhook %s is turned off: %s", webhook.id, changed[1].off)
            await self._audit("webhook-turned-off", webhook, changed[1].off)

    async def _audit(self, deed: str, webhook: Webhook, detail: str) -> None:
        entry = AuditEntry(at=time.time(), deed=deed, who="alongside", detail=f"{webhook.id}: {detail}")
        await self._store.sessions.audit(entry)


def _free(waiting: list[Waiting], busy: set[str], now: float) -> list[Waiting]:
    """What may be started now. A subject that has a call under way has to wait, and so has a webhook with enough of them."""
    free = [call for call in choose(waiting, now) if call.subject not in busy]
    return free[: max(AT_ONCE - len(busy), 0)]


def _call(told: Told) -> Waiting:
    event = told.event
    return Waiting(place=told.place, event=event.id, type=event.type, subject=event.subject, at=event.at)
