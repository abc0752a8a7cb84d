"""People and pods, as leads and admins change them."""

from typing import Any

import httpx
import pytest

from desk.seed import PASSWORD
from tests.desk.house import Agent, House, Json

pytestmark = pytest.mark.both_databases


async def test_everybody_is_listed_with_what_leads_decide(house: House) -> None:
    katrin = await house.agent("katrin")
    items = (await katrin.calls("GET", "/people")).json()["items"]
    assert [item["name"] for item in items] == sorted(item["name"] for item in items)
    leni = _of(items, "Leni")
    assert (leni["capacity"], leni["languages"], leni["skills"], leni["active"]) == (4, ["de"], [], True)
    assert (leni["roles"], leni["pod"]["name"], leni["presence"]) == (["agent"], "Süd", "offline")


async def test_only_named_fields_change(house: House) -> None:
    katrin, leni = await house.agent("katrin"), await house.agent("leni")
    changed = await _change(katrin, leni, capacity=6, languages=["de", "en"], skills=["Recht"])
    assert changed.status_code == 200, changed.text
    assert (changed.json()["capacity"], changed.json()["skills"]) == (6, ["Recht"])
    me = (await leni.calls("GET", "/me")).json()
    assert (me["capacity"], me["person"]["pod"]["name"], me["person"]["name"]) == (6, "Süd", "Leni Huber")
    assert (await _person(katrin, leni))["languages"] == ["de", "en"]


async def test_a_new_name_is_what_customers_hear(house: House) -> None:
    katrin, leni, customer = await house.agent("katrin"), await house.agent("leni"), await house.waiting_customer()
    assert (await _change(katrin, leni, name="  Lena\n Huber ")).json()["name"] == "Lena Huber"
    await leni.claims(customer)
    assert (await customer.log())[-1]["text"].startswith("Lena ")


async def test_a_person_moves_to_another_pod_and_to_none(house: House) -> None:
    katrin, leni = await house.agent("katrin"), await house.agent("leni")
    nord = katrin.person["pod"]["id"]
    assert (await _change(katrin, leni, pod=nord)).json()["pod"] == {"id": nord, "name": "Nord"}
    assert (await leni.calls("GET", "/me")).json()["person"]["pod"]["name"] == "Nord"
    assert (await _change(katrin, leni, pod=None)).json()["pod"] is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"name": " \n"}, "invalid_body"),
        ({"name": "x" * 121}, "invalid_body"),
        ({"roles": []}, "invalid_body"),
        ({"roles": ["boss"]}, "invalid_body"),
        ({"roles": None}, "invalid_body"),
        ({"capacity": 0}, "invalid_body"),
        ({"capacity": "4"}, "invalid_body"),
        ({"languages": []}, "invalid_body"),
        ({"languages": ["fr"]}, "invalid_body"),
        ({"active": 0}, "invalid_body"),
        ({"skills": ["Rechnugen"]}, "unknown_skill"),
        ({"pod": "nowhere"}, "unknown_pod"),
    ],
)
async def test_what_makes_no_sense_is_refused_and_changes_nothing(house: House, change: Json, code: str) -> None:
    katrin, leni = await house.agent("katrin"), await house.agent("leni")
    before = await _person(katrin, leni)
    refused = await _change(katrin, leni, **change)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, code)
    if code == "invalid_body":
        assert refused.json()["error"]["details"]["fields"][0]["field"].startswith(next(iter(change)))
    assert await _person(katrin, leni) == before


async def test_a_skill_that_the_rules_have_forgotten_may_stay(house: House) -> None:
    katrin, mira = await house.agent("katrin"), await house.agent("mira")
    assert (await katrin.calls("PUT", "/rules/skills", json=[])).status_code == 200
    assert (await _change(katrin, mira, skills=["Rechnungen"], capacity=3)).status_code == 200
    assert (await _change(katrin, mira, skills=["Rechnungen", "Recht"])).json()["error"]["code"] == "unknown_skill"
    assert (await _change(katrin, mira, skills=[])).json()["skills"] == []


async def test_nobody_of_this_id_is_not_found(house: House) -> None:
    katrin = await house.agent("katrin")
    refused = await katrin.calls("PUT", "/people/nobody", json={"capacity": 3})
    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "unknown_person")


async def test_agents_and_trainers_change_nobody(house: House) -> None:
    katrin, leni = await house.agent("katrin"), await house.agent("leni")
    for name in ("mira", "tom"):
        refused = await _change(await house.agent(name), leni, capacity=9)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "wrong_role")
    assert (await _person(katrin, leni))["capacity"] == 4


async def test_roles_count_at_once(house: House) -> None:
    katrin, mira = await house.agent("katrin"), await house.agent("mira")
    assert (await mira.calls("GET", "/people")).status_code == 403
    assert (await _change(katrin, mira, roles=["agent", "lead"])).json()["roles"] == ["agent", "lead"]
    assert (await mira.calls("GET", "/people")).status_code == 200


async def test_a_lead_makes_nobody_an_admin_and_shuts_out_no_admin(house: House) -> None:
    katrin, sabine, mira = await house.agent("katrin"), await house.agent("sabine"), await house.agent("mira")
    tries: list[tuple[Agent, Json]] = [
        (katrin, {"roles": ["lead", "admin"]}),
        (mira, {"roles": ["admin"]}),
        (sabine, {"roles": ["lead"]}),
        (sabine, {"active": False}),
    ]
    for whom, change in tries:
        refused = await _change(katrin, whom, **change)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "admins_only"), change
    assert (await _change(sabine, mira, roles=["agent", "admin"])).status_code == 200
    assert (await _change(mira, sabine, active=False)).status_code == 200


async def test_the_last_admin_stays_one(house: House) -> None:
    sabine, mira = await house.agent("sabine"), await house.agent("mira")
    refused = await _change(sabine, sabine, roles=["lead"])
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "last_admin")
    assert (await _change(sabine, mira, roles=["agent", "admin"])).status_code == 200
    assert (await _change(sabine, sabine, roles=["lead"])).status_code == 200
    assert (await _change(mira, mira, roles=["agent"])).json()["error"]["code"] == "last_admin"


async def test_nobody_takes_away_their_own_login(house: House) -> None:
    sabine = await house.agent("sabine")
    refused = await _change(sabine, sabine, active=False)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "not_yourself")


async def test_whoever_may_no_longer_log_in_is_out_at_once(house: House) -> None:
    katrin, mira, on_the_phone = await house.agent("katrin"), await house.agent("mira"), await house.agent("mira")
    await mira.is_present()
    async with mira.stream() as console:
        await console.until(type="queue")
        assert (await _change(katrin, mira, active=False)).json()["active"] is False
        assert await console.closed() == 4401
    for session in (mira, on_the_phone):
        assert (await session.calls("GET", "/me")).status_code == 401
    again = await _log_in(house, "mira")
    assert (again.status_code, again.json()["error"]["code"]) == (401, "wrong_login")
    assert (await _person(katrin, mira))["presence"] == "offline"
    assert "Mira" not in {person["first_name"] for person in (await katrin.calls("GET", "/team")).json()["people"]}


async def test_a_login_given_back_is_a_new_one(house: House) -> None:
    katrin, mira = await house.agent("katrin"), await house.agent("mira")
    for active in (False, True):
        assert (await _change(katrin, mira, active=active)).status_code == 200
    assert (await mira.calls("GET", "/me")).status_code == 401
    assert (await _log_in(house, "mira")).status_code == 200


@pytest.mark.parametrize("change", [{"active": False}, {"roles": ["trainer"]}])
async def test_cases_of_somebody_who_takes_none_any_more_wait_again(house: House, change: Json) -> None:
    katrin, mira, leni = await house.agent("katrin"), await house.agent("mira"), await house.agent("leni")
    customer, other = await house.waiting_customer(), await house.waiting_customer()
    await mira.claims(customer)
    epoch = (await leni.claims(other)).json()["owner_epoch"]
    await leni.does(other, "transfer", person=mira.person["id"], owner_epoch=epoch)
    assert [(await each.sees())["state"] for each in (customer, other)] == ["human", "offered"]
    assert (await _change(katrin, mira, **change)).status_code == 200
    assert [(await each.sees())["state"] for each in (customer, other)] == ["queued", "queued"]


async def test_changes_are_noted_with_what_was_and_what_is(house: House) -> None:
    katrin, leni = await house.agent("katrin"), await house.agent("leni")
    await _change(katrin, leni, capacity=6)
    noted = (await katrin.calls("GET", "/audit", params={"action": "changed_person"})).json()["items"]
    assert [entry["person"]["name"] for entry in noted] == ["Katrin Vogel"]
    assert noted[0]["details"] == {"person": leni.person["id"], "changed": {"capacity": {"was": 4, "now": 6}}}


async def test_pods_are_added_renamed_and_dissolved(house: House) -> None:
    katrin = await house.agent("katrin")
    added = await katrin.calls("POST", "/pods", json={"name": " West "})
    assert (added.status_code, added.json()["name"]) == (201, "West")
    path = f"/pods/{added.json()['id']}"
    assert (await katrin.calls("PUT", path, json={"name": "Westen"})).json()["name"] == "Westen"
    pods = (await katrin.calls("GET", "/pods")).json()["items"]
    assert {pod["name"]: pod["people"] for pod in pods} == {"Nord": 3, "Süd": 3, "Westen": 0}
    assert (await katrin.calls("DELETE", path)).status_code == 204
    assert (await katrin.calls("DELETE", path)).json()["error"]["code"] == "unknown_pod"
    assert (await katrin.calls("PUT", path, json={"name": "Osten"})).json()["error"]["code"] == "unknown_pod"
    noted = (await katrin.calls("GET", "/audit")).json()["items"]
    assert {"added_pod", "renamed_pod", "removed_pod"} <= {entry["action"] for entry in noted}


async def test_two_pods_have_two_names(house: House) -> None:
    katrin = await house.agent("katrin")
    assert (await katrin.calls("POST", "/pods", json={"name": "nord"})).json()["error"]["code"] == "name_taken"
    nord = f"/pods/{katrin.person['pod']['id']}"
    assert (await katrin.calls("PUT", nord, json={"name": "Süd"})).json()["error"]["code"] == "name_taken"
    assert (await katrin.calls("PUT", nord, json={"name": "NORD"})).json()["name"] == "NORD"
    for name in ("", "—", "x" * 81):
        assert (await katrin.calls("POST", "/pods", json={"name": name})).json()["error"]["code"] == "invalid_body"


async def test_a_pod_in_use_stays(house: House) -> None:
    katrin, mira, customer = await house.agent("katrin"), await house.agent("mira"), await house.waiting_customer()
    nord = f"/pods/{katrin.person['pod']['id']}"
    refused = await katrin.calls("DELETE", nord)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "pod_in_use")
    assert refused.json()["error"]["details"] == {"people": 3}
    west = (await katrin.calls("POST", "/pods", json={"name": "West"})).json()["id"]
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    assert (await mira.does(customer, "transfer", pod=west, owner_epoch=epoch)).status_code == 204
    assert (await katrin.calls("DELETE", f"/pods/{west}")).json()["error"]["details"] == {"cases": 1}


async def test_customers_and_talk_of_a_dissolved_pod_belong_to_none(house: House) -> None:
    katrin, mira, customer = await house.agent("katrin"), await house.agent("mira"), await house.waiting_customer()
    west = (await katrin.calls("POST", "/pods", json={"name": "West"})).json()["id"]
    assert (await _change(katrin, mira, pod=west)).status_code == 200
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    await mira.does(customer, "transfer", pod=west, owner_epoch=epoch)
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    assert (await mira.reads(customer))["pod"] == "West"
    assert (await mira.calls("POST", "/room", json={"text": "Moin"})).status_code == 201
    await mira.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
    house.clock.advance(house.desk.settings.wrap_up_seconds + 1)
    await house.keep_house()
    assert (await _change(katrin, mira, pod=None)).status_code == 200
    assert (await katrin.calls("DELETE", f"/pods/{west}")).status_code == 204
    assert (await mira.reads(customer))["pod"] is None


async def _change(by: Agent, whom: Agent, **change: Any) -> httpx.Response:
    return await by.calls("PUT", f"/people/{whom.person['id']}", json=change)


async def _person(by: Agent, whom: Agent) -> Json:
    return _of((await by.calls("GET", "/people")).json()["items"], whom.person["first_name"])


def _of(items: list[Json], first_name: str) -> Json:
    return next(item for item in items if item["first_name"] == first_name)


async def _log_in(house: House, name: str) -> httpx.Response:
    login = {"email": f"{name}@demo.lotse", "password": PASSWORD}
    return await house.http.post("/api/v1/desk/session", json=login)
