from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException

from language.channel import DeskChannel, describe_turn

SLOTS = [AnySlot(name, mappings=[{}]) for name in ("requested_slot", "outcome", "order_number", "language")]


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


def test_the_channel_refuses_to_open_without_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LOTSE_INTERNAL_TOKEN", raising=False)
    with pytest.raises(InvalidConfigException, match="LOTSE_INTERNAL_TOKEN"):
        DeskChannel.from_credentials(None)
