"""The assistant's turns: one at a time, never lost, and never shown once a person has the conversation."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sanic import HTTPResponse
from sanic.response import json as json_response

from desk.settings import Settings
from tests.desk.conftest import INTERNAL_TOKEN
from tests.desk.house import Customer, FakeClock, House, Json, open_house
from tests.desk.stand_in_engine import StandInEngine, says

pytestmark = pytest.mark.both_databases

INTERNAL = {"Authorization": f"Bearer {INTERNAL_TOKEN}"}


class Gate:
    """A script that answers only when it is let."""

    def __init__(self, answer: Json) -> None:
        self.opened, self._answer = asyncio.Event(), answer

    async def __call__(self, question: Json) -> Json:
        await self.opened.wait()
        return self._answer


async def refuse(question: Json) -> HTTPResponse:
    return json_response({"error": "no"}, status=500)


async def test_an_answer_that_arrives_after_a_person_took_over_is_not_shown(
    house: House, engine: StandInEngine
) -> None:
    gate = Gate(says("zu spät"))
    engine.script = gate
    customer, mira = await house.customer(), await house.agent()
    await customer.says("hallo")
    await engine.asked.wait()
    await customer.asks_for_a_person()
    assert (await mira.claims(customer)).status_code == 200
    gate.opened.set()
    await house.settle()
    assert "zu spät" not in await customer.texts()
    turn = (await mira.reads(customer))["turns"][0]
    assert turn["state"] == "dropped"
    assert "changed hands" in turn["note"]


async def test_an_answer_that_is_in_time_is_shown(house: House, engine: StandInEngine) -> None:
    gate = Gate(says("gerade noch"))
    engine.script = gate
    customer = await house.customer()
    await customer.says("hallo")
    await engine.asked.wait()
    gate.opened.set()
    await customer.hears("gerade noch")


async def test_the_engine_is_not_asked_for_messages_that_came_before_a_person_was_called(
    house: House, engine: StandInEngine
) -> None:
    gate = Gate(says("zu spät"))
    engine.script = gate
    customer = await house.customer()
    await customer.says("erste")
    await engine.asked.wait()
    await customer.says("zweite")
    await customer.asks_for_a_person()
    gate.opened.set()
    await house.settle()
    assert [question["text"] for question in engine.questions] == ["erste"]


async def test_a_crash_in_the_middle_of_a_turn_loses_nothing_and_asks_with_the_same_turn_id(
    settings: Settings, clock: FakeClock, engine: StandInEngine
) -> None:
    engine.script = Gate(says("nie"))
    async with open_house(settings, clock) as before:
        customer = await before.customer()
        await customer.says("hallo")
        await engine.asked.wait()
    engine.script = StandInEngine(token="").script
    async with open_house(settings, clock) as after:
        customer.http, customer.url = after.http, after.url
        await customer.hears("Echo: hallo")
        assert (await customer.texts())[1:] == ["hallo", "Echo: hallo"]
    first, again = engine.questions
    assert first == again


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"messages": "hallo"},
        {"messages": [{"buttons": []}]},
        {"messages": []},
        {"messages": [{"text": " "}]},
        [1, 2],
    ],
    ids=["nothing", "text", "no text", "no messages", "empty text", "list"],
)
async def test_an_unusable_answer_of_the_engine_leads_to_a_person(
    house: House, engine: StandInEngine, answer: Any
) -> None:
    async def script(question: Json) -> Json:
        return dict(answer) if isinstance(answer, dict) else answer

    engine.script = script
    await _expect_an_honest_handoff(house)


async def test_a_failing_engine_leads_to_an_honest_sentence_and_a_person(house: House, engine: StandInEngine) -> None:
    engine.script = refuse
    await _expect_an_honest_handoff(house)


async def test_an_engine_that_is_not_there_leads_to_an_honest_sentence_and_a_person(
    settings: Settings, clock: FakeClock
) -> None:
    nowhere = replace(settings, engine_url="http://127.0.0.1:9", engine_timeout_seconds=0.2)
    async with open_house(nowhere, clock) as house:
        await _expect_an_honest_handoff(house)


async def test_an_engine_that_is_just_starting_is_waited_for(house: House, engine: StandInEngine) -> None:
    calls = iter([json_response({"error": "loading"}, status=503), says("jetzt bin ich da")])

    async def starting(question: Json) -> Json | HTTPResponse:
        return next(calls)

    engine.script = starting
    customer = await house.customer()
    await customer.says("hallo")
    await customer.hears("jetzt bin ich da")
    assert engine.questions[0] == engine.questions[1]


async def test_an_engine_that_is_too_slow_leads_to_an_honest_sentence_and_a_person(
    settings: Settings, clock: FakeClock, engine: StandInEngine
) -> None:
    engine.script = Gate(says("nie"))
    async with open_house(replace(settings, engine_timeout_seconds=0.2), clock) as house:
        await _expect_an_honest_handoff(house)


async def test_text_that_looks_like_a_command_reaches_the_engine_as_text(house: House, engine: StandInEngine) -> None:
    customer, commands = await house.customer(), ["/restart", '/request_human{"x": 1}', "/"]
    for command in commands:
        await customer.says(command)
    await house.settle()
    assert [question["text"] for question in engine.questions] == [f"\u2060{command}" for command in commands]
    said = [event["text"] for event in await customer.log() if event["author"]["kind"] == "customer"]
    assert said == commands


async def test_a_button_of_the_latest_message_is_passed_on_as_chosen(house: House, engine: StandInEngine) -> None:
    async def offers(question: Json) -> Json:
        buttons = [
            {"title": "Lieferkosten", "payload": "faq/delivery_cost"},
            {"title": "Etwas anderes", "payload": None},
        ]
        return says("Meinten Sie …?", buttons=buttons)

    engine.script = offers
    customer = await house.customer()
    await customer.says("was kostet das")
    asked = await customer.hears("Meinten Sie")
    assert asked["buttons"] == [{"title": "Lieferkosten"}, {"title": "Etwas anderes"}]
    for text in ("Lieferkosten", "Etwas anderes", "lieferkosten bitte"):
        await customer.says(text)
    await house.settle()
    assert [question["chosen"] for question in engine.questions] == [None, "faq/delivery_cost", None, None]


async def test_every_episode_is_a_conversation_of_its_own_for_the_engine(house: House, engine: StandInEngine) -> None:
    customer, mira = await house.customer(), await house.agent()
    await customer.says("hallo")
    await house.settle()
    await customer.asks_for_a_person()
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    await mira.does(customer, "hand_back", owner_epoch=epoch)
    await customer.says("noch eine frage")
    await house.settle()
    asked = [question["conversation"] for question in engine.questions]
    assert asked == [f"{customer.id}.1", f"{customer.id}.2"]


async def test_a_turn_says_what_it_asks_for(house: House, engine: StandInEngine) -> None:
    async def asks(question: Json) -> Json:
        return says("Wie lautet Ihre Bestellnummer?", concern="track_order", asks="order_number", outcome=None)

    engine.script = asks
    customer = await house.customer()
    await customer.says("wo ist mein paket")
    assert (await customer.hears("Bestellnummer?"))["asks"] == "order_number"
    case = await (await house.agent("katrin")).reads(customer)
    assert case["outcome"] == "still_open"
    assert [concern["id"] for concern in case["concerns"]] == ["track_order"]


async def test_the_strongest_outcome_counts(house: House, engine: StandInEngine) -> None:
    outcomes = iter(["answered", "looked_up", None])

    async def script(question: Json) -> Json:
        return says("so ist es", outcome=next(outcomes))

    engine.script = script
    customer, katrin = await house.customer(), await house.agent("katrin")
    assert (await katrin.reads(customer))["outcome"] is None
    for expected in ("answered", "looked_up", "looked_up"):
        await customer.says("frage")
        await house.settle()
        assert (await katrin.reads(customer))["outcome"] == expected


async def test_a_handoff_recorded_by_an_action_happens_with_the_turns_result(
    house: House, engine: StandInEngine
) -> None:
    async def hands_over(question: Json) -> Json:
        assert (await _record(house, question["turn_id"])).json() == {"accepted": True, "available": False}
        assert (await customer.sees())["state"] == "bot"
        return says("Das tut mir leid.", concern="start_return", outcome="handed_over")

    engine.script = hands_over
    customer, mira = await house.customer(), await house.agent()
    await customer.says("jetzt reicht es!!!")
    await customer.hears("Im Moment ist leider niemand da")
    log = await customer.log()
    assert [event["text"] for event in log[2:3]] == ["Das tut mir leid."]
    assert (log[3]["state"], log[3]["asks"]) == ("queued", "contact")
    handoff = (await mira.reads(customer))["handoffs"][0]
    assert (handoff["reason"], handoff["summary"], handoff["filled"]) == (
        "emotion",
        "Dritter Versuch.",
        {"item": "Zelt"},
    )
    assert handoff["emotion"] == {"label": "angry", "intensity": 0.9, "telling": ["reicht"]}


async def test_a_recorded_handoff_happens_even_if_the_engine_dies(house: House, engine: StandInEngine) -> None:
    async def dies(question: Json) -> HTTPResponse:
        await _record(house, question["turn_id"])
        return await refuse(question)

    engine.script = dies
    customer, mira = await house.customer(), await house.agent()
    await customer.says("jetzt reicht es!!!")
    await customer.hears("Im Moment ist leider niemand da")
    handoffs = (await mira.reads(customer))["handoffs"]
    assert [handoff["reason"] for handoff in handoffs] == ["emotion"]


async def test_a_handoff_for_an_unknown_turn_is_refused(house: House) -> None:
    assert (await _record(house, str(uuid4()))).status_code == 404


async def test_a_handoff_for_a_turn_that_is_over_is_refused(house: House, engine: StandInEngine) -> None:
    customer = await house.customer()
    await customer.says("hallo")
    await customer.hears("Echo")
    late = await _record(house, engine.questions[0]["turn_id"])
    assert (late.status_code, late.json()["error"]["code"]) == (409, "turn_not_pending")


async def test_the_internal_door_wants_the_internal_token(house: House) -> None:
    assert (await house.http.get("/internal/v1/articles/greet")).status_code == 401
    wrong = {"Authorization": "Bearer wrong"}
    assert (await house.http.get("/internal/v1/articles/greet", headers=wrong)).status_code == 401
    assert (await house.http.get("/internal/v1/articles/greet", headers=INTERNAL)).status_code == 200


async def _record(house: House, turn_id: str) -> Any:
    course = [{"text": "jetzt reicht es!!!", "label": "angry", "intensity": 0.9, "telling": ["reicht"]}]
    body = {
        "turn_id": turn_id,
        "reason": "emotion",
        "concerns": ["start_return"],
        "filled": {"item": "Zelt"},
        "tried": ["return_form"],
        "summary": "Dritter Versuch.",
        "emotion_course": course,
    }
    return await house.http.post("/internal/v1/handoffs", json=body, headers=INTERNAL)


async def _expect_an_honest_handoff(house: House) -> None:
    customer: Customer = await house.customer()
    await customer.says("hallo")
    await customer.hears("bei mir ist etwas schiefgegangen")
    assert (await customer.sees())["state"] == "queued"
    case = await (await house.agent()).reads(customer)
    assert [handoff["reason"] for handoff in case["handoffs"]] == ["complex"]
    assert case["turns"][0]["state"] == "failed"
    assert case["turns"][0]["note"]
