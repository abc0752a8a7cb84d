"""Taking a case over, by a lead or by a colleague who was asked in the room; and leads who move what waits."""

import httpx
import pytest

from desk.store import assignments
from tests.desk.house import Agent, Customer, House

pytestmark = pytest.mark.both_databases
REASON = "Ich kenne den Vorgang"


async def takes_over(agent: Agent, customer: Customer, epoch: int) -> httpx.Response:
    return await agent.does(customer, "take_over", owner_epoch=epoch, reason=REASON)


async def test_a_lead_takes_over_and_everybody_knows(house: House) -> None:
    mira, katrin = await house.agent(), await house.agent("katrin")
    customer, epoch = await house.case_of(mira)
    house.clock.advance(1)
    async with mira.stream() as console:
        await console.until(type="queue")
        assert (await takes_over(katrin, customer, epoch)).status_code == 204
        moved = await console.until(type="conversation")
    assert (moved["state"], moved["owner_epoch"]) == ("human", epoch + 1)
    assert (await mira.replies(customer, "Hallo", epoch)).json()["error"]["code"] == "stale_epoch"
    assert (await katrin.replies(customer, "Guten Tag, ich bin Katrin", epoch + 1)).status_code == 202
    assert "Katrin ist jetzt für Sie da." in await customer.texts()
    assert REASON not in str(await customer.log())
    file = await katrin.reads(customer)
    assert (file["owner"]["first_name"], file["assignment"]["kind"]) == ("Katrin", "take_over")
    assert REASON in [event.get("text") for event in file["events"] if event["type"] == "note"]
    assert "took_over" in await house.audited()


async def test_a_colleague_takes_over_only_what_was_brought_into_the_room(house: House) -> None:
    mira, jonas, leni = await house.agent(), await house.agent("jonas"), await house.agent("leni")
    customer, epoch = await house.case_of(mira)
    refused = await takes_over(jonas, customer, epoch)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_in_room")
    await mira.does(customer, "room", text="kann mal jemand draufschauen?")
    assert (await takes_over(leni, customer, epoch)).json()["error"]["code"] == "not_in_room"
    assert (await takes_over(jonas, customer, epoch)).status_code == 204
    assert (await jonas.reads(customer))["owner"]["first_name"] == "Jonas"


async def test_of_two_who_take_over_at_once_one_gets_it(house: House) -> None:
    mira, katrin, sabine = await house.agent(), await house.agent("katrin"), await house.agent("sabine")
    customer, epoch = await house.case_of(mira)
    assert (await takes_over(katrin, customer, epoch)).status_code == 204
    assert (await takes_over(sabine, customer, epoch)).json()["error"]["code"] == "stale_epoch"
    assert (await takes_over(katrin, customer, epoch + 1)).json()["error"]["code"] == "already_yours"


async def test_a_lead_takes_what_waits_even_if_somebody_else_is_asked(house: House) -> None:
    mira, katrin, sabine = await house.agent(), await house.agent("katrin"), await house.agent("sabine")
    customer, epoch = await house.case_of(mira)
    await mira.does(customer, "transfer", person=katrin.person["id"], owner_epoch=epoch)
    assert (await takes_over(sabine, customer, epoch + 1)).status_code == 204
    assert (await katrin.claims(customer)).json()["error"]["code"] == "already_taken"
    async with house.desk.database.read() as connection:
        history = await assignments.of_conversation(connection, customer.id)
    outcomes = {(one.kind, one.person_id): one.outcome for one in history}
    assert outcomes["transfer", katrin.person["id"]] == "withdrawn"
    assert outcomes["take_over", sabine.person["id"]] == "accepted"


async def test_what_the_assistant_answers_is_not_taken_over(house: House) -> None:
    katrin, customer = await house.agent("katrin"), await house.customer()
    refused = await takes_over(katrin, customer, 1)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "move_not_allowed")


async def test_leads_move_waiting_cases_and_agents_do_not(house: House) -> None:
    mira, katrin, leni = await house.agent(), await house.agent("katrin"), await house.agent("leni")
    customer = await house.waiting_customer()
    epoch = (await katrin.reads(customer))["owner_epoch"]
    house.clock.advance(30)
    refused = await mira.does(customer, "transfer", person=leni.person["id"], owner_epoch=epoch)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_owner")
    for target in (leni, mira):
        moved = await katrin.does(customer, "transfer", person=target.person["id"], owner_epoch=epoch)
        assert moved.status_code == 204
        assert (await katrin.reads(customer))["offered_to"] == target.person["id"]
    pods = {pod["name"]: pod["id"] for pod in (await katrin.calls("GET", "/team")).json()["pods"]}
    for name in ("Süd", "Nord"):
        moved = await katrin.does(customer, "transfer", pod=pods[name], owner_epoch=epoch)
        assert moved.status_code == 204
        file = await katrin.reads(customer)
        assert (file["state"], file["pod"], file["waiting_since"]) == ("queued", name, "2026-06-01T12:00:00.000Z")
