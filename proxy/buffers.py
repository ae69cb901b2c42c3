"""What mitmproxy's HTTP/1 layers read from: a buffer that gives whole heads, and bodies in chunks by our own rules (chunks.py)."""

from h11 import Data, EndOfMessage, RemoteProtocolError
from h11._receivebuffer import ReceiveBuffer

from proxy.chunks import BadChunkError, Chunks


class HeadBuffer(ReceiveBuffer):
    """h11's, and whole heads out of it; every byte is searched once."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_at = 0
        """Bytes in which there is no end of a head."""

    @property
    def data(self) -> bytearray:
        """What is held, for those that look without taking."""
        return self._data

    def pass_empty_line(self) -> bool:
        """Over one line end before a head, which a client may have sent too many (RFC 9112, 2.2)."""
        if self._data[:2] != b"\r\n":
            return False
        del self._data[:2]
        self.looked_at = 0
        return True

    def take_head(self) -> bytes | None:
        """Everything up to and with the first empty line; None when there is none yet."""
        end = self._data.find(b"\r\n\r\n", max(0, self.looked_at - 3))
        if end == -1:
            self.looked_at = len(self._data)
            return None
        self.looked_at = 0
        return bytes(self._extract(end + 4))


class ChunkReader:
    """A body in chunks as mitmproxy's layers ask for it; trailers are left out (they would crash there, its #2474)."""

    def __init__(self, *, strict: bool) -> None:
        self._chunks = Chunks(strict=strict)

    def __call__(self, buf: HeadBuffer) -> Data | EndOfMessage | None:
        try:
            taken = self._chunks.take(buf.data)
        except BadChunkError as error:
            raise RemoteProtocolError(str(error)) from error
        if taken:
            return Data(data=taken)
        return EndOfMessage() if self._chunks.done else None

    def read_eof(self) -> None:
        raise RemoteProtocolError("the connection ended before the last chunk")
