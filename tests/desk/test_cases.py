"""The agent's work on a case, from the claim to the end."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
import pytest

from tests.desk.house import Agent, Customer, House
from tests.desk.stand_in_engine import StandInEngine

pytestmark = pytest.mark.both_databases


@dataclass
class Case:
    """Mira has taken a customer's case."""

    house: House
    customer: Customer
    mira: Agent
    epoch: int


@pytest.fixture
async def case(house: House) -> Case:
    customer, mira = await house.waiting_customer(), await house.agent()
    await mira.is_present()
    claimed = await mira.claims(customer)
    return Case(house=house, customer=customer, mira=mira, epoch=claimed.json()["owner_epoch"])


async def test_both_sides_talk(case: Case) -> None:
    await case.mira.replies(case.customer, "Guten Tag, was ist passiert?", case.epoch)
    told = await case.customer.hears("was ist passiert")
    assert told["author"] == {"kind": "agent", "name": "Mira"}
    assert "client_message_id" not in told
    await case.customer.says("das zelt ist gerissen")
    events = (await case.mira.reads(case.customer))["events"]
    assert "das zelt ist gerissen" in [event.get("text") for event in events]


async def test_while_a_person_has_the_case_the_engine_is_not_asked_but_reads_along(
    case: Case, engine: StandInEngine
) -> None:
    await case.customer.says("wie lange kann ich zurückgeben")
    await case.house.settle()
    assert engine.questions == []
    assert engine.read_texts == ["wie lange kann ich zurückgeben"]


async def test_a_reply_sent_again_is_there_once(case: Case) -> None:
    message_id = str(uuid4())
    first = await case.mira.replies(case.customer, "Guten Tag", case.epoch, message_id)
    again = await case.mira.replies(case.customer, "Guten Tag", case.epoch, message_id)
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json() == again.json()
    assert (await case.customer.texts()).count("Guten Tag") == 1


WRITES: dict[str, Callable[[Case, int], Awaitable[httpx.Response]]] = {
    "replies": lambda case, epoch: case.mira.replies(case.customer, "Hallo", epoch),
    "hand_back": lambda case, epoch: case.mira.does(case.customer, "hand_back", owner_epoch=epoch),
    "resolve": lambda case, epoch: case.mira.does(case.customer, "resolve", disposition="solved", owner_epoch=epoch),
    "transfer": lambda case, epoch: case.mira.does(case.customer, "transfer", person="nobody", owner_epoch=epoch),
}


@pytest.mark.parametrize("write", WRITES)
async def test_a_stale_epoch_is_refused_and_changes_nothing(case: Case, write: str) -> None:
    before = await case.mira.reads(case.customer)
    for stale in (case.epoch - 1, case.epoch + 1):
        refused = await WRITES[write](case, stale)
        assert (refused.status_code, refused.json()["error"]["code"]) == (409, "stale_epoch")
        assert refused.json()["error"]["details"] == {"owner_epoch": case.epoch, "state": "human"}
    assert await case.mira.reads(case.customer) == before


@pytest.mark.parametrize("write", ["replies", "hand_back", "resolve", "transfer"])
async def test_a_colleague_cannot_write_in_somebody_elses_case(case: Case, write: str) -> None:
    jonas = await case.house.agent("jonas")
    intruding = Case(house=case.house, customer=case.customer, mira=jonas, epoch=case.epoch)
    refused = await WRITES[write](intruding, case.epoch)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_owner")


async def test_a_note_is_for_colleagues_only(case: Case) -> None:
    jonas = await case.house.agent("jonas")
    async with case.customer.stream() as stream:
        await stream.until(type="state")
        noted = await jonas.does(case.customer, "notes", text="ruft oft an")
        assert noted.status_code == 201
        await case.mira.replies(case.customer, "Guten Tag", case.epoch)
        after = await stream.until_event("Guten Tag")
    assert after["sequence"] == noted.json()["sequence"] + 1
    assert "ruft oft an" not in str(stream.seen)
    assert "ruft oft an" not in await case.customer.texts()
    assert "ruft oft an" not in (await case.customer.calls("GET", "/transcript")).text
    notes = [event for event in (await case.mira.reads(case.customer))["events"] if event["type"] == "note"]
    assert [(note["text"], note["author"]["name"]) for note in notes] == [("ruft oft an", "Jonas")]


async def test_handing_back_lets_the_assistant_answer_again(case: Case) -> None:
    back = await case.mira.does(case.customer, "hand_back", owner_epoch=case.epoch, say="Das war es von mir.")
    assert back.status_code == 204
    log = await case.customer.log()
    assert [event["text"] for event in log[-2:]] == [
        "Das war es von mir.",
        "Jetzt antwortet wieder der digitale Assistent. Nach einem Menschen können Sie jederzeit fragen.",
    ]
    await case.customer.says("und die lieferzeit?")
    await case.customer.hears("Echo: und die lieferzeit?")


async def test_resolving_asks_for_a_rating_which_is_given_once(case: Case) -> None:
    resolved = await case.mira.does(case.customer, "resolve", disposition="solved", owner_epoch=case.epoch)
    assert resolved.status_code == 204
    assert (await case.customer.log())[-1]["asks"] == "rating"
    assert (await case.customer.sees())["may_rate"] is True
    rated = await case.customer.calls("POST", "/rating", json={"score": 5, "comment": "sehr nett"})
    assert rated.status_code == 201
    again = await case.customer.calls("POST", "/rating", json={"score": 1})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "not_to_be_rated")
    assert (await case.customer.sees())["may_rate"] is False
    assert (await case.mira.reads(case.customer))["rating"] == {
        "score": 5,
        "comment": "sehr nett",
        "at": "2026-06-01T12:00:00.000Z",
    }


async def test_a_rating_and_its_later_comment_are_told_to_the_console_of_who_had_the_case(case: Case) -> None:
    await case.mira.does(case.customer, "resolve", disposition="solved", owner_epoch=case.epoch)
    async with case.mira.stream() as console:
        await console.until(type="queue")
        await case.customer.calls("POST", "/rating", json={"score": 4})
        assert (await console.until(type="rated", conversation_id=case.customer.id, score=4))["comment"] is None
        await case.customer.calls("POST", "/rating", json={"score": 4, "comment": "sehr nett"})
        await console.until(type="rated", conversation_id=case.customer.id, score=4, comment="sehr nett")


async def test_an_open_conversation_cannot_be_rated(case: Case) -> None:
    assert (await case.customer.calls("POST", "/rating", json={"score": 5})).status_code == 409


async def test_spam_is_not_asked_for_a_rating(case: Case) -> None:
    await case.mira.does(case.customer, "resolve", disposition="spam", owner_epoch=case.epoch)
    assert "asks" not in (await case.customer.log())[-1]
    assert (await case.customer.sees())["may_rate"] is False


async def test_writing_after_the_end_begins_a_new_episode_with_the_assistant(case: Case) -> None:
    await case.mira.does(case.customer, "resolve", disposition="solved", owner_epoch=case.epoch)
    await case.customer.says("doch noch etwas")
    await case.customer.hears("Echo: doch noch etwas")
    assert (await case.customer.sees())["state"] == "bot"


async def test_asking_for_a_person_after_the_end_waits_again(case: Case) -> None:
    await case.mira.does(case.customer, "resolve", disposition="solved", owner_epoch=case.epoch)
    case.house.clock.advance(60)
    await case.customer.asks_for_a_person()
    item = (await case.mira.queue())["items"][0]
    assert (item["conversation_id"], item["waiting_seconds"]) == (case.customer.id, 0)


async def test_a_transfer_to_a_pod_keeps_the_waiting_time(case: Case) -> None:
    case.house.clock.advance(300)
    pods = (await case.mira.calls("GET", "/team")).json()["pods"]
    passed = await case.mira.does(
        case.customer, "transfer", pod=pods[1]["id"], reason="Fragt nach Zelten", owner_epoch=case.epoch
    )
    assert passed.status_code == 204
    item = (await case.mira.queue())["items"][0]
    assert (item["pod"], item["waiting_seconds"], item["state"]) == (pods[1]["name"], 300, "queued")
    assert "Ihr Platz in der Reihe bleibt erhalten" in (await case.customer.texts())[-1]
    assert "Fragt nach Zelten" not in await case.customer.texts()


async def test_a_transfer_to_a_person_is_an_offer_that_only_this_person_can_accept(case: Case) -> None:
    leni, jonas = await case.house.agent("leni"), await case.house.agent("jonas")
    passed = await case.mira.does(case.customer, "transfer", person=leni.person["id"], owner_epoch=case.epoch)
    assert passed.status_code == 204
    assert (await case.customer.sees())["state"] == "offered"
    assert [one["state"] for one in (await leni.queue())["mine"]] == ["offered"]
    assert (await jonas.claims(case.customer)).status_code == 409
    assert (await jonas.calls("POST", "/queue/next")).status_code == 204
    assert (await leni.claims(case.customer)).status_code == 200
    await case.customer.hears("Leni ist jetzt für Sie da")


async def test_a_declined_offer_goes_back_to_the_queue(case: Case) -> None:
    leni, jonas = await case.house.agent("leni"), await case.house.agent("jonas")
    await case.mira.does(case.customer, "transfer", person=leni.person["id"], owner_epoch=case.epoch)
    await case.mira.is_present("busy")  # or the case would be offered to her again
    assert (await jonas.does(case.customer, "decline")).json()["error"]["code"] == "not_offered"
    assert (await leni.does(case.customer, "decline")).status_code == 204
    assert (await case.customer.sees())["state"] == "queued"
    assert (await jonas.claims(case.customer)).status_code == 200


@pytest.mark.parametrize("target", [{}, {"pod": "a", "person": "b"}, {"pod": "unknown"}, {"person": "unknown"}])
async def test_a_transfer_to_nowhere_is_refused(case: Case, target: dict[str, str]) -> None:
    refused = await case.mira.does(case.customer, "transfer", **target, owner_epoch=case.epoch)
    assert refused.status_code == 422
    assert (await case.customer.sees())["state"] == "human"


async def test_a_trainer_is_no_target_for_a_transfer(case: Case) -> None:
    tom = await case.house.agent("tom")
    refused = await case.mira.does(case.customer, "transfer", person=tom.person["id"], owner_epoch=case.epoch)
    assert refused.json()["error"]["code"] == "unknown_person"


async def test_a_lead_may_resolve_and_pass_on_for_an_agent_but_not_reply(case: Case) -> None:
    katrin = await case.house.agent("katrin")
    assert (await katrin.replies(case.customer, "Hallo", case.epoch)).status_code == 403
    resolved = await katrin.does(case.customer, "resolve", disposition="passed_on", owner_epoch=case.epoch)
    assert resolved.status_code == 204


async def test_a_correction_is_shown_beside_what_was_read_and_counts_in_the_queue(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    handoff = (await mira.reads(customer))["handoffs"][0]
    path = f"/conversations/{customer.id}/handoffs/{handoff['id']}"
    corrected = await mira.calls("PUT", path, json={"reason": "legal", "concern": "threaten_legal"})
    assert corrected.json() == {"corrected": {"reason": "legal", "concern": "threaten_legal"}}
    await mira.calls("PUT", path, json={"emotion": "angry"})
    after = (await mira.reads(customer))["handoffs"][0]
    assert after["reason"] == "request_human"
    assert after["corrected"] == {"reason": "legal", "concern": "threaten_legal", "emotion": "angry"}
    item = (await mira.queue())["items"][0]
    assert (item["reason"], item["emotion"]["label"], item["hard"]) == ("legal", "angry", True)
    assert [concern["id"] for concern in item["concerns"]] == ["threaten_legal"]


async def test_an_empty_or_lost_correction_is_refused(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    handoff = (await mira.reads(customer))["handoffs"][0]
    path = f"/conversations/{customer.id}/handoffs/"
    assert (await mira.calls("PUT", path + handoff["id"], json={})).json()["error"]["code"] == "nothing_to_correct"
    assert (await mira.calls("PUT", path + "x", json={"reason": "legal"})).json()["error"]["code"] == "unknown_handoff"


async def test_unread_counts_until_it_is_seen(case: Case) -> None:
    await case.mira.does(case.customer, "seen", sequence=3)
    sent = [await case.customer.says(text) for text in ("eins", "zwei")]
    assert [one["unread"] for one in (await case.mira.queue())["mine"]] == [2]
    await case.mira.does(case.customer, "seen", sequence=sent[-1].json()["sequence"])
    assert [one["unread"] for one in (await case.mira.queue())["mine"]] == [0]
    assert (await case.customer.sees())["seen"] == sent[-1].json()["sequence"]


async def test_delivered_is_true_only_once_it_is_on_the_owners_console(case: Case) -> None:
    sequence = (await case.customer.says("hallo?")).json()["sequence"]
    jonas = await case.house.agent("jonas")
    async with jonas.stream() as other:
        await other.until(type="queue")
        await jonas.reads(case.customer)
        assert (await case.customer.sees())["delivered"] < sequence
    async with case.mira.stream() as console, case.customer.stream() as stream:
        await console.until(type="queue")
        sequence = (await case.customer.says("noch da?")).json()["sequence"]
        await console.until(type="event")
        await stream.until(type="state", delivered=sequence)


async def test_typing_is_passed_on_both_ways_while_the_case_is_the_agents(case: Case) -> None:
    jonas = await case.house.agent("jonas")
    async with case.mira.stream() as console, case.customer.stream() as stream:
        await console.until(type="queue")
        await stream.until(type="state")
        await jonas.does(case.customer, "typing")
        await case.mira.does(case.customer, "typing")
        assert await stream.until(type="typing") == {"type": "typing", "author": {"kind": "agent", "name": "Mira"}}
        await stream.send(type="typing")
        typing = await console.until(type="typing")
    assert typing == {"type": "typing", "conversation_id": case.customer.id, "author": {"kind": "customer"}}
    assert [frame["author"]["name"] for frame in stream.seen if frame["type"] == "typing"] == ["Mira"]


async def test_the_console_is_told_of_the_queue_of_messages_and_of_changes_of_hands(house: House) -> None:
    mira = await house.agent()
    async with mira.stream() as console:
        assert await console.next() == {"type": "queue", "items": [], "total": 0, "mine": []}
        customer = await house.waiting_customer()
        while not (await console.until(type="queue"))["items"]:
            pass
        await mira.claims(customer)
        taken = await console.until(type="conversation")
        assert (taken["conversation_id"], taken["state"]) == (customer.id, "human")
        while not (await console.until(type="queue"))["mine"]:
            pass
        await customer.says("hallo")
        event = await console.until_event("hallo")
        assert event["author"] == {"kind": "customer"}
        understood = await console.until(type="understood")
        assert (understood["sequence"], understood["understood"]["intent"]) == (event["sequence"], "faq/return_period")


async def test_somebody_elses_conversation_is_not_told_to_a_console(case: Case) -> None:
    jonas = await case.house.agent("jonas")
    async with jonas.stream() as console, case.mira.stream() as hers:
        await asyncio.gather(console.until(type="queue"), hers.until(type="queue"))
        await case.customer.says("nur für mira")
        await hers.until_event("nur für mira")
        await jonas.is_present("busy")
        await console.until(type="presence")
    assert "nur für mira" not in str(console.seen)


async def test_the_list_of_all_conversations_is_for_leads_and_trainers(house: House) -> None:
    anna = await house.customer(customer={"name": "Anna Kruse", "email": "anna.kruse@example.de"})
    house.clock.advance(1)
    other = await house.waiting_customer()

    async def listed(agent: Agent, **query: Any) -> list[str]:
        answer = await agent.calls("GET", "/conversations", params=query)
        return [item["id"] for item in answer.json()["items"]]

    tom, mira = await house.agent("tom"), await house.agent()
    assert await listed(tom) == [other.id, anna.id]
    assert await listed(tom, state="bot") == [anna.id]
    assert await listed(tom, q="KRUSE") == [anna.id]
    assert await listed(tom, q="100%_") == []
    assert (await mira.calls("GET", "/conversations")).status_code == 403


async def test_the_concerns_are_named_for_colleagues(house: House) -> None:
    concerns = (await (await house.agent()).calls("GET", "/concerns")).json()["concerns"]
    assert concerns == [{"id": "start_return", "label": "Ich möchte etwas zurückschicken"}]
