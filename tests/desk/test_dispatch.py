"""The queue drains by itself: offers, their timeouts, and what is told about them."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from desk import rules, sessions
from desk.dispatch import round_of_offers
from desk.person import Person, Presence, Role
from desk.seed import PASSWORD
from desk.store import assignments, load, people, queue
from desk.store import rules as stored_rules
from tests.desk.house import Agent, Customer, House

pytestmark = pytest.mark.both_databases


async def put_rule(house: House, part: str, **values: object) -> None:
    """As a lead would at the desk."""
    async with house.desk.database.write() as connection:
        before = getattr(await rules.read(connection), part).model_dump(mode="json")
        await stored_rules.put(connection, part, before | values, None, house.clock())


async def drain(house: House) -> None:
    await round_of_offers(house.desk)


async def offered_to(agent: Agent) -> list[str]:
    mine = (await agent.queue())["mine"]
    return [item["conversation_id"] for item in mine if item["state"] == "offered"]


async def settled_offer(house: House, *agents: Agent) -> tuple[Customer, Agent]:
    """A customer who was just offered to one of these agents."""
    customer = await house.waiting_customer()
    await drain(house)
    [asked] = [agent for agent in agents if customer.id in await offered_to(agent)]
    return customer, asked


async def test_a_new_case_is_offered_to_whoever_is_free_and_says_why(house: House) -> None:
    mira = await house.agent()
    await mira.is_present()
    async with mira.stream() as stream:
        customer = await house.waiting_customer()
        offer = await stream.until(type="offer", conversation_id=customer.id)
    assert offer["because"].endswith("Du hattest gerade nichts in Arbeit.")
    assert offer["expires_at"] == "2026-06-01T12:01:00.000Z"
    assert (await customer.sees())["state"] == "offered"
    assert await offered_to(mira) == [customer.id]


async def test_the_moment_somebody_comes_the_queue_drains_oldest_first(house: House) -> None:
    customers = []
    for _ in range(3):
        customers.append(await house.waiting_customer())
        house.clock.advance(1)
    house.clock.advance(600)
    await put_rule(house, "routing", hard_weight=1)
    mira = await house.agent()
    await mira.is_present()
    await drain(house)
    mine = (await mira.queue())["mine"]
    assert [item["conversation_id"] for item in mine] == [customer.id for customer in customers]


async def test_an_offer_that_is_missed_goes_to_the_next_and_sets_the_one_who_missed_it_away(house: House) -> None:
    agents = [await house.agent(name) for name in ("mira", "jonas")]
    for agent in agents:
        await agent.is_present()
    customer, asked = await settled_offer(house, *agents)
    [other] = [agent for agent in agents if agent is not asked]
    async with asked.stream() as stream:
        house.clock.advance(61)
        for agent in agents:
            await agent.queue()
        await drain(house)
        told = await stream.until(type="presence")
    assert told == {"type": "presence", "presence": "away", "because": "missed_offer"}
    assert (await asked.calls("GET", "/me")).json()["presence"] == "away"
    assert await offered_to(other) == [customer.id]
    async with house.desk.database.read() as connection:
        latest, first = await assignments.of_conversation(connection, customer.id)
    assert (first.outcome, latest.outcome) == ("missed", None)


async def test_a_declined_case_goes_to_somebody_else_and_keeps_its_waiting_time(house: House) -> None:
    agents = [await house.agent(name) for name in ("mira", "jonas")]
    for agent in agents:
        await agent.is_present()
    customer, asked = await settled_offer(house, *agents)
    [other] = [agent for agent in agents if agent is not asked]
    house.clock.advance(30)
    assert (await asked.does(customer, "decline")).status_code == 204
    await drain(house)
    assert await offered_to(other) == [customer.id]
    [item] = (await other.queue())["mine"]
    assert item["waiting_since"] == "2026-06-01T12:00:00.000Z"


async def test_who_comes_back_is_asked_for_by_the_person_who_knows_them(house: House) -> None:
    jonas, leni = await house.agent("jonas"), await house.agent("leni")
    first = await house.waiting_customer(customer={"email": "anna.kruse@example.de"})
    epoch = (await leni.claims(first)).json()["owner_epoch"]
    await leni.does(first, "resolve", disposition="solved", owner_epoch=epoch)
    house.clock.advance(600)
    await jonas.is_present()
    await leni.is_present()
    again = await house.waiting_customer(customer={"email": "anna.kruse@example.de"})
    await drain(house)
    assert await offered_to(leni) == [again.id]
    [item] = [item for item in (await leni.queue())["mine"] if item["conversation_id"] == again.id]
    assert item["why"].startswith("Du kennst diesen Kunden schon.")
    assert item["wanted"] == "Leni"


async def test_a_customer_stays_with_the_pod_and_a_new_one_goes_to_the_pod_with_the_most_room(house: House) -> None:
    mira = await house.agent()
    anna = [await house.waiting_customer(customer={"id": "anna"}) for _ in range(2)]
    bert = await house.waiting_customer(customer={"id": "bert"})
    pods = {item["conversation_id"]: item["pod"] for item in (await mira.queue())["items"]}
    assert pods[anna[0].id] == pods[anna[1].id]
    assert pods[bert.id] != pods[anna[0].id]


async def test_nothing_is_offered_while_the_lead_wants_people_to_choose_themselves(house: House) -> None:
    await put_rule(house, "routing", automatic=False)
    mira = await house.agent()
    await mira.is_present()
    customer = await house.waiting_customer()
    await drain(house)
    assert (await customer.sees())["state"] == "queued"


async def test_nothing_is_offered_outside_opening_hours(house: House) -> None:
    await put_rule(house, "hours", week={"sunday": [{"opens": "10:00", "closes": "11:00"}]})  # the clock says Monday
    mira = await house.agent()
    await mira.is_present()
    customer = await house.waiting_customer()
    await drain(house)
    assert (await customer.sees())["state"] == "queued"
    assert (await mira.claims(customer)).status_code == 200


async def test_capacity_is_never_exceeded_however_many_claims_come_at_once(house: House) -> None:
    mira = await house.agent()
    customers = [await house.waiting_customer() for _ in range(10)]
    answers = await asyncio.gather(*(mira.claims(customer) for customer in customers))
    refused = [answer.json()["error"]["code"] for answer in answers if answer.status_code != 200]
    assert refused == ["at_capacity"] * 6


async def test_fifty_agents_who_race_for_sixty_cases_get_one_each_and_no_case_goes_to_two(house: House) -> None:
    await hire(house, 50, capacity=1)
    agents = [await house.agent(f"agent{number}") for number in range(50)]
    customers = [await house.waiting_customer() for _ in range(60)]
    for agent in agents:
        await agent.is_present()
    claims = [agent.claims(customers[number % 3]) for number, agent in enumerate(agents)]
    await asyncio.gather(*claims, *(drain(house) for _ in range(5)))
    await drain(house)
    async with house.desk.database.read() as connection:
        loads = await load.by_person(connection, hard_weight=2)
        held = await queue.in_hand(connection)
    assert loads == {agent.person["id"]: 1 for agent in agents}
    assert len({case.conversation.id for case in held}) == len(held) == 50


async def hire(house: House, count: int, capacity: int) -> None:
    """More people, as able as the demo's; nobody else is at work."""
    async with house.desk.database.write() as connection:
        for number in range(count):
            email = f"agent{number}@demo.lotse"
            person = Person(
                id=str(uuid4()),
                name=f"Agent{number}",
                email=email,
                roles=frozenset({Role.AGENT}),
                presence=Presence.OFFLINE,
                capacity=capacity,
            )
            await people.add(connection, person, sessions.hasher.hash(PASSWORD), house.clock())


async def test_many_rounds_at_once_offer_each_case_once_and_nobody_too_much(house: House) -> None:
    agents = [await house.agent(name) for name in ("mira", "jonas", "leni", "emre")]
    for agent in agents:
        await agent.is_present()
    customers = [await house.waiting_customer() for _ in range(20)]
    house.clock.advance(40)
    for agent in agents:
        await agent.is_present()
    await asyncio.gather(*(drain(house) for _ in range(5)))
    offers: list[str] = [name for agent in agents for name in await offered_to(agent)]
    assert len(offers) == len(set(offers)) == 16
    assert set(offers) <= {customer.id for customer in customers}


async def test_after_a_hard_case_there_is_a_moment_of_rest(house: House) -> None:
    mira = await house.agent()
    await mira.is_present()
    hard = await _furious(house)
    await drain(house)
    epoch = (await mira.claims(hard)).json()["owner_epoch"]
    await mira.does(hard, "resolve", disposition="solved", owner_epoch=epoch)
    calm = await house.waiting_customer()
    await drain(house)
    assert (await calm.sees())["state"] == "queued"
    house.clock.advance(61)
    await mira.queue()
    await drain(house)
    assert (await calm.sees())["state"] == "offered"


async def _furious(house: House) -> Customer:
    """A customer whose anger the assistant has noticed."""
    customer = await house.waiting_customer()
    async with house.desk.database.write() as connection:
        await connection.exec_driver_sql("UPDATE conversations SET hard = true")
    return customer


async def test_why_not_the_others_is_told_in_full_to_leads_only(house: House) -> None:
    mira, jonas, katrin = [await house.agent(name) for name in ("mira", "jonas", "katrin")]
    for agent in (mira, jonas):
        await agent.is_present()
    async with house.desk.database.write() as connection:
        await connection.exec_driver_sql(
            "UPDATE people SET rests_until = '2026-06-01 13:00:00+00' WHERE name LIKE 'J%'"
        )
    customer = await house.waiting_customer()
    await drain(house)

    async def told(agent: Agent) -> dict[str, Any]:
        latest = (await agent.calls("GET", f"/conversations/{customer.id}/assignments")).json()["items"][0]
        return {other["name"]: other["why"] for other in latest["others"]}

    assert (await told(mira))["Jonas"] == "gerade nicht an der Reihe"
    assert (await told(katrin))["Jonas"] == "erholt sich gerade von einem schweren Fall"
