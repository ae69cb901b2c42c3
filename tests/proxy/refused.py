"""Heads that are refused, with the status of the answer: what has passed somewhere, and was understood otherwise behind it."""

from proxy.guard import MAX_FIELDS

HOST = "Host: shop.example"


def head(line: str, *fields: str) -> bytes:
    return "\r\n".join((line, *fields, "", "")).encode("latin-1")


def get(*fields: str) -> bytes:
    return head("GET /a?b=c HTTP/1.1", HOST, *fields)


REFUSED = {
    "no host": (400, head("GET / HTTP/1.1")),
    "two hosts": (400, get(HOST)),
    "two hosts, spelled otherwise": (400, get("HOST: evil.example")),
    "an empty host": (400, head("GET / HTTP/1.1", "Host:")),
    "a host with a path": (400, head("GET / HTTP/1.1", "Host: a/b")),
    "a host with a user": (400, head("GET / HTTP/1.1", "Host: a@b")),
    "two hosts in one": (400, head("GET / HTTP/1.1", "Host: a, b")),
    "a bare CR in a value": (400, get("X: a\rY: b")),
    "a NUL in a value": (400, get("X: a\0b")),
    "a bell in a value": (400, get("X: a\x07b")),
    "a bare LF behind a field": (400, b"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n"),
    "bare LFs everywhere": (400, b"GET / HTTP/1.1\nHost: a\n\r\n\r\n"),
    "a folded line": (400, get("X: a", " b")),
    "a folded line with a tab": (400, get("X: a", "\tb")),
    "a folded first line": (400, head("GET / HTTP/1.1", " X: a", HOST)),
    "a space before a colon": (400, get("X : a")),
    "a space in a name": (400, get("X Y: a")),
    "a line without a colon": (400, get("nothing")),
    "a line without a name": (400, get(": a")),
    "a name that is not ASCII": (400, get("Ä: a")),
    "both lengths": (400, get("Content-Length: 5", "Transfer-Encoding: chunked")),
    "two lengths": (400, get("Content-Length: 5", "Content-Length: 6")),
    "the same length twice": (400, get("Content-Length: 5", "Content-Length: 5")),
    "the same length twice in one": (400, get("Content-Length: 5, 5")),
    "a length with a sign": (400, get("Content-Length: +5")),
    "a length below nothing": (400, get("Content-Length: -5")),
    "a length in hex": (400, get("Content-Length: 0x5")),
    "a length with a zero before it": (400, get("Content-Length: 05")),
    "a length with a space in it": (400, get("Content-Length: 5 5")),
    "an empty length": (400, get("Content-Length:")),
    "a length beyond all": (400, get("Content-Length: 99999999999999999999")),
    "a length with an underscore": (400, get("Content_Length: 5")),
    "a host with an underscore in its name": (400, get("X_Forwarded_For: 10.0.0.1")),
    "two codings in two": (400, get("Transfer-Encoding: chunked", "Transfer-Encoding: identity")),
    "a coding in HTTP/1.0": (400, head("POST / HTTP/1.0", HOST, "Transfer-Encoding: chunked")),
    "two codings in one": (501, get("Transfer-Encoding: gzip, chunked")),
    "chunked twice": (501, get("Transfer-Encoding: chunked, chunked")),
    "an unknown coding": (501, get("Transfer-Encoding: xchunked")),
    "a quoted coding": (501, get('Transfer-Encoding: "chunked"')),
    "an empty coding": (501, get("Transfer-Encoding:")),
    "a vertical tab before the coding": (400, get("Transfer-Encoding: \x0bchunked")),
    "CONNECT": (501, head("CONNECT shop.example:443 HTTP/1.1", HOST)),
    "TRACE": (501, head("TRACE / HTTP/1.1", HOST)),
    "a method in small letters": (501, head("get / HTTP/1.1", HOST)),
    "a method without end": (501, head("G" * 25 + " / HTTP/1.1", HOST)),
    "a method with a bracket": (400, head("GE(T / HTTP/1.1", HOST)),
    "another host in the target": (400, head("GET http://evil.example/ HTTP/1.1", HOST)),
    "a user in the target": (400, head("GET http://a@shop.example/ HTTP/1.1", HOST)),
    "another scheme in the target": (400, head("GET ftp://shop.example/ HTTP/1.1", HOST)),
    "a name alone as the target": (400, head("GET shop.example HTTP/1.1", HOST)),
    "a star without OPTIONS": (400, head("GET * HTTP/1.1", HOST)),
    "a fragment": (400, head("GET /a#b HTTP/1.1", HOST)),
    "two spaces": (400, head("GET  / HTTP/1.1", HOST)),
    "a tab in the first line": (400, head("GET\t/ HTTP/1.1", HOST)),
    "a space behind the version": (400, head("GET / HTTP/1.1 ", HOST)),
    "a space in the target": (400, head("GET /a b HTTP/1.1", HOST)),
    "HTTP/0.9": (400, b"GET /\r\n\r\n"),
    "HTTP/2's preface": (505, b"PRI * HTTP/2.0\r\n\r\n"),
    "HTTP/1.2": (505, head("GET / HTTP/1.2", HOST)),
    "a version in small letters": (400, head("GET / http/1.1", HOST)),
    "a version with two digits": (505, head("GET / HTTP/1.10", HOST)),
    "a Connection that names Host": (400, get("Connection: close, Host")),
    "another expectation": (417, get("Expect: a-miracle")),
    "too many fields": (431, get(*(f"X{number}: a" for number in range(MAX_FIELDS)))),
}  # fmt: skip
