"""What is known beside a conversation: earlier ones, proved orders, similar cases, and an honest draft."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from desk.settings import Settings
from tests.desk.conftest import INTERNAL_TOKEN
from tests.desk.house import Agent, Customer, FakeClock, House, open_house
from tests.desk.serving import serving
from tests.desk.stand_in_actions import TENT, StandInActions
from tests.desk.stand_in_engine import Json, Script, StandInEngine, says

pytestmark = pytest.mark.both_databases
ANNA = {"name": "Anna Kruse", "email": "anna.kruse@example.de", "id": "K-17"}
FILLED = {"order_number": "NV-204518", "proof": "10115", "item": "Kuppelzelt Fjord 3", "phone": "0431 7778899"}


@pytest.fixture
async def actions() -> AsyncIterator[StandInActions]:
    stand_in = StandInActions()
    async with serving(stand_in.app()) as url:
        stand_in.url = url
        yield stand_in


@pytest.fixture
def settings(settings: Settings, actions: StandInActions) -> Settings:
    return replace(settings, actions_url=actions.url)


def hands_over(house: House, filled: Json, tried: tuple[str, ...] = ()) -> Script:
    """The assistant calls a person on the first message, with what was filled."""

    async def script(question: Json) -> Json:
        briefing = {"turn_id": question["turn_id"], "reason": "complex", "concerns": ["start_return"]}
        headers = {"Authorization": f"Bearer {INTERNAL_TOKEN}"}
        more = {"filled": filled, "tried": tried}
        await house.http.post("/internal/v1/handoffs", json=briefing | more, headers=headers)
        return says("Ich hole jemanden.", concern="start_return", filled=filled)

    return script


async def returning(house: House, engine: StandInEngine, mira: Agent, **more: Any) -> tuple[Customer, int]:
    """A customer whose return has come to Mira."""
    engine.script = hands_over(house, more.pop("filled", {}), more.pop("tried", ()))
    customer = await house.customer(**more)
    await customer.says("ich will was zurückschicken")
    await house.settle()
    return customer, (await mira.claims(customer)).json()["owner_epoch"]


async def context_of(agent: Agent, customer: Customer) -> Json:
    answer = await agent.calls("GET", f"/conversations/{customer.id}/context")
    assert answer.status_code == 200, answer.text
    context: Json = answer.json()
    return context


async def test_earlier_conversations_of_the_same_visitor_are_shown_as_not_verified(
    house: House, engine: StandInEngine
) -> None:
    mira = await house.agent()
    first, epoch = await returning(house, engine, mira, customer=ANNA)
    summary = "Zelt zurückgenommen, Geld auf DE89370400440532013000."
    await mira.does(first, "resolve", disposition="solved", concern="start_return", owner_epoch=epoch, summary=summary)
    await first.calls("POST", "/rating", json={"score": 5})
    house.clock.advance(60)
    other, _ = await returning(house, engine, mira, customer=ANNA | {"id": "K-18"})
    again, _ = await returning(house, engine, mira, customer={"id": "K-17"})
    assert (await context_of(mira, again))["earlier"] == [
        {
            "id": first.id,
            "at": "2026-06-01T12:00:00.000Z",
            "concern": "start_return",
            "concern_label": "Ich möchte etwas zurückschicken",
            "disposition": "solved",
            "summary": "Zelt zurückgenommen, Geld auf DE89 •••• •••• •••• 3000.",
            "agent": "Mira",
            "rating": 5,
            "verified": False,
        }
    ]
    assert (await context_of(mira, other))["earlier"] == []


async def test_without_an_id_the_address_counts_and_without_both_nobody_is_known(
    house: House, engine: StandInEngine
) -> None:
    mira = await house.agent()
    by_address = {"email": "anna.kruse@example.de"}
    first, _ = await returning(house, engine, mira, customer=by_address)
    second, _ = await returning(house, engine, mira, customer=by_address)
    nobody, _ = await returning(house, engine, mira)
    unknown, _ = await returning(house, engine, mira)
    assert [one["id"] for one in (await context_of(mira, second))["earlier"]] == [first.id]
    assert nobody.id != unknown.id
    assert (await context_of(mira, unknown))["earlier"] == []


async def test_agents_are_not_told_of_conversations_that_only_the_assistant_had(
    house: House, engine: StandInEngine
) -> None:
    mira, katrin = await house.agent(), await house.agent("katrin")
    with_bot = await house.customer(customer=ANNA)
    customer, _ = await returning(house, engine, mira, customer=ANNA)
    assert (await context_of(mira, customer))["earlier"] == []
    assert [one["id"] for one in (await context_of(katrin, customer))["earlier"]] == [with_bot.id]
    assert (await mira.calls("GET", f"/conversations/{with_bot.id}/context")).status_code == 404


async def test_an_erased_conversation_is_nobodys_past(house: House, engine: StandInEngine) -> None:
    mira = await house.agent()
    first, epoch = await returning(house, engine, mira, customer=ANNA)
    await mira.does(
        first, "resolve", disposition="solved", concern="start_return", owner_epoch=epoch, summary="Leuchtturm"
    )
    customer, _ = await returning(house, engine, mira, customer=ANNA)
    assert "Leuchtturm" in str(await context_of(mira, customer))
    await first.calls("DELETE")
    context = await context_of(mira, customer)
    assert (context["earlier"], context["similar"]["count"]) == ([], 0)
    async with house.desk.database.read() as connection:
        stored = await connection.exec_driver_sql("SELECT count(*) FROM conversations WHERE summary IS NOT NULL")
        assert stored.scalar() == 0


async def test_orders_are_those_whose_number_and_proof_agreed(
    house: House, engine: StandInEngine, actions: StandInActions
) -> None:
    mira = await house.agent()
    customer, _ = await returning(house, engine, mira, customer=ANNA, filled=FILLED)
    context = await context_of(mira, customer)
    assert (context["orders"], context["orders_available"]) == ([TENT], True)
    (call,) = actions.asked
    assert call["next_action"] == "action_list_orders"
    assert call["tracker"]["slots"] == {"orders": [{"number": "NV-204518", "proof": "10115"}]}
    assert "anna" not in str(call)


@pytest.mark.parametrize("filled", [{}, {"order_number": "NV-204518"}, {"proof": "10115"}])
async def test_without_proof_the_shop_is_not_asked(
    house: House, engine: StandInEngine, actions: StandInActions, filled: Json
) -> None:
    mira = await house.agent()
    customer, _ = await returning(house, engine, mira, customer=ANNA, filled=filled)
    context = await context_of(mira, customer)
    assert (context["orders"], context["orders_available"], actions.asked) == ([], True, [])


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (503, {"available": True, "orders": []}),
        (200, {"available": False, "orders": []}),
        (200, {"orders": "none"}),
    ],
)
async def test_a_shop_that_cannot_be_asked_is_said_to_be_so(
    house: House, engine: StandInEngine, actions: StandInActions, status: int, told: Json
) -> None:
    actions.status, actions.answer = status, told
    mira = await house.agent()
    customer, _ = await returning(house, engine, mira, filled=FILLED)
    context = await context_of(mira, customer)
    assert (context["orders"], context["orders_available"]) == ([], False)


async def test_an_action_server_that_is_away_hides_nothing_else(
    settings: Settings, engine: StandInEngine, clock: FakeClock
) -> None:
    async with open_house(replace(settings, actions_url="http://127.0.0.1:9"), clock) as house:
        mira = await house.agent()
        customer, _ = await returning(house, engine, mira, filled=FILLED)
        context = await context_of(mira, customer)
    assert (context["orders"], context["orders_available"]) == ([], False)
    assert context["draft"].startswith("Anliegen: Ich möchte etwas zurückschicken. Bestellung: NV-204518.")


async def test_similar_cases_are_counted_by_how_they_ended_with_what_was_given(
    house: House, engine: StandInEngine
) -> None:
    mira = await house.agent()
    for disposition, cents in (("solved", 0), ("solved", 0), ("solved_with_goodwill", 1_500)):
        house.clock.advance(60)
        customer, epoch = await returning(house, engine, mira)
        if cents:
            await mira.does(customer, "goodwill", amount_cents=cents, reason="Verspätung", owner_epoch=epoch)
        await mira.does(
            customer,
            "resolve",
            disposition=disposition,
            concern="start_return",
            owner_epoch=epoch,
            summary="Zurückgenommen." if cents else None,
        )
    customer, _ = await returning(house, engine, mira)
    assert (await context_of(mira, customer))["similar"] == {
        "concern_label": "Ich möchte etwas zurückschicken",
        "count": 3,
        "dispositions": {"solved": 2, "solved_with_goodwill": 1},
        "examples": [{"summary": "Zurückgenommen.", "disposition": "solved_with_goodwill", "goodwill_cents": 1_500}],
    }


async def test_the_draft_says_what_the_record_says_and_nothing_else(house: House, engine: StandInEngine) -> None:
    mira = await house.agent()
    tried = ("Rücksendung begonnen", "Vorgang angelegt: RS-77")
    customer, epoch = await returning(house, engine, mira, customer=ANNA, filled=FILLED, tried=tried)
    await mira.does(customer, "goodwill", amount_cents=1_000, reason="Verspätung", owner_epoch=epoch)
    house.clock.advance(1)
    await mira.does(customer, "goodwill", amount_cents=5_000, reason="Ärger", owner_epoch=epoch)
    assert (await context_of(mira, customer))["draft"] == (
        "Anliegen: Ich möchte etwas zurückschicken. Bestellung: NV-204518. Artikel: Kuppelzelt Fjord 3. "
        "Assistent: Rücksendung begonnen; Vorgang angelegt: RS-77. Kulanz gewährt: 10,00 € (Verspätung). "
        "Kulanz angefragt, noch nicht entschieden: 50,00 € (Ärger)."
    )


async def test_nothing_known_makes_an_empty_draft(house: House) -> None:
    mira, customer = await house.agent(), await house.waiting_customer()
    context = await context_of(mira, customer)
    assert (context["draft"], context["similar"], context["earlier"]) == ("", None, [])
