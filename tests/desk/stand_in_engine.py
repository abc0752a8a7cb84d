"""A small engine over real HTTP, for what the real one does not do on demand: answer late, wrongly or never."""

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import json as json_response

Json = dict[str, Any]
Script = Callable[[Json], Awaitable[Json | HTTPResponse]]
CALM = {"label": "calm", "intensity": 0.0, "telling": [], "scores": {}}
_numbers = count(1)


def says(text: str, *, concern: str = "faq/delivery_time", **more: Any) -> Json:
    """An ordinary answer; more: buttons, outcome, asks, filled, emotion, language."""
    emotion = more.get("emotion", CALM)
    understood = {
        "intent": concern,
        "confidence": 0.9,
        "ranking": [],
        "entities": [],
        "emotion": emotion,
        "language": more.get("language"),
    }
    progress = {"outcome": more.get("outcome", "answered"), "asks": more.get("asks"), "filled": more.get("filled", {})}
    message = {"text": text, "buttons": more.get("buttons", [])}
    understood |= {"concerns": [concern]}
    return {
        "messages": [message],
        "understood": understood,
        "progress": progress,
        "language": more.get("language"),
    }


async def echo(question: Json) -> Json:
    """Says what it was told."""
    return says(f"Echo: {question['text']}")


@dataclass(kw_only=True)
class StandInEngine:
    """Answers as its script says, and remembers what it was asked."""

    token: str
    script: Script = echo
    questions: list[Json] = field(default_factory=list)
    read_texts: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    refusals_to_forget: int = 0
    reading: Json = field(default_factory=lambda: dict(says("", concern="faq/return_period")["understood"]))
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    def app(self) -> Sanic[Any, Any]:
        """The engine's channel as the desk calls it."""
        app: Sanic[Any, Any] = Sanic(f"stand-in-engine-{next(_numbers)}", configure_logging=False)
        app.config.update({"AUTO_EXTEND": False, "TOUCHUP": False, "MOTD": False, "ACCESS_LOG": False})
        app.add_route(self._turn, "/webhooks/desk/turn", methods=["POST"], name="turn")
        app.add_route(self._read, "/webhooks/desk/read", methods=["POST"], name="read")
        forget = "/webhooks/desk/conversations/<conversation_id:str>"
        app.add_route(self._forget, forget, methods=["DELETE"], name="forget")
        app.add_route(self._health, "/webhooks/desk/health", name="health")
        return app

    async def _turn(self, request: Request) -> HTTPResponse:
        if not hmac.compare_digest(request.headers.get("authorization") or "", f"Bearer {self.token}"):
            return json_response({}, status=401)
        self.questions.append(request.json)
        self.asked.set()
        answer = await self.script(request.json)
        return answer if isinstance(answer, HTTPResponse) else json_response(answer)

    async def _read(self, request: Request) -> HTTPResponse:
        self.read_texts.append(request.json["text"])
        return json_response({"understood": self.reading})

    async def _forget(self, request: Request, conversation_id: str) -> HTTPResponse:
        if not hmac.compare_digest(request.headers.get("authorization") or "", f"Bearer {self.token}"):
            return json_response({}, status=401)
        if self.refusals_to_forget:
            self.refusals_to_forget -= 1
            return json_response({}, status=503)
        self.forgotten.append(conversation_id)
        return HTTPResponse(status=204)

    async def _health(self, _request: Request) -> HTTPResponse:
        return json_response({"status": "ok"})
