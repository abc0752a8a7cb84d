"""A call of the API: its route and its description, written in one place; desk.openapi collects the descriptions."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from pydantic import BaseModel
from sanic import Blueprint, Request

from desk.core import Desk

Handler = TypeVar("Handler", bound=Callable[..., Any])
ATTRIBUTE = "__lotse_call__"
WEBSOCKET = "WEBSOCKET"


@dataclass(frozen=True, kw_only=True)
class Description:
    """What a call does, takes and answers. `answers` and `refusals` map a status to a sentence or to error codes."""

    summary: str
    answers: dict[int, str]
    body: type[BaseModel] | None
    query: dict[str, str]
    refusals: dict[int, str]
    door: str
    headers: dict[str, str] = field(default_factory=dict)
    takes_file: bool = False


@dataclass(frozen=True, kw_only=True)
class Door:
    """The calls of one kind of user: `route` puts a handler behind it, with what every call of the door refuses."""

    name: str
    blueprint: Blueprint
    refusals: dict[int, str] = field(default_factory=dict)

    def route(
        self,
        method: str,
        path: str,
        summary: str,
        *,
        answers: dict[int, str],
        body: type[BaseModel] | None = None,
        query: dict[str, str] | None = None,
        refusals: dict[int, str] | None = None,
        headers: dict[str, str] | None = None,
        takes_file: bool = False,
    ) -> Callable[[Handler], Handler]:
        """Serve this method and path by the handler; its docstring becomes the description's text.

        One that takes a file reads the request's body itself, while it arrives (desk.api.uploads), and is cut off when
        the client hangs up: the rest of the body would be awaited for ever.
        """
        described = Description(
            summary=summary,
            answers=answers,
            body=body,
            query=query or {},
            refusals=_merged(self.refusals, refusals or {}),
            door=self.name,
            headers=headers or {},
            takes_file=takes_file,
        )

        def attach(handler: Handler) -> Handler:
            served = handler if takes_file else _to_its_end(handler)
            setattr(served, ATTRIBUTE, described)
            if method == WEBSOCKET:
                self.blueprint.add_websocket_route(served, path)
            else:
                self.blueprint.add_route(served, path, methods=[method], strict_slashes=False, stream=takes_file)
            return handler

        return attach


def _to_its_end(handler: Callable[..., Any]) -> Callable[..., Any]:
    """The handler, not cut off when the client hangs up: what is stored is then also told and worked on."""

    @wraps(handler)
    async def serve(request: Request, *arguments: object, **names: object) -> object:
        desk: Desk = request.app.ctx.desk
        return await desk.workers.through(handler(request, *arguments, **names))

    return serve


def _merged(one: dict[int, str], other: dict[int, str]) -> dict[int, str]:
    """The codes of both, by status."""
    shared = {status: f"{one[status]}, {other[status]}" for status in one.keys() & other.keys()}
    return one | other | shared
