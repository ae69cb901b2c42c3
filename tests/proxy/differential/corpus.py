"""Scripts that are kept: the known ways of making two servers disagree, and what was found by this very test, each by its name."""

from typing import Final

from tests.proxy.differential.generator import HOST, LABEL, SMUGGLED, Script

_HOST: Final = f"Host: {HOST}\r\nX-Case: {LABEL}\r\n"
_EVIL: Final = SMUGGLED.decode()
_END: Final = f"GET /{LABEL}/end HTTP/1.1\r\n{_HOST}Connection: close\r\n\r\n"


def _post(fields: str, body: str) -> str:
    return f"POST /{LABEL}/0 HTTP/1.1\r\n{_HOST}{fields}\r\n\r\n{body}"


def _get(fields: str) -> str:
    return f"GET /{LABEL}/0 HTTP/1.1\r\n{_HOST}{fields}\r\n\r\n"


_INNER: Final = f"0\r\n\r\n{_EVIL}"
_SIZE: Final = f"{len(_EVIL):x}"

RAW: Final = {
    "CL.TE": _post(f"Content-Length: {len(_INNER)}\r\nTransfer-Encoding: chunked", _INNER),
    "TE.CL": _post("Content-Length: 4\r\nTransfer-Encoding: chunked", f"{_SIZE}\r\n{_EVIL}\r\n0\r\n\r\n"),
    "TE.0": _post("Transfer-Encoding: chunked", f"{_SIZE}\r\n{_EVIL}\r\n0\r\n\r\n"),
    "CL.0": _get(f"Content-Length: {len(_EVIL)}") + _EVIL,
    "0.CL": _post(f"Content-Length:\r\n {len(_EVIL)}", _EVIL),
    "TE.TE, spaced": _post(f"Transfer-Encoding : chunked\r\nContent-Length: {len(_INNER)}", _INNER),
    "TE.TE, doubled": _post("Transfer-Encoding: chunked\r\nTransfer-encoding: identity", _INNER),
    "TE.TE, folded": _post(f"Transfer-Encoding:\r\n chunked\r\nContent-Length: {len(_INNER)}", _INNER),
    "TE.TE, vertical tab": _post(f"Transfer-Encoding: \x0bchunked\r\nContent-Length: {len(_INNER)}", _INNER),
    "TE.TE, behind a bare LF": _post(f"X: a\nTransfer-Encoding: chunked\r\nContent-Length: {len(_INNER)}", _INNER),
    "TE.TE, behind a bare CR": _post(f"X: a\rTransfer-Encoding: chunked\r\nContent-Length: {len(_INNER)}", _INNER),
    "TE.TE, underscore": _post(f"Transfer_Encoding: chunked\r\nContent-Length: {len(_INNER)}", _INNER),
    "TE in HTTP/1.0": _post("Transfer-Encoding: chunked", _INNER).replace("HTTP/1.1\r\n", "HTTP/1.0\r\n", 1),
    "two lengths": _post(f"Content-Length: 0\r\nContent-Length: {len(_EVIL)}", _EVIL),
    "a length with a sign": _post(f"Content-Length: +{len(_EVIL)}", _EVIL),
    "a length in octal or not": _post(f"Content-Length: 0{len(_EVIL)}", _EVIL),
    "a length beyond 64 bits": _post("Content-Length: 18446744073709551616", _EVIL),
    "a chunk's length beyond 64 bits": _post("Transfer-Encoding: chunked", f"1{'0' * 16}\r\n{_INNER}"),
    "a chunk's length behind 0x": _post("Transfer-Encoding: chunked", f"0x{_SIZE}\r\n{_EVIL}\r\n0\r\n\r\n"),
    "a chunk's length with an underscore": _post("Transfer-Encoding: chunked", f"1_0\r\n{'x' * 16}\r\n0\r\n\r\n"),
    "an extension with a bare LF": _post("Transfer-Encoding: chunked", f"2;\nxx\r\n{_SIZE}\r\n0\r\n\r\n{_EVIL}0\r\n\r\n"),
    "an extension with a bare CR": _post("Transfer-Encoding: chunked", f"2;\rxx\r\nab\r\n{_INNER}"),
    "a chunk that ends in anything": _post("Transfer-Encoding: chunked", f"2\r\nabXX{_SIZE}\r\n{_EVIL}\r\n0\r\n\r\n"),
    "chunks with bare LFs": _post("Transfer-Encoding: chunked", f"2\nab\n0\n\n{_EVIL}"),
    "a trailer that is a length": _post("Transfer-Encoding: chunked", f"0\r\nContent-Length: {len(_EVIL)}\r\n\r\n{_EVIL}"),
    "a trailer that is a request": _post("Transfer-Encoding: chunked", f"0\r\n{_EVIL}"),
    "a body before a line end too many": _post("Content-Length: 2", "ab\r\n") + _EVIL,
    "a request in a field": _get(f"X: a\r\n\r {_EVIL}"),
    "another host in the target": f"GET http://other.example/{LABEL} HTTP/1.1\r\n{_HOST}\r\n",
    "a space in the target": f"GET /{LABEL} HTTP/1.1\r\nX: HTTP/1.1\r\n{_HOST}\r\n".replace(" HTTP/1.1\r\nX:", " HTTP/1.1 HTTP/1.1\r\nX:"),
    "a target of two lines": f"GET /{LABEL}\n HTTP/1.1\r\n{_HOST}\r\n",
    "two hosts": _get("Host: other.example"),
    "a host behind a space": f"GET /{LABEL} HTTP/1.1\r\n Host: other.example\r\n{_HOST}\r\n",
    "HTTP/0.9": f"GET /{LABEL}\r\n{_HOST}\r\n",
    "a tunnel to HTTP/2": _get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA") + _EVIL,
    "a Web Socket that is none": _get("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 777") + _EVIL,
    "a tunnel": f"CONNECT {HOST}:443 HTTP/1.1\r\n{_HOST}\r\n{_EVIL}",
    "a Connection that names the length": _post(f"Connection: Content-Length\r\nContent-Length: {len(_EVIL)}", _EVIL),
    "a Connection that names the coding": _post("Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked", _INNER),
    "a body that is asked for": _post(f"Expect: 100-continue\r\nContent-Length: {len(_EVIL)}", _EVIL),
    "an expectation without sense": _post(f"Expect: y 100-continue\r\nContent-Length: {len(_EVIL)}", _EVIL),
    "much more behind the last request": f"{_END}{_post(f'Content-Length: {len(_EVIL)}', _EVIL)}" + 20 * _get("X: " + 3000 * "x"),
    "HEAD with a body": _post(f"Content-Length: {len(_EVIL)}", _EVIL).replace("POST", "HEAD", 1),
    "HTTP/2's preface": f"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n{_EVIL}",
}  # fmt: skip

CORPUS: Final = {name: Script(f"{raw}{_END}".encode("latin-1"), (), None) for name, raw in RAW.items()}
