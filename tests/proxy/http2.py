"""A client of HTTP/2 over TLS for the road's tests, in the manner of road.Client: every piece of an answer as it comes."""

import ssl
from collections import deque

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, ResponseReceived, StreamEnded, StreamReset

from tests.proxy.road import Answer, Client

ENDING = frozenset({"host", "connection", "transfer-encoding"})
"""Fields that HTTP/2 has not."""


class Http2Client(Client):
    """As browsers do it: cookies come in crumbs, bodies as the other side has room for them."""

    def __init__(self, port: int, tls: ssl.SSLContext, name: str = "localhost") -> None:
        super().__init__(port, tls=tls, name=name)
        self._http2 = H2Connection(H2Configuration(client_side=True, header_encoding="latin-1"))
        self._http2.initiate_connection()
        self._stream = 0
        self._begin()
        self._flush()

    def _begin(self) -> None:
        self._heads: deque[Answer] = deque()
        self._pieces: deque[bytes] = deque()
        self._ended = False

    def send(self, method: str, target: str, fields: dict[str, str], body: bytes = b"") -> None:
        self._begin()
        self._stream = self._http2.get_next_available_stream_id()
        given = {name.lower(): value for name, value in fields.items()}
        lines = [(":method", method), (":scheme", "https"), (":authority", given.get("host", self.authority))]
        lines.append((":path", target))
        for name, value in given.items():
            crumbs = value.split("; ") if name == "cookie" else [value]
            lines += [(name, crumb) for crumb in crumbs if name not in ENDING]
        if body:
            lines.append(("content-length", str(len(body))))
        self._http2.send_headers(self._stream, lines, end_stream=not body)
        while body:
            room = min(
                self._http2.local_flow_control_window(self._stream), self._http2.max_outbound_frame_size
            )
            if room:
                piece, body = body[:room], body[room:]
                self._http2.send_data(self._stream, piece, end_stream=not body)
                self._flush()
            else:
                self._hear()
        self._flush()

    def head(self) -> Answer:
        while not self._heads:
            self._hear()
        return self._heads.popleft()

    def chunk(self) -> bytes:
        """The next piece; nothing at the end."""
        while not self._pieces:
            if self._ended:
                return b""
            self._hear()
        return self._pieces.popleft()

    def answer(self, method: str = "GET") -> Answer:
        answer = self.head()
        while piece := self.chunk():
            answer.body += piece
        return answer

    def _hear(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        for event in self._http2.receive_data(data):
            if isinstance(event, StreamReset):
                raise EOFError
            if getattr(event, "stream_id", None) != self._stream:
                continue
            if isinstance(event, ResponseReceived):
                self._heads.append(_answer([(str(name), str(value)) for name, value in event.headers or []]))
            elif isinstance(event, DataReceived):
                if event.data:
                    self._pieces.append(event.data)
                self._http2.acknowledge_received_data(event.flow_controlled_length or 0, self._stream)
            elif isinstance(event, StreamEnded):
                self._ended = True
        self._flush()

    def _flush(self) -> None:
        self.socket.sendall(self._http2.data_to_send())


def _answer(fields: list[tuple[str, str]]) -> Answer:
    status = next(value for name, value in fields if name == ":status")
    return Answer(status=int(status), fields=[pair for pair in fields if pair[0] != ":status"], body=b"")
