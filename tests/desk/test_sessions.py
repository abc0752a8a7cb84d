"""Logging in and out, roles, and what keeps strangers out."""

import asyncio

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from desk import sessions
from desk.seed import PASSWORD
from tests.desk.house import FakeClock, House


async def test_a_login_sets_a_cookie_that_scripts_and_other_sites_cannot_use(house: House) -> None:
    answer = await _log_in(house, "mira@demo.lotse", PASSWORD)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("lotse_session=")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert answer.json()["person"]["first_name"] == "Mira"
    assert answer.json()["person"]["roles"] == ["agent"]


async def test_the_address_is_not_case_sensitive(house: House) -> None:
    assert (await _log_in(house, "Mira@Demo.Lotse", PASSWORD)).status_code == 200


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(house: House) -> None:
    wrong = await _log_in(house, "mira@demo.lotse", "wrong")
    unknown = await _log_in(house, "nobody@demo.lotse", "wrong")
    assert (wrong.status_code, wrong.json()) == (unknown.status_code, unknown.json())
    assert wrong.json()["error"]["code"] == "wrong_login"


async def test_an_unknown_address_costs_a_password_check_too(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    def fits(stored: str, password: str) -> bool:
        checked.append(stored)
        return False

    monkeypatch.setattr(sessions, "_fits", fits)
    await _log_in(house, "mira@demo.lotse", "wrong")
    await _log_in(house, "nobody@demo.lotse", "wrong")
    assert [stored.startswith("$argon2id$") for stored in checked] == [True, True]


async def test_trying_passwords_is_slowed(house: House, clock: FakeClock) -> None:
    for _ in range(house.desk.settings.login_failures_per_quarter_hour):
        assert (await _log_in(house, "mira@demo.lotse", "wrong")).status_code == 401
    assert (await _log_in(house, "mira@demo.lotse", PASSWORD)).status_code == 429
    assert (await _log_in(house, "jonas@demo.lotse", PASSWORD)).status_code == 200
    clock.advance(15 * 60 + 1)
    assert (await _log_in(house, "mira@demo.lotse", PASSWORD)).status_code == 200


async def test_without_a_session_the_desk_is_shut(house: House) -> None:
    for path in ("/me", "/queue", "/team", "/concerns", "/conversations", "/conversations/x"):
        answer = await house.http.get(f"/api/v1/desk{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthenticated")


async def test_a_made_up_session_is_no_session(house: House) -> None:
    answer = await house.http.get("/api/v1/desk/me", headers={"Cookie": "lotse_session=made-up"})
    assert answer.status_code == 401


async def test_a_session_ends_with_logging_out(house: House) -> None:
    mira = await house.agent()
    cookie = mira.http.cookies["lotse_session"]
    assert (await mira.calls("DELETE", "/session")).status_code == 204
    again = await house.http.get("/api/v1/desk/me", headers={"Cookie": f"lotse_session={cookie}"})
    assert again.status_code == 401


async def test_a_session_ends_by_itself(house: House, clock: FakeClock) -> None:
    mira = await house.agent()
    assert (await mira.calls("GET", "/me")).status_code == 200
    clock.advance(house.desk.settings.session_seconds + 1)
    assert (await mira.calls("GET", "/me")).status_code == 401


async def test_a_write_without_the_csrf_token_is_refused(house: House) -> None:
    mira, customer = await house.agent(), await house.waiting_customer()
    path = f"/api/v1/desk/conversations/{customer.id}/claim"
    for token in ("", "wrong", "ünicode"):
        refused = await mira.http.post(path, headers={b"X-CSRF-Token": token.encode()})
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "csrf")
    assert (await mira.claims(customer)).status_code == 200


async def test_me_tells_the_csrf_token_presence_and_open_cases(house: House) -> None:
    mira, customer = await house.agent(), await house.waiting_customer()
    await mira.is_present("busy")
    await mira.claims(customer)
    me = (await mira.calls("GET", "/me")).json()
    assert me["csrf_token"] == mira.csrf_token
    assert (me["presence"], me["open"], me["capacity"]) == ("busy", 1, 4)
    assert me["person"]["pod"]["name"] == "Nord"


async def test_the_consoles_stream_wants_a_session(house: House) -> None:
    mira = await house.agent()
    mira.http.cookies.clear()
    async with mira.stream() as console:
        assert await console.closed() == 4401


async def test_the_consoles_stream_is_for_our_own_pages_only(house: House) -> None:
    headers = {"Origin": "https://www.example.org"}
    mira = await house.agent()
    assert (await mira.http.get("/api/v1/desk/me", headers=headers)).status_code == 403
    own = {"Origin": house.url}
    assert (await mira.http.get("/api/v1/desk/me", headers=own)).status_code == 200
    address = house.url.replace("http", "ws", 1) + "/api/v1/desk/stream"
    with pytest.raises(InvalidStatus) as refused:
        await connect(address, additional_headers=headers)
    assert refused.value.response.status_code == 403


async def test_many_logins_at_once_do_not_hold_up_customers(house: House) -> None:
    logins = asyncio.gather(*(_log_in(house, "mira@demo.lotse", PASSWORD) for _ in range(4)))
    customer = await house.customer()
    assert customer.greeting
    assert [answer.status_code for answer in await logins] == [200] * 4


async def _log_in(house: House, email: str, password: str) -> httpx.Response:
    return await house.http.post("/api/v1/desk/session", json={"email": email, "password": password})
