"""A small action server over real HTTP that knows some orders, and remembers what it was asked."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sanic import HTTPResponse, Request, Sanic
from sanic.response import json as json_response

Json = dict[str, Any]
_numbers = count(1)
TENT = {
    "number": "NV-204518",
    "status": "unterwegs",
    "placed_on": "2026-05-28",
    "total": "268,95 €",
    "items": ["Kuppelzelt Fjord 3", "Heringe 12 Stück"],
}


@dataclass(kw_only=True)
class StandInActions:
    """Answers calls of `action_list_orders`."""

    asked: list[Json] = field(default_factory=list)
    answer: Json = field(default_factory=lambda: {"available": True, "orders": [TENT]})
    status: int = 200
    url: str = ""

    def app(self) -> Sanic[Any, Any]:
        """The action server as the desk calls it."""
        app: Sanic[Any, Any] = Sanic(f"stand-in-actions-{next(_numbers)}", configure_logging=False)
        app.config.update({"AUTO_EXTEND": False, "TOUCHUP": False, "MOTD": False, "ACCESS_LOG": False})
        app.add_route(self._run, "/webhook", methods=["POST"], name="run")
        return app

    async def _run(self, request: Request) -> HTTPResponse:
        self.asked.append(request.json)
        said = {"text": None, "custom": self.answer}
        return json_response({"events": [], "responses": [said]}, status=self.status)
