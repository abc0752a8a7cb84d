"""A customer in a real dialogue: Rasa's real rules and forms, the real action server; only the reading is scripted."""

from __future__ import annotations

import asyncio
import uuid
from dataclasses import dataclass
from typing import Any

TURN_TIMEOUT_SECONDS = 30
CALM = {"label": "calm", "intensity": 0.0, "heat": 0.0, "telling": [], "scores": {"calm": 1.0}}
ANGRY = {"label": "angry", "intensity": 0.8, "heat": 0.8, "telling": ["schnauze voll"], "scores": {"angry": 0.9}}
DISTRESSED = {
    "label": "distressed",
    "intensity": 0.8,
    "heat": 0.8,
    "telling": ["weiß nicht weiter"],
    "scores": {"distressed": 0.9},
}


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What the bot did on one message."""

    texts: tuple[str, ...]
    # Names of the responses; None for an article.
    responses: tuple[str | None, ...]
    buttons: tuple[dict[str, str], ...]
    actions: tuple[str, ...]
    outcome: str | None
    asks: str | None
    slots: dict[str, Any]

    @property
    def text(self) -> str:
        """Everything said."""
        return "\n".join(self.texts)

    @property
    def titles(self) -> list[str]:
        """What can be clicked below the last message."""
        return [button["title"] for button in self.buttons]


class Customer:
    """One customer with a conversation of his own."""

    def __init__(self, agent: Any, loop: asyncio.AbstractEventLoop, language: str = "de") -> None:
        self._agent = agent
        self._loop = loop
        self._language = language
        self._conversation = uuid.uuid4().hex

    def says(
        self,
        text: str,
        *concerns: str,
        confidence: float = 0.9,
        emotion: dict[str, Any] = CALM,
        ranking: tuple[str, ...] = (),
        chosen: bool = False,
        turn_id: str | None = None,
    ) -> Reply:
        """Types a text that is understood as these concerns; without any it is not understood."""
        # Imported once the fixtures have imported Rasa, whose libraries warn of their age.
        from language.entities import find_entities

        named = concerns or ("nlu_fallback",)
        parsed = {
            "text": text,
            "intent": {"name": named[0].split("/")[0], "confidence": confidence},
            "intent_ranking": [{"name": each, "confidence": confidence} for each in (*named, *ranking)],
            "concerns": list(concerns),
            "entities": find_entities(text),
            "emotion": emotion,
        }
        metadata = {
            "turn_id": turn_id or uuid.uuid4().hex,
            "language": self._language,
            "chosen": named[0] if chosen else None,
        }
        turn = self._turn(text, {**parsed, "metadata": metadata}, metadata)
        return asyncio.run_coroutine_threadsafe(turn, self._loop).result(TURN_TIMEOUT_SECONDS)

    async def _turn(self, text: str, parsed: dict[str, Any], metadata: dict[str, Any]) -> Reply:
        from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
        from rasa.shared.core.events import SlotSet

        tracker = await self._agent.processor.fetch_tracker_and_update_session(self._conversation)
        tracker.update(SlotSet("language", self._language))
        await self._agent.tracker_store.save(tracker)
        await self._agent.handle_message(
            UserMessage(text, CollectingOutputChannel(), self._conversation, parse_data=parsed, metadata=metadata)
        )
        return _reply(await self._agent.tracker_store.get_or_create_tracker(self._conversation))


def _reply(tracker: Any) -> Reply:
    events = [event.as_dict() for event in tracker.events]
    latest = max(place for place, event in enumerate(events) if event["event"] == "user")
    said = [event for event in events[latest:] if event["event"] == "bot"]
    outcomes = [event["value"] for event in events[latest:] if event["event"] == "slot" and event["name"] == "outcome"]
    return Reply(
        texts=tuple(event["text"] for event in said),
        responses=tuple(event["metadata"].get("utter_action") for event in said),
        buttons=tuple(said[-1]["data"].get("buttons") or ()) if said else (),
        actions=tuple(event["name"] for event in events[latest:] if event["event"] == "action"),
        outcome=outcomes[-1] if outcomes else None,
        asks=tracker.get_slot("requested_slot"),
        slots=tracker.current_slot_values(),
    )
