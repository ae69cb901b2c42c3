"""Cache directives of a document that was made for a session: no shared cache may hand it to anybody else."""

from typing import Final

from injector.fields import Fields

SHARED_FIELDS: Final = (
    b"expires",
    b"pragma",
    b"surrogate-control",
    b"cdn-cache-control",
    b"cloudflare-cdn-cache-control",
    b"x-accel-expires",
)
"""Fields that a cache obeys before or beside Cache-Control."""

KEPT: Final = (b"no-store", b"must-revalidate", b"no-transform", b"private")
"""Directives of the origin's that are as strict as ours, or stricter."""


def mark_private(fields: Fields) -> None:
    """`private, no-cache` and what the origin says that is stricter. Not `no-store`: pages would lose the back/forward cache."""
    kept = [
        directive for directive in fields.tokens(b"cache-control") if directive.partition(b"=")[0] in KEPT
    ]
    wanted = [*kept, *(name for name in (b"private", b"no-cache") if name not in kept)]
    fields.drop(*SHARED_FIELDS)
    fields.set(b"Cache-Control", b", ".join(wanted))
