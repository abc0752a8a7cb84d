"""The door through which the desk asks the engine: one customer message in, everything said and understood out.

Loopback only, and only with the shared token. A turn is recognised by its id, so that asking again after a broken
connection repeats the answer and not the deed. The language of each message is read before the dialogue runs, so that
the answer is already in the customer's. What a customer has erased at the desk is forgotten here too. Customers' words
appear in no log line.
"""

from __future__ import annotations

import hmac
import os
from typing import Any, AsyncContextManager, Awaitable, Callable, Dict, List, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.core.lock import TicketLock
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.events import BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from language.tracker_store import forget_conversation

TOKEN_VARIABLE = "LOTSE_INTERNAL_TOKEN"  # noqa: S105  its name
FALLBACK_INTENT = "nlu_fallback"
# How sure a message's language must be to become the conversation's; in doubt the conversation keeps its own.
SURE_OF_LANGUAGE = 0.9
# Questions answered by names, which are German in every language ("Neue Straße 5, 24103 Kiel", "Korb Weide groß").
_ASK_FOR_NAMES = frozenset({"address", "item"})
# Slots that hold what a customer told; all others are the bot's own notes.
_TOLD_SLOTS = (
    *("order_number", "proof", "item", "description", "return_reason", "wish", "searched"),
    *("confirmation", "address", "phone", "callback_time"),
)


class DeskChannel(InputChannel):
    """Rasa input channel `desk` under `/webhooks/desk`.

    `POST turn`, `POST read`, `DELETE conversations/<id>` and `GET health`.
    """

    @classmethod
    def name(cls) -> str:
        """The channel's name and path."""
        return "desk"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> DeskChannel:
        """The channel with the token of the environment.

        Raises:
            InvalidConfigException: if there is no token.
        """
        token = os.environ.get(TOKEN_VARIABLE)
        if not token:
            raise InvalidConfigException(f"{TOKEN_VARIABLE} is not set: start the engine with `make run`.")
        return cls(token)

    def __init__(self, token: str) -> None:
        self._expected = f"Bearer {token}"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; `on_new_message` is Rasa's own way into the dialogue."""
        routes = Blueprint("desk_channel")

        @routes.middleware("request")
        async def admit(request: Request) -> Optional[HTTPResponse]:
            if hmac.compare_digest(request.headers.get("authorization", "").encode(), self._expected.encode()):
                return None
            return response.json({"error": "wrong token"}, status=401)

        @routes.get("/health")
        async def health(request: Request) -> HTTPResponse:
            ready = _agent(request.app) is not None
            return response.json({"status": "ok" if ready else "loading"}, status=200 if ready else 503)

        @routes.post("/turn")
        async def turn(request: Request) -> HTTPResponse:
            agent = _agent(request.app)
            if agent is None:
                return response.json({"error": "the model is not loaded"}, status=503)
            async with _alone_with(agent, _without_episode(request.json["conversation"])):
                tracker = await _take_turn(agent, on_new_message, request.json)
            return response.json(describe_turn(tracker, request.json["turn_id"]))

        @routes.post("/read")
        async def read(request: Request) -> HTTPResponse:
            agent = _agent(request.app)
            if agent is None:
                return response.json({"error": "the model is not loaded"}, status=503)
            return response.json({"understood": describe_reading(await agent.parse_message(request.json["text"]))})

        @routes.delete("/conversations/<conversation_id:str>")
        async def forget(request: Request, conversation_id: str) -> HTTPResponse:
            agent = _agent(request.app)
            if agent is None:
                return response.json({"error": "the model is not loaded"}, status=503)
            try:
                async with _alone_with(agent, conversation_id):
                    await forget_conversation(agent, conversation_id)
            except InvalidConfigException as exc:
                return response.json({"error": str(exc)}, status=501)
            return response.empty()

        return routes


def _agent(app: Sanic) -> Optional[Agent]:
    """The agent once its model is loaded."""
    agent: Optional[Agent] = getattr(app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


def _without_episode(conversation: str) -> str:
    return conversation.rpartition(".")[0] or conversation


def _alone_with(agent: Agent, conversation: str) -> AsyncContextManager[TicketLock]:
    """Keeps turns and forgetting of one conversation of the desk apart, for as long as the block lasts.

    Rasa's own lock is not enough: it is free for a moment within each turn, and is one of an episode.
    """
    return agent.lock_store.lock(f"desk {conversation}")


async def _take_turn(
    agent: Agent, on_new_message: Callable[[UserMessage], Awaitable[Any]], asked: Dict[str, Any]
) -> DialogueStateTracker:
    """The tracker after the turn; a turn that it holds already is not taken again."""
    message = UserMessage(
        asked["text"],
        CollectingOutputChannel(),
        asked["conversation"],
        input_channel=DeskChannel.name(),
        metadata={key: asked.get(key) for key in ("turn_id", "chosen", "language")},
    )
    async with agent.lock_store.lock(message.sender_id):
        tracker = await agent.processor.fetch_tracker_and_update_session(message.sender_id)
        if _turn_events(tracker, asked["turn_id"]):
            return tracker
        await _read_ahead(agent, message, tracker, asked)
    await on_new_message(message)
    return await agent.tracker_store.get_or_create_tracker(message.sender_id)


async def _read_ahead(agent: Agent, message: UserMessage, tracker: DialogueStateTracker, asked: Dict[str, Any]) -> None:
    """Reads the message, and sets the slot by which Rasa chooses a response's wording to the language it is in now."""
    message.parse_data = await agent.processor.parse_message(message, tracker)
    language = decide_language(message.parse_data, asked, tracker.get_slot(REQUESTED_SLOT))
    message.metadata["language"] = language
    if tracker.get_slot("language") != language:
        tracker.update(SlotSet("language", language))
        await agent.tracker_store.save(tracker)


def decide_language(parsed: Dict[str, Any], asked: Dict[str, Any], requested_slot: Optional[str]) -> str:
    """The conversation's language from this message on: the message's own if that is sure, else as before.

    A button is in the bot's words, and a name in nobody's: neither changes anything.
    """
    read = None if asked.get("chosen") or requested_slot in _ASK_FOR_NAMES else _sure_language(parsed)
    return read or str(asked["language"])


def _sure_language(parsed: Dict[str, Any]) -> Optional[str]:
    """The message's language; None if it could be either."""
    read = parsed.get("language") or {}
    return read.get("label") if read.get("confidence", 0.0) >= SURE_OF_LANGUAGE else None


def describe_turn(tracker: DialogueStateTracker, turn_id: str) -> Dict[str, Any]:
    """What the bot said, understood and achieved in one turn, from the tracker's events."""
    events = _turn_events(tracker, turn_id)
    outcomes = [event.value for event in events if isinstance(event, SlotSet) and event.key == "outcome"]
    return {
        "messages": [_said(event) for event in events if isinstance(event, BotUttered)],
        # What the desk keeps, for its own sentences and for the next turn.
        "language": (events[0].metadata or {}).get("language") if events else None,
        "understood": describe_reading(events[0].parse_data if events else {}),
        "progress": {
            "outcome": outcomes[-1] if outcomes else None,
            "asks": tracker.get_slot("requested_slot"),
            "filled": _filled(tracker),
        },
    }


def describe_reading(parsed: Dict[str, Any]) -> Dict[str, Any]:
    """What NLU made of a text, in the desk's terms."""
    intent = parsed.get("intent") or {}
    unsure = intent.get("name") in (FALLBACK_INTENT, None)
    return {
        "intent": intent.get("full_retrieval_intent_name") or intent.get("name"),
        "confidence": intent.get("confidence"),
        "ranking": [each for each in parsed.get("intent_ranking", []) if each["name"] != FALLBACK_INTENT],
        "entities": [
            {key: entity[key] for key in ("entity", "value", "start", "end")} for entity in parsed.get("entities", [])
        ],
        "emotion": parsed.get("emotion"),
        "language": _sure_language(parsed),
        "concerns": [] if unsure else parsed.get("concerns", []),
    }


def _turn_events(tracker: DialogueStateTracker, turn_id: str) -> List[Event]:
    """The events of one turn, its customer message first; empty if the tracker does not hold it."""
    found: List[Event] = []
    for event in tracker.events:
        if isinstance(event, UserUttered):
            if found:
                break
            if (event.metadata or {}).get("turn_id") == turn_id:
                found.append(event)
        elif found:
            found.append(event)
    return found


def _said(event: BotUttered) -> Dict[str, Any]:
    buttons = (event.data or {}).get("buttons") or []
    return {
        "text": event.text or "",
        "buttons": [{"title": each["title"], "payload": each.get("payload")} for each in buttons],
    }


def _filled(tracker: DialogueStateTracker) -> Dict[str, Any]:
    values = tracker.current_slot_values()
    return {slot: values[slot] for slot in _TOLD_SLOTS if values.get(slot) is not None}
