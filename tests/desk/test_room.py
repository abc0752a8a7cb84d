"""The pod's room: colleagues talk, and bring in a case on which they want advice."""

import asyncio
from uuid import uuid4

import pytest

from desk.store import people
from desk.store import room as store
from desk.store.room import RoomMessage
from tests.desk.house import Agent, House, Json

pytestmark = pytest.mark.both_databases
QUESTION = "kann mal jemand draufschauen?"


async def room_of(agent: Agent, **query: str) -> Json:
    answer = await agent.calls("GET", "/room", params=query)
    assert answer.status_code == 200, answer.text
    room: Json = answer.json()
    return room


async def test_a_case_brought_in_is_told_to_the_pod_and_to_no_other(house: House) -> None:
    mira, jonas, leni = await house.agent(), await house.agent("jonas"), await house.agent("leni")
    customer, _ = await house.case_of(mira, customer={"name": "Anna Kruse"})
    async with jonas.stream() as nord, leni.stream() as south:
        await asyncio.gather(nord.until(type="queue"), south.until(type="queue"))
        brought = await mira.does(customer, "room", text=QUESTION)
        frame = await nord.until(type="room")
        await leni.is_present("busy")
        await south.until(type="presence")
    assert brought.status_code == 201
    assert frame["message"] == {
        "id": brought.json()["id"],
        "by": {"id": mira.person["id"], "first_name": "Mira"},
        "text": QUESTION,
        "conversation_id": customer.id,
        "customer_name": "Anna Kruse",
        "at": "2026-06-01T12:00:00.000Z",
    }
    assert "room" not in {one["type"] for one in south.seen}
    assert (await room_of(jonas))["messages"] == [frame["message"]]
    assert (await room_of(leni))["messages"] == []
    assert QUESTION not in str(await customer.log())
    assert "brought_to_room" in await house.audited()


async def test_only_whoever_has_the_case_brings_it_in(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    customer, _ = await house.case_of(mira)
    refused = await jonas.does(customer, "room", text=QUESTION)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_owner")
    assert (await room_of(mira))["messages"] == []


async def test_a_case_in_the_room_may_be_read_by_the_pod_and_by_no_other(house: House) -> None:
    mira, jonas, leni = await house.agent(), await house.agent("jonas"), await house.agent("leni")
    customer = await house.customer()  # never handed over: agents know nothing of it
    path = f"/conversations/{customer.id}"
    assert (await jonas.calls("GET", path)).status_code == 404
    async with house.desk.database.write() as connection:
        person = await people.find(connection, mira.person["id"])
        assert person
        assert person.pod_id
        about = {"pod_id": person.pod_id, "person_id": person.id, "conversation_id": customer.id}
        await store.add(connection, RoomMessage(id=str(uuid4()), text=QUESTION, at=house.clock(), **about))
    assert (await jonas.calls("GET", path)).status_code == 200
    assert (await leni.calls("GET", path)).status_code == 404


async def test_what_others_say_is_unread_until_it_is_seen(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    for text in ("Guten Morgen", "Wer hat Frühdienst?"):
        house.clock.advance(1)
        assert (await mira.calls("POST", "/room", json={"text": text})).status_code == 201
    assert ((await room_of(mira))["unread"], (await room_of(jonas))["unread"]) == (0, 2)
    assert (await jonas.calls("POST", "/room/seen")).status_code == 204
    assert (await room_of(jonas))["unread"] == 0
    house.clock.advance(1)
    await mira.calls("POST", "/room", json={"text": "Ich"})
    assert (await room_of(jonas))["unread"] == 1


async def test_older_messages_come_page_by_page(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.room.MOST_MESSAGES", 2)
    mira = await house.agent()
    for text in ("eins", "zwei", "drei"):
        house.clock.advance(1)
        await mira.calls("POST", "/room", json={"text": text})
    latest = (await room_of(mira))["messages"]
    assert [message["text"] for message in latest] == ["zwei", "drei"]
    older = (await room_of(mira, before=latest[0]["at"]))["messages"]
    assert [message["text"] for message in older] == ["eins"]
    for wrong in ("gestern", "2026-06-01T12:00:00"):
        refused = await mira.calls("GET", "/room", params={"before": wrong})
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid_query")


async def test_without_a_pod_there_is_no_room(house: House) -> None:
    tom = await house.agent("tom")
    assert await room_of(tom) == {"pod": None, "messages": [], "unread": 0}
    refused = await tom.calls("POST", "/room", json={"text": "hallo"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "no_pod")


async def test_account_numbers_are_hidden_and_an_erased_customers_case_leaves_no_words(house: House) -> None:
    mira = await house.agent()
    customer, _ = await house.case_of(mira, customer={"name": "Anna Kruse"})
    await mira.does(customer, "room", text="Geld auf DE89370400440532013000?")
    assert (await room_of(mira))["messages"][0]["text"] == "Geld auf DE89 •••• •••• •••• 3000?"
    await customer.calls("DELETE")
    (message,) = (await room_of(mira))["messages"]
    assert (message["text"], message["customer_name"]) == ("", None)
