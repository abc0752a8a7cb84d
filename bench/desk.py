"""A long queue: 10,000 waiting cases and 200 people at their consoles; how long list, claim and offer take.

    python -m bench.desk [--waiting 10000] [--people 200] [--rounds 200]      (in .venv/desk; `make bench-desk`)

The real desk as a process of its own on loopback, over SQLite and, where one can be reached at LOTSE_BENCH_POSTGRES
(user@host:port, default postgres@127.0.0.1:5432), over PostgreSQL. Everybody has their hands full; in each round
somebody resolves a case, is offered the next by the desk, takes it, and looks at the queue. The stock alternative,
measured in the same run: the whole queue in one answer, as a desk without pages gives it. Writes
`bench/results/desk.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import socket
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]
import httpx
from sqlalchemy import Insert
from websockets.asyncio.client import ClientConnection, connect

from desk import board, tokens
from desk.clock import utc_now
from desk.core import Desk
from desk.migrations import migrate
from desk.seed import seed
from desk.settings import Settings
from desk.store import tables
from desk.store.database import Database

RESULTS = Path(__file__).parent / "results"
SECRET = "bench-session-secret-of-no-value"  # the bench's own desk lives for a minute
POSTGRES = os.environ.get("LOTSE_BENCH_POSTGRES", "postgres@127.0.0.1:5432")
CAPACITY = 4
START_SECONDS = 30
PATIENCE_SECONDS = 20
A_STRETCH = 500

Row = dict[str, Any]
Times = dict[str, list[float]]


def main() -> None:
    """Measure over each database, write the table."""
    parser = argparse.ArgumentParser(description="The desk with a long queue.")
    parser.add_argument("--waiting", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=200)
    asked = parser.parse_args()
    measured = asyncio.run(_everywhere(asked))
    table = _table(measured, asked)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "desk.md").write_text(table, encoding="utf-8")
    print(table)


async def _everywhere(asked: argparse.Namespace) -> dict[str, Times]:
    measured: dict[str, Times] = {}
    with tempfile.TemporaryDirectory() as folder:
        measured["SQLite"] = await _measure(f"sqlite+aiosqlite:///{folder}/desk.db", Path(folder), asked)
        name = f"lotse_bench_{os.getpid()}"
        try:
            await _sql(f"CREATE DATABASE {name}")
        except (OSError, asyncpg.PostgresError) as exc:
            print(f"PostgreSQL at {POSTGRES} cannot be used ({exc}); SQLite only.", file=sys.stderr)
            return measured
        try:
            measured["PostgreSQL"] = await _measure(f"postgresql+asyncpg://{POSTGRES}/{name}", Path(folder), asked)
        finally:
            await _sql(f"DROP DATABASE {name} WITH (FORCE)")
    return measured


async def _measure(url: str, folder: Path, asked: argparse.Namespace) -> Times:
    """Seconds of every call, by what it does."""
    people = await _fill(url, asked.waiting, asked.people)
    times: Times = defaultdict(list)
    async with _serving(url, folder) as address, AsyncExitStack() as open_things:
        consoles = [await _sit_down(open_things, address, person) for person in people]
        for number in range(asked.rounds):
            await consoles[number % len(consoles)].work(times)
    times["whole queue at once"] = await _naively(url, asked.waiting)
    return times


class Console:
    """One person: calls, and a stream that is read all the time."""

    def __init__(self, http: httpx.AsyncClient, stream: ClientConnection, csrf_token: str, case: str) -> None:
        self._http, self._stream, self._headers, self._case = http, stream, {"x-csrf-token": csrf_token}, case
        self._offers: asyncio.Queue[tuple[str, float]] = asyncio.Queue()
        self.reader = asyncio.create_task(self._read())

    async def work(self, times: Times) -> None:
        """Resolve a case, be offered the next, take it, look at the queue's beginning and deep into it."""
        epoch = (await self._http.get(f"/conversations/{self._case}")).json()["owner_epoch"]
        resolved = time.perf_counter()
        await self._post(f"/conversations/{self._case}/resolve", disposition="solved", owner_epoch=epoch)
        self._case, offered = await asyncio.wait_for(self._offers.get(), PATIENCE_SECONDS)
        times["resolve to next offer"].append(offered - resolved)
        with Timed(times, "claim"):
            await self._post(f"/conversations/{self._case}/claim")
        with Timed(times, "list, first page"):
            await self._http.get("/queue")
        with Timed(times, "list, deep in the queue"):
            await self._http.get("/queue", params={"after": 9000})

    async def _post(self, path: str, **body: object) -> None:
        answer = await self._http.post(path, json=body, headers=self._headers)
        answer.raise_for_status()

    async def _read(self) -> None:
        async for frame in self._stream:  # ends when the bench does
            if '"type": "offer"' in str(frame)[:40]:
                self._offers.put_nowait((json.loads(frame)["conversation_id"], time.perf_counter()))


class Timed:
    """Adds the seconds that a block takes to a list of them."""

    def __init__(self, times: Times, name: str) -> None:
        self._times = times[name]

    def __enter__(self) -> None:
        self._began = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._times.append(time.perf_counter() - self._began)


async def _sit_down(open_things: AsyncExitStack, address: str, person: Row) -> Console:
    cookies = {"lotse_session": person["token"]}
    http = httpx.AsyncClient(base_url=f"{address}/api/v1/desk", cookies=cookies, timeout=PATIENCE_SECONDS)
    await open_things.enter_async_context(http)
    url = address.replace("http", "ws", 1) + "/api/v1/desk/stream"
    headers = {"Cookie": f"lotse_session={person['token']}"}
    stream = await open_things.enter_async_context(connect(url, additional_headers=headers, max_size=None))
    csrf_token = tokens.keyed_hash(SECRET, "csrf", person["token"])
    return Console(http, stream, csrf_token, person["case"])


async def _naively(url: str, waiting: int) -> list[float]:
    """Seconds for the whole queue in one piece, as JSON, five times."""
    desk = Desk.open(_settings(url), utc_now)
    times: Times = defaultdict(list)
    for _ in range(5):
        with Timed(times, "all"):
            async with desk.database.read() as connection:
                json.dumps((await board.queue_page(desk, connection, 0, waiting)).items)
    await desk.engine.close()
    await desk.database.close()
    return times["all"]


async def _fill(url: str, waiting: int, people: int) -> list[Row]:
    """Tables, people with their hands full, and a long queue; each person's id, session token and one case."""
    database, now = Database(url), utc_now()
    await migrate(database)
    await seed(database, utc_now)
    team = [{"id": str(uuid4()), "token": tokens.new_token()} for _ in range(people)]
    held = [(person["id"], number) for person in team for number in range(CAPACITY)]
    owners = [owner for owner, _ in held] + [None] * waiting
    cases = [_case(owner, now - timedelta(seconds=len(owners) - place)) for place, owner in enumerate(owners)]
    for person, case in zip(team, cases[::CAPACITY], strict=False):
        person["case"] = case["id"]
    async with database.write() as connection:
        pods = [row.id for row in await connection.execute(tables.pods.select())]
        rows: list[tuple[Insert, list[Row]]] = [
            (tables.people.insert(), [_person(one["id"], pods[n % 2], now) for n, one in enumerate(team)]),
            (tables.sessions.insert(), [_session(one, now) for one in team]),
            (tables.customers.insert(), [{"id": case["customer_id"], "created_at": now} for case in cases]),
            (tables.conversations.insert(), cases),
            (tables.handoffs.insert(), [_handoff(case) for case in cases]),
        ]
        for statement, values in rows:
            for start in range(0, len(values), A_STRETCH):
                await connection.execute(statement, values[start : start + A_STRETCH])
    await database.close()
    return team


def _person(person_id: str, pod_id: str, now: Any) -> Row:
    return {
        "id": person_id,
        "name": f"Bench {person_id[:8]}",
        "email": f"{person_id}@bench.lotse",
        "password_hash": "",
        "roles": ["agent"],
        "presence": "available",
        "capacity": CAPACITY,
        "pod_id": pod_id,
        "languages": ["de", "en"],
        "skills": [],
        "active": True,
        "last_seen_at": now,
        "hard_in_a_row": 0,
        "created_at": now,
    }


def _session(person: Row, now: Any) -> Row:
    return {
        "token_hash": tokens.keyed_hash(SECRET, "session", person["token"]),
        "person_id": person["id"],
        "created_at": now,
        "expires_at": now + timedelta(hours=8),
        "active_at": now,
        "locked": False,
    }


def _case(owner: str | None, since: Any) -> Row:
    return {
        "id": str(uuid4()),
        "token_hash": "",
        "customer_id": str(uuid4()),
        "language": "de",
        "state": "human" if owner else "queued",
        "owner_epoch": 2,
        "episode": 1,
        "owner_id": owner,
        "hard": False,
        "priority": 0,
        "waiting_since": since,
        "last_sequence": 0,
        "delivered_sequence": 0,
        "seen_by_agent": 0,
        "seen_by_customer": 0,
        "created_at": since,
        "changed_at": since,
    }


def _handoff(case: Row) -> Row:
    return {
        "id": str(uuid4()),
        "conversation_id": case["id"],
        "reason": "complex",
        "concerns": ["track_order"],
        "filled": {},
        "tried": [],
        "summary": "Fragt nach einer Sendung.",
        "emotion_course": [],
        "waiting_since": case["waiting_since"],
    }


def _settings(url: str) -> Settings:
    return Settings(internal_token="bench-internal-token", session_secret=SECRET, database_url=url)


@asynccontextmanager
async def _serving(url: str, folder: Path) -> AsyncIterator[str]:
    """The desk as a process of its own, ended at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "LOTSE_VAR": str(folder),
        "LOTSE_PORT": str(port),
        "LOTSE_DATABASE_URL": url,
        "LOTSE_INTERNAL_TOKEN": "bench-internal-token",
        "LOTSE_SESSION_SECRET": SECRET,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "desk", env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        await _answers(f"http://127.0.0.1:{port}/api/v1/hours")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        await process.wait()


async def _answers(url: str) -> None:
    """Wait until the desk is there. Raises TimeoutError."""
    async with asyncio.timeout(START_SECONDS), httpx.AsyncClient() as http:
        while True:
            with suppress(httpx.TransportError):
                await http.get(url)
                return
            await asyncio.sleep(0.1)


async def _sql(statement: str) -> None:
    connection = await asyncpg.connect(f"postgresql://{POSTGRES}/postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _table(measured: dict[str, Times], asked: argparse.Namespace) -> str:
    lines = [
        "# A long queue",
        "",
        f"`make bench-desk`: {asked.waiting:,} waiting, {asked.people} consoles connected, {asked.rounds} rounds; ms.",
        "",
        "| database | what | p50 | p95 | the whole queue at once takes so many times p50 |",
        "|---|---|---|---|---|",
    ]
    for database, times in measured.items():
        naive = _at(times["whole queue at once"], 0.5)
        for name, seconds in times.items():
            ratio = f"{naive / _at(seconds, 0.5):.0f}" if name.startswith("list") else ""
            lines.append(
                f"| {database} | {name} | {_at(seconds, 0.5) * 1000:.1f} | {_at(seconds, 0.95) * 1000:.1f} | {ratio} |"
            )
    return "\n".join(lines) + "\n"


def _at(seconds: list[float], share: float) -> float:
    return sorted(seconds)[int(share * (len(seconds) - 1))]


if __name__ == "__main__":
    main()
