"""The pages and scripts that the web build makes: the widget, the console and the demo shop."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sanic import Blueprint, HTTPResponse, Request
from sanic.response import redirect

from desk.core import Desk
from desk.errors import NotFoundError

pages = Blueprint("pages")
SMALLEST_GZIP_BYTES = 512
COMPRESSIBLE = ("text/", "application/json", "image/svg+xml", "application/manifest+json")
FROM_EVERYWHERE = {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
NOT_BUILT = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Lotse</title>"
    "<h1>The web pages are not built yet</h1><p>Run <code>make run</code>, or in the folder <code>web</code>: "
    "<code>npm ci</code> and <code>npm run build</code>. The API is there already: see <a href=/docs>/docs</a>.</p>"
)


@dataclass(frozen=True, kw_only=True)
class File:
    """A file's content as it travels."""

    plain: bytes
    compressed: bytes | None
    kind: str
    etag: str


async def home(request: Request) -> HTTPResponse:
    """The demo shop where there is one, else the console."""
    desk: Desk = request.app.ctx.desk
    return redirect("/demo" if desk.settings.demo else "/desk")


async def widget(request: Request) -> HTTPResponse:
    """The widget, for the pages of any site."""
    return _serve(request, "widget.js", FROM_EVERYWHERE)


async def widget_more(request: Request) -> HTTPResponse:
    """What the widget loads once it needs more."""
    return _serve(request, "widget-more.js", FROM_EVERYWHERE)


async def console(request: Request) -> HTTPResponse:
    """The console's page."""
    return _serve(request, "console/index.html")


async def console_file(request: Request, path: str) -> HTTPResponse:
    """What the console's page loads."""
    return _serve(request, f"console/{path}")


async def desk_file(request: Request, path: str) -> HTTPResponse:
    """A file of the console; every other address is the console's own and gets its page."""
    inside = _inside(_folder(request), f"console/{path}")
    return _serve(request, f"console/{path}" if inside else "console/index.html")


async def demo(request: Request) -> HTTPResponse:
    """The sample shop's page, where demos are switched on."""
    return _serve_demo(request, "index.html")


async def demo_file(request: Request, path: str) -> HTTPResponse:
    """What the sample shop's page loads."""
    return _serve_demo(request, path)


def _serve_demo(request: Request, path: str) -> HTTPResponse:
    desk: Desk = request.app.ctx.desk
    if not desk.settings.demo:
        raise NotFoundError("The demo is switched off.")
    return _serve(request, f"demo/{path}")


def _serve(request: Request, path: str, headers: dict[str, str] | None = None) -> HTTPResponse:
    """The file at this path of the build; 304 if the browser has it already. Raises NotFoundError."""
    folder = _folder(request)
    found = _inside(folder, path)
    if found is None:
        if not (folder / "widget.js").exists():
            return HTTPResponse(NOT_BUILT, status=503, content_type="text/html; charset=utf-8")
        raise NotFoundError("There is nothing at this address.")
    return _answer(request, _load(found, found.stat().st_mtime_ns), headers or {})


def _folder(request: Request) -> Path:
    desk: Desk = request.app.ctx.desk
    return desk.settings.web_folder


def _inside(folder: Path, path: str) -> Path | None:
    """The file, if it is one and lies within the folder, links followed."""
    if "\x00" in path or "\\" in path:
        return None
    root, wanted = folder.resolve(), (folder / path).resolve()
    return wanted if wanted.is_relative_to(root) and wanted.is_file() else None


@lru_cache(maxsize=128)
def _load(path: Path, changed: int) -> File:  # `changed` makes a changed file another one to the cache
    plain = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    worth_it = kind.startswith(COMPRESSIBLE) and len(plain) >= SMALLEST_GZIP_BYTES
    compressed = gzip.compress(plain, 9, mtime=0) if worth_it else None
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    return File(plain=plain, compressed=compressed, kind=kind, etag=hashlib.sha256(plain).hexdigest()[:32])


def _answer(request: Request, file: File, more: dict[str, str]) -> HTTPResponse:
    zipped = file.compressed is not None and "gzip" in request.headers.get("accept-encoding", "")
    etag = f'"{file.etag}-gzip"' if zipped else f'"{file.etag}"'
    headers = {"etag": etag, "cache-control": "no-cache", "vary": "accept-encoding", **more}
    if etag in (request.headers.get("if-none-match") or ""):
        return HTTPResponse(status=304, headers=headers)
    if zipped:
        return HTTPResponse(file.compressed, headers={**headers, "content-encoding": "gzip"}, content_type=file.kind)
    return HTTPResponse(file.plain, headers=headers, content_type=file.kind)


ROUTES = (
    ("/", home),
    ("/widget.js", widget),
    ("/widget-more.js", widget_more),
    ("/desk", console),
    ("/console/<path:path>", console_file),
    ("/desk/<path:path>", desk_file),
    ("/demo", demo),
    ("/demo/<path:path>", demo_file),
)
for _path, _handler in ROUTES:
    pages.add_route(_handler, _path, methods=("GET", "HEAD"), strict_slashes=False)
