"""Work that must not depend on whoever asked for it: in the background, one after the other per key, or to its end."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from desk.logs import log_of

log = log_of(__name__)
Work = Callable[[], Awaitable[None]]
Result = TypeVar("Result")
STOP_GRACE_SECONDS = 1


class Workers:
    """Runs work of the same key one after the other, different keys side by side, and knows how to stop."""

    def __init__(self) -> None:
        self.stopping = asyncio.Event()
        self._running: dict[str, asyncio.Task[None]] = {}
        self._again: dict[str, Work] = {}
        self._tasks: set[asyncio.Task[Any]] = set()

    def wake(self, key: str, work: Work) -> None:
        """Run the work now, or once more after the run that is under way for this key."""
        if key in self._running:
            self._again[key] = work
        elif not self.stopping.is_set():
            self._running[key] = self._keep(self._run(key, work))

    def start(self, name: str, work: Work) -> None:
        """Run the work on its own; a failure is logged and ends it."""
        self._keep(_guarded(name, work))

    def repeat(self, name: str, seconds: float, work: Work, early: asyncio.Event | None = None) -> None:
        """Run the work again and again with a pause between, cut short by `early`.

        A failure is logged and the next run still happens.
        """
        self._keep(self._forever(name, seconds, work, early or asyncio.Event()))

    async def through(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do the work to its end, even if the caller is cancelled because the client has hung up."""
        return await asyncio.shield(self._keep(work))

    async def idle(self) -> None:
        """Wait until no keyed work is under way."""
        while self._running:
            await asyncio.gather(*self._running.values(), return_exceptions=True)

    async def stop(self) -> None:
        """Let everything come to an end, then cancel the rest; what must not be lost is resumed at the next start."""
        self.stopping.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_GRACE_SECONDS)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _keep(self, work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _run(self, key: str, work: Work) -> None:
        try:
            await _guarded(key, work)
            while not self.stopping.is_set() and (following := self._again.pop(key, None)):
                await _guarded(key, following)
        finally:
            del self._running[key]

    async def _forever(self, name: str, seconds: float, work: Work, early: asyncio.Event) -> None:
        while not self.stopping.is_set():
            early.clear()
            await _guarded(name, work)
            await _first_of(seconds, self.stopping, early)


async def _guarded(name: str, work: Work) -> None:
    try:
        await work()
    except Exception:
        log.exception("Background work failed", work=name)


async def _first_of(seconds: float, *events: asyncio.Event) -> None:
    """Wait for one of the events, so many seconds at most."""
    waits = [asyncio.ensure_future(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()
