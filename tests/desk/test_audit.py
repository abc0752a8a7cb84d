"""The audit: who saw and did what, for leads, without a customer's words."""

import asyncio
from typing import Any

import pytest

from tests.desk.house import Agent, Customer, House, Json

pytestmark = pytest.mark.both_databases
TEN_MINUTES = 600


async def test_reading_a_case_file_is_noted_once_in_ten_minutes(house: House) -> None:
    katrin, mira, customer = await house.agent("katrin"), await house.agent("mira"), await house.waiting_customer()
    for _ in range(3):
        await mira.reads(customer)
    assert await _openings(katrin, customer) == ["Mira Jansen"]
    house.clock.advance(TEN_MINUTES - 1)
    await mira.reads(customer)
    assert await _openings(katrin, customer) == ["Mira Jansen"]
    house.clock.advance(1)
    await mira.reads(customer)
    assert await _openings(katrin, customer) == ["Mira Jansen"] * 2


async def test_every_reader_and_every_case_is_noted(house: House) -> None:
    katrin, mira = await house.agent("katrin"), await house.agent("mira")
    customer, other = await house.waiting_customer(), await house.waiting_customer()
    await mira.reads(customer)
    await katrin.reads(customer)
    await mira.reads(other)
    assert sorted(await _openings(katrin, customer)) == ["Katrin Vogel", "Mira Jansen"]
    assert await _openings(katrin, other) == ["Mira Jansen"]


async def test_two_windows_of_one_person_are_one_opening(house: House) -> None:
    katrin, mira, customer = await house.agent("katrin"), await house.agent("mira"), await house.waiting_customer()
    await asyncio.gather(*(mira.reads(customer) for _ in range(4)))
    assert await _openings(katrin, customer) == ["Mira Jansen"]


async def test_what_may_not_be_read_is_no_opening(house: House) -> None:
    katrin, mira, with_the_bot = await house.agent("katrin"), await house.agent("mira"), await house.customer()
    assert (await mira.calls("GET", f"/conversations/{with_the_bot.id}")).status_code == 404
    assert await _openings(katrin, with_the_bot) == []


async def test_newest_first_page_by_page_without_a_gap(house: House) -> None:
    katrin = await house.agent("katrin")
    for number in range(5):
        house.clock.advance(number % 2)
        await katrin.calls("POST", "/pods", json={"name": f"Pod {number}"})
    whole = await _entries(katrin, action="added_pod")
    assert [entry["at"] for entry in whole] == sorted((entry["at"] for entry in whole), reverse=True)
    assert {entry["details"]["name"] for entry in whole} == {f"Pod {number}" for number in range(5)}
    pages: list[Json] = []
    while page := await _entries(katrin, action="added_pod", limit=2, **({"before": pages[-1]["id"]} if pages else {})):
        assert len(page) <= 2
        pages += page
    assert pages == whole


async def test_a_moment_is_a_border_too(house: House) -> None:
    katrin = await house.agent("katrin")
    await katrin.calls("POST", "/pods", json={"name": "West"})
    at = (await _entries(katrin, action="added_pod"))[0]["at"]
    assert await _entries(katrin, action="added_pod", before=at) == []
    assert len(await _entries(katrin, action="added_pod", before=at.replace("12:00:00", "12:00:01"))) == 1


async def test_by_person_case_and_action(house: House) -> None:
    katrin, mira = await house.agent("katrin"), await house.agent("mira")
    customer, other = await house.waiting_customer(), await house.waiting_customer()
    await mira.claims(customer)
    await katrin.claims(other)
    of_mira = await _entries(katrin, person=mira.person["id"])
    assert {entry["person"]["name"] for entry in of_mira} == {"Mira Jansen"}
    assert {entry["action"] for entry in of_mira} >= {"logged_in", "claimed"}
    of_case = await _entries(katrin, conversation=other.id)
    assert {entry["conversation_id"] for entry in of_case} == {other.id}
    assert [entry["person"]["name"] for entry in await _entries(katrin, action="claimed", conversation=other.id)] == [
        "Katrin Vogel"
    ]


async def test_no_customers_words_are_in_it(house: House) -> None:
    katrin, mira = await house.agent("katrin"), await house.agent("mira")
    customer = await house.waiting_customer(customer={"name": "Frau Seepferd", "email": "seepferd@example.org"})
    await customer.says("mein Seepferdchen ist weg")
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    await mira.reads(customer)
    await mira.does(customer, "notes", text="Das Seepferdchen suchen")
    await mira.does(customer, "transfer", pod=mira.person["pod"]["id"], reason="Seepferdchen", owner_epoch=epoch)
    answer = await katrin.calls("GET", "/audit")
    assert len(answer.json()["items"]) > 3
    assert "seepferd" not in answer.text.casefold()


async def test_the_audit_is_for_leads_and_admins(house: House) -> None:
    for name, status in (("mira", 403), ("tom", 403), ("katrin", 200), ("sabine", 200)):
        assert (await (await house.agent(name)).calls("GET", "/audit")).status_code == status
    assert (await house.http.get("/api/v1/desk/audit")).status_code == 401


@pytest.mark.parametrize("query", [{"limit": "201"}, {"limit": "x"}, {"before": "yesterday"}, {"before": "2026-06-01"}])
async def test_a_question_that_makes_no_sense_is_refused(house: House, query: Json) -> None:
    refused = await (await house.agent("katrin")).calls("GET", "/audit", params=query)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid_query")


async def _entries(by: Agent, **query: Any) -> list[Json]:
    answer = await by.calls("GET", "/audit", params=query)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


async def _openings(by: Agent, customer: Customer) -> list[str]:
    return [entry["person"]["name"] for entry in await _entries(by, action="opened", conversation=customer.id)]
