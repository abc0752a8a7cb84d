"""The customer's WebSocket: replay, acknowledgement, typing, state, and closing for a reason."""

import asyncio
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import connect

from tests.desk.house import House
from tests.desk.stand_in_engine import StandInEngine, says


async def test_after_hello_come_missed_events_in_order_and_then_the_state(house: House) -> None:
    customer = await house.customer()
    await customer.says("hallo")
    await customer.hears("Echo")
    async with customer.stream(after=1) as stream:
        frames = [await stream.next() for _ in range(3)]
    assert [frame.get("event", {}).get("sequence") for frame in frames] == [2, 3, None]
    assert frames[2] | {"type": "state"} == {"type": "state", **await customer.sees()}


async def test_a_message_is_acknowledged_and_comes_back_as_an_event(house: House) -> None:
    customer, message_id = await house.customer(), str(uuid4())
    async with customer.stream(after=1) as stream:
        await stream.send(type="message", client_message_id=message_id, text="hallo")
        ack = await stream.until(type="ack")
        await stream.until_event("Echo: hallo")
    assert ack == {"type": "ack", "client_message_id": message_id, "sequence": 2}
    own = next(frame["event"] for frame in stream.seen if frame["type"] == "event")
    assert (own["client_message_id"], own["sequence"]) == (message_id, 2)


async def test_a_message_sent_again_after_a_reconnect_is_there_once(house: House) -> None:
    customer, message_id = await house.customer(), str(uuid4())
    for _ in range(2):
        async with customer.stream(after=1) as stream:
            await stream.send(type="message", client_message_id=message_id, text="hallo")
            assert (await stream.until(type="ack"))["sequence"] == 2
    await house.settle()
    assert (await customer.texts()).count("hallo") == 1


async def test_old_state_plus_the_streams_events_equals_a_fresh_read(house: House) -> None:
    customer = await house.customer()
    async with customer.stream(after=0) as stream:
        await asyncio.gather(*(customer.says(f"frage {number}") for number in range(6)))
        await house.settle()
        fresh = await customer.log()
        while len([frame for frame in stream.seen if frame["type"] == "event"]) < len(fresh):
            await stream.next()
    assert [frame["event"] for frame in stream.seen if frame["type"] == "event"] == fresh


async def test_two_tabs_see_the_same(house: House) -> None:
    customer = await house.customer()
    async with customer.stream() as one, customer.stream() as other:
        await one.send(type="message", client_message_id=str(uuid4()), text="hallo")
        await one.until_event("Echo: hallo")
        await other.until_event("Echo: hallo")


async def test_the_assistant_is_shown_typing_only_while_it_works(house: House, engine: StandInEngine) -> None:
    release = asyncio.Event()

    async def slow(question: dict[str, Any]) -> dict[str, Any]:
        await release.wait()
        return says("fertig")

    engine.script = slow
    customer = await house.customer()
    async with customer.stream(after=1) as stream:
        await stream.send(type="message", client_message_id=str(uuid4()), text="hallo")
        assert (await stream.until(type="typing"))["author"] == {"kind": "bot"}
        release.set()
        await stream.until_event("fertig")
        await house.settle()
        await customer.says("noch etwas")
        await stream.until_event("fertig")
    after_the_answer = [frame["type"] for frame in stream.seen[stream.seen.index(_first_answer(stream.seen)) :]]
    assert "typing" not in after_the_answer


async def test_the_place_in_the_queue_is_told_live(house: House) -> None:
    first = await house.waiting_customer()
    house.clock.advance(1)
    second = await house.waiting_customer()
    mira = await house.agent()
    async with second.stream() as stream:
        assert (await stream.until(type="state"))["queue"]["position"] == 2
        await mira.claims(first)
        moved_up = await stream.until(type="state")
    assert moved_up["queue"]["position"] == 1


async def test_availability_is_told_live_to_those_who_wait(house: House) -> None:
    customer = await house.waiting_customer()
    mira = await house.agent()
    async with customer.stream() as stream:
        assert (await stream.until(type="state"))["queue"]["available"] is False
        await mira.is_present()
        assert (await stream.until(type="state"))["queue"]["available"] is True


async def test_what_the_customer_has_seen_reaches_the_agent(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    await mira.claims(customer)
    async with customer.stream() as stream:
        await stream.send(type="seen", sequence=2)
        await stream.send(type="message", client_message_id=str(uuid4()), text="danke")
        await stream.until(type="ack")
    assert (await mira.reads(customer))["seen_by_customer"] == 2


async def test_a_wrong_token_is_told_and_closes_with_4401(house: House) -> None:
    customer = await house.customer()
    async with customer.stream(token="wrong") as stream:
        assert (await stream.next())["error"]["code"] == "wrong_token"
        assert await stream.closed() == 4401


async def test_an_unknown_conversation_closes_with_4404(house: House) -> None:
    customer = await house.customer()
    customer.id = str(uuid4())
    async with customer.stream() as stream:
        assert (await stream.next())["error"]["code"] == "unknown_conversation"
        assert await stream.closed() == 4404


async def test_a_first_frame_that_is_no_hello_closes_with_4400(house: House) -> None:
    customer = await house.customer()
    address = house.url.replace("http", "ws", 1) + f"/api/v1/conversations/{customer.id}/stream"
    async with connect(address) as socket:
        await socket.send("no json at all")
        await asyncio.wait_for(socket.wait_closed(), 5)
    assert socket.close_code == 4400


async def test_a_refused_frame_is_answered_with_its_message_id_and_the_stream_goes_on(house: House) -> None:
    customer, message_id = await house.customer(), str(uuid4())
    async with customer.stream() as stream:
        await stream.send(type="message", client_message_id=message_id, text="   ")
        error = await stream.until(type="error")
        assert (error["error"]["code"], error["client_message_id"]) == ("text_empty", message_id)
        await stream.socket.send("{broken")
        assert (await stream.until(type="error"))["error"]["code"] == "malformed_json"
        await stream.send(type="dance")
        assert (await stream.until(type="error"))["error"]["code"] == "invalid_frame"
        await stream.send(type="message", client_message_id=message_id, text="hallo")
        assert (await stream.until(type="ack"))["sequence"] == 2


async def test_an_erased_conversation_closes_its_streams(house: House) -> None:
    customer = await house.customer()
    async with customer.stream() as stream:
        await stream.until(type="state")
        assert (await customer.calls("DELETE")).status_code == 204
        assert await stream.closed() == 4404


async def test_a_flood_of_frames_is_refused_and_does_no_harm(house: House) -> None:
    customer = await house.customer()
    async with customer.stream() as stream:
        for _ in range(301):
            await stream.send(type="typing")
        assert (await stream.until(type="error"))["error"]["code"] == "too_many_requests"
        house.clock.advance(61)
        await stream.send(type="message", client_message_id=str(uuid4()), text="hallo")
        await stream.until(type="ack")


def _first_answer(frames: list[dict[str, Any]]) -> dict[str, Any]:
    return next(f for f in frames if f["type"] == "event" and f["event"].get("text") == "fertig")
