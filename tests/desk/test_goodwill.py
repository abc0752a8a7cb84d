"""Goodwill: within the leeway of case and month an agent grants it alone, beyond it a lead decides."""

import asyncio
from typing import Any
from uuid import uuid4

import httpx
import pytest

from desk.store import rules
from tests.desk.house import Agent, Customer, House

pytestmark = pytest.mark.both_databases
IBAN = "DE89 3704 0044 0532 0130 00"


async def leeway(house: House, per_case: int, per_month: int) -> None:
    async with house.desk.database.write() as connection:
        value = {"per_case_cents": per_case, "per_month_cents": per_month}
        await rules.put(connection, "leeway", value, None, house.clock())


async def gives(agent: Agent, customer: Customer, cents: int, epoch: int, **more: Any) -> httpx.Response:
    body = {"amount_cents": cents, "reason": "Paket kam zu spät", "owner_epoch": epoch} | more
    return await agent.does(customer, "goodwill", **body)


async def requested(agent: Agent) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await agent.calls("GET", "/goodwill")).json()["items"]
    return items


async def test_within_the_leeway_it_is_granted_and_noted(house: House) -> None:
    mira = await house.agent()
    customer, epoch = await house.case_of(mira)
    given = await gives(mira, customer, 1_500, epoch)
    assert (given.status_code, given.json()["state"]) == (201, "granted")
    file = await mira.reads(customer)
    (item,) = file["goodwill"]["items"]
    assert (item["amount_cents"], item["by"]["first_name"], item["decided_by"]) == (1_500, "Mira", None)
    assert (file["goodwill"]["case_left_cents"], file["goodwill"]["month_left_cents"]) == (500, 18_500)
    assert file["events"][-1]["type"] == "note"
    assert file["events"][-1]["text"] == "Kulanz gewährt: 15,00 €. Paket kam zu spät"
    assert "Kulanz" not in str(await customer.texts())
    assert "granted_goodwill" in await house.audited()


async def test_beyond_the_leeway_of_the_case_leads_are_asked_and_nobody_else(house: House) -> None:
    mira, jonas, katrin = await house.agent(), await house.agent("jonas"), await house.agent("katrin")
    customer, epoch = await house.case_of(mira, customer={"name": "Anna"})
    await gives(mira, customer, 1_500, epoch)
    async with katrin.stream() as leads, jonas.stream() as colleagues:
        await asyncio.gather(leads.until(type="queue"), colleagues.until(type="queue"))
        asked = await gives(mira, customer, 501, epoch)
        frame = await leads.until(type="goodwill")
        await jonas.is_present("busy")
        await colleagues.until(type="presence")
    assert asked.json()["state"] == "requested"
    told = {"conversation_id": customer.id, "id": asked.json()["id"], "amount_cents": 501, "by": "Mira"}
    assert frame == {"type": "goodwill", "reason": "Paket kam zu spät", **told}
    assert "goodwill" not in {one["type"] for one in colleagues.seen}
    (item,) = await requested(katrin)
    assert (item["id"], item["customer_name"], item["conversation_id"]) == (asked.json()["id"], "Anna", customer.id)


@pytest.mark.parametrize(
    ("approve", "state", "note"),
    [
        (True, "approved", "Katrin hat 50,00 € Kulanz freigegeben."),
        (False, "refused", "Katrin hat 50,00 € Kulanz abgelehnt."),
    ],
)
async def test_a_lead_decides_with_one_call_and_the_owner_is_told(
    house: House, approve: bool, state: str, note: str
) -> None:
    mira, katrin = await house.agent(), await house.agent("katrin")
    customer, epoch = await house.case_of(mira)
    asked = (await gives(mira, customer, 5_000, epoch)).json()["id"]
    async with mira.stream() as console:
        await console.until(type="queue")
        decided = await katrin.calls("POST", f"/goodwill/{asked}/decision", json={"approve": approve})
        frame = await console.until(type="goodwill_decided")
    assert decided.json() == {"id": asked, "state": state}
    assert frame == {"type": "goodwill_decided", "conversation_id": customer.id, "id": asked, "state": state}
    file = await mira.reads(customer)
    assert (file["goodwill"]["items"][0]["decided_by"]["first_name"], file["events"][-1]["text"]) == ("Katrin", note)
    assert await requested(katrin) == []
    again = await katrin.calls("POST", f"/goodwill/{asked}/decision", json={"approve": not approve})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "already_decided")


async def test_agents_decide_nothing_and_leads_not_their_own(house: House) -> None:
    mira, katrin, sabine = await house.agent(), await house.agent("katrin"), await house.agent("sabine")
    customer, epoch = await house.case_of(katrin)
    path = f"/goodwill/{(await gives(katrin, customer, 5_000, epoch)).json()['id']}/decision"
    for agent, code in ((mira, "wrong_role"), (katrin, "own_request")):
        refused = await agent.calls("POST", path, json={"approve": True})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, code)
    assert (await mira.calls("GET", "/goodwill")).status_code == 403
    assert (await sabine.calls("POST", path, json={"approve": True})).status_code == 200


async def test_an_approved_amount_uses_up_the_case_but_not_the_month(house: House) -> None:
    mira, katrin = await house.agent(), await house.agent("katrin")
    customer, epoch = await house.case_of(mira)
    asked = (await gives(mira, customer, 5_000, epoch)).json()["id"]
    await katrin.calls("POST", f"/goodwill/{asked}/decision", json={"approve": True})
    left = (await mira.reads(customer))["goodwill"]
    assert (left["case_left_cents"], left["month_left_cents"]) == (0, 20_000)


async def test_the_month_ends_at_midnight_where_the_service_is(house: House) -> None:
    await leeway(house, 2_000, 2_500)
    mira = await house.agent()
    states = []
    for seconds in (
        0,
        0,
        29 * 86_400 + 9.9 * 3600,
        0.2 * 3600,
    ):  # 1 June, noon in UTC; until 23:54, then 0:06 in Berlin
        house.clock.advance(seconds)
        mira = await house.agent()
        customer, epoch = await house.case_of(mira)
        states.append((await gives(mira, customer, 2_000, epoch)).json()["state"])
    assert states == ["granted", "requested", "requested", "granted"]


async def test_many_grants_at_once_never_exceed_the_month(house: House) -> None:
    await leeway(house, 1_000, 3_000)
    mira = await house.agent()
    cases = [await house.case_of(mira) for _ in range(4)]
    answers = await asyncio.gather(*(gives(mira, customer, 1_000, epoch) for customer, epoch in cases))
    assert sorted(answer.json()["state"] for answer in answers) == ["granted"] * 3 + ["requested"]


async def test_sent_again_it_is_granted_once(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    customer, epoch = await house.case_of(mira)
    first, again = [await gives(mira, customer, 900, epoch, id=goodwill_id) for goodwill_id in [str(uuid4())] * 2]
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len((await mira.reads(customer))["goodwill"]["items"]) == 1
    other, others_epoch = await house.case_of(jonas)
    taken = await gives(jonas, other, 900, others_epoch, id=first.json()["id"])
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "goodwill_id_taken")


async def test_only_whoever_has_the_case_grants_and_only_as_it_stands(house: House) -> None:
    mira, katrin = await house.agent(), await house.agent("katrin")
    customer, epoch = await house.case_of(mira)
    assert (await gives(katrin, customer, 100, epoch)).json()["error"]["code"] == "not_owner"
    assert (await gives(mira, customer, 100, epoch + 1)).json()["error"]["code"] == "stale_epoch"
    for wrong in ({"amount_cents": 0}, {"amount_cents": -5}, {"amount_cents": 1.5}, {"reason": " "}):
        assert (await gives(mira, customer, 100, epoch, **wrong)).status_code == 422
    assert (await mira.reads(customer))["goodwill"]["items"] == []


async def test_account_numbers_in_a_reason_are_hidden_and_an_erased_customer_leaves_none(house: House) -> None:
    mira = await house.agent()
    customer, epoch = await house.case_of(mira)
    await gives(mira, customer, 100, epoch, reason=f"auf {IBAN}")
    assert (await mira.reads(customer))["goodwill"]["items"][0]["reason"] == "auf DE89 •••• •••• •••• 3000"
    asked = await gives(mira, customer, 9_000, epoch)
    katrin = await house.agent("katrin")
    assert len(await requested(katrin)) == 1
    await customer.calls("DELETE")
    assert await requested(katrin) == []
    decided = await katrin.calls("POST", f"/goodwill/{asked.json()['id']}/decision", json={"approve": True})
    assert decided.status_code == 404
    async with house.desk.database.read() as connection:
        kept = await connection.exec_driver_sql("SELECT count(*), count(reason) FROM goodwill")
        assert tuple(kept.one()) == (2, 0)
