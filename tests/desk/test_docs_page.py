"""The API's own documentation: complete, correct in form, and readable without a network."""

import re

from desk.app import create_app
from desk.openapi import description_of
from desk.settings import Settings
from tests.desk.house import FakeClock, House


async def test_every_call_is_described(house: House, settings: Settings, clock: FakeClock) -> None:
    spec = (await house.http.get("/docs/openapi.json")).json()
    app = create_app(settings, clock)
    calls = [route for route in app.router.routes if str(route.path).startswith(("api/", "internal/"))]
    assert len(calls) > 25
    for route in calls:
        assert description_of(route), route.path
        path = "/" + re.sub(r"<(\w+):\w+>", r"{\1}", str(route.path)).rstrip("/")
        for method in route.methods - {"OPTIONS"}:
            operation = spec["paths"][path][method.lower()]
            assert operation["summary"], path
            assert operation["description"], path
            assert operation["responses"], path


async def test_every_reference_leads_somewhere(house: House) -> None:
    answer = await house.http.get("/docs/openapi.json")
    schemas = answer.json()["components"]["schemas"]
    assert answer.json()["openapi"].startswith("3.1")
    references = re.findall(r'"#/components/schemas/(\w+)"', answer.text)
    assert references
    assert set(references) <= set(schemas)


async def test_operation_ids_are_unique(house: House) -> None:
    paths = (await house.http.get("/docs/openapi.json")).json()["paths"]
    ids = [operation["operationId"] for methods in paths.values() for operation in methods.values()]
    assert len(ids) == len(set(ids))


async def test_the_page_needs_nothing_from_elsewhere(house: House) -> None:
    page = await house.http.get("/docs")
    assert page.headers["content-type"].startswith("text/html")
    loaded = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert loaded
    assert all(link.startswith("/docs") for link in loaded)
    assert "<script" not in page.text
    assert (await house.http.get("/docs/style.css")).headers["content-type"].startswith("text/css")


async def test_the_page_shows_every_call(house: House) -> None:
    page = (await house.http.get("/docs")).text
    for path in (await house.http.get("/docs/openapi.json")).json()["paths"]:
        assert path in page
