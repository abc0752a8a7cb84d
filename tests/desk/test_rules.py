"""The rules of the service: read by everybody of the desk, changed by leads, in force at once."""

import pytest
from sqlalchemy import update

from desk.rules import Rules
from desk.store.tables import conversations
from tests.desk.house import House, Json

pytestmark = pytest.mark.both_databases
SATURDAY = {"week": {"saturday": [{"opens": "10:00", "closes": "12:00"}, {"opens": "12:00", "closes": "14:00"}]}}


async def test_everybody_of_the_desk_reads_them(house: House) -> None:
    for name in ("mira", "tom", "katrin"):
        rules = await (await house.agent(name)).calls("GET", "/rules")
        assert rules.status_code == 200
        assert set(rules.json()) == set(Rules.model_fields)
        assert rules.json()["leeway"] == {"per_case_cents": 2_000, "per_month_cents": 20_000}
    assert (await house.http.get("/api/v1/desk/rules")).status_code == 401


async def test_the_demo_knows_skills(house: House) -> None:
    rules = Rules.model_validate((await (await house.agent()).calls("GET", "/rules")).json())
    assert rules.skill_for("complex", ("dispute_invoice",)) == "Rechnungen"
    assert rules.skill_for("legal", ("dispute_invoice",)) == "Recht"
    assert rules.skill_for("complex", ("track_order",)) is None


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("hours", SATURDAY),
        ("hours", {"week": None, "state": "HH", "closed_days": ["2026-12-24"]}),
        ("routing", {"pod_wait_seconds": 30}),
        ("care", {"hard_in_a_row": 0}),
        ("leeway", {"per_case_cents": 0, "per_month_cents": 100}),
        ("skills", [{"name": "Retouren", "concerns": ["start_return"], "reasons": ["fraud"]}]),
        ("skills", []),
    ],
)
async def test_a_lead_changes_a_part_and_the_others_stay(house: House, part: str, value: Json | list[Json]) -> None:
    katrin, mira = await house.agent("katrin"), await house.agent("mira")
    before = (await mira.calls("GET", "/rules")).json()
    changed = await katrin.calls("PUT", f"/rules/{part}", json=value)
    assert changed.status_code == 200, changed.text
    after = (await mira.calls("GET", "/rules")).json()
    assert after == changed.json()
    assert after[part] == Rules.model_validate({part: value}).model_dump(mode="json")[part] != before[part]
    assert {name: after[name] for name in after if name != part} == {
        name: before[name] for name in before if name != part
    }


async def test_what_is_left_out_of_a_part_is_as_lotse_brings_it(house: House) -> None:
    katrin = await house.agent("katrin")
    await katrin.calls("PUT", "/rules/care", json={"hard_in_a_row": 5, "recovery_seconds": 10})
    after = (await katrin.calls("PUT", "/rules/care", json={"hard_in_a_row": 5})).json()["care"]
    assert (after["hard_in_a_row"], after["recovery_seconds"]) == (5, Rules().care.recovery_seconds)


@pytest.mark.parametrize(
    ("part", "value", "code", "names"),
    [
        ("hours", {"week": {"someday": []}}, "invalid_body", "hours.week"),
        ("hours", {"week": {"monday": [{"opens": "17:00", "closes": "9:00"}]}}, "invalid_body", "closes"),
        (
            "hours",
            {"week": {"monday": [{"opens": "17:00", "closes": "09:00"}]}},
            "invalid_body",
            "opens must be before",
        ),
        ("hours", {"week": {"monday": [{"opens": "09:00", "closes": "25:00"}]}}, "invalid_body", "closes"),
        ("hours", {"timezone": "Europe/Entenhausen"}, "invalid_body", "timezone"),
        ("hours", {"state": "XX"}, "invalid_body", "hours.state"),
        ("routing", {"offer_seconds": 1}, "invalid_body", "routing.offer_seconds"),
        ("routing", {"offer_second": 60}, "invalid_body", "routing.offer_second"),
        ("routing", {"hard_weight": "2"}, "invalid_body", "routing.hard_weight"),
        ("leeway", {"per_case_cents": -1}, "invalid_body", "leeway.per_case_cents"),
        ("leeway", [], "invalid_body", "leeway"),
        ("skills", {}, "invalid_body", "skills"),
        ("skills", [{"name": ""}], "invalid_body", "skills.0.name"),
        ("skills", [{"name": "A"}, {"name": "a"}], "skill_named_twice", "a"),
        ("skills", [{"name": "A", "reasons": ["lawyer"]}], "unknown_reason", "lawyer"),
        ("skills", [{"name": "A", "concerns": ["dispute_invioce"]}], "unknown_concern", "dispute_invioce"),
        (
            "hours",
            {"week": {"friday": [{"opens": "09:00", "closes": "12:00"}, {"opens": "11:00", "closes": "15:00"}]}},
            "overlapping_hours",
            "friday",
        ),
    ],
)
async def test_what_makes_no_sense_is_refused_says_where_and_changes_nothing(
    house: House, part: str, value: Json | list[Json], code: str, names: str
) -> None:
    katrin = await house.agent("katrin")
    before = (await katrin.calls("GET", "/rules")).json()
    refused = await katrin.calls("PUT", f"/rules/{part}", json=value)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, code), refused.text
    assert names in refused.json()["error"]["message"]
    assert (await katrin.calls("GET", "/rules")).json() == before


async def test_a_concern_that_is_no_longer_trained_may_stay(house: House) -> None:
    katrin = await house.agent("katrin")
    skills = (await katrin.calls("GET", "/rules")).json()["skills"]
    assert "dispute_invoice" not in house.desk.labels.concerns()
    assert "dispute_invoice" in skills[1]["concerns"]
    more = [*skills, {"name": "Retouren", "concerns": ["start_return"]}]
    assert (await katrin.calls("PUT", "/rules/skills", json=more)).status_code == 200
    for part in ([], skills):
        changed = await katrin.calls("PUT", "/rules/skills", json=part)
    assert changed.json()["error"]["code"] == "unknown_concern"


async def test_a_skill_with_a_new_name_stays_with_people_and_cases(house: House) -> None:
    """Also where two change names with each other."""
    katrin = await house.agent("katrin")
    case = await house.waiting_customer()
    async with house.desk.database.write() as connection:
        needs = update(conversations).where(conversations.c.id == case.id).values(skill="Rechnungen")
        await connection.execute(needs)
    law, invoices = (await katrin.calls("GET", "/rules")).json()["skills"]
    swapped = [
        law | {"name": "Rechnungen", "renamed_from": "Recht"},
        invoices | {"name": "Recht", "renamed_from": "Rechnungen"},
    ]
    changed = await katrin.calls("PUT", "/rules/skills", json=swapped)
    assert changed.json()["skills"] == [law | {"name": "Rechnungen"}, invoices | {"name": "Recht"}]
    people = (await katrin.calls("GET", "/people")).json()["items"]
    skills = {person["name"].split(" ")[0]: person["skills"] for person in people}
    assert (skills["Mira"], skills["Katrin"], skills["Jonas"]) == (["Recht"], ["Rechnungen", "Recht"], [])
    assert [item["skill"] for item in (await katrin.queue())["items"]] == ["Recht"]


async def test_only_leads_and_admins_change_them(house: House) -> None:
    for name in ("mira", "tom"):
        refused = await (await house.agent(name)).calls("PUT", "/rules/care", json={"hard_in_a_row": 0})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "wrong_role")
    assert (await (await house.agent("sabine")).calls("PUT", "/rules/care", json={})).status_code == 200


async def test_a_part_that_there_is_not_is_not_found(house: House) -> None:
    refused = await (await house.agent("katrin")).calls("PUT", "/rules/weather", json={})
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "unknown_part")


async def test_a_body_that_is_no_json_is_refused(house: House) -> None:
    katrin = await house.agent("katrin")
    for body in (b"", b"{"):
        refused = await katrin.calls("PUT", "/rules/care", content=body)
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "malformed_json")


async def test_changes_are_noted_with_what_was_and_what_is(house: House) -> None:
    katrin = await house.agent("katrin")
    await katrin.calls("PUT", "/rules/leeway", json={"per_case_cents": 500, "per_month_cents": 5_000})
    noted = (await katrin.calls("GET", "/audit", params={"action": "changed_rules"})).json()["items"]
    assert [(entry["person"]["name"], entry["details"]) for entry in noted] == [
        (
            "Katrin Vogel",
            {
                "part": "leeway",
                "was": {"per_case_cents": 2_000, "per_month_cents": 20_000},
                "now": {"per_case_cents": 500, "per_month_cents": 5_000},
            },
        )
    ]
