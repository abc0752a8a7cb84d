"""A running desk as tests see it: through its doors, with customers and agents who use them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx
from sqlalchemy import select
from websockets.asyncio.client import ClientConnection, connect

from desk.app import create_app
from desk.core import Desk
from desk.housekeeping import Housekeeping
from desk.seed import PASSWORD
from desk.settings import Settings
from desk.store.tables import audit
from tests.desk.serving import serving

Json = dict[str, Any]
PATIENCE_SECONDS = 5


def ascii_json(more: Json) -> Json:
    """With `json` written in ASCII, so that signs travel that cannot be encoded."""
    return {name: value for name, value in more.items() if name != "json"} | (
        {"content": json.dumps(more["json"])} if "json" in more else {}
    )


def letter(name: str, caption: str) -> dict[str, str]:
    """The headers that go with a file."""
    given = {"x-client-message-id": str(uuid4()), "x-file-name": quote(name), "x-caption": quote(caption)}
    return {header: value for header, value in given.items() if value}


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass(kw_only=True)
class Customer:
    """Somebody in the widget."""

    http: httpx.AsyncClient
    url: str
    id: str
    token: str
    greeting: Json

    async def says(self, text: str, message_id: str | None = None) -> httpx.Response:
        body = {"client_message_id": message_id or str(uuid4()), "text": text}
        return await self.calls("POST", "/messages", json=body)

    async def calls(self, method: str, path: str = "", **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        path = f"/api/v1/conversations/{self.id}{path}"
        return await self.http.request(method, path, headers=headers, **ascii_json(more))

    async def sees(self) -> Json:
        """The state object."""
        state: Json = (await self.calls("GET", "/events")).json()["state"]
        return state

    async def log(self, after: int = 0) -> list[Json]:
        events: list[Json] = (await self.calls("GET", "/events", params={"after": after})).json()["events"]
        return events

    async def texts(self) -> list[str]:
        return [event.get("text", "") for event in await self.log()]

    async def hears(self, part: str, after: int = 0) -> Json:
        """The first event whose text contains this; waits for it by long polls."""
        while True:
            answer = await self.calls("GET", "/events", params={"after": after, "wait": PATIENCE_SECONDS})
            events = answer.json()["events"]
            assert events, f"nothing with {part!r} was said"
            for event in events:
                if part in event.get("text", ""):
                    return dict(event)
            after = events[-1]["sequence"]

    async def sends_file(self, content: Any, name: str = "", caption: str = "", **headers: str) -> httpx.Response:
        return await self.calls("POST", "/attachments", content=content, headers=letter(name, caption) | headers)

    async def reads_file(self, attachment_id: str) -> httpx.Response:
        return await self.calls("GET", f"/attachments/{attachment_id}")

    async def asks_for_a_person(self) -> httpx.Response:
        return await self.calls("POST", "/handoff")

    @asynccontextmanager
    async def stream(self, after: int = 0, token: str | None = None) -> AsyncIterator["Stream"]:
        address = self.url.replace("http", "ws", 1) + f"/api/v1/conversations/{self.id}/stream"
        async with connect(address) as socket:
            stream = Stream(socket)
            await stream.send(type="hello", token=token or self.token, after=after)
            yield stream


@dataclass
class Stream:
    """One WebSocket; keeps what has arrived."""

    socket: ClientConnection
    seen: list[Json] = field(default_factory=list)

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def next(self) -> Json:
        async with asyncio.timeout(PATIENCE_SECONDS):
            frame: Json = json.loads(await self.socket.recv())
        self.seen.append(frame)
        return frame

    async def until(self, **wanted: Any) -> Json:
        """The next frame that has these fields."""
        while True:
            frame = await self.next()
            if all(frame.get(name) == value for name, value in wanted.items()):
                return frame

    async def until_event(self, part: str) -> Json:
        """The next event whose text contains this."""
        while True:
            frame = await self.until(type="event")
            if part in (frame["event"].get("text") or ""):
                return dict(frame["event"])

    async def closed(self) -> int:
        """The code with which the desk closes."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.socket.wait_closed()
        assert self.socket.close_code is not None
        return self.socket.close_code


@dataclass(kw_only=True)
class Agent:
    """Somebody at the console."""

    http: httpx.AsyncClient
    url: str
    person: Json
    csrf_token: str

    async def calls(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"X-CSRF-Token": self.csrf_token, **more.pop("headers", {})}
        return await self.http.request(method, f"/api/v1/desk{path}", headers=headers, **ascii_json(more))

    async def is_present(self, presence: str = "available") -> None:
        answer = await self.calls("PUT", "/me/presence", json={"presence": presence})
        assert answer.status_code == 200, answer.text

    async def queue(self) -> Json:
        board: Json = (await self.calls("GET", "/queue")).json()
        return board

    async def claims(self, customer: Customer) -> httpx.Response:
        return await self.calls("POST", f"/conversations/{customer.id}/claim")

    async def reads(self, customer: Customer) -> Json:
        answer = await self.calls("GET", f"/conversations/{customer.id}")
        assert answer.status_code == 200, answer.text
        case: Json = answer.json()
        return case

    async def does(self, customer: Customer, verb: str, **body: Any) -> httpx.Response:
        return await self.calls("POST", f"/conversations/{customer.id}/{verb}", json=body)

    async def replies(self, customer: Customer, text: str, epoch: int, message_id: str | None = None) -> httpx.Response:
        return await self.does(
            customer, "replies", client_message_id=message_id or str(uuid4()), text=text, owner_epoch=epoch
        )

    async def sends_file(
        self, customer: Customer, content: Any, epoch: int, name: str = "", caption: str = "", **headers: str
    ) -> httpx.Response:
        headers = letter(name, caption) | {"x-owner-epoch": str(epoch)} | headers
        return await self.calls("POST", f"/conversations/{customer.id}/attachments", content=content, headers=headers)

    async def reads_file(self, customer: Customer, attachment_id: str) -> httpx.Response:
        return await self.calls("GET", f"/conversations/{customer.id}/attachments/{attachment_id}")

    @asynccontextmanager
    async def stream(self) -> AsyncIterator[Stream]:
        address = self.url.replace("http", "ws", 1) + "/api/v1/desk/stream"
        cookie = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        async with connect(address, additional_headers={"Cookie": cookie}) as socket:
            yield Stream(socket)


@dataclass(kw_only=True)
class House:
    """The desk's doors, and for what cannot be reached through a door: the desk itself."""

    url: str
    desk: Desk
    http: httpx.AsyncClient
    clock: FakeClock
    clients: AsyncExitStack

    async def customer(self, **body: Any) -> Customer:
        """Somebody begins a conversation."""
        answer = await self.http.post("/api/v1/conversations", **ascii_json({"json": body}))
        assert answer.status_code == 201, answer.text
        begun = answer.json()
        return Customer(
            http=self.http,
            url=self.url,
            id=begun["conversation_id"],
            token=begun["token"],
            greeting=begun["events"][0],
        )

    async def waiting_customer(self, **body: Any) -> Customer:
        """Somebody who has asked for a person."""
        customer = await self.customer(**body)
        assert (await customer.asks_for_a_person()).status_code == 202
        return customer

    async def case_of(self, agent: Agent, **body: Any) -> tuple[Customer, int]:
        """A customer whose case this agent has taken, and the owner_epoch."""
        customer = await self.waiting_customer(**body)
        claimed = await agent.claims(customer)
        assert claimed.status_code == 200, claimed.text
        return customer, claimed.json()["owner_epoch"]

    async def audited(self) -> set[str]:
        """What was done so far."""
        async with self.desk.database.read() as connection:
            return set((await connection.execute(select(audit.c.action))).scalars())

    async def agent(self, name: str = "mira") -> Agent:
        """One of the demo's people logs in."""
        http = await self.clients.enter_async_context(httpx.AsyncClient(base_url=self.url, timeout=30, verify=False))
        login = await http.post("/api/v1/desk/session", json={"email": f"{name}@demo.lotse", "password": PASSWORD})
        assert login.status_code == 200, login.text
        return Agent(http=http, url=self.url, person=login.json()["person"], csrf_token=login.json()["csrf_token"])

    async def keep_house(self, housekeeping: Housekeeping | None = None) -> None:
        """One round of housekeeping."""
        await (housekeeping or Housekeeping(self.desk)).round()

    async def settle(self) -> None:
        """Wait until the assistant has nothing more to do."""
        await self.desk.workers.idle()


@asynccontextmanager
async def open_house(settings: Settings, clock: FakeClock) -> AsyncIterator[House]:
    """A desk that runs while the block lasts."""
    app = create_app(settings, clock)
    async with (
        serving(app) as url,
        httpx.AsyncClient(base_url=url, timeout=30, verify=False) as http,
        AsyncExitStack() as clients,
    ):
        yield House(url=url, desk=app.ctx.desk, http=http, clock=clock, clients=clients)
