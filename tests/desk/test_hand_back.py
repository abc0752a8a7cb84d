"""Handing back with what the assistant shall do next, and resolving with a summary."""

import pytest

from tests.desk.house import House
from tests.desk.stand_in_engine import Json, StandInEngine, says

pytestmark = pytest.mark.both_databases
WISH = "Ich möchte etwas zurückschicken"


async def test_the_assistant_goes_on_with_the_concern_that_was_named(house: House, engine: StandInEngine) -> None:
    async def asks_for_order(question: Json) -> Json:
        return says("Wie lautet Ihre Bestellnummer?", concern=question["chosen"], asks="order_number")

    engine.script = asks_for_order
    mira = await house.agent()
    customer, epoch = await house.case_of(mira)
    back = await mira.does(customer, "hand_back", owner_epoch=epoch, next="start_return")
    assert back.status_code == 204
    asked = await customer.hears("Wie lautet Ihre Bestellnummer?")
    assert (asked["author"]["kind"], asked["asks"]) == ("bot", "order_number")
    (question,) = engine.questions
    assert (question["chosen"], question["text"]) == ("start_return", WISH)
    assert question["conversation"] == f"{customer.id}.2"
    told = [event for event in await customer.log() if event.get("text") == f"Es geht weiter mit: „{WISH}“"]
    assert [event["author"]["kind"] for event in told] == ["system"]
    assert (await customer.sees())["state"] == "bot"


async def test_it_goes_on_in_the_customers_language(house: House, engine: StandInEngine) -> None:
    mira = await house.agent()
    customer, epoch = await house.case_of(mira, locale="en")
    await mira.does(customer, "hand_back", owner_epoch=epoch, next="start_return")
    await customer.hears("Going on with: “I want to return something”")
    await house.settle()
    assert [question["text"] for question in engine.questions] == ["I want to return something"]


async def test_without_a_next_concern_the_assistant_waits_for_the_customer(house: House, engine: StandInEngine) -> None:
    mira = await house.agent()
    customer, epoch = await house.case_of(mira)
    await mira.does(customer, "hand_back", owner_epoch=epoch)
    await house.settle()
    assert engine.questions == []
    await customer.says("und nun?")
    await house.settle()
    assert [question["chosen"] for question in engine.questions] == [None]


async def test_a_concern_that_the_assistant_does_not_know_is_refused(house: House, engine: StandInEngine) -> None:
    mira = await house.agent()
    customer, epoch = await house.case_of(mira)
    refused = await mira.does(customer, "hand_back", owner_epoch=epoch, say="Tschüss", next="dance")
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unknown_concern")
    assert (await mira.reads(customer))["owner_epoch"] == epoch
    assert "Tschüss" not in await customer.texts()
    assert engine.questions == []


async def test_what_colleagues_chose_is_not_told_as_a_customers_words(house: House, engine: StandInEngine) -> None:
    mira = await house.agent()
    customer, epoch = await house.case_of(mira)
    await mira.does(customer, "hand_back", owner_epoch=epoch, next="start_return")
    await house.settle()
    await customer.says("geht nicht")
    await house.settle()
    house.clock.advance(1)
    await customer.asks_for_a_person()
    course = (await mira.reads(customer))["handoffs"][-1]["emotion_course"]
    assert [entry["text"] for entry in course] == ["geht nicht"]


async def test_a_summary_is_kept_for_colleagues_with_account_numbers_hidden(house: House) -> None:
    mira = await house.agent()
    customer, epoch = await house.case_of(mira)
    long = await mira.does(customer, "resolve", disposition="solved", owner_epoch=epoch, summary="x" * 1001)
    assert long.status_code == 422
    summary = "Zelt ersetzt, Geld auf DE89370400440532013000."
    await mira.does(customer, "resolve", disposition="solved", owner_epoch=epoch, summary=summary)
    assert (await mira.reads(customer))["summary"] == "Zelt ersetzt, Geld auf DE89 •••• •••• •••• 3000."
    assert "Zelt" not in str(await customer.log())
