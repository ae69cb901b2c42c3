"""The store as the rest sees it: its parts, one after another, over one client."""

from collections.abc import Collection
from dataclasses import dataclass

from alongside.cases import Callback, LeftMessage
from alongside.facts.settings import QUERY
from alongside.store.afters import AfterStore
from alongside.store.arrangements import ArrangementStore
from alongside.store.bus import Bus
from alongside.store.cases import CaseStore
from alongside.store.client import Client, StoreError
from alongside.store.duties import DutyStore
from alongside.store.embeds import EmbedStore
from alongside.store.events import EventStore
from alongside.store.handovers import HandoverStore
from alongside.store.limits import LimitStore
from alongside.store.pagelogs import PageLogStore
from alongside.store.pages import PageStore
from alongside.store.people import PeopleStore
from alongside.store.records import RecordStore
from alongside.store.seen import SeenStore
from alongside.store.sessions import SessionStore
from alongside.store.talks import TalkStore
from alongside.store.trails import TrailStore
from alongside.store.visits import VisitStore
from alongside.store.waits import WaitStore
from alongside.store.webhooks import WebhookStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """Everything kept. Open with `open_store`, close when done."""

    client: Client
    sessions: SessionStore
    logs: PageLogStore
    people: PeopleStore
    limits: LimitStore
    talks: TalkStore
    waits: WaitStore
    duties: DutyStore
    messages: CaseStore[LeftMessage]
    callbacks: CaseStore[Callback]
    afters: AfterStore
    records: RecordStore
    visits: VisitStore
    pages: PageStore
    arrangements: ArrangementStore
    events: EventStore
    trails: TrailStore
    webhooks: WebhookStore
    embeds: EmbedStore
    seen: SeenStore
    handovers: HandoverStore
    bus: Bus

    async def is_ready(self) -> bool:
        """Whether the store answers and takes writes."""
        try:
            await self.client.call("SET", "a:ready", "1", "EX", 60)
        except StoreError:
            return False
        return True

    async def close(self) -> None:
        """Close every connection."""
        await self.bus.close()
        await self.client.close()


async def open_store(url: str, telling: Collection[str] = QUERY) -> Store:
    """The store at this address (`redis://…`, `rediss://…`, `unix://…`). Raises StoreError when it does not answer.

    `telling`: parameters by which the shop tells one page from another, where that matters to the caller.
    """
    client = Client(url)
    try:
        await client.call("PING")
    except StoreError as error:
        await client.close()
        raise StoreError(f"{_without_password(url)} does not answer: {error}") from error
    return Store(
        client=client,
        sessions=SessionStore(client),
        logs=PageLogStore(client),
        people=PeopleStore(client),
        limits=LimitStore(client),
        talks=TalkStore(client),
        waits=WaitStore(client),
        duties=DutyStore(client),
        messages=CaseStore(client, "message", LeftMessage),
        callbacks=CaseStore(client, "callback", Callback),
        afters=AfterStore(client),
        records=RecordStore(client),
        visits=VisitStore(client),
        pages=PageStore(client, telling),
        arrangements=ArrangementStore(client),
        events=EventStore(client),
        trails=TrailStore(client),
        webhooks=WebhookStore(client),
        embeds=EmbedStore(client),
        seen=SeenStore(client),
        handovers=HandoverStore(client),
        bus=Bus(client),
    )


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
