"""What happens although nobody asks."""

import pytest

from desk.housekeeping import Housekeeping
from desk.rules import Routing
from tests.desk.house import House

pytestmark = pytest.mark.both_databases


async def test_the_case_of_an_agent_who_vanished_waits_again_first_in_line(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    await mira.claims(customer)
    house.clock.advance(60)
    later = await house.waiting_customer()
    house.clock.advance(house.desk.settings.agent_grace_seconds - 59)
    await house.keep_house()
    items = (await (await house.agent("jonas")).queue())["items"]
    assert [item["conversation_id"] for item in items] == [customer.id, later.id]
    assert "Die Verbindung zu Mira ist leider abgerissen" in (await customer.texts())[-2]
    assert "Im Moment ist leider niemand da" in (await customer.texts())[-1]
    assert items[0]["waiting_seconds"] == house.desk.settings.agent_grace_seconds + 1


async def test_the_case_of_an_agent_who_is_connected_stays(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    await mira.claims(customer)
    async with mira.stream() as console:
        await console.until(type="queue")
        house.clock.advance(house.desk.settings.agent_grace_seconds + 1)
        await house.keep_house()
    assert (await customer.sees())["state"] == "human"


async def test_after_a_start_everybody_has_the_grace_period_to_come_back(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    await mira.claims(customer)
    house.clock.advance(house.desk.settings.agent_grace_seconds - 1)
    await house.keep_house()
    assert (await customer.sees())["state"] == "human"


async def test_a_vanished_agents_late_reply_is_refused(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    house.clock.advance(house.desk.settings.agent_grace_seconds + 1)
    await house.keep_house()
    refused = await mira.replies(customer, "bin wieder da", epoch)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "stale_epoch")


async def test_an_offer_without_an_answer_goes_back_to_the_queue(house: House) -> None:
    customer, mira, leni = await house.waiting_customer(), await house.agent(), await house.agent("leni")
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    await mira.does(customer, "transfer", person=leni.person["id"], owner_epoch=epoch)
    await house.keep_house()
    assert (await customer.sees())["state"] == "offered"
    house.clock.advance(Routing().offer_seconds + 1)
    await house.keep_house()
    assert (await customer.sees())["state"] == "queued"


async def test_a_resolved_case_is_closed_after_a_while_and_can_still_be_rated(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    await mira.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
    house.clock.advance(house.desk.settings.wrap_up_seconds + 1)
    await house.keep_house()
    assert (await customer.sees())["state"] == "closed"
    assert (await customer.calls("POST", "/rating", json={"score": 4})).status_code == 201


async def test_waiting_customers_learn_when_nobody_is_there_any_more(house: House) -> None:
    mira, housekeeping = await house.agent(), Housekeeping(house.desk)
    await mira.is_present()
    customer = await house.waiting_customer()
    await house.keep_house(housekeeping)
    async with customer.stream() as stream:
        assert (await stream.until(type="state"))["queue"]["available"] is True
        house.clock.advance(house.desk.settings.presence_seconds + 1)
        await house.keep_house(housekeeping)
        assert (await stream.until(type="state"))["queue"]["available"] is False
