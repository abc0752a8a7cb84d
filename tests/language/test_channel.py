from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import count
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import LOCK_LIFETIME, InMemoryLockStore, LockStore
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from sanic import Sanic

from language.channel import DeskChannel, decide_language, describe_reading, describe_turn
from language.tracker_store import RecentTurns

TOKEN = "token-for-tests"
ASKED = {"turn_id": "one", "text": "…", "language": "de"}
Dialogue = Callable[[UserMessage], Awaitable[Any]]
_numbers = count(1)
SLOTS = [AnySlot(name, mappings=[{}]) for name in ("requested_slot", "outcome", "order_number", "language")]


def _read_as(label: str, confidence: float) -> dict[str, Any]:
    return {"language": {"label": label, "confidence": confidence}}


def _heard(turn_id: str, intent: str = "faq") -> UserUttered:
    parsed = {"intent": {"name": intent, "confidence": 0.9}, "concerns": [intent], "intent_ranking": [{"name": intent}]}
    return UserUttered("…", parse_data=parsed, metadata={"turn_id": turn_id})


def _tracker(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("c.1", list(events), slots=SLOTS)


def test_a_turn_is_what_was_said_between_two_messages_of_the_customer() -> None:
    buttons = {"buttons": [{"title": "Ja", "payload": None}]}
    tracker = _tracker(
        _heard("one"),
        BotUttered("erste Antwort"),
        _heard("two"),
        ActionExecuted("action_answer_article"),
        BotUttered("zweite Antwort", data=buttons),
        SlotSet("outcome", "answered"),
        _heard("three"),
        BotUttered("dritte Antwort"),
    )
    turn = describe_turn(tracker, "two")
    assert turn["messages"] == [{"text": "zweite Antwort", "buttons": [{"title": "Ja", "payload": None}]}]
    assert turn["progress"]["outcome"] == "answered"


def test_what_was_filled_leaves_out_the_bots_own_notes() -> None:
    tracker = _tracker(_heard("one"), SlotSet("order_number", "NV-204518"), SlotSet("language", "de"))
    assert describe_turn(tracker, "one")["progress"]["filled"] == {"order_number": "NV-204518"}


def test_a_misunderstood_message_brings_no_concern() -> None:
    assert describe_turn(_tracker(_heard("one", "nlu_fallback")), "one")["understood"]["concerns"] == []


@pytest.mark.parametrize(("before", "read", "after"), [("de", "en", "en"), ("en", "de", "de"), ("de", "de", "de")])
def test_a_message_that_is_sure_of_its_language_decides_it(before: str, read: str, after: str) -> None:
    assert decide_language(_read_as(read, 0.95), {"language": before}, None) == after


def test_in_doubt_the_conversation_keeps_its_language() -> None:
    assert decide_language(_read_as("en", 0.6), {"language": "de"}, None) == "de"
    assert decide_language({}, {"language": "en"}, None) == "en"


def test_a_button_in_the_bots_words_keeps_the_language() -> None:
    asked = {"language": "de", "chosen": "track_order"}
    assert decide_language(_read_as("en", 1.0), asked, None) == "de"


@pytest.mark.parametrize("slot", ["address", "item"])
def test_a_name_asked_for_keeps_the_language(slot: str) -> None:
    assert decide_language(_read_as("de", 1.0), {"language": "en"}, slot) == "en"


def test_a_turn_tells_the_language_that_it_was_taken_in() -> None:
    heard = _heard("one")
    heard.metadata["language"] = "en"
    assert describe_turn(_tracker(heard, BotUttered("answer")), "one")["language"] == "en"


def test_a_reading_tells_a_language_only_if_it_is_sure() -> None:
    assert describe_reading(_read_as("en", 0.95))["language"] == "en"
    assert describe_reading(_read_as("en", 0.5))["language"] is None


def test_the_channel_refuses_to_open_without_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOTSE_INTERNAL_TOKEN", raising=False)
    with pytest.raises(InvalidConfigException, match="LOTSE_INTERNAL_TOKEN"):
        DeskChannel.from_credentials(None)


async def test_an_erased_conversation_is_forgotten_with_all_its_episodes_and_erasing_it_again_does_no_harm() -> None:
    store = await _keeping("c.1", "c.2", "cc.1")
    async with _open(store) as calls:
        assert await calls("DELETE", "/conversations/c") == 204
        assert await calls("DELETE", "/conversations/c") == 204
    assert list(await store.keys()) == ["cc.1"]


async def test_only_who_has_the_token_erases() -> None:
    store = await _keeping("c.1")
    async with _open(store) as calls:
        assert await calls("DELETE", "/conversations/c", token="another") == 401
    assert list(await store.keys()) == ["c.1"]


async def test_erasing_waits_for_a_turn_that_is_being_taken() -> None:
    async def is_erased_meanwhile(message: UserMessage) -> None:
        erasing.append(asyncio.create_task(calls("DELETE", "/conversations/c")))
        await locks.contended.wait()
        await store.save(DialogueStateTracker(message.sender_id, SLOTS))

    erasing: list[asyncio.Task[int]] = []
    locks, store = _WatchedLocks(), await _keeping()
    async with _open(store, is_erased_meanwhile, locks=locks) as calls:
        assert await calls("POST", "/turn", json={**ASKED, "conversation": "c.1"}) == 200
        assert await erasing[0] == 204
    assert list(await store.keys()) == []


async def test_an_engine_without_a_model_says_that_it_has_not_forgotten() -> None:
    async with _open(await _keeping("c.1"), ready=False) as calls:
        assert await calls("DELETE", "/conversations/c") == 503


async def test_an_engine_whose_store_cannot_forget_does_not_say_that_it_has() -> None:
    async with _open(InMemoryTrackerStore(Domain.empty())) as calls:
        assert await calls("DELETE", "/conversations/c") == 501


async def _keeping(*conversations: str) -> RecentTurns:
    store = RecentTurns(Domain.empty())
    for conversation in conversations:
        await store.save(DialogueStateTracker(conversation, SLOTS))
    return store


class _WatchedLocks(InMemoryLockStore):
    """Tells when somebody wants a lock that another holds."""

    def __init__(self) -> None:
        super().__init__()
        self.contended = asyncio.Event()

    def issue_ticket(self, conversation_id: str, lock_lifetime: float = LOCK_LIFETIME) -> int:
        if self.get_lock(conversation_id):
            self.contended.set()
        return int(super().issue_ticket(conversation_id, lock_lifetime))


@asynccontextmanager
async def _open(
    store: TrackerStore, dialogue: Dialogue | None = None, *, ready: bool = True, locks: LockStore | None = None
) -> AsyncIterator[Callable[..., Awaitable[int]]]:
    """The channel on a free port, before an engine of this store; calls give the status of the answer."""

    async def parse(message: UserMessage, tracker: DialogueStateTracker) -> dict[str, Any]:
        return {}

    async def call(method: str, path: str, token: str = TOKEN, **more: Any) -> int:
        headers = {"Authorization": f"Bearer {token}"}
        url = f"http://127.0.0.1:{port}/webhooks/desk{path}"
        async with aiohttp.ClientSession() as http, http.request(method, url, headers=headers, **more) as answer:
            return answer.status

    processor = SimpleNamespace(fetch_tracker_and_update_session=store.get_or_create_tracker, parse_message=parse)
    app = Sanic(f"engine_{next(_numbers)}", configure_logging=False)
    app.ctx.agent = SimpleNamespace(
        tracker_store=store, lock_store=locks or InMemoryLockStore(), processor=processor, is_ready=lambda: ready
    )
    app.blueprint(DeskChannel(TOKEN).blueprint(dialogue or store.get_or_create_tracker), url_prefix="/webhooks/desk")
    server = await app.create_server("127.0.0.1", 0, return_asyncio_server=True, access_log=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sanic, "test_mode", True)  # else Sanic starts but once in a process
        await server.startup()
    port = server.server.sockets[0].getsockname()[1]
    try:
        yield call
    finally:
        await server.close()
