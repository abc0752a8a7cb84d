"""Real small HTTP servers that stand where the desk and a company's own shop system stand; each runs in a thread."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

# What a server answers a call with: status and JSON body.
Answer = tuple[int, dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One request that a server got."""

    method: str
    path: str
    query: dict[str, str]
    authorization: str | None
    body: dict[str, Any]


@contextmanager
def serving(answer: Callable[[Call], Answer]) -> Iterator[str]:
    """A server on loopback that answers every call; its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(answer))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(answer: Callable[[Call], Answer]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def _answer(self) -> None:
            status, body = answer(self._call())
            content = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def _call(self) -> Call:
            address = urlsplit(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            return Call(
                method=self.command,
                path=address.path,
                query={name: values[0] for name, values in parse_qs(address.query).items()},
                authorization=self.headers.get("Authorization"),
                body=json.loads(self.rfile.read(length)) if length else {},
            )

        def log_message(self, format: str, *args: Any) -> None:
            """Tests read answers, not logs."""

    return Handler


@dataclass
class StandInDesk:
    """A desk with an article for every slug but those missing or expired; it takes every handoff while it is up."""

    token: str = "desk-token"
    handoffs: list[dict[str, Any]] = field(default_factory=list)
    leads_to: dict[str, list[str]] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    expired: set[str] = field(default_factory=set)
    # What the search finds, best first: slug and score.
    found: list[tuple[str, float]] = field(default_factory=list)
    searched: list[dict[str, Any]] = field(default_factory=list)
    is_up: bool = True

    def answer(self, call: Call) -> Answer:
        """The desk's internal API."""
        if not self.is_up:
            return 503, {}
        if call.authorization != f"Bearer {self.token}":
            return 401, {}
        if call.path == "/internal/v1/handoffs":
            self.handoffs.append(call.body)
            return 200, {"accepted": True, "available": True}
        if call.path == "/internal/v1/articles/search":
            self.searched.append(call.body)
            articles = [{"slug": slug, "title": slug, "score": score} for slug, score in self.found]
            return 200, {"articles": articles}
        return self._article(call.path.removeprefix("/internal/v1/articles/"), call.query["language"])

    def _article(self, slug: str, language: str) -> Answer:
        if slug in self.missing:
            return 404, {}
        expired = slug in self.expired
        text = None if expired else f"Article {slug} in {language}."
        leads_to = self.leads_to.get(slug, [])
        return 200, {"slug": slug, "title": slug, "text": text, "leads_to": leads_to, "expired": expired}

    def forget(self) -> None:
        """Back to how it was at first."""
        self.__init__()  # type: ignore[misc]
