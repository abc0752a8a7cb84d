"""The domain and the actions agree: every name that one uses, the other has."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.retelling import REASONS
from actions.services import BY_CONCERN, FORM_SLOTS, SERVICES, TOLD_SLOTS

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return read


@pytest.fixture(scope="module")
def concerns() -> list[str]:
    return [path.stem for path in (ROOT / "data").glob("*/*.yml")]


def variations(domain: dict[str, Any]) -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Name, German and English of every response."""
    return [(name, *pair) for name, pair in domain["responses"].items()]


def test_every_response_has_german_and_english(domain: dict[str, Any]) -> None:
    for name, german, english in variations(domain):
        assert "condition" not in german, name
        assert english["condition"] == [{"type": "slot", "name": "language", "value": "en"}], name


def test_both_languages_have_the_same_gaps_and_buttons(domain: dict[str, Any]) -> None:
    for name, german, english in variations(domain):
        assert set(re.findall(r"{\w+}", german["text"])) == set(re.findall(r"{\w+}", english["text"])), name
        payloads = [[each.get("payload") for each in text.get("buttons", [])] for text in (german, english)]
        assert payloads[0] == payloads[1], name


def test_english_has_no_form_of_address(domain: dict[str, Any]) -> None:
    assert not [name for name, _, english in variations(domain) if "[" in english["text"]]


def test_addresses_are_pairs_and_no_links(domain: dict[str, Any]) -> None:
    for name, german, _ in variations(domain):
        rest = re.sub(r"\[[^\[\]|]*\|[^\[\]|]*\]", "", german["text"])
        assert "[" not in rest, name
        assert "](" not in german["text"], name


def test_every_response_in_the_code_is_in_the_domain(domain: dict[str, Any]) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").glob("*.py"))
    used = set(re.findall(r"\"(utter_\w+)\"", code)) - {"utter_action"}
    assert used <= set(domain["responses"]), used - set(domain["responses"])


def test_every_response_in_the_domain_is_used(domain: dict[str, Any]) -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "actions").glob("*.py"))
    composed = ("utter_ask_", "utter_retry_", "utter_back_to_", "utter_hand_off_", "utter_damage_", "utter_wrong_item_")
    unused = [name for name in domain["responses"] if f'"{name}"' not in code and not name.startswith(composed)]
    assert unused == []


def test_every_question_can_be_asked_again(domain: dict[str, Any]) -> None:
    for form, content in domain["forms"].items():
        for slot in content["required_slots"]:
            asked = {f"utter_ask_{slot}", f"utter_ask_{form}_{slot}"} & set(domain["responses"])
            assert len(asked) == 1, (form, slot)
            assert f"utter_retry_{slot}" in domain["responses"], slot
        assert f"utter_back_to_{form}" in domain["responses"]


def test_every_reason_has_words_of_comfort(domain: dict[str, Any]) -> None:
    said = {"vulnerable": "utter_hand_off_hardship"}
    assert {said.get(reason, f"utter_hand_off_{reason}") for reason in REASONS} <= set(domain["responses"])


def test_services_forms_and_slots_are_those_of_the_domain(domain: dict[str, Any]) -> None:
    assert {service.form for service in SERVICES} == set(domain["forms"])
    assert {service.end for service in SERVICES} <= set(domain["actions"])
    assert set(BY_CONCERN) <= set(domain["intents"])
    assert {*TOLD_SLOTS, *FORM_SLOTS} <= set(domain["slots"])


def test_no_slot_is_filled_by_rasa_itself(domain: dict[str, Any]) -> None:
    assert all(slot["mappings"] == [{"type": "custom"}] for slot in domain["slots"].values())
    assert not any(slot["influence_conversation"] for slot in domain["slots"].values())


def test_the_action_server_has_exactly_the_actions_of_the_domain(action_server: str, domain: dict[str, Any]) -> None:
    with urllib.request.urlopen(action_server.replace("/webhook", "/actions")) as answer:
        running = {each["name"] for each in json.load(answer)}
    assert running == {*domain["actions"], "action_list_orders"}  # for the desk, in no story


@pytest.mark.parametrize("action", ["action_track_order", "action_start_return", "action_cancel_order"])
def test_a_closing_action_called_without_proof_tells_nothing(
    action_server: str, shop_file: Path, domain: dict[str, Any], action: str
) -> None:
    slots = {"order_number": "NV-204518", "proof": None, "form_trouble": None, "confirmation": None}
    call = {
        "next_action": action,
        "sender_id": "x",
        "version": "3.6.21",
        "domain": domain,
        "tracker": {"sender_id": "x", "slots": slots, "latest_message": {"text": ""}, "events": [], "active_loop": {}},
    }
    request = urllib.request.Request(action_server, json.dumps(call).encode(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        said = [each["response"] for each in json.load(answer)["responses"]]
    assert said == ["utter_gave_up"]
