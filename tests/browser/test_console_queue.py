"""A queue of ten thousand: only what is in view is on the page, and everybody can still walk through it."""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Route, WebSocketRoute, expect

from tests.browser.conftest import NewConsole
from tests.browser.console import Console

WAITING = 10_000
TOLD = 50  # of the queue, without being asked
SCROLLING_MS = """() => {
  const list = document.querySelector(".cases");
  const spent = Array.from({ length: 41 }, () => {
    const before = performance.now();
    list.scrollTop += 900;
    list.dispatchEvent(new Event("scroll"));
    list.getBoundingClientRect();
    return performance.now() - before;
  });
  return spent.sort((one, other) => one - other)[20];
}"""
ONE_FRAME_MS = 16  # drawing all rows anew would take seconds


@pytest.fixture
def long_queue(console: NewConsole) -> Console:
    """Mira's console, told of ten thousand waiting cases."""
    desk = console()

    def answer(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda message: socket.send(_crowded(json.loads(message), 0, TOLD)))

    desk.page.route_web_socket("**/desk/stream", answer)
    desk.page.route("**/desk/queue*", _page)
    desk.log_in("mira@demo.lotse").at_desk()
    expect(desk.queue.get_by_role("heading")).to_contain_text(f"{WAITING}")
    return desk


def test_only_rows_in_view_are_on_the_page_and_each_says_its_place(long_queue: Console) -> None:
    rows = long_queue.queue.get_by_role("listitem")
    assert rows.count() < 100
    expect(rows.first).to_have_attribute("aria-setsize", f"{WAITING}")
    expect(rows.first).to_have_attribute("aria-posinset", "1")


def test_scrolling_to_the_end_shows_the_last_case(long_queue: Console) -> None:
    long_queue.page.locator(".cases").evaluate("list => list.scrollTo(0, list.scrollHeight)")
    last = long_queue.waiting(f"Kundin {WAITING}.")
    expect(last).to_be_in_viewport()
    expect(long_queue.queue.get_by_role("listitem").last).to_have_attribute("aria-posinset", f"{WAITING}")


def test_scrolling_a_page_further_takes_less_than_a_frame(long_queue: Console) -> None:
    assert long_queue.page.evaluate(SCROLLING_MS) < ONE_FRAME_MS


def test_the_keyboard_walks_on_beyond_the_screen(long_queue: Console) -> None:
    for _ in range(40):
        long_queue.page.keyboard.press("j")
    expect(long_queue.waiting("Kundin 40.")).to_be_focused()
    expect(long_queue.waiting("Kundin 40.")).to_be_in_viewport()


def test_a_case_that_has_the_focus_keeps_it_wherever_one_scrolls(long_queue: Console) -> None:
    long_queue.page.keyboard.press("j")
    long_queue.page.locator(".cases").evaluate("list => list.scrollTo(0, list.scrollHeight / 2)")
    expect(long_queue.waiting("Kundin 5000.")).to_be_attached()
    expect(long_queue.waiting("Kundin 1.")).to_be_focused()


def _page(route: Route) -> None:
    """The queue from one place on, as the desk tells it."""
    asked = parse_qs(urlsplit(route.request.url).query)
    after, limit = int(asked.get("after", ["0"])[0]), int(asked.get("limit", ["100"])[0])
    route.fulfill(body=_crowded({"type": "queue", "mine": []}, after, limit))


def _crowded(frame: dict[str, object], after: int, limit: int) -> str:
    if frame["type"] == "queue":
        places = range(after + 1, min(after + limit, WAITING) + 1)
        frame |= {"items": [_item(place) for place in places], "total": WAITING}
    return json.dumps(frame)


def _item(number: int) -> dict[str, object]:
    return {
        "conversation_id": f"case-{number}",
        "customer": {"name": f"Kundin {number}."},
        "position": number,
        "language": "de",
        "pod": "Nord",
        "reason": "emotion",
        "emotion": {"label": "angry", "intensity": 0.9, "telling": []},
        "concerns": [{"id": "start_return", "label": "Ich möchte etwas zurückschicken"}],
        "summary": "",
        "hard": number % 3 == 0,
        "offered_to": None,
        "waiting_since": "2026-01-01T10:00:00+00:00",
        "waiting_seconds": WAITING - number,
    }
