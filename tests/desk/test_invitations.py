"""Invitations: a link for somebody who is not a colleague yet."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from desk.store.tables import invitations
from tests.desk.house import Agent, House, Json

pytestmark = pytest.mark.both_databases
PASSWORD = "ein langes Passwort"
WEEK_SECONDS = 7 * 24 * 3600


async def test_whoever_has_the_link_chooses_a_password_and_is_logged_in(house: House) -> None:
    katrin = await house.agent("katrin")
    invited = await _invite(katrin, roles=["agent", "trainer"], pod=katrin.person["pod"]["id"])
    assert invited.status_code == 201
    assert invited.json()["expires_at"] == "2026-06-08T12:00:00.000Z"
    token = _token(invited.json())
    assert (await _open(house, token)).json() == {"name": "Nele Harms", "email": "nele@example.org"}
    accepted = await _accept(house, token)
    assert accepted.status_code == 200
    assert (accepted.json()["person"]["roles"], accepted.json()["person"]["pod"]["name"]) == (
        ["agent", "trainer"],
        "Nord",
    )
    assert accepted.headers["set-cookie"].startswith("lotse_session=")
    assert "HttpOnly" in accepted.headers["set-cookie"]
    login = {"email": "Nele@Example.org", "password": PASSWORD}
    assert (await house.http.post("/api/v1/desk/session", json=login)).status_code == 200
    assert "Nele Harms" in {person["name"] for person in (await katrin.calls("GET", "/people")).json()["items"]}


async def test_the_new_colleague_takes_cases(house: House) -> None:
    token = _token((await _invite(await house.agent("katrin"))).json())
    customer = await house.waiting_customer()
    async with httpx.AsyncClient(base_url=house.url) as http:
        accepted = (await http.post("/api/v1/desk/invitations/accept", json=_with_password(token))).json()
        nele = Agent(http=http, url=house.url, person=accepted["person"], csrf_token=accepted["csrf_token"])
        await nele.is_present()
        assert (await nele.claims(customer)).status_code == 200
    assert "Nele" in (await customer.texts())[-1]


async def test_an_invitation_works_once_also_for_two_at_once(house: House) -> None:
    token = _token((await _invite(await house.agent("katrin"))).json())
    answers = await asyncio.gather(*(_accept(house, token) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 404, 404]
    for again in (await _accept(house, token), await _open(house, token)):
        assert (again.status_code, again.json()["error"]["code"]) == (404, "unknown_invitation")


async def test_an_invitation_expires(house: House) -> None:
    katrin = await house.agent("katrin")
    token = _token((await _invite(katrin)).json())
    house.clock.advance(WEEK_SECONDS - 1)
    assert (await _open(house, token)).status_code == 200
    house.clock.advance(1)
    assert (await _open(house, token)).status_code == 404
    assert (await _accept(house, token)).status_code == 404
    listed = (await (await house.agent("katrin")).calls("GET", "/invitations")).json()["items"]
    assert [entry["expired"] for entry in listed] == [True]


async def test_an_invitation_is_withdrawn(house: House) -> None:
    katrin = await house.agent("katrin")
    invited = (await _invite(katrin)).json()
    path = f"/invitations/{invited['id']}"
    assert (await katrin.calls("DELETE", path)).status_code == 204
    assert (await _accept(house, _token(invited))).status_code == 404
    assert (await katrin.calls("DELETE", path)).json()["error"]["code"] == "unknown_invitation"


async def test_only_the_latest_invitation_of_an_address_is_good(house: House) -> None:
    katrin = await house.agent("katrin")
    first, second = (await _invite(katrin)).json(), (await _invite(katrin, email="NELE@example.org")).json()
    assert (await _open(house, _token(first))).status_code == 404
    assert (await _open(house, _token(second))).status_code == 200
    listed = (await katrin.calls("GET", "/invitations")).json()["items"]
    assert [(entry["id"], entry["email"], entry["invited_by"]) for entry in listed] == [
        (second["id"], "nele@example.org", "Katrin Vogel")
    ]


async def test_the_token_is_told_once_and_stored_as_a_hash(house: House) -> None:
    katrin = await house.agent("katrin")
    token = _token((await _invite(katrin)).json())
    assert token not in (await katrin.calls("GET", "/invitations")).text
    assert token not in (await katrin.calls("GET", "/audit")).text
    async with house.desk.database.read() as connection:
        rows = (await connection.execute(select(invitations))).all()
    assert len(rows) == 1
    assert token not in str(rows)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": ""}, 422, "invalid_body"),
        ({"email": "nele"}, 422, "invalid_email"),
        ({"email": "mira@demo.lotse"}, 409, "email_taken"),
        ({"email": "Mira@Demo.lotse"}, 409, "email_taken"),
        ({"roles": []}, 422, "invalid_body"),
        ({"roles": ["boss"]}, 422, "invalid_body"),
        ({"roles": ["agent", "admin"]}, 403, "admins_only"),
        ({"pod": "nowhere"}, 422, "unknown_pod"),
    ],
)
async def test_what_makes_no_sense_is_refused_and_invites_nobody(
    house: House, body: Json, status: int, code: str
) -> None:
    katrin = await house.agent("katrin")
    refused = await _invite(katrin, **body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (status, code)
    assert (await katrin.calls("GET", "/invitations")).json()["items"] == []


async def test_admins_invite_admins(house: House) -> None:
    token = _token((await _invite(await house.agent("sabine"), roles=["admin"])).json())
    assert (await _accept(house, token)).json()["person"]["roles"] == ["admin"]


async def test_a_password_has_ten_characters_at_least(house: House) -> None:
    token = _token((await _invite(await house.agent("katrin"))).json())
    short = await _accept(house, token, "neunneunn")
    assert (short.status_code, short.json()["error"]["details"]["fields"][0]["field"]) == (422, "password")
    assert (await _accept(house, token, "zehnzehn10")).status_code == 200


async def test_guessing_tokens_is_slowed(house: House) -> None:
    token = _token((await _invite(await house.agent("katrin"))).json())
    answers = [(await _open(house, f"guess {number}")).status_code for number in range(21)]
    assert answers == [404] * 20 + [429]
    assert (await _accept(house, token)).status_code == 429
    house.clock.advance(15 * 60 + 1)
    assert (await _accept(house, token)).status_code == 200


async def test_invitations_of_somebody_who_is_shut_out_are_worth_nothing(house: House) -> None:
    katrin, sabine = await house.agent("katrin"), await house.agent("sabine")
    token = _token((await _invite(katrin)).json())
    await sabine.calls("PUT", f"/people/{katrin.person['id']}", json={"active": False})
    assert (await _accept(house, token)).status_code == 404


async def test_agents_invite_nobody(house: House) -> None:
    mira, tom = await house.agent("mira"), await house.agent("tom")
    for agent in (mira, tom):
        assert (await _invite(agent)).json()["error"]["code"] == "wrong_role"
        assert (await agent.calls("GET", "/invitations")).status_code == 403


async def test_other_sites_have_no_business_here(house: House) -> None:
    token = _token((await _invite(await house.agent("katrin"))).json())
    path, headers = "/api/v1/desk/invitations/accept", {"Origin": "https://www.example.org"}
    refused = await house.http.post(path, json=_with_password(token), headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "cross_origin")


async def test_inviting_withdrawing_and_accepting_are_noted(house: House) -> None:
    katrin = await house.agent("katrin")
    for _ in range(2):
        invited = (await _invite(katrin)).json()
    await _accept(house, _token(invited))
    await katrin.calls("DELETE", f"/invitations/{(await _invite(katrin, email='o@example.org')).json()['id']}")
    noted = (await katrin.calls("GET", "/audit")).json()["items"]
    about = [(entry["action"], entry["person"]["name"]) for entry in noted if "invit" in entry["action"]]
    assert sorted(about) == [
        ("accepted_invitation", "Nele Harms"),
        ("invited", "Katrin Vogel"),
        ("invited", "Katrin Vogel"),
        ("invited", "Katrin Vogel"),
        ("withdrew_invitation", "Katrin Vogel"),
    ]


async def _invite(by: Agent, **other: Any) -> httpx.Response:
    body = {"name": "Nele Harms", "email": "nele@example.org", "roles": ["agent"]} | other
    return await by.calls("POST", "/invitations", json=body)


def _token(invited: Json) -> str:
    start, _, token = str(invited["link"]).partition("#einladung=")
    assert start == "/desk"
    return token


def _with_password(token: str, password: str = PASSWORD) -> Json:
    return {"token": token, "password": password}


async def _open(house: House, token: str) -> httpx.Response:
    return await house.http.post("/api/v1/desk/invitations/open", json={"token": token})


async def _accept(house: House, token: str, password: str = PASSWORD) -> httpx.Response:
    return await house.http.post("/api/v1/desk/invitations/accept", json=_with_password(token, password))
