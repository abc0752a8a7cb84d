from __future__ import annotations

import asyncio

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import InvalidConfigException

from language.responses import AddressedResponses, in_address

DOMAIN = Domain.from_yaml(
    'version: "3.1"\nslots: {item: {type: text, mappings: [{type: custom}]}}\n'
    'responses: {utter_ask: [{text: "[Möchten Sie|Möchtest du] {item} [Ihres|deines] zurückgeben?"}]}'
)


def _said(address: str, monkeypatch: pytest.MonkeyPatch, **words: str) -> str:
    monkeypatch.setenv("LOTSE_ADDRESS", address)
    tracker = DialogueStateTracker.from_events("someone", [], slots=DOMAIN.slots)
    generator = AddressedResponses(domain=Domain.empty())
    generator.responses = DOMAIN.responses  # as Rasa does when a model is loaded
    reply = asyncio.run(generator.generate("utter_ask", tracker, "desk", **words))
    assert reply is not None
    return str(reply["text"])


def test_both_forms_come_from_one_text() -> None:
    assert in_address("[Haben Sie|Hast du] Zeit?", "Sie") == "Haben Sie Zeit?"
    assert in_address("[Haben Sie|Hast du] Zeit?", "du") == "Hast du Zeit?"


def test_the_setting_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _said("du", monkeypatch, item="das Zelt") == "Möchtest du das Zelt deines zurückgeben?"


def test_a_customers_own_brackets_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "[a|b]" in _said("Sie", monkeypatch, item="[a|b]")


def test_another_form_of_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidConfigException, match="expected Sie or du"):
        _said("Ihr", monkeypatch)
