"""Snippets: everybody uses them, leads and trainers write them."""

from dataclasses import replace
from typing import Any

import pytest

from desk.settings import Settings
from tests.desk.house import Agent, FakeClock, House, open_house

pytestmark = pytest.mark.both_databases
REFUND = {"keyword": "geld", "title": "Erstattung", "german": "Ihr Geld ist unterwegs, {kunde}.", "english": None}


async def listed(agent: Agent) -> dict[str, dict[str, Any]]:
    items = (await agent.calls("GET", "/snippets")).json()["items"]
    return {item["keyword"]: item for item in items}


async def test_the_demo_brings_sentences_in_both_languages(house: House) -> None:
    found = await listed(await house.agent())
    assert len(found) == 10
    assert list(found) == sorted(found)
    assert all(item["german"] and item["english"] and "[" not in item["german"] for item in found.values())
    assert "Sie müssen also nichts noch einmal erzählen" in found["hallo"]["german"]


async def test_the_german_is_in_the_operators_form_of_address(settings: Settings, clock: FakeClock) -> None:
    async with open_house(replace(settings, address="du"), clock) as house:
        found = await listed(await house.agent())
    assert "du musst also nichts noch einmal erzählen" in found["hallo"]["german"]
    assert "[Sie müssen|du musst] also nichts noch einmal erzählen" in found["hallo"]["source"]


@pytest.mark.parametrize("name", ["katrin", "tom", "sabine"])
async def test_leads_and_trainers_write_change_and_remove(house: House, name: str) -> None:
    writer, mira = await house.agent(name), await house.agent()
    added = await writer.calls("POST", "/snippets", json=REFUND)
    assert added.status_code == 201
    path = f"/snippets/{added.json()['id']}"
    assert (await listed(mira))["geld"] == REFUND | {"id": added.json()["id"], "source": REFUND["german"]}
    changed = await writer.calls("PUT", path, json=REFUND | {"english": "On its way."})
    assert changed.status_code == 204
    assert (await listed(mira))["geld"]["english"] == "On its way."
    assert (await writer.calls("DELETE", path)).status_code == 204
    assert "geld" not in await listed(mira)
    assert {"added_snippet", "changed_snippet", "removed_snippet"} <= await house.audited()


async def test_agents_only_use_them(house: House) -> None:
    mira = await house.agent()
    before = await listed(mira)
    path = f"/snippets/{before['hallo']['id']}"
    for call in (
        mira.calls("POST", "/snippets", json=REFUND),
        mira.calls("PUT", path, json=REFUND),
        mira.calls("DELETE", path),
    ):
        refused = await call
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "wrong_role")
    assert await listed(mira) == before


async def test_a_keyword_belongs_to_one_snippet(house: House) -> None:
    katrin = await house.agent("katrin")
    taken = await katrin.calls("POST", "/snippets", json=REFUND | {"keyword": "hallo"})
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "keyword_taken")
    hallo = (await listed(katrin))["hallo"]
    kept = await katrin.calls("PUT", f"/snippets/{hallo['id']}", json=REFUND | {"keyword": "hallo"})
    assert kept.status_code == 204


@pytest.mark.parametrize(
    "wrong", [{"german": "Liebe {kundin}"}, {"english": "Dear {name}"}, {"keyword": "Zwei Wörter"}, {"german": " "}]
)
async def test_what_nobody_could_fill_in_or_find_is_refused(house: House, wrong: dict[str, str]) -> None:
    refused = await (await house.agent("katrin")).calls("POST", "/snippets", json=REFUND | wrong)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "invalid_body")


async def test_an_unknown_snippet_is_neither_changed_nor_removed(house: House) -> None:
    katrin = await house.agent("katrin")
    for answer in (
        await katrin.calls("PUT", "/snippets/x", json=REFUND),
        await katrin.calls("DELETE", "/snippets/x"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_snippet")
