"""The customer's contract over HTTP."""

import asyncio
import json
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text

from tests.desk.house import Customer, FakeClock, House
from tests.desk.stand_in_engine import StandInEngine, says

pytestmark = pytest.mark.both_databases


async def test_the_first_event_says_that_an_assistant_answers_and_that_people_are_there(house: House) -> None:
    customer = await house.customer(locale="de-AT")
    assert customer.greeting["sequence"] == 1
    assert customer.greeting["author"] == {"kind": "bot"}
    assert "digitale Assistent" in customer.greeting["text"]
    assert "Nach einem Menschen können Sie jederzeit fragen" in customer.greeting["text"]


async def test_an_english_page_is_greeted_in_english(house: House) -> None:
    customer = await house.customer(locale="en-GB")
    assert "digital assistant" in customer.greeting["text"]
    assert (await customer.sees())["language"] == "en"


async def test_the_greeting_offers_concerns_by_the_names_in_the_bots_data(house: House, engine: StandInEngine) -> None:
    customer = await house.customer()
    title = "Ich möchte etwas zurückschicken"
    assert {"title": title} in customer.greeting["buttons"]
    await customer.says(title)
    await customer.hears("Echo")
    assert engine.questions[0]["chosen"] == "start_return"


async def test_a_message_is_stored_and_answered(house: House) -> None:
    customer = await house.customer()
    stored = await customer.says("wie lange dauert das")
    assert (stored.status_code, stored.json()) == (202, {"sequence": 2})
    answer = await customer.hears("Echo: wie lange dauert das")
    assert (answer["sequence"], answer["author"]) == (3, {"kind": "bot"})


async def test_a_repeated_message_gives_the_same_sequence_and_is_answered_once(
    house: House, engine: StandInEngine
) -> None:
    customer, message_id = await house.customer(), str(uuid4())
    first = await customer.says("hallo", message_id)
    again = await customer.says("hallo", message_id)
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json() == again.json()
    await house.settle()
    assert len(engine.questions) == 1
    assert await customer.texts() == [customer.greeting["text"], "hallo", "Echo: hallo"]


async def test_the_same_message_sent_ten_times_at_once_is_stored_once(house: House) -> None:
    customer, message_id = await house.customer(), str(uuid4())
    answers = await asyncio.gather(*(customer.says("hallo", message_id) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [200] * 9 + [202]
    assert {answer.json()["sequence"] for answer in answers} == {2}


async def test_many_messages_at_once_are_numbered_without_gaps_and_answered_in_order(house: House) -> None:
    customer = await house.customer()
    await asyncio.gather(*(customer.says(f"frage {number}") for number in range(8)))
    await house.settle()
    log = await customer.log()
    assert [event["sequence"] for event in log] == list(range(1, 18))
    asked = [event["text"] for event in log if event["author"]["kind"] == "customer"]
    answered = [event["text"] for event in log[1:] if event["author"]["kind"] == "bot"]
    assert answered == [f"Echo: {text}" for text in asked]


async def test_events_are_read_after_a_sequence(house: House) -> None:
    customer = await house.customer()
    await customer.says("hallo")
    await customer.hears("Echo")
    assert [event["sequence"] for event in await customer.log(after=2)] == [3]
    assert await customer.log(after=3) == []


async def test_a_long_poll_answers_as_soon_as_something_is_said(house: House) -> None:
    customer = await house.customer()
    waiting = asyncio.create_task(customer.calls("GET", "/events", params={"after": 1, "wait": 25}))
    await customer.says("hallo")
    assert next(event["text"] for event in (await waiting).json()["events"]) == "hallo"


async def test_a_message_is_delivered_once_the_assistant_has_taken_it(house: House, engine: StandInEngine) -> None:
    release = asyncio.Event()

    async def slow(question: dict[str, str]) -> dict[str, object]:
        await release.wait()
        return says("fertig")

    engine.script = slow
    customer = await house.customer()
    await customer.says("hallo")
    await engine.asked.wait()
    assert (await customer.sees())["delivered"] == 0
    release.set()
    await customer.hears("fertig")
    assert (await customer.sees())["delivered"] == 2


async def test_a_token_opens_only_its_own_conversation(house: House) -> None:
    mine, other = await house.customer(), await house.customer()
    assert (await mine.calls("GET", "/events")).status_code == 200
    intruder = Customer(http=house.http, url=house.url, id=other.id, token=mine.token, greeting={})
    refused = await intruder.calls("GET", "/events")
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "wrong_token")


async def test_the_token_is_not_stored(house: House) -> None:
    customer = await house.customer()
    async with house.desk.database.read() as connection:
        rows = (await connection.execute(text("SELECT * FROM conversations"))).all()
    assert rows
    assert customer.token not in str(rows)


async def test_a_transcript_tells_who_said_what(house: House) -> None:
    customer = await house.customer()
    await customer.says("hallo")
    await customer.hears("Echo")
    transcript = await customer.calls("GET", "/transcript")
    assert transcript.headers["content-type"].startswith("text/plain")
    assert "2026-06-01 12:00  Sie:\nhallo" in transcript.text
    assert "2026-06-01 12:00  Digitaler Assistent:\nEcho: hallo" in transcript.text


async def test_too_many_messages_in_a_minute_are_refused_and_welcome_again_later(
    house: House, clock: FakeClock
) -> None:
    customer = await house.customer()
    for number in range(house.desk.settings.messages_per_minute):
        assert (await customer.says(f"{number}")).status_code == 202
    refused = await customer.says("noch eine")
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many_requests")
    assert int(refused.headers["retry-after"]) == refused.json()["error"]["details"]["retry_after_seconds"] == 60
    clock.advance(61)
    assert (await customer.says("noch eine")).status_code == 202


async def test_too_many_new_conversations_from_one_address_are_refused(house: House) -> None:
    for _ in range(house.desk.settings.new_conversations_per_minute):
        await house.customer()
    assert (await house.http.post("/api/v1/conversations", json={})).status_code == 429


async def test_what_a_website_says_of_its_visitor_reaches_the_agent(house: House) -> None:
    visitor = {"name": "Anna Kruse", "email": "anna.kruse@example.de", "id": "K-77"}
    customer = await house.waiting_customer(page="https://www.nordlicht-versand.example/zelte", customer=visitor)
    case = await (await house.agent()).reads(customer)
    assert case["customer"].items() >= visitor.items()
    assert case["page"] == "https://www.nordlicht-versand.example/zelte"


async def test_the_widget_on_another_site_may_ask_the_customers_door_only(house: House) -> None:
    origin = {"Origin": "https://www.example.org", "Access-Control-Request-Method": "POST"}
    preflight = await house.http.options("/api/v1/conversations", headers=origin)
    assert preflight.status_code == 204
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert "authorization" in preflight.headers["access-control-allow-headers"]
    begun = await house.http.post("/api/v1/conversations", json={}, headers=origin)
    assert begun.headers["access-control-allow-origin"] == "*"
    login = await house.http.post("/api/v1/desk/session", json={}, headers=origin)
    assert (login.status_code, login.json()["error"]["code"]) == (403, "cross_origin")
    assert "access-control-allow-origin" not in login.headers


async def test_a_message_whose_sender_hangs_up_at_once_is_answered_all_the_same(house: House) -> None:
    customer, address = await house.customer(), httpx.URL(house.url)
    body = json.dumps({"client_message_id": str(uuid4()), "text": "bin gleich weg"})
    head = (
        f"POST /api/v1/conversations/{customer.id}/messages HTTP/1.1\r\nHost: {address.netloc.decode()}\r\n"
        f"Authorization: Bearer {customer.token}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    for _ in range(5):
        _reader, writer = await asyncio.open_connection(address.host, address.port)
        writer.write((head + body).encode())
        await writer.drain()
        writer.transport.abort()
    await customer.hears("Echo: bin gleich weg")
