"""What the road answers itself, when the origin or the live application cannot."""

import html
from dataclasses import dataclass

from mitmproxy.net.http import status_codes

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh auto;padding:0 1.5rem;color:#222}}h1{{font-size:1.4rem}}
small{{color:#666}}</style></head>
<body><h1>{title}</h1><p>{text}</p><p><small>Request {request}</small></p></body></html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    status: int
    reason: str
    content_type: str
    body: bytes
    request_id: str = ""

    def render(self, *, with_body: bool = True) -> bytes:
        """The whole response as HTTP/1.1 bytes; the connection ends after it."""
        head = (
            f"HTTP/1.1 {self.status} {self.reason}\r\nContent-Type: {self.content_type}\r\nContent-Length: {len(self.body)}\r\n"
            "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
        )
        head += f"X-Request-Id: {self.request_id}\r\n" if self.request_id else ""
        head += "Connection: close\r\n\r\n"
        return head.encode() + (self.body if with_body else b"")


def origin_failed(status: int, reason: str, request_id: str) -> Answer:
    """For the shopper: the shop cannot be reached; the id is in the log beside the cause."""
    text = "The shop did not answer. Please try again in a moment."
    page = _PAGE.format(title="The shop cannot be reached", text=html.escape(text), request=request_id)
    return Answer(
        status=status,
        reason=reason,
        content_type="text/html; charset=utf-8",
        body=page.encode(),
        request_id=request_id,
    )


def live_failed(request_id: str) -> Answer:
    """For our own scripts, in the form that PROTOCOL.md gives errors."""
    body = (
        f'{{"error":{{"code":"unavailable","message":"Alongside is not available just now ({request_id})"}}}}'
    )
    return Answer(
        status=503,
        reason="Service Unavailable",
        content_type="application/json",
        body=body.encode(),
        request_id=request_id,
    )


def refusal(status: int, reason: str) -> Answer:
    """For a client whose request was not taken; `reason` is one line."""
    name = status_codes.RESPONSES.get(status, "Error")
    return Answer(status=status, reason=name, content_type="text/plain", body=f"{reason}\n".encode())


def redirect(url: bytes) -> bytes:
    """To the same thing elsewhere, by the same method; the connection ends after it."""
    return (
        b"HTTP/1.1 308 Permanent Redirect\r\nLocation: %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        % url
    )
