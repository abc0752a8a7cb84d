"""Logs: short sentences with fields, and never a customer's words, whatever goes wrong."""

import logging
import sys
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from desk.logs import set_up_logs
from tests.desk.house import House, Json
from tests.desk.stand_in_engine import StandInEngine, says

WORD = "Seepferdchen"


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What is logged, set up as when the desk serves."""
    output = StringIO()
    monkeypatch.setattr(sys, "stdout", output)
    set_up_logs()
    yield output
    structlog.reset_defaults()
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)


async def test_a_customers_words_never_reach_the_logs(
    written: StringIO, house: House, engine: StandInEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(question: Json) -> Json:
        return says(question["text"]) | {"messages": [{"text": [WORD]}]}

    engine.script = broken
    customer = await house.customer(customer={"name": WORD}, page=f"https://example.org/{WORD}")
    await customer.says(f"mein {WORD}")
    await house.settle()
    await customer.calls("POST", "/messages", content=f'{{"text": "{WORD}"')
    await house.http.get(f"/{WORD}")
    monkeypatch.setattr(house.desk.limits, "take", _break_down)
    assert (await customer.says(f"noch ein {WORD}")).status_code == 500
    logged = written.getvalue()
    assert "The engine did not answer" in logged
    assert "A request failed" in logged
    assert WORD not in logged


async def test_an_error_of_the_database_does_not_repeat_what_was_to_be_stored(house: House) -> None:
    with pytest.raises(DBAPIError) as failed:
        async with house.desk.database.write() as connection:
            await connection.execute(text("INSERT INTO nothing VALUES (:word)"), {"word": WORD})
    assert WORD not in str(failed.value)


def _break_down(*_arguments: object) -> None:
    raise RuntimeError("a defect")
