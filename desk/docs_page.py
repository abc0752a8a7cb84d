"""The API's documentation: the description as JSON, and as a page that needs nothing from elsewhere."""

import json
from html import escape
from typing import Any

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import html
from sanic.response import json as json_response

from desk.openapi import describe_api

docs = Blueprint("docs", url_prefix="/docs")
TITLES = {"everybody": "Everybody", "customer": "Customers", "agent": "Agents", "internal": "The assistant's actions"}
STYLE = """
:root { color-scheme: light dark; background: Canvas; color: CanvasText; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 56rem; padding: 2rem 1rem; }
h2 { margin-top: 3rem; }
article { border-top: 1px solid #8884; padding: .8rem 0; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
code, pre { font: .875rem/1.45 ui-monospace, monospace; }
pre { white-space: pre-wrap; padding: .8rem; background: #8881; border-radius: .4rem; }
.method { display: inline-block; min-width: 4.2rem; font-weight: 700; color: #2a6f97; }
p, ul { margin: .3rem 0; }
@media (prefers-color-scheme: dark) { .method { color: #7cc4ee; } }
"""


async def description(request: Request) -> HTTPResponse:
    """OpenAPI 3.1."""
    return json_response(describe_api(request.app))


async def page(request: Request) -> HTTPResponse:
    """The same for reading."""
    return html(write_page(describe_api(request.app)))


async def style(_request: Request) -> HTTPResponse:
    """The page's style."""
    return HTTPResponse(STYLE, content_type="text/css; charset=utf-8")


def write_page(spec: dict[str, Any]) -> str:
    """The description as HTML, one section a door."""
    sections = "".join(_section(spec, door, title) for door, title in TITLES.items())
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Lotse: API</title>'
        '<link rel="stylesheet" href="/docs/style.css"><h1>Lotse: API</h1>'
        '<p>For programs: <a href="/docs/openapi.json">OpenAPI 3.1</a>. Errors are always '
        '<code>{"error": {"code", "message", "details"}}</code>.</p>'
        f"{sections}</html>"
    )


def _section(spec: dict[str, Any], door: str, title: str) -> str:
    calls = (
        _call(spec, path, method, operation)
        for path, methods in spec["paths"].items()
        for method, operation in methods.items()
        if door in operation["tags"]
    )
    return f"<h2>{escape(title)}</h2>{''.join(calls)}"


def _call(spec: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    queries = (p for p in operation["parameters"] if p["in"] in ("query", "header"))
    told = "".join(f"<li><code>{escape(p['name'])}</code>: {escape(p['description'])}</li>" for p in queries)
    answers = "".join(
        f"<li><code>{status}</code> {escape(response['description'])}</li>"
        for status, response in sorted(operation["responses"].items())
    )
    return (
        f'<article><h3><span class="method">{method.upper()}</span> <code>{escape(path)}</code></h3>'
        f"<p><strong>{escape(operation['summary'])}.</strong> {escape(operation['description'])}</p>"
        f"<ul>{told}{answers}</ul>{_body(spec, operation)}</article>"
    )


def _body(spec: dict[str, Any], operation: dict[str, Any]) -> str:
    if "application/json" not in operation.get("requestBody", {}).get("content", {}):
        return ""
    reference = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = spec["components"]["schemas"][reference.rpartition("/")[2]]
    return f"<details><summary>Body</summary><pre>{escape(json.dumps(schema, indent=2))}</pre></details>"


docs.add_route(description, "/openapi.json", strict_slashes=False)
docs.add_route(page, "/", strict_slashes=False)
docs.add_route(style, "/style.css", strict_slashes=False)
