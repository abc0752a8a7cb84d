"""Pages and scripts of the web build: what is served, how, and what is never served."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from desk.settings import Settings
from tests.desk.house import FakeClock, House, open_house

WIDGET = "console.log('widget');" * 100


@pytest.fixture
def dist(settings: Settings) -> Path:
    """A web build in the folder of the settings."""
    folder = settings.web_folder
    for name, content in {
        "widget.js": WIDGET,
        "console/index.html": "<!doctype html><title>Console</title>",
        "console/console.js": "console.log('console');",
        "console/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "demo/index.html": "<!doctype html><title>Shop</title>",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    return folder


async def test_the_widget_is_served_compressed_to_every_site(dist: Path, house: House) -> None:
    zipped = await house.http.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert zipped.headers["content-type"].startswith("text/javascript")
    assert zipped.headers["access-control-allow-origin"] == "*"
    assert zipped.headers["cross-origin-resource-policy"] == "cross-origin"
    assert int(zipped.headers["content-length"]) == len(gzip.compress(WIDGET.encode(), 9, mtime=0)) < len(WIDGET)
    assert zipped.text == WIDGET
    plain = await house.http.get("/widget.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == WIDGET


async def test_a_browser_that_has_the_file_already_is_told_so(dist: Path, house: House) -> None:
    first = await house.http.get("/widget.js")
    again = await house.http.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    (dist / "widget.js").write_text(WIDGET + "// changed", encoding="utf-8")
    changed = await house.http.get("/widget.js", headers={"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, changed.text) == (200, WIDGET + "// changed")


async def test_the_console_its_files_and_the_demo_are_served(dist: Path, house: House) -> None:
    for path in ("/desk", "/desk/", "/desk/some/case"):
        page = await house.http.get(path)
        assert (page.status_code, "<title>Console</title>" in page.text) == (200, True), path
    assert (await house.http.get("/desk/console.js")).headers["content-type"].startswith("text/javascript")
    assert (await house.http.get("/desk/icon.svg")).headers["content-type"].startswith("image/svg+xml")
    assert "<title>Shop</title>" in (await house.http.get("/demo")).text
    assert (await house.http.get("/")).headers["location"] == "/demo"
    assert (await house.http.head("/desk")).status_code == 200


async def test_nothing_outside_the_build_is_ever_served(dist: Path, house: House) -> None:
    (dist / "demo" / "link.txt").symlink_to(dist.parent / "secret.txt")
    for path in ("/demo/../../secret.txt", "/demo/%2e%2e/%2e%2e/secret.txt", "/demo/..%2f..%2fsecret.txt"):
        assert (await house.http.get(path)).status_code == 404, path
    for path in ("/demo/link.txt", "/demo//etc/passwd", "/demo/%00", "/demo/..\\..\\secret.txt"):
        assert (await house.http.get(path)).status_code == 404, path
    assert "secret" not in (await house.http.get("/desk/..%2f..%2fsecret.txt")).text


async def test_every_answer_carries_strict_security_headers(dist: Path, house: House) -> None:
    for path in ("/desk", "/demo", "/widget.js", "/docs", "/api/v1/desk/me", "/nothing"):
        headers = (await house.http.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


async def test_without_a_web_build_a_page_says_what_to_do(house: House) -> None:
    for path in ("/desk", "/widget.js", "/demo"):
        page = await house.http.get(path)
        assert page.status_code == 503
        assert "not built yet" in page.text
        assert "make run" in page.text


async def test_without_demo_there_is_no_demo_page(dist: Path, settings: Settings, clock: FakeClock) -> None:
    async with open_house(replace(settings, demo=False), clock) as house:
        assert (await house.http.get("/demo")).status_code == 404
        assert (await house.http.get("/")).headers["location"] == "/desk"
