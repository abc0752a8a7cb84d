"""Erasing: what a customer said or left is gone for good, from the answers and from the database's very bytes."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from desk import intake
from desk.store.tables import metadata
from tests.desk.conftest import INTERNAL_TOKEN
from tests.desk.house import PATIENCE_SECONDS, House, Json
from tests.desk.stand_in_engine import StandInEngine, says

pytestmark = pytest.mark.both_databases
SECRETS = ("Kruse", "Seepferdchen", "0431 777", "Bernstein", "Leuchtturm", "NV-204518")


async def test_everything_that_was_said_or_noted_is_erased(house: House, engine: StandInEngine, tmp_path: Path) -> None:
    async def hands_over(question: Json) -> Json:
        briefing = {
            "turn_id": question["turn_id"],
            "reason": "emotion",
            "summary": "Seepferdchen",
            "tried": ["Bernstein"],
        }
        course = {
            "filled": {"order_number": "NV-204518"},
            "emotion_course": [{"text": "Seepferdchen", "label": "angry"}],
        }
        headers = {"Authorization": f"Bearer {INTERNAL_TOKEN}"}
        await house.http.post("/internal/v1/handoffs", json=briefing | course, headers=headers)
        return says("Zu Ihrem Seepferdchen", filled={"order_number": "NV-204518"})

    engine.script = hands_over
    visitor = {"name": "Anna Kruse", "email": "a.kruse@example.de"}
    customer = await house.customer(customer=visitor, page="https://example.org/Leuchtturm")
    await customer.says("mein Seepferdchen ist kaputt")
    await house.settle()
    await customer.calls("PUT", "/contact", json={"phone": "0431 777 88 99"})
    mira = await house.agent()
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    await customer.says("der Bernstein auch")
    await house.settle()
    await mira.does(customer, "notes", text="Seepferdchen!")
    await mira.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
    await customer.calls("POST", "/rating", json={"score": 2, "comment": "Bernstein"})
    assert await _secrets_in(house) == set(SECRETS)

    assert (await customer.calls("DELETE")).status_code == 204

    assert await _secrets_in(house) == set()
    assert _secrets_in_files(tmp_path) == set()


async def test_words_that_a_reader_kept_in_the_log_are_gone_after_the_next_housekeeping(
    house: House, tmp_path: Path
) -> None:
    customer = await house.customer()
    await customer.says("mein Seepferdchen")
    await house.settle()
    async with house.desk.database.read() as connection:
        await connection.execute(text("SELECT count(*) FROM events"))
        assert (await customer.calls("DELETE")).status_code == 204
    await house.keep_house()
    assert _secrets_in_files(tmp_path) == set()


async def test_an_erased_conversation_is_unknown_to_everybody(house: House) -> None:
    customer, mira, katrin = await house.waiting_customer(), await house.agent(), await house.agent("katrin")
    assert (await customer.calls("DELETE")).status_code == 204
    assert (await customer.calls("GET", "/events")).status_code == 404
    assert (await customer.says("hallo?")).status_code == 404
    assert (await mira.claims(customer)).status_code == 404
    assert (await katrin.calls("GET", f"/conversations/{customer.id}")).status_code == 404
    assert (await mira.queue())["items"] == []
    assert (await katrin.calls("GET", "/conversations")).json()["items"] == []


async def test_an_answer_to_an_erased_message_is_not_stored(house: House, engine: StandInEngine) -> None:
    async def erased_meanwhile(question: Json) -> Json:
        await customer.calls("DELETE")
        return says("Ihr Seepferdchen")

    engine.script = erased_meanwhile
    customer = await house.customer()
    await customer.says("mein Seepferdchen")
    await house.settle()
    assert await _secrets_in(house) == set()
    async with house.desk.database.read() as connection:
        states = (await connection.execute(text("SELECT state FROM bot_turns"))).scalars().all()
    assert states == ["dropped"]


async def test_the_engine_forgets_an_erased_conversation(house: House, engine: StandInEngine) -> None:
    customer, other = await house.customer(), await house.customer()
    for each in (customer, other):
        await each.says("mein Seepferdchen")
    await house.settle()
    assert engine.forgotten == []
    assert (await customer.calls("DELETE")).status_code == 204
    await house.settle()
    assert engine.forgotten == [customer.id]


async def test_the_engine_forgets_after_the_turn_that_is_under_way(house: House, engine: StandInEngine) -> None:
    async def erased_meanwhile(question: Json) -> Json:
        assert (await customer.calls("DELETE")).status_code == 204
        forgotten_during_the_turn.extend(engine.forgotten)
        return says("Ihr Seepferdchen")

    forgotten_during_the_turn: list[str] = []
    engine.script = erased_meanwhile
    customer = await house.customer()
    await customer.says("mein Seepferdchen")
    await house.settle()
    assert forgotten_during_the_turn == []
    assert engine.forgotten == [customer.id]


async def test_an_engine_that_is_away_is_asked_again_and_the_customer_does_not_wait(
    house: House, engine: StandInEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "FORGET_AGAIN_SECONDS", 0)
    engine.refusals_to_forget = 2
    customer = await house.customer()
    assert (await customer.calls("DELETE")).status_code == 204
    await house.settle()
    assert engine.forgotten == [customer.id]


async def test_a_desk_that_stops_does_not_wait_for_an_engine_that_is_away(house: House, engine: StandInEngine) -> None:
    engine.refusals_to_forget = 1
    customer = await house.customer()
    assert (await customer.calls("DELETE")).status_code == 204
    house.desk.workers.stopping.set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await house.settle()
    assert engine.forgotten == []


async def _secrets_in(house: House) -> set[str]:
    """Which of the secrets stand in any row of any table."""
    async with house.desk.database.read() as connection:
        rows = [str((await connection.execute(table.select())).all()) for table in metadata.sorted_tables]
    return {secret for secret in SECRETS if secret in "".join(rows)}


def _secrets_in_files(folder: Path) -> set[str]:
    """Which of the secrets stand in the bytes of SQLite's files; PostgreSQL's files are not ours to read."""
    content = b"".join(path.read_bytes() for path in folder.glob("desk.db*"))
    return {secret for secret in SECRETS if secret.encode() in content}
