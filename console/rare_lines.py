"""What the live application logs of a store that is away: one line for each kind and minute, however many requests fail by it."""

import logging

from alongside.rarely import Rarely
from alongside.store import StoreError


class RareLines(logging.Filter):
    """For the handler of the process."""

    def __init__(self) -> None:
        super().__init__()
        self._rarely = Rarely(str)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether this record is told."""
        if not isinstance(record.args, tuple) or not any(isinstance(arg, StoreError) for arg in record.args):
            return True
        before = self._rarely.may_tell(f"{record.msg} {record.args[0] if len(record.args) > 1 else ''}")
        if before:
            record.msg = f"{record.msg} ({before} more of this kind before it)"
        return before is not None
