"""Sessions that lock: after a while without a sign of life, or when the person says so."""

from dataclasses import replace

import httpx
import pytest

from desk.seed import PASSWORD
from desk.settings import Settings
from tests.desk.house import Agent, House

pytestmark = pytest.mark.both_databases
IDLE_SECONDS = 900


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """With sessions that lock, unlike in other tests."""
    return replace(settings, idle_lock_seconds=IDLE_SECONDS)


async def test_an_idle_session_is_locked_for_reading_and_for_writing(house: House) -> None:
    mira, customer = await house.agent(), await house.waiting_customer()
    house.clock.advance(IDLE_SECONDS - 1)
    assert (await mira.calls("GET", "/queue")).status_code == 200
    house.clock.advance(1)
    for method, path in (("GET", "/queue"), ("GET", f"/conversations/{customer.id}"), ("POST", "/queue/next")):
        refused = await mira.calls(method, path)
        assert (refused.status_code, refused.json()["error"]["code"]) == (423, "locked"), path


async def test_a_write_and_a_sign_of_life_keep_the_session_open_reading_does_not(house: House) -> None:
    mira = await house.agent()
    for _ in range(3):
        house.clock.advance(IDLE_SECONDS - 1)
        assert (await mira.calls("POST", "/session/active")).status_code == 204
    house.clock.advance(IDLE_SECONDS - 1)
    await mira.is_present()
    house.clock.advance(IDLE_SECONDS - 1)
    assert (await mira.calls("GET", "/queue")).status_code == 200
    house.clock.advance(1)
    assert (await mira.calls("GET", "/queue")).status_code == 423


async def test_what_a_console_reports_by_itself_is_no_sign_of_life(house: House) -> None:
    mira, customer = await house.agent(), await house.waiting_customer()
    assert (await mira.claims(customer)).status_code == 200
    house.clock.advance(IDLE_SECONDS - 1)
    assert (await mira.does(customer, "seen", sequence=1)).status_code == 204
    house.clock.advance(1)
    assert (await mira.does(customer, "seen", sequence=1)).status_code == 423


async def test_a_locked_session_says_only_that_it_is_locked(house: House) -> None:
    mira, customer = await house.agent(), await house.waiting_customer(customer={"name": "Frau Seepferd"})
    await mira.claims(customer)
    assert (await mira.calls("GET", "/me")).json()["locked"] is False
    assert (await mira.calls("POST", "/session/lock")).status_code == 204
    after_a_reload = await mira.calls("GET", "/me")
    assert (after_a_reload.status_code, after_a_reload.json()["locked"]) == (200, True)
    assert after_a_reload.json()["csrf_token"] == mira.csrf_token
    assert "Seepferd" not in after_a_reload.text
    assert (await mira.calls("GET", "/queue")).status_code == 423
    assert (await mira.calls("POST", "/session/active")).status_code == 423


async def test_the_password_opens_it_again(house: House) -> None:
    mira = await house.agent()
    await mira.calls("POST", "/session/lock")
    wrong = await _unlock(mira, "wrong")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (403, "wrong_password")
    assert (await mira.calls("GET", "/queue")).status_code == 423
    opened = await _unlock(mira, PASSWORD)
    assert (opened.status_code, opened.json()["locked"]) == (200, False)
    assert (await mira.calls("GET", "/queue")).status_code == 200


async def test_an_idle_session_is_opened_for_as_long_again(house: House) -> None:
    mira = await house.agent()
    house.clock.advance(IDLE_SECONDS)
    assert (await _unlock(mira, PASSWORD)).status_code == 200
    house.clock.advance(IDLE_SECONDS - 1)
    assert (await mira.calls("GET", "/queue")).status_code == 200


async def test_trying_passwords_is_slowed_as_at_the_login(house: House) -> None:
    mira = await house.agent()
    await mira.calls("POST", "/session/lock")
    for _ in range(house.desk.settings.login_failures_per_quarter_hour):
        assert (await _unlock(mira, "wrong")).status_code == 403
    assert (await _unlock(mira, PASSWORD)).status_code == 429
    login = {"email": "mira@demo.lotse", "password": PASSWORD}
    assert (await house.http.post("/api/v1/desk/session", json=login)).status_code == 429
    house.clock.advance(15 * 60 + 1)
    assert (await _unlock(mira, PASSWORD)).status_code == 200


async def test_unlocking_needs_the_csrf_token_and_a_session(house: House) -> None:
    mira = await house.agent()
    await mira.calls("POST", "/session/lock")
    path = "/api/v1/desk/session/unlock"
    assert (await mira.http.post(path, json={"password": PASSWORD})).status_code == 403
    assert (await house.http.post(path, json={"password": PASSWORD})).status_code == 401


async def test_a_locked_session_can_be_ended(house: House) -> None:
    mira = await house.agent()
    await mira.calls("POST", "/session/lock")
    assert (await mira.calls("DELETE", "/session")).status_code == 204
    assert (await mira.calls("GET", "/me")).status_code == 401


async def test_locking_makes_the_person_away_and_closes_the_stream(house: House) -> None:
    mira = await house.agent()
    await mira.is_present()
    async with mira.stream() as console:
        await console.until(type="queue")
        assert (await mira.calls("POST", "/session/lock")).status_code == 204
        assert await console.closed() == 4423
    assert (await mira.calls("GET", "/me")).json()["presence"] == "away"
    async with mira.stream() as console:
        assert await console.closed() == 4423


async def test_somebody_idle_becomes_away_and_their_console_is_closed(house: House) -> None:
    mira = await house.agent()
    await mira.is_present()
    async with mira.stream() as console:
        await console.until(type="queue")
        house.clock.advance(IDLE_SECONDS - 1)
        await house.keep_house()
        assert (await mira.calls("GET", "/me")).json()["presence"] == "available"
        house.clock.advance(1)
        await house.keep_house()
        assert await console.closed() == 4423
    assert (await mira.calls("GET", "/me")).json()["presence"] == "away"


async def test_whoever_works_in_another_session_stays_available(house: House) -> None:
    at_home, in_the_office = await house.agent(), await house.agent()
    await in_the_office.is_present()
    await at_home.calls("POST", "/session/lock")
    assert (await at_home.calls("GET", "/queue")).status_code == 423
    assert (await in_the_office.calls("GET", "/queue")).status_code == 200
    assert (await in_the_office.calls("GET", "/me")).json()["presence"] == "available"
    await in_the_office.calls("POST", "/session/lock")
    assert (await in_the_office.calls("GET", "/me")).json()["presence"] == "away"


async def test_somebody_offline_is_not_made_away(house: House) -> None:
    mira = await house.agent()
    await mira.is_present("offline")
    await mira.calls("POST", "/session/lock")
    assert (await mira.calls("GET", "/me")).json()["presence"] == "offline"


async def test_locking_and_unlocking_are_noted_once(house: House) -> None:
    mira, katrin = await house.agent(), await house.agent("katrin")
    for _ in range(2):
        await mira.calls("POST", "/session/lock")
    await _unlock(mira, PASSWORD)
    noted = (await katrin.calls("GET", "/audit", params={"person": mira.person["id"]})).json()["items"]
    assert sorted(entry["action"] for entry in noted) == ["locked", "logged_in", "unlocked"]


async def _unlock(agent: Agent, password: str) -> httpx.Response:
    return await agent.calls("POST", "/session/unlock", json={"password": password})
