"""The language a conversation is kept in: the page's at first, then that of what the customer writes."""

import pytest
from sanic import HTTPResponse
from sanic.response import json as json_response

from tests.desk.house import House, Json
from tests.desk.stand_in_engine import StandInEngine, says

pytestmark = pytest.mark.both_databases


async def english(question: Json) -> Json:
    return says("Two to four days.", language="en")


async def test_the_next_turn_is_asked_in_the_language_that_the_engine_told(house: House, engine: StandInEngine) -> None:
    engine.script = english
    customer = await house.customer()
    await customer.says("how long does it take?")
    await house.settle()
    await customer.says("ok")
    await house.settle()
    assert [question["language"] for question in engine.questions] == ["de", "en"]


async def test_the_queue_speaks_the_language_that_the_customer_wrote(house: House, engine: StandInEngine) -> None:
    engine.script = english
    customer = await house.customer()
    await customer.says("how long does it take?")
    await house.settle()
    await customer.asks_for_a_person()
    assert "nobody is here" in (await customer.texts())[-1]


async def test_a_handoff_in_the_same_turn_speaks_it_already(house: House, engine: StandInEngine) -> None:
    async def hand_over(question: Json) -> Json:
        briefing = {"turn_id": question["turn_id"], "reason": "request_human", "summary": "…"}
        headers = {"Authorization": f"Bearer {engine.token}"}
        await house.http.post("/internal/v1/handoffs", json=briefing, headers=headers)
        return says("Of course.", language="en")

    engine.script = hand_over
    customer, mira = await house.customer(), await house.agent()
    await mira.is_present()
    await customer.says("a person please")
    await house.settle()
    assert (await customer.texts())[-1].startswith("You are next in line.")
    assert (await mira.queue())["items"][0]["language"] == "en"


async def test_a_failure_is_told_in_the_language_of_the_conversation(house: House, engine: StandInEngine) -> None:
    async def refuse(question: Json) -> HTTPResponse:
        return json_response({}, status=500)

    engine.script = english
    customer = await house.customer()
    await customer.says("how long does it take?")
    await house.settle()
    engine.script = refuse
    await customer.says("and to Austria?")
    await customer.hears("something went wrong on my side")


async def test_an_engine_that_tells_no_language_leaves_it_as_it_is(house: House, engine: StandInEngine) -> None:
    customer = await house.customer(locale="en-GB")
    await customer.says("ok")
    await house.settle()
    await customer.asks_for_a_person()
    assert "nobody is here" in (await customer.texts())[-1]


async def test_a_language_that_the_desk_cannot_speak_is_an_unusable_answer(house: House, engine: StandInEngine) -> None:
    async def french(question: Json) -> Json:
        return says("Bonjour", language="fr")

    engine.script = french
    customer = await house.customer()
    await customer.says("bonjour")
    await customer.hears("etwas schiefgegangen")


async def test_what_is_written_in_the_queue_tells_colleagues_the_language(house: House, engine: StandInEngine) -> None:
    engine.reading = says("", concern="faq/return_period", language="en")["understood"]
    customer, mira = await house.waiting_customer(), await house.agent()
    await customer.says("does anybody here speak English?")
    await house.settle()
    assert (await mira.reads(customer))["language"] == "en"


async def test_a_reading_in_doubt_leaves_the_language(house: House) -> None:
    customer, mira = await house.waiting_customer(locale="en"), await house.agent()
    await customer.says("NV-204518")
    await house.settle()
    assert (await mira.reads(customer))["language"] == "en"
