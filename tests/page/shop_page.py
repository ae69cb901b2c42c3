"""A small shop with Alongside's files and session calls beside it, and a hub that a test speaks for: the real wire."""

import asyncio
import json
import queue
import socket
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from alongside.assets import load_assets
from alongside.names import MARK_COOKIE, SESSION_COOKIE, SUBPROTOCOL

WITHIN = 10.0
"""Longer than anything here takes; a test that waits so long has failed."""

SHOPPER = {"id": "p1", "role": "shopper", "name": "Guest", "color": "#555555", "here": True}
MIKA = {"id": "p2", "role": "rep", "name": "Mika", "color": "#b4235a", "here": True}
LOADER = '<script async src="/__alongside/loader.js?v=1"></script>'
PAGE = (
    '<script src="/__alongside/head.js?v=1"></script><script async src="/__alongside/page.js?v=1"></script>'
)


class Line:
    """One connection of a host page, from the hub's side. Methods may be called from the test's thread."""

    def __init__(self, websocket: WebSocket, speak: Callable[[WebSocket, str | int], None]) -> None:
        self._websocket = websocket
        self._speak = speak
        self._heard: queue.Queue[list[Any]] = queue.Queue()

    def heard(self, message: list[Any]) -> None:
        self._heard.put(message)

    def say(self, *message: object) -> None:
        """Send one frame to the page."""
        self._speak(self._websocket, json.dumps(message, ensure_ascii=False, separators=(",", ":")))

    def cut(self, code: int) -> None:
        """Close with this code."""
        self._speak(self._websocket, code)

    def expect(self, name: str) -> list[Any]:
        """The next frame of this name; others before it are passed over."""
        while True:
            message = self._heard.get(timeout=WITHIN)
            if message[0] == name:
                return message


class ShopPage:
    """A context manager. `pages` maps paths to HTML, in which `<!--alongside-->` becomes the tag that the road would put there.

    `answers` maps calls such as `GET help` to status and JSON, as a test wants them.
    """

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.headers: dict[str, str] = {}
        self.broken: set[str] = set()
        self.calls: list[tuple[str, Any]] = []
        self.answers: dict[str, tuple[int, Any]] = {}
        self.cached = False
        self.running = False
        self.welcome: dict[str, Any] = {}
        self._lines: queue.Queue[Line] = queue.Queue()
        self._loop: Any = None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self._application(), log_level="error", ws="websockets-sansio", lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self.reset()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.force_exit = True
        self._server.should_exit = True
        self._thread.join(WITHIN)

    def reset(self) -> None:
        """As before the first test."""
        self.pages = {}
        self.headers = {}
        self.broken = set()
        self.calls = []
        self.answers = {}
        self.cached = self.running = False
        self.welcome = {
            "session": "s1",
            "state": "waiting",
            "kind": "help",
            "you": "p1",
            "participants": [SHOPPER],
            "active": True,
            "code": "482913",
            "expires": 4102444800,
            "lang": "en",
            "rules": {"mask": [], "block": [], "noremote": []},
            "lead": "",
            "frozen": False,
        }
        self._lines = queue.Queue()

    @property
    def shared(self) -> list[str]:
        """Calls but the question that the launcher asks by itself: whether there is somebody to help."""
        return [call for call, _ in self.calls if call != "GET help"]

    def next_line(self) -> Line:
        """The next connection that said hello and was welcomed."""
        return self._lines.get(timeout=WITHIN)

    def _application(self) -> Starlette:
        return Starlette(
            routes=[
                WebSocketRoute("/__alongside/socket", self._talk),
                Route("/__alongside/{name}.js", self._script),
                Route("/__alongside/{call:path}", self._call, methods=["GET", "POST"]),
                Route("/go/{path:path}", self._redirect),
                Route("/{path:path}", self._page, methods=["GET", "POST"]),
            ]
        )

    def _page(self, request: Request) -> Response:
        if request.url.path not in self.pages:
            return HTMLResponse("<!doctype html><title>None</title>", 404)
        in_session = SESSION_COOKIE in request.cookies and not self.cached
        tag = PAGE if in_session else LOADER
        html = self.pages[request.url.path].replace("<!--alongside-->", tag)
        return HTMLResponse(html, headers=self.headers)

    def _redirect(self, request: Request) -> Response:
        return RedirectResponse(f"/{request.path_params['path']}")

    def _script(self, request: Request) -> Response:
        name = f"{request.path_params['name']}.js"
        if name in self.broken:
            return Response(status_code=502)
        asset = load_assets()[name]
        return Response(asset.body, headers={"content-type": asset.content_type, "cache-control": "no-cache"})

    async def _call(self, request: Request) -> Response:
        call = request.path_params["call"]
        if call == "here" and "POST here" not in self.answers:
            return Response(status_code=404)  # nobody wants to know who is on the shop
        if call in self.broken:
            return Response(status_code=502)
        if request.method == "POST" and request.headers.get("x-alongside") != "1":
            return Response(status_code=403)
        self.calls.append(
            (f"{request.method} {call}", await request.json() if request.method == "POST" else None)
        )
        return self._answer(request.method, call)

    def _answer(self, method: str, call: str) -> Response:
        if f"{method} {call}" in self.answers:
            status, content = self.answers[f"{method} {call}"]
            return Response(status_code=204) if status == 204 else JSONResponse(content, status)
        session = {"session": "s1", "code": "482913", "link": "http://live.example/s/abc", "state": "waiting"}
        if call == "session" and method == "POST":
            self.running = True
            answer = JSONResponse({**session, "expires": 4102444800}, 201)
            answer.set_cookie(SESSION_COOKIE, "secret", httponly=True)
            answer.set_cookie(MARK_COOKIE, "1")
            return answer
        if not self.running:
            return JSONResponse({"error": {"code": "no-such-session", "message": "There is none"}}, 404)
        if call == "session":
            return JSONResponse({**session, "kind": "help", "participants": []})
        if call == "invite":
            return JSONResponse({"link": "http://live.example/s/friend", "expires": 4102444800}, 201)
        if call == "code":
            return JSONResponse({"code": "110220", "expires": 4102444800}, 201)
        return self._stopped()

    def _stopped(self) -> Response:
        self.running = False
        answer = Response(status_code=204)
        answer.delete_cookie(SESSION_COOKIE)
        answer.delete_cookie(MARK_COOKIE)
        return answer

    async def _talk(self, websocket: WebSocket) -> None:
        self._loop = asyncio.get_running_loop()
        await websocket.accept(subprotocol=SUBPROTOCOL)
        line = Line(websocket, self._speak)
        try:
            line.heard(json.loads(await websocket.receive_text()))
            await websocket.send_text(json.dumps(["welcome", self.welcome]))
            self._lines.put(line)
            while True:
                line.heard(json.loads(await websocket.receive_text()))
        except WebSocketDisconnect:
            line.heard(["closed"])

    def _speak(self, websocket: WebSocket, what: str | int) -> None:
        """From the test's thread into the server's."""
        sending = websocket.send_text(what) if isinstance(what, str) else websocket.close(what)
        asyncio.run_coroutine_threadsafe(sending, self._loop).result(WITHIN)
