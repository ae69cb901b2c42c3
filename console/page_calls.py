"""The shop's pages seen so far, for reps who look for one to show."""

from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from alongside.guiding import is_of_shop, known_of
from console.live import live_of
from console.signed_in import require_person

MOST_WORDS: Final = 200
"""Characters of a search."""
MOST_FOUND: Final = 20


async def pages(request: Request) -> Response:
    """Pages in which every word of `q` stands, the best first."""
    live = live_of(request)
    await require_person(request)
    shop = live.settings.public_urls
    found = await live.store.pages.search(request.query_params.get("q", "")[:MOST_WORDS], MOST_FOUND)
    shown = [known_of(facts, shop) for facts in found if is_of_shop(facts.url, shop)]
    return JSONResponse(msgspec.to_builtins(shown), headers={"Cache-Control": "no-store"})


ROUTES: Final = (Route("/api/v1/pages", pages, methods=["GET"]),)
