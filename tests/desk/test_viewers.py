"""Who else looks at a conversation, and who is typing there."""

from tests.desk.house import Agent, Customer, House, Json, Stream


async def views(agent: Agent, customer: Customer, **body: bool) -> None:
    answer = await agent.does(customer, "viewing", **body)
    assert answer.status_code == 204, answer.text


def seen_by(agent: Agent, *, typing: bool = False) -> Json:
    return {"id": agent.person["id"], "first_name": agent.person["first_name"], "typing": typing}


async def told(console: Stream, customer: Customer) -> list[Json]:
    """What the next word on the viewers of this conversation says."""
    frame = await console.until(type="viewers", conversation_id=customer.id)
    people: list[Json] = frame["people"]
    return people


async def test_colleagues_see_one_another_and_nobody_themself(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    customer, _ = await house.case_of(mira)
    async with mira.stream() as console:
        await console.until(type="queue")
        await jonas.reads(customer)
        assert await told(console, customer) == [seen_by(jonas)]
    assert (await mira.reads(customer))["viewers"] == [seen_by(jonas)]
    assert (await jonas.reads(customer))["viewers"] == [seen_by(mira)]


async def test_typing_is_shown_and_ends_by_itself(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    customer, _ = await house.case_of(mira)
    async with mira.stream() as console:
        await console.until(type="queue")
        await views(jonas, customer, typing=True)
        assert await told(console, customer) == [seen_by(jonas, typing=True)]
        house.clock.advance(9)
        await house.keep_house()
        assert await told(console, customer) == [seen_by(jonas)]


async def test_whoever_is_not_heard_of_for_half_a_minute_no_longer_looks(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    customer, _ = await house.case_of(mira)
    async with mira.stream() as console:
        await console.until(type="queue")
        await views(jonas, customer)
        assert await told(console, customer) == [seen_by(jonas)]
        house.clock.advance(29)
        assert (await mira.reads(customer))["viewers"] == [seen_by(jonas)]
        house.clock.advance(1)
        await house.keep_house()
        assert await told(console, customer) == []


async def test_closing_a_conversation_is_told_at_once_and_ends_its_news(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    customer, epoch = await house.case_of(mira)
    async with mira.stream() as console, jonas.stream() as his:
        await console.until(type="queue")
        await his.until(type="queue")
        await views(jonas, customer)
        assert await told(console, customer) == [seen_by(jonas)]
        await views(jonas, customer, leaving=True)
        assert await told(console, customer) == []
        await mira.replies(customer, "nicht mehr für Jonas", epoch)
        await console.until_event("nicht mehr für Jonas")
        await jonas.is_present("busy")
        await his.until(type="presence")
    assert "nicht mehr für Jonas" not in str(his.seen)


async def test_several_conversations_side_by_side_are_all_told_of(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    cases = [await house.case_of(mira) for _ in range(3)]
    async with jonas.stream() as console:
        await console.until(type="queue")
        for customer, _ in cases:
            await jonas.reads(customer)
        for number, (customer, epoch) in enumerate(cases):
            await mira.replies(customer, f"Antwort {number}", epoch)
            await console.until_event(f"Antwort {number}")
    assert [(await mira.reads(customer))["viewers"] for customer, _ in cases] == [[seen_by(jonas)]] * 3


async def test_what_may_not_be_read_cannot_be_looked_at(house: House) -> None:
    mira, customer = await house.agent(), await house.customer()
    assert (await mira.does(customer, "viewing", typing=True)).status_code == 404
    assert house.desk.viewers.of(customer.id, house.clock()) == []
