"""docs/reference/permissions.md, checked call by call: every call of the running desk, by everybody."""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sanic_routing import Route
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from desk.app import create_app
from desk.openapi import PARAMETER, description_of
from desk.person import Person, Presence, Role
from desk.seed import PASSWORD
from desk.sessions import hasher
from desk.settings import Settings
from desk.store import people
from tests.desk.call_samples import SAMPLES, Maker, Sample, Stage
from tests.desk.conftest import INTERNAL_TOKEN
from tests.desk.house import PATIENCE_SECONDS, Agent, Customer, FakeClock, House

TABLE = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
ROW = re.compile(r"^\| `(?P<call>[A-Z]+ /\S+)` \|(?P<cells>.+)\|$", re.MULTILINE)
CALLERS = ("nobody", "customer", "agent", "trainer", "lead", "admin", "assistant")
REFUSED = frozenset({401, 403})
STREAMS_REFUSED = {4401: 401, 4403: 403, 4404: 404, 4423: 423}
WITHOUT_SESSION = frozenset(
    {
        "POST /api/v1/desk/session",
        "POST /api/v1/desk/invitations/open",
        "POST /api/v1/desk/invitations/accept",
    }
)
OPEN_WHEN_LOCKED = frozenset(
    {
        "GET /api/v1/desk/me",
        "DELETE /api/v1/desk/session",
        "POST /api/v1/desk/session/lock",
        "POST /api/v1/desk/session/unlock",
    }
)


def read_table() -> dict[str, dict[str, str]]:
    """Call → caller → yes, own or no."""
    text = TABLE.read_text(encoding="utf-8")
    rows = [(row["call"], [cell.strip() for cell in row["cells"].split("|")]) for row in ROW.finditer(text)]
    assert len({call for call, _ in rows}) == len(rows), "a call stands twice in the table"
    return {call: dict(zip(CALLERS, cells, strict=True)) for call, cells in rows}


PERMISSIONS = read_table()
OF_THE_DESK = sorted(call for call in PERMISSIONS if " /api/v1/desk/" in call and call not in WITHOUT_SESSION)


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Somebody who calls, with what shows who they are."""

    http: httpx.AsyncClient
    url: str
    headers: dict[str, str]
    token: str = "made-up"
    agent: Agent | None = None

    async def calls(self, call: str, path: str, **more: Any) -> int:
        """The status; for a stream, the one that its end stands for."""
        method, _, _ = call.partition(" ")
        if method == "WS":
            return await self._listens(path)
        headers = self.headers | more.pop("headers", {})
        return (await self.http.request(method, path, headers=headers, **more)).status_code

    def showing(self, customer: Customer) -> "Caller":
        """With the token of this customer's conversation."""
        return self.showing_token(customer.token)

    def showing_token(self, token: str) -> "Caller":
        return replace(self, headers={"Authorization": f"Bearer {token}"}, token=token)

    async def _listens(self, path: str) -> int:
        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        address = self.url.replace("http", "ws", 1) + path
        async with connect(address, additional_headers={"Cookie": cookie}, close_timeout=PATIENCE_SECONDS) as socket:
            try:
                await socket.send(f'{{"type": "hello", "token": "{self.token}"}}')
                while json.loads(await socket.recv())["type"] == "error":
                    continue  # a refusal is told before the end
            except ConnectionClosed as closed:
                return STREAMS_REFUSED[closed.rcvd.code if closed.rcvd else 0]
        return 200


def test_the_table_has_every_call_of_the_desk_and_no_other(settings: Settings, clock: FakeClock) -> None:
    routes = create_app(settings, clock).router.routes
    calls = [call for route in routes if description_of(route) for call in calls_of(route)]
    assert len(calls) > 60
    assert sorted(PERMISSIONS) == sorted(calls)
    assert {area_of(route) for route in routes if not description_of(route)} == {"docs", "pages"}


def test_every_call_has_a_sample_and_every_sample_a_call() -> None:
    assert sorted(SAMPLES) == sorted(PERMISSIONS)


def test_the_table_says_yes_own_or_no() -> None:
    assert {cell for row in PERMISSIONS.values() for cell in row.values()} == {"yes", "own", "no"}


@pytest.mark.parametrize("call", sorted(call for call, row in PERMISSIONS.items() if "own" in row.values()))
def test_where_only_ones_own_is_allowed_there_is_a_sample_of_somebody_elses(call: str) -> None:
    assert SAMPLES[call].foreign


@pytest.mark.parametrize("call", sorted(PERMISSIONS))
async def test_everybody_may_what_the_table_says(house: House, call: str) -> None:
    play, sample = await Play.begin(house, call), SAMPLES[call]
    refusing = await play.stage(sample.before, None)
    async with httpx.AsyncClient(base_url=house.url, timeout=10) as http:
        for name, may in PERMISSIONS[call].items():
            http.cookies.clear()
            caller = await play.caller(http, name)
            if may == "no":
                refused = REFUSED | ({404} if name == "customer" else set())
                assert await play.status(caller, refusing) in refused, f"{name} may not"
                continue
            stage = await play.stage(sample.before, caller.agent)
            own = caller.showing(stage.customer) if name == "customer" else caller
            assert await play.status(own, stage) in sample.succeeds, f"{name} may"
            if sample.foreign:
                stage = await play.stage(sample.foreign, caller.agent)
                allowed = sample.succeeds if may == "yes" else REFUSED | sample.hidden
                assert await play.status(caller, stage) in allowed, f"{name} may {may}, for somebody else's"


async def test_a_locked_session_opens_nothing_but_itself(house: House) -> None:
    mira = await house.agent()
    assert OPEN_WHEN_LOCKED.issubset(OF_THE_DESK)
    for call in OF_THE_DESK:
        if call not in OPEN_WHEN_LOCKED:
            assert (await mira.calls("POST", "/session/lock")).status_code == 204
            assert await _caller_of(mira, house).calls(call, _anywhere(call)) == 423, call


async def test_no_write_goes_without_the_csrf_token(house: House) -> None:
    mira = await house.agent()
    stranger = replace(_caller_of(mira, house), headers={})
    for call in OF_THE_DESK:
        if not call.startswith(("GET", "WS")):
            assert await stranger.calls(call, _anywhere(call)) == 403, call
    assert (await mira.calls("GET", "/me")).status_code == 200


def calls_of(route: Route) -> list[str]:
    """A route as the table writes it."""
    path = "/" + PARAMETER.sub(r"{\1}", str(route.path)).rstrip("/")
    methods = ["WS"] if route.extra.websocket else sorted(route.methods - {"HEAD", "OPTIONS"})
    return [f"{method} {path}" for method in methods]


def area_of(route: Route) -> str:
    return str(route.name).split(".")[1]


@dataclass(frozen=True, kw_only=True)
class Play:
    """One call of the table, made by one after the other."""

    house: House
    call: str
    colleague: Agent
    lead: Agent

    @classmethod
    async def begin(cls, house: House, call: str) -> "Play":
        return cls(house=house, call=call, colleague=await house.agent("jonas"), lead=await house.agent("katrin"))

    async def stage(self, before: Maker, caller: Agent | None) -> Stage:
        """Everything that must be there before."""
        customer = await self.house.customer()
        stage = Stage(house=self.house, caller=caller, colleague=self.colleague, lead=self.lead, customer=customer)
        await before(stage)
        return stage

    async def status(self, caller: Caller, stage: Stage) -> int:
        """What the desk answers."""
        path, sample = self.call.partition(" ")[2], SAMPLES[self.call]
        for parameter in re.findall(r"\{(\w+)\}", path):
            path = path.replace(f"{{{parameter}}}", await stage.value(parameter))
        return await caller.calls(self.call, path, **await _sent(sample, stage))

    async def caller(self, http: httpx.AsyncClient, name: str) -> Caller:
        """Nobody, a customer of another conversation, the assistant, or a person with this role and no other."""
        if name in set(Role):
            return _caller_of(await _person(self.house, http, Role(name)), self.house)
        caller = Caller(http=http, url=self.house.url, headers={})
        if name == "customer":
            return caller.showing(await self.house.customer())
        return caller.showing_token(INTERNAL_TOKEN) if name == "assistant" else caller


async def _sent(sample: Sample, stage: Stage) -> dict[str, Any]:
    more: dict[str, Any] = {"headers": sample.headers(stage)}
    if sample.body:
        more["json"] = sample.body(stage)
    if sample.made_body:
        more["json"] = await sample.made_body(stage)
    if sample.content:
        more["content"] = sample.content
    return more


async def _person(house: House, http: httpx.AsyncClient, role: Role) -> Agent:
    """Somebody of the lead's pod with this one role, logged in."""
    email = f"only-{role}@example.org"
    async with house.desk.database.write() as connection:
        if not await people.by_email(connection, email):
            nord = next(pod for pod in await people.all_pods(connection) if pod.name == "Nord")
            person = Person(
                id=f"only-{role}",
                name=f"Nur {role.title()}",
                email=email,
                roles=frozenset({role}),
                presence=Presence.OFFLINE,
                capacity=40,
                pod_id=nord.id,
            )
            await people.add(connection, person, hasher.hash(PASSWORD), house.clock())
    login = await http.post("/api/v1/desk/session", json={"email": email, "password": PASSWORD})
    assert login.status_code == 200, login.text
    return Agent(http=http, url=house.url, person=login.json()["person"], csrf_token=login.json()["csrf_token"])


def _caller_of(agent: Agent, house: House) -> Caller:
    return Caller(http=agent.http, url=house.url, headers={"X-CSRF-Token": agent.csrf_token}, agent=agent)


def _anywhere(call: str) -> str:
    """The call's path with ids of nothing."""
    return re.sub(r"\{\w+\}", "nothing", call.partition(" ")[2])
