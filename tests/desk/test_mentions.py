"""Notes that call a colleague in, and a lead's whisper to whoever has the case."""

import asyncio

import pytest

from tests.desk.house import Customer, House

pytestmark = pytest.mark.both_databases


async def notes_of(house: House, customer: Customer) -> list[dict[str, str]]:
    events = (await (await house.agent("sabine")).reads(customer))["events"]
    return [event for event in events if event["type"] == "note"]


async def test_a_mentioned_colleague_is_told_and_may_read_the_case_from_then_on(house: House) -> None:
    katrin, mira, jonas = await house.agent("katrin"), await house.agent(), await house.agent("jonas")
    customer = await house.customer()  # never handed over: agents know nothing of it
    path = f"/conversations/{customer.id}"
    assert (await mira.calls("GET", path)).status_code == 404
    async with mira.stream() as console:
        await console.until(type="queue")
        noted = await katrin.does(customer, "notes", text="Schau bitte mal.", mentions=[mira.person["id"]] * 2)
        frame = await console.until(type="mention")
    assert noted.status_code == 201
    told = {"by": "Katrin", "text": "Schau bitte mal."}
    assert frame == {"type": "mention", "conversation_id": customer.id, **noted.json(), **told}
    assert (await mira.calls("GET", path)).status_code == 200
    assert (await jonas.calls("GET", path)).status_code == 404


async def test_a_mention_waits_for_whoever_is_not_there_until_they_look_at_the_case(house: House) -> None:
    katrin, mira = await house.agent("katrin"), await house.agent()
    first, second = await house.customer(), await house.customer()
    for customer, text in ((first, "Kennst du ihn?"), (second, "Und sie?"), (first, "Noch etwas.")):
        await katrin.does(customer, "notes", text=text, mentions=[mira.person["id"]])
        house.clock.advance(1)

    async def unseen() -> list[str]:
        items = (await mira.calls("GET", "/mentions")).json()["items"]
        assert {item["by"] for item in items} <= {"Katrin"}
        return [item["text"] for item in items]

    assert await unseen() == ["Kennst du ihn?", "Und sie?", "Noch etwas."]
    assert (await katrin.calls("GET", "/mentions")).json() == {"items": []}
    await katrin.reads(first)
    await mira.reads(first)
    assert await unseen() == ["Und sie?"]
    assert (await second.calls("DELETE")).status_code == 204
    assert await unseen() == []


async def test_whoever_does_not_exist_cannot_be_mentioned_and_nothing_is_noted(house: House) -> None:
    mira = await house.agent()
    customer, _ = await house.case_of(mira)
    refused = await mira.does(customer, "notes", text="hallo", mentions=[mira.person["id"], "nobody"])
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "unknown_person")
    assert await notes_of(house, customer) == []


async def test_a_lead_whispers_to_whoever_has_the_case(house: House) -> None:
    mira, jonas, katrin = await house.agent(), await house.agent("jonas"), await house.agent("katrin")
    customer, _ = await house.case_of(mira)
    async with mira.stream() as console, jonas.stream() as other:
        await asyncio.gather(console.until(type="queue"), other.until(type="queue"))
        await katrin.does(customer, "notes", text="Biete ihr Kulanz an.", whisper=True)
        frame = await console.until(type="whisper")
        await jonas.is_present("busy")
        await other.until(type="presence")
    (note,) = await notes_of(house, customer)
    told = {"sequence": note["sequence"], "by": "Katrin", "text": "Biete ihr Kulanz an."}
    assert frame == {"type": "whisper", "conversation_id": customer.id, **told}
    assert "whisper" not in {one["type"] for one in other.seen}
    assert (note["asks"], note["text"]) == ("whisper", "Biete ihr Kulanz an.")
    assert "Kulanz" not in str(await customer.log())
    assert "whispered" in await house.audited()


async def test_agents_do_not_whisper(house: House) -> None:
    mira, jonas = await house.agent(), await house.agent("jonas")
    customer, _ = await house.case_of(mira)
    refused = await jonas.does(customer, "notes", text="psst", whisper=True)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "wrong_role")
    assert await notes_of(house, customer) == []


async def test_account_numbers_in_notes_are_hidden(house: House) -> None:
    mira = await house.agent()
    customer, _ = await house.case_of(mira)
    await mira.does(customer, "notes", text="Konto DE89370400440532013000")
    (note,) = await notes_of(house, customer)
    assert note["text"] == "Konto DE89 •••• •••• •••• 3000"
