"""One store for everything that must outlive a process: Valkey or Redis. Rules live elsewhere; here things are kept and found."""

from alongside.store.client import StoreError
from alongside.store.store import Store, open_store

__all__ = ["Store", "StoreError", "open_store"]
