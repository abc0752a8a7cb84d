"""Standard questions are answered while the customer waits, and never once a person has the conversation."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from desk.settings import Settings
from desk.store import conversations
from tests.desk.house import Agent, Customer, FakeClock, House, Json, open_house
from tests.desk.stand_in_engine import StandInEngine, says

pytestmark = pytest.mark.both_databases

INTRODUCTION = "Während Sie warten:"
ANSWER = f"{INTRODUCTION}\n\nSie haben 30 Tage Zeit."
ANGRY = {"label": "angry", "intensity": 0.9, "telling": []}


def reads(concern: str = "faq/return_period", **more: Any) -> Json:
    """What the engine reads in a message; more: confidence, emotion, language, concerns."""
    understood: Json = says("", concern=concern)["understood"]
    return understood | more


class HeldReading:
    """Holds every reading of the engine until it is let go."""

    def __init__(self, house: House) -> None:
        self.begun, self.let_go = asyncio.Event(), asyncio.Event()
        self._read = house.desk.engine.read
        house.desk.engine.read = self._held  # type: ignore[method-assign]

    async def _held(self, text: str) -> Json:
        understood = await self._read(text)
        self.begun.set()
        await self.let_go.wait()
        return understood


@pytest.fixture
async def waiting(house: House) -> Customer:
    """Somebody who has asked for a person."""
    return await house.waiting_customer()


async def answers_of(house: House, customer: Customer) -> list[str]:
    """What the assistant has said while the customer waited."""
    await house.settle()
    return [text for text in await customer.texts() if text.startswith((INTRODUCTION, "While you wait:"))]


async def test_a_standard_question_is_answered_with_its_article(house: House, waiting: Customer) -> None:
    await waiting.says("wie lange kann ich zurückgeben")
    assert await answers_of(house, waiting) == [ANSWER]
    told = (await waiting.log())[-1]
    assert told["author"] == {"kind": "bot"}
    state = await waiting.sees()
    assert (state["state"], state["queue"]["position"]) == ("queued", 1)


async def test_it_is_answered_in_the_language_of_the_message(
    house: House, waiting: Customer, engine: StandInEngine
) -> None:
    engine.reading = reads(language="en")
    await waiting.says("how long can I return this")
    assert await answers_of(house, waiting) == ["While you wait:\n\nYou have 30 days."]


async def test_the_same_article_is_told_once(house: House, waiting: Customer, engine: StandInEngine) -> None:
    for text in ("wie lange kann ich zurückgeben", "also wie lange jetzt"):
        await waiting.says(text)
        assert await answers_of(house, waiting) == [ANSWER]
    engine.reading = reads("faq/delivery_time")
    await waiting.says("und wie lange dauert die lieferung")
    assert len(await answers_of(house, waiting)) == 2


async def test_what_the_assistant_has_told_before_is_not_told_again(house: House, engine: StandInEngine) -> None:
    async def tells_return_period(question: Json) -> Json:
        return says("Sie haben 30 Tage Zeit.", concern="faq/return_period")

    engine.script = tells_return_period
    customer = await house.customer()
    await customer.says("wie lange kann ich zurückgeben")
    await customer.hears("30 Tage")
    await customer.asks_for_a_person()
    await customer.says("wie lange kann ich zurückgeben?")
    assert await answers_of(house, customer) == []


@pytest.mark.parametrize(
    "reading",
    [
        reads("track_order"),
        reads("greet"),
        reads("faq/winter_sale"),
        reads("faq/nobody_wrote_it"),
        reads(confidence=0.79),
        reads(confidence=None),
        reads(emotion=ANGRY),
        reads(emotion=None),
        reads(concerns=["faq/return_period", "track_order"]),
        {},
    ],
    ids=[
        "no standard question",
        "small talk",
        "expired",
        "no article",
        "unsure",
        "confidence unknown",
        "angry",
        "emotion unknown",
        "not that alone",
        "nothing understood",
    ],
)
async def test_everything_else_is_left_to_the_person(
    house: House, waiting: Customer, engine: StandInEngine, reading: Json
) -> None:
    engine.reading = reading
    await waiting.says("es ist wegen meiner bestellung")
    assert await answers_of(house, waiting) == []
    assert engine.read_texts == ["es ist wegen meiner bestellung"]


async def test_an_address_to_be_reached_at_is_no_question(house: House, waiting: Customer) -> None:
    await waiting.says("anna.kruse@example.de")
    assert await answers_of(house, waiting) == []
    assert "wir melden uns unter anna.kruse@example.de" in (await waiting.texts())[-1]


async def test_a_hard_case_gets_no_articles(house: House, engine: StandInEngine) -> None:
    customer = await house.waiting_customer()
    async with house.desk.database.write() as connection:
        conversation = await conversations.lock(connection, customer.id)
        assert conversation is not None
        await conversations.save(connection, replace(conversation, hard=True))
    await customer.says("wie lange kann ich zurückgeben")
    assert await answers_of(house, customer) == []


async def test_how_sure_is_sure_is_a_setting(settings: Settings, clock: FakeClock, engine: StandInEngine) -> None:
    engine.reading = reads(confidence=0.6)
    for confidence, answered in ((0.6, 1), (0.61, 0), (1.01, 0)):
        async with open_house(replace(settings, waiting_answer_confidence=confidence), clock) as house:
            customer = await house.waiting_customer()
            await customer.says("wie lange kann ich zurückgeben")
            assert len(await answers_of(house, customer)) == answered


async def test_a_person_who_has_the_case_is_not_interrupted(house: House, waiting: Customer) -> None:
    assert (await (await house.agent()).claims(waiting)).status_code == 200
    await waiting.says("wie lange kann ich zurückgeben")
    assert await answers_of(house, waiting) == []


async def _claimed(house: House, customer: Customer, mira: Agent) -> None:
    assert (await mira.claims(customer)).status_code == 200


async def _claimed_and_waiting_again(house: House, customer: Customer, mira: Agent) -> None:
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    pods = (await mira.calls("GET", "/team")).json()["pods"]
    passed = await mira.does(customer, "transfer", pod=pods[0]["id"], reason="", owner_epoch=epoch)
    assert passed.status_code == 204


async def _erased(house: House, customer: Customer, mira: Agent) -> None:
    assert (await customer.calls("DELETE")).status_code == 204


@pytest.mark.parametrize("meanwhile", [_claimed, _claimed_and_waiting_again])
async def test_an_answer_that_comes_after_the_case_has_changed_hands_is_not_told(
    house: House, waiting: Customer, meanwhile: Any
) -> None:
    held = HeldReading(house)
    await waiting.says("wie lange kann ich zurückgeben")
    await held.begun.wait()
    await meanwhile(house, waiting, await house.agent())
    held.let_go.set()
    assert await answers_of(house, waiting) == []


async def test_an_answer_that_comes_after_the_erasure_is_not_told(house: House, waiting: Customer) -> None:
    held = HeldReading(house)
    await waiting.says("wie lange kann ich zurückgeben")
    await held.begun.wait()
    await _erased(house, waiting, await house.agent())
    held.let_go.set()
    await house.settle()
    assert (await waiting.calls("GET", "/events")).status_code == 404


async def test_an_answer_comes_also_while_somebody_is_being_asked(house: House, waiting: Customer) -> None:
    held = HeldReading(house)
    await waiting.says("wie lange kann ich zurückgeben")
    await held.begun.wait()
    await (await house.agent()).is_present()
    await house.keep_house()
    assert (await waiting.sees())["state"] == "offered"
    held.let_go.set()
    assert await answers_of(house, waiting) == [ANSWER]


async def test_a_claim_at_the_same_moment_leaves_no_answer_behind_it(house: House) -> None:
    agents = [await house.agent(name) for name in ("mira", "jonas", "leni", "emre")]
    customers = [await house.waiting_customer() for _ in agents]
    held = HeldReading(house)
    for customer in customers:
        await customer.says("wie lange kann ich zurückgeben")
    await held.begun.wait()
    held.let_go.set()
    await asyncio.gather(*(agent.claims(customer) for agent, customer in zip(agents, customers, strict=True)))
    await house.settle()
    for customer in customers:
        log = await customer.log()
        taken = next(event["sequence"] for event in log if "ist jetzt für Sie da" in event.get("text", ""))
        assert all(event["sequence"] < taken for event in log if event.get("text") == ANSWER)
