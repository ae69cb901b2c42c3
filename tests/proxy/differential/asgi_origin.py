"""An origin on uvicorn: answers with nothing, and writes what it understood, one line of JSON for each whole request."""

import json
import sys
from itertools import count
from pathlib import Path
from typing import Any

import uvicorn

LOG = Path(sys.argv[2]) if len(sys.argv) > 2 else Path()
numbers = count(1)


async def app(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        return
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    number = str(next(numbers))
    fields = {name: value.decode("latin-1") for name, value in scope["headers"]}
    query = scope["query_string"]
    target = scope["raw_path"] + (b"?" + query if query else b"")
    entry = {
        "id": number,
        "method": scope["method"],
        "target": target.decode("latin-1"),
        "body": body.decode("latin-1"),
        "label": fields.get(b"x-case", ""),
    }
    with LOG.open("a") as log:
        log.write(f"{json.dumps(entry)}\n")
    told = [
        (b"content-type", b"text/plain"),
        (b"content-length", b"0"),
        (b"x-origin-request", number.encode()),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": told})
    await send({"type": "http.response.body", "body": b""})


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="critical", timeout_keep_alive=600)
