"""Waiting: who is next, who may take it, and what waiting customers are told."""

import asyncio
from typing import Any

import pytest

from tests.desk.house import Customer, House

pytestmark = pytest.mark.both_databases

NOBODY_THERE = {"position": 1, "available": False, "wait": None, "open": True, "opens_at": None}


async def test_asking_for_a_person_needs_no_engine_and_works_once(house: House) -> None:
    customer = await house.customer()
    first, again = await customer.asks_for_a_person(), await customer.asks_for_a_person()
    assert (first.status_code, again.status_code) == (202, 202)
    assert [event["state"] for event in await customer.log(after=1)] == ["queued"]
    case = await (await house.agent()).reads(customer)
    assert [handoff["reason"] for handoff in case["handoffs"]] == ["request_human"]


async def test_while_nobody_is_there_the_customer_is_told_at_once_and_asked_for_a_contact(house: House) -> None:
    customer = await house.waiting_customer()
    told = (await customer.log())[-1]
    assert "Im Moment ist leider niemand da" in told["text"]
    assert told["asks"] == "contact"
    assert (await customer.sees())["queue"] == NOBODY_THERE


async def test_while_somebody_is_there_the_customer_is_told_the_place_in_line(house: House) -> None:
    await (await house.agent()).is_present()
    first = await house.waiting_customer()
    house.clock.advance(1)
    second = await house.waiting_customer()
    assert "als Nächstes dran" in (await first.log())[-1]["text"]
    told = (await second.log())[-1]
    assert "an Position 2" in told["text"]
    assert "asks" not in told
    assert (await second.sees())["queue"] == NOBODY_THERE | {"position": 2, "available": True}


async def test_available_is_who_says_so_takes_cases_and_was_seen_lately(house: House) -> None:
    mira, tom = await house.agent(), await house.agent("tom")
    customer = await house.waiting_customer()

    async def available() -> bool:
        return bool((await customer.sees())["queue"]["available"])

    assert not await available()
    await tom.is_present()
    assert not await available()
    await mira.is_present("busy")
    assert not await available()
    await mira.is_present()
    assert await available()
    house.clock.advance(house.desk.settings.presence_seconds + 1)
    assert not await available()
    await mira.queue()
    assert await available()
    await mira.calls("DELETE", "/session")
    assert not await available()


async def test_a_contact_that_a_waiting_customer_writes_is_kept_and_confirmed(house: House) -> None:
    customer = await house.waiting_customer()
    await customer.says("bitte an anna.kruse@example.de oder 0431 555 01 90")
    confirmed = await customer.hears("wir melden uns unter")
    assert confirmed["author"] == {"kind": "system"}
    item = (await (await house.agent()).queue())["items"][0]
    assert item["contact"] == {"email": "anna.kruse@example.de", "phone": "0431 555 01 90"}


async def test_a_contact_is_asked_for_only_if_none_is_known(house: House) -> None:
    customer = await house.waiting_customer(customer={"email": "anna.kruse@example.de"})
    told = (await customer.log())[-1]
    assert "Wir melden uns, sobald jemand da ist, unter anna.kruse@example.de" in told["text"]
    assert "asks" not in told


async def test_a_contact_can_be_left_by_a_call(house: House) -> None:
    customer = await house.waiting_customer()
    left = await customer.calls("PUT", "/contact", json={"phone": "+49 431 5550190"})
    assert left.status_code == 200
    await customer.hears("wir melden uns unter +49 431 5550190")
    for wrong in ({}, {"email": "kein at"}, {"phone": "12"}, {"email": "a@b.de", "phone": "x"}):
        refused = await customer.calls("PUT", "/contact", json=wrong)
        assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid_contact")


async def test_the_queue_shows_everything_that_matters_oldest_first(house: House) -> None:
    first = await house.waiting_customer(customer={"name": "Anna Kruse"})
    house.clock.advance(30)
    second = await house.waiting_customer(locale="en")
    items = (await (await house.agent()).queue())["items"]
    assert [item["conversation_id"] for item in items] == [first.id, second.id]
    assert [item["position"] for item in items] == [1, 2]
    assert [item["waiting_seconds"] for item in items] == [30, 0]
    assert [item["language"] for item in items] == ["de", "en"]
    assert items[0]["customer"] == {"name": "Anna Kruse"}
    assert items[0]["reason"] == "request_human"
    assert items[0]["waiting_since"] == "2026-06-01T12:00:00.000Z"
    assert items[0]["hard"] is False


async def test_of_two_agents_who_claim_at_once_one_gets_it(house: House) -> None:
    customer = await house.waiting_customer()
    agents = [await house.agent(name) for name in ("mira", "jonas", "leni")]
    answers = await asyncio.gather(*(agent.claims(customer) for agent in agents))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    losers = [answer.json()["error"]["code"] for answer in answers if answer.status_code == 409]
    assert losers == ["already_taken"] * 2
    joined = [event for event in await customer.log() if event.get("state") == "human"]
    assert len(joined) == 1


async def test_next_takes_the_longest_waiting(house: House) -> None:
    first = await house.waiting_customer(customer={"id": "anna"})
    house.clock.advance(1)
    await house.waiting_customer(customer={"id": "anna"})
    taken = await (await house.agent()).calls("POST", "/queue/next")
    assert (taken.status_code, taken.json()["id"]) == (200, first.id)


async def test_next_with_an_empty_queue_says_that_nobody_waits(house: House) -> None:
    assert (await (await house.agent()).calls("POST", "/queue/next")).status_code == 204


async def test_two_agents_who_take_the_next_at_once_get_different_cases(house: House) -> None:
    customers = {(await house.waiting_customer()).id for _ in range(2)}
    agents = [await house.agent(name) for name in ("mira", "jonas")]
    answers = await asyncio.gather(*(agent.calls("POST", "/queue/next") for agent in agents))
    assert {answer.json()["id"] for answer in answers} == customers


async def test_next_prefers_the_own_pods_cases_but_leaves_nobody_behind(house: House) -> None:
    old, new = await _in_pod(house, "Süd"), await house.waiting_customer()
    mira = await house.agent()
    assert (await mira.calls("POST", "/queue/next")).json()["id"] == new.id
    assert (await mira.calls("POST", "/queue/next")).json()["id"] == old.id


async def test_only_people_who_take_cases_can_claim(house: House) -> None:
    customer, tom = await house.waiting_customer(), await house.agent("tom")
    refused = await tom.claims(customer)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "wrong_role")


async def test_a_conversation_that_was_never_handed_over_cannot_be_claimed_or_read_by_an_agent(house: House) -> None:
    with_the_bot, handed_over = await house.customer(), await house.waiting_customer()
    mira, katrin = await house.agent(), await house.agent("katrin")
    assert (await mira.reads(handed_over))["id"] == handed_over.id
    assert (await mira.calls("GET", f"/conversations/{with_the_bot.id}")).status_code == 404
    assert (await mira.claims(with_the_bot)).status_code == 404
    assert (await katrin.reads(with_the_bot))["id"] == with_the_bot.id


async def test_a_claim_tells_the_customer_the_first_name_and_that_messages_arrived(house: House) -> None:
    customer = await house.waiting_customer()
    await customer.says("es geht um mein zelt")
    assert (await customer.sees())["delivered"] == 0
    await (await house.agent()).claims(customer)
    await customer.hears("Mira ist jetzt für Sie da")
    state = await customer.sees()
    assert (state["state"], state["agent"], state["queue"], state["delivered"]) == ("human", {"name": "Mira"}, None, 3)


async def test_what_waiting_customers_write_is_read_along_for_the_agent(house: House) -> None:
    customer = await house.waiting_customer()
    await customer.says("wie lange kann ich zurückgeben")
    await house.settle()
    case = await (await house.agent()).reads(customer)
    read = [event["understood"]["intent"] for event in case["events"] if "understood" in event]
    assert read == ["faq/return_period"]
    assert [suggestion["slug"] for suggestion in case["suggestions"]] == ["return_period"]


async def _in_pod(house: House, pod: str) -> Customer:
    """A customer whom somebody has passed to a pod."""
    customer, jonas = await house.waiting_customer(), await house.agent("jonas")
    epoch = (await jonas.claims(customer)).json()["owner_epoch"]
    pods: list[dict[str, Any]] = (await jonas.calls("GET", "/team")).json()["pods"]
    pod_id = next(one["id"] for one in pods if one["name"] == pod)
    passed = await jonas.does(customer, "transfer", pod=pod_id, reason="", owner_epoch=epoch)
    assert passed.status_code == 204, passed.text
    return customer
