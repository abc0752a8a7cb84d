from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException

from language.channel import DeskChannel, decide_language, describe_reading, describe_turn

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
