"""An engine that answers as a test wishes: late, wrongly, never. Only to force failures and races."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx

Json = dict[str, Any]
LONGEST_HOLD_SECONDS = 20


def answer(text: str, *, buttons: tuple[str, ...] = (), asks: str | None = None, outcome: str = "answered") -> Json:
    """One message of the assistant, as the engine's channel sends it."""
    understood = {
        "intent": "faq/delivery_time",
        "confidence": 0.9,
        "ranking": [],
        "entities": [],
        "emotion": {"label": "calm", "intensity": 0.0, "telling": [], "scores": {}},
        "concerns": ["faq/delivery_time"],
        "language": None,
    }
    message = {"text": text, "buttons": [{"title": title, "payload": None} for title in buttons]}
    return {
        "messages": [message],
        "understood": understood,
        "progress": {"outcome": outcome, "asks": asks, "filled": {}},
    }


def echo(question: Json) -> Json:
    """Says what it was told."""
    return answer(f"Echo: {question['text']}")


class EngineStandIn:
    """Serves the desk's calls on a free port while entered; `script` answers them."""

    def __init__(self, token: str) -> None:
        self.script: Callable[[Json], Json] = echo
        self.questions: list[Json] = []
        self.asked = threading.Event()
        self._token = token
        self._go_on = threading.Event()
        self._go_on.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> EngineStandIn:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._go_on.set()
        self._server.shutdown()
        self._server.server_close()

    def reset(self) -> None:
        """As new: nothing asked yet, answers with an echo."""
        self.script = echo
        self.questions.clear()
        self.asked.clear()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Lets every answer wait until the block ends."""
        self._go_on.clear()
        try:
            yield
        finally:
            self._go_on.set()

    def hand_over(self, desk_url: str, question: Json, reason: str = "request_human") -> None:
        """Does what an action does that hands over: tells the desk, while the turn is under way."""
        briefing = {
            "turn_id": question["turn_id"],
            "reason": reason,
            "concerns": ["request_human"],
            "filled": {},
            "tried": [],
            "summary": "",
            "emotion_course": [],
        }
        headers = {"Authorization": f"Bearer {self._token}"}
        httpx.post(f"{desk_url}/internal/v1/handoffs", json=briefing, headers=headers).raise_for_status()

    def _turn(self, question: Json) -> Json:
        self.questions.append(question)
        self.asked.set()
        self._go_on.wait(LONGEST_HOLD_SECONDS)
        return self.script(question)

    def _handler(engine) -> type[BaseHTTPRequestHandler]:  # noqa: N805 - `self` is the request's handler below
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._send({"status": "ok"})

            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path.endswith("/turn"):
                    self._send(engine._turn(question))
                else:
                    self._send({"understood": answer("")["understood"]})

            def _send(self, body: Json) -> None:
                payload = json.dumps(body).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        return Handler
