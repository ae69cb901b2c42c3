"""How much the engine takes on at once. Beyond that it says no at the door, which costs less than saying nothing."""

import resource
from dataclasses import dataclass
from typing import Final

MAX_WAITING: Final = 2_000
"""Requests whose answer the origin owes: a second and a half of all that one engine can carry."""

FILES_PER_CONNECTION: Final = 2
"""A client's socket, and one to the origin."""

FILES_KEPT: Final = 64
"""For everything else that the engine has open."""

MAX_CONNECTIONS: Final = 20_000
"""Connections of clients, whatever the system would give: about a gigabyte of memory when all are at work."""


@dataclass(slots=True)
class Load:
    """What is open and waiting now, and how much may be."""

    connections: int
    """As many may be open at once."""
    open: int = 0
    waiting: int = 0

    @property
    def is_full(self) -> bool:
        """No further request is taken."""
        return self.waiting >= MAX_WAITING

    @property
    def is_crowded(self) -> bool:
        """No further connection is taken."""
        return self.open >= self.connections


def raise_file_limit() -> Load:
    """As many files as the system lets this process have, and the connections that they are enough for."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MAX_CONNECTIONS * FILES_PER_CONNECTION + FILES_KEPT
    files = most if hard == resource.RLIM_INFINITY else min(hard, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
    return Load(connections=max(1, (files - FILES_KEPT) // FILES_PER_CONNECTION))
