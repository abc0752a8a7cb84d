""" "Das war noch nicht alles": the case comes back to the person who had it; and ratings, which follow the end."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from desk.rules import Hours
from desk.store import rules
from tests.desk.house import Agent, Customer, House

pytestmark = pytest.mark.both_databases


async def resolved(house: House, agent: Agent, **more: str) -> Customer:
    """A customer whose case this person has just closed."""
    customer = await house.waiting_customer(**more)
    epoch = (await agent.claims(customer)).json()["owner_epoch"]
    done = await agent.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
    assert done.status_code == 204, done.text
    return customer


async def closed(house: House, agent: Agent) -> Customer:
    """A customer whose case has been closed for a while."""
    customer = await resolved(house, agent)
    house.clock.advance(house.desk.settings.wrap_up_seconds + 1)
    await agent.queue()
    await house.keep_house()
    assert (await customer.sees())["state"] == "closed"
    return customer


async def says_it_was_not_all(customer: Customer) -> str:
    """The state afterwards."""
    answer = await customer.calls("POST", "/reopen")
    assert answer.status_code == 202, answer.text
    return str(answer.json()["state"])


@pytest.mark.parametrize("over", [resolved, closed])
async def test_the_case_is_offered_to_the_person_who_had_it(
    house: House, over: Callable[[House, Agent], Awaitable[Customer]]
) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    customer = await over(house, mira)
    await mira.is_present()
    await jonas.is_present()
    async with mira.stream() as desk:
        assert await says_it_was_not_all(customer) == "offered"
        offer = await desk.until(type="offer")
    assert (offer["conversation_id"], "kommt zu dir zurück" in offer["because"]) == (customer.id, True)
    assert "Zuerst fragen wir Mira" in (await customer.texts())[-1]
    assert (await jonas.claims(customer)).json()["error"]["code"] == "already_taken"
    assert (await mira.claims(customer)).status_code == 200
    assert (await customer.sees())["agent"] == {"name": "Mira"}


async def test_the_person_learns_that_it_was_not_all(house: House) -> None:
    mira = await house.agent()
    customer = await resolved(house, mira)
    await mira.is_present()
    house.clock.advance(1)
    await says_it_was_not_all(customer)
    handoffs = (await mira.reads(customer))["handoffs"]
    assert [handoff["reason"] for handoff in handoffs] == ["request_human", "request_human"]
    assert handoffs[-1]["summary"] == "Kunde meldet sich zurück: Das war noch nicht alles."


async def test_what_a_person_has_corrected_stays_so(house: House) -> None:
    mira = await house.agent()
    customer = await house.waiting_customer()
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    first = (await mira.reads(customer))["handoffs"][0]["id"]
    path = f"/conversations/{customer.id}/handoffs/{first}"
    corrected = await mira.calls("PUT", path, json={"reason": "legal"})
    assert corrected.status_code < 300, corrected.text
    await mira.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
    house.clock.advance(1)
    await says_it_was_not_all(customer)
    assert [handoff["reason"] for handoff in (await mira.reads(customer))["handoffs"]][-1] == "legal"


async def test_while_that_person_is_not_there_the_case_waits_for_them(house: House) -> None:
    mira, leni = await house.agent(), await house.agent("leni")
    customer = await resolved(house, mira)
    await mira.is_present("away")
    await leni.is_present("busy")
    assert await says_it_was_not_all(customer) == "queued"
    assert "Im Moment ist leider niemand da" in (await customer.texts())[-1]
    item = (await leni.queue())["items"][0]
    assert (item["conversation_id"], item["wanted"]) == (customer.id, "Mira")
    await mira.is_present()
    await house.keep_house()
    assert (await customer.sees())["state"] == "offered"
    assert (await mira.claims(customer)).status_code == 200


async def test_nobody_gets_more_than_there_is_room_for(house: House) -> None:
    mira = await house.agent()
    customer = await resolved(house, mira)
    for _ in range(4):
        assert (await mira.claims(await house.waiting_customer())).status_code == 200
    await mira.is_present()
    assert await says_it_was_not_all(customer) == "queued"


async def test_outside_the_hours_the_case_waits(house: House) -> None:
    mira = await house.agent()
    customer = await resolved(house, mira)
    await mira.is_present()
    async with house.desk.database.write() as connection:
        week = Hours.model_validate({"week": {"tuesday": [{"opens": "08:00", "closes": "20:00"}]}})
        await rules.put(connection, "hours", week.model_dump(mode="json"), None, house.clock())
    assert await says_it_was_not_all(customer) == "queued"
    assert "morgen ab 8 Uhr" in (await customer.texts())[-1]


async def test_waiting_counts_from_the_return_on(house: House) -> None:
    mira = await house.agent()
    customer = await closed(house, mira)
    await mira.is_present("busy")
    await says_it_was_not_all(customer)
    house.clock.advance(30)
    assert [item["waiting_seconds"] for item in (await mira.queue())["items"]] == [30]


async def test_asked_again_nothing_more_happens(house: House) -> None:
    mira = await house.agent()
    customer = await resolved(house, mira)
    await mira.is_present()
    answers = await asyncio.gather(*(customer.calls("POST", "/reopen") for _ in range(3)))
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert len((await mira.reads(customer))["handoffs"]) == 2
    await mira.claims(customer)
    assert await says_it_was_not_all(customer) == "human"


async def test_only_what_a_person_has_closed_can_be_reopened(house: House) -> None:
    customer, mira = await house.customer(), await house.agent()
    refused = await customer.calls("POST", "/reopen")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_over")
    wrote_again = await resolved(house, mira)
    await wrote_again.says("noch eine frage")
    refused = await wrote_again.calls("POST", "/reopen")
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_over")
    assert (await customer.calls("POST", "/reopen", headers={"Authorization": "Bearer no"})).status_code == 401


async def test_a_plain_message_after_the_end_goes_to_the_assistant(house: House) -> None:
    customer = await resolved(house, await house.agent())
    await customer.says("noch eine frage")
    await customer.hears("Echo: noch eine frage")
    assert (await customer.sees())["state"] == "bot"


async def test_after_a_return_it_can_be_rated_anew(house: House) -> None:
    mira = await house.agent()
    customer = await resolved(house, mira)
    await customer.calls("POST", "/rating", json={"score": 2})
    await says_it_was_not_all(customer)
    assert (await customer.sees())["may_rate"] is False
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    await mira.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
    assert (await customer.calls("POST", "/rating", json={"score": 5})).status_code == 201


async def test_a_rating_is_one_click_and_a_comment_may_follow(house: House) -> None:
    katrin = await house.agent("katrin")
    customer = await resolved(house, katrin)
    assert (await customer.calls("POST", "/rating", json={"score": 4})).status_code == 201
    assert (await customer.sees())["may_rate"] is False
    house.clock.advance(599)
    for comment in ("sehr nett", "sehr nett, IBAN DE89370400440532013000"):
        added = await customer.calls("POST", "/rating", json={"score": 4, "comment": comment})
        assert (added.status_code, added.json()) == (200, {"score": 4})
    rating = (await katrin.reads(customer))["rating"]
    assert (rating["score"], rating["comment"]) == (4, "sehr nett, IBAN DE89 •••• •••• •••• 3000")


@pytest.mark.parametrize(
    ("body", "later"),
    [({"score": 4}, 0), ({"score": 5, "comment": "doch besser"}, 0), ({"score": 4, "comment": "spät"}, 601)],
    ids=["no comment", "another score", "too late"],
)
async def test_a_rating_is_given_once(house: House, body: dict[str, object], later: int) -> None:
    katrin = await house.agent("katrin")
    customer = await resolved(house, katrin)
    await customer.calls("POST", "/rating", json={"score": 4, "comment": "gut"})
    house.clock.advance(later)
    refused = await customer.calls("POST", "/rating", json=body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_to_be_rated")
    rating = (await katrin.reads(customer))["rating"]
    assert (rating["score"], rating["comment"]) == (4, "gut")


async def test_a_comment_does_not_follow_into_the_next_conversation(house: House) -> None:
    customer = await resolved(house, await house.agent())
    await customer.calls("POST", "/rating", json={"score": 4})
    await customer.says("noch eine frage")
    assert (await customer.calls("POST", "/rating", json={"score": 4, "comment": "gut"})).status_code == 409


async def test_a_customer_sees_the_first_names_of_the_team_those_at_work_first(house: House) -> None:
    fresh = await house.customer()
    assert (await fresh.sees())["team"] is None
    waiting = await house.waiting_customer()
    team = set((await waiting.sees())["team"]["people"])
    assert team in ({"Jonas", "Katrin", "Mira"}, {"Emre", "Leni", "Sabine"})
    last = sorted(team)[-1]
    await (await house.agent(last.lower())).is_present("busy")
    assert (await waiting.sees())["team"]["people"][0] == last
