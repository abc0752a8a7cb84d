"""The OpenAPI description, collected from what is written at each call."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from sanic import Sanic
from sanic_routing import Route

from desk.api.calls import ATTRIBUTE, Description

PARAMETER = re.compile(r"<(\w+)(?::\w+)?>")
DOORS: dict[str, list[dict[str, list[str]]]] = {
    "everybody": [],
    "customer": [{"customerToken": []}],
    "agent": [{"session": [], "csrf": []}],
    "internal": [{"internalToken": []}],
}
SECURITY_SCHEMES = {
    "customerToken": {"type": "http", "scheme": "bearer", "description": "The token of POST /api/v1/conversations."},
    "session": {"type": "apiKey", "in": "cookie", "name": "lotse_session"},
    "csrf": {"type": "apiKey", "in": "header", "name": "X-CSRF-Token", "description": "On writes."},
    "internalToken": {"type": "http", "scheme": "bearer", "description": "LOTSE_INTERNAL_TOKEN."},
}
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message", "details"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}, "details": {"type": "object"}},
        }
    },
}


def describe_api(app: Sanic[Any, Any]) -> dict[str, Any]:
    """OpenAPI 3.1 of every described call of the application."""
    schemas: dict[str, Any] = {"Error": ERROR}
    paths: dict[str, dict[str, Any]] = {}
    for route in sorted(app.router.routes, key=lambda route: str(route.path)):
        call = description_of(route)
        if call is not None:
            methods = paths.setdefault("/" + PARAMETER.sub(r"{\1}", str(route.path)).rstrip("/"), {})
            for method in sorted(route.methods - {"HEAD", "OPTIONS"}):
                methods[method.lower()] = _operation(call, route, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lotse desk",
            "version": "1",
            "description": "Customers, agents, and the assistant's actions.",
        },
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": SECURITY_SCHEMES},
    }


def description_of(route: Route) -> Description | None:
    """What was written at the call that the route serves; None for pages."""
    call = getattr(_handler(route), ATTRIBUTE, None)
    return call if isinstance(call, Description) else None


def _handler(route: Route) -> Callable[..., object]:
    """The handler itself, which Sanic wraps for WebSockets."""
    handler: Callable[..., object] = route.handler
    return handler.args[0] if isinstance(handler, partial) else handler


def _operation(call: Description, route: Route, schemas: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "tags": [call.door],
        "summary": call.summary,
        "description": (_handler(route).__doc__ or "").strip(),
        "operationId": route.name.partition(".")[2].replace(".", "_"),
        "parameters": [
            *map(_path_parameter, PARAMETER.findall(str(route.path))),
            *map(_query, call.query.items()),
            *map(_header, call.headers.items()),
        ],
        "responses": _responses(call),
        "security": DOORS[call.door],
    }
    if call.body:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": _schema(call, schemas)}},
        }
    if call.takes_file:
        operation["requestBody"] = {"required": True, "content": {"application/octet-stream": {"schema": {}}}}
    return operation


def _path_parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def _query(entry: tuple[str, str]) -> dict[str, Any]:
    return {"name": entry[0], "in": "query", "required": False, "description": entry[1], "schema": {"type": "string"}}


def _header(entry: tuple[str, str]) -> dict[str, Any]:
    return _query(entry) | {"in": "header"}


def _responses(call: Description) -> dict[str, Any]:
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    refusals = {str(status): {"description": codes, "content": error} for status, codes in call.refusals.items()}
    return {str(status): {"description": says} for status, says in call.answers.items()} | refusals


def _schema(call: Description, schemas: dict[str, Any]) -> dict[str, str]:
    """A reference to the body's schema, which is added with everything that it refers to."""
    assert call.body is not None
    schema = call.body.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= schema.pop("$defs", {})
    schemas[call.body.__name__] = schema
    return {"$ref": f"#/components/schemas/{call.body.__name__}"}
