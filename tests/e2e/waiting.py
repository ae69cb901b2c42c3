"""Waiting for a fact that another process brings about."""

from collections.abc import Callable
from threading import Event

PATIENCE = 30.0
LOOK_AGAIN = 0.05


def until[T](look: Callable[[], T]) -> T:
    """What `look` gives as soon as that is something; it may raise OSError meanwhile."""
    pause, found = Event(), look_once(look)
    for _ in range(int(PATIENCE / LOOK_AGAIN)):
        if found:
            return found
        pause.wait(LOOK_AGAIN)
        found = look_once(look)
    raise AssertionError("it did not come about")


def look_once[T](look: Callable[[], T]) -> T | None:
    try:
        return look()
    except OSError:
        return None
