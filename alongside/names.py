"""Names that the road, the live application and the page share. Nothing here decides anything."""

from typing import Final

PREFIX: Final = "/__alongside/"
"""Everything of ours on the shop's host is below this path."""

SESSION_COOKIE: Final = "alongside_session"
"""HttpOnly; the secret that ties a shopper's browser to a session. Never readable by script."""

MARK_COOKIE: Final = "alongside_on"
"""Readable; begins with "1" while a session runs, so that the loader and the road know without the secret."""

BESIDE_MARK: Final = "1.beside"
"""Value of MARK_COOKIE from the moment at which two pages of the shop are laid side by side in a session."""

REP_COOKIE: Final = "alongside_rep"
"""HttpOnly, on the live host only; a signed-in rep."""

CALLBACK_COOKIE: Final = "alongside_call"
"""HttpOnly, below PREFIX only; the call that this shopper waits for."""

AFTER_COOKIE: Final = "alongside_after"
"""HttpOnly, below PREFIX only; the way to the last session's rating and transcript."""

VISITOR_COOKIE: Final = "alongside_visitor"
"""HttpOnly, below PREFIX only; tells one visitor of the shop from another."""

VISIT_COOKIE: Final = "alongside_visit"
"""HttpOnly, for the whole shop, until the browser is closed; tells the road whose page it was. No answer of the shop's depends on it."""

SHOP_COOKIES: Final = (MARK_COOKIE, SESSION_COOKIE, VISIT_COOKIE)
"""Those that browsers send with every request to the shop."""

OUR_COOKIES: Final = frozenset({*SHOP_COOKIES, REP_COOKIE, CALLBACK_COOKIE, AFTER_COOKIE, VISITOR_COOKIE})
"""Never handed on to the origin."""

EDGE_SECRET: Final = "X-Alongside-Secret"  # noqa: S105 - its name
"""Field by which an edge that is in no network of ours shows that it is to be believed (setting `edge_secret`)."""

SUBPROTOCOL: Final = "alongside.1"
"""The WebSocket subprotocol of PROTOCOL.md."""
