"""Answers of the action server are still checked."""

from __future__ import annotations

import pytest
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction

from language.quick_actions import quicken_actions


@pytest.fixture
def action(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    quicken_actions()
    return RemoteAction("action_any", None)


def test_an_answer_of_the_right_form_is_taken(action: RemoteAction) -> None:
    assert action._validate_action_result({"events": [], "responses": [{"text": "Hallo"}]})


def test_an_answer_of_another_form_is_refused(action: RemoteAction) -> None:
    with pytest.raises(ValidationError):
        action._validate_action_result({"events": "none"})
