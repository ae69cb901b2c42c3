"""Certificates for tests, by an authority of their own."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import trustme


class Authority:
    """One that browsers of tests may believe: its own certificate is in `file`."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA()
        self.folder = folder
        self.file = folder / "authority.pem"
        self._ca.cert_pem.write_to_path(str(self.file))

    def issue(self, name: str, *hosts: str, days: float = 90, **more: Any) -> str:
        """A file with a certificate for these hosts, its chain and its key, which ends in so many days."""
        ends = datetime.now(UTC) + timedelta(days=days)
        begins = ends - timedelta(days=900)
        leaf = self._ca.issue_cert(*hosts, not_before=begins, not_after=ends, **more)
        file = self.folder / f"{name}.pem"
        whole = [leaf.private_key_pem, *leaf.cert_chain_pems, self._ca.cert_pem]
        file.write_bytes(b"".join(blob.bytes() for blob in whole))
        return str(file)
