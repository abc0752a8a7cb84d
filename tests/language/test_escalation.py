from __future__ import annotations

from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from language.escalation import HAND_OFF, EscalationPolicy

DOMAIN = Domain.from_yaml(
    'version: "3.1"\nintents: [request_human, faq, insult]\nactions: [action_hand_off]\n'
    "forms: {return_form: {required_slots: [item]}}\nslots: {item: {type: text, mappings: [{type: custom}]}}"
)


def _reading(
    intent: str = "faq", confidence: float = 0.9, feels: str = "calm", heat: float = 0.0, crisis: bool = False
) -> dict[str, Any]:
    emotion = {"label": feels, "intensity": 0.6, "heat": heat, "crisis": crisis, "telling": [], "scores": {feels: 0.9}}
    return {"intent": {"name": intent, "confidence": confidence}, "emotion": emotion}


@pytest.fixture
def policy(tmp_path: Any) -> EscalationPolicy:
    config = {**EscalationPolicy.get_default_config(), "human": ["request_human"], "met_by_rules": ["insult"]}
    return EscalationPolicy.create(
        config, LocalModelStorage(tmp_path), Resource("escalation"), ExecutionContext(GraphSchema({}))
    )


def _hands_off(policy: EscalationPolicy, *readings: dict[str, Any], inside: str | None = None) -> bool:
    tracker = DialogueStateTracker.from_events("c.1", [], slots=DOMAIN.slots, domain=DOMAIN)
    if inside:
        tracker.update(ActiveLoop(inside))
    for reading in readings:
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered("…", reading["intent"], parse_data=reading))
    prediction = policy.predict_action_probabilities(tracker, DOMAIN)
    certain = prediction.probabilities[DOMAIN.index_for_action(HAND_OFF)] == 1.0
    assert prediction.is_no_user_prediction == certain  # only such a prediction wins inside a form
    return certain


def test_a_wish_for_a_person_is_granted_at_once(policy: EscalationPolicy) -> None:
    assert _hands_off(policy, _reading("request_human"))


def test_inside_a_form_both_must_be_surer(policy: EscalationPolicy) -> None:
    wish, heated = _reading("request_human", confidence=0.6), _reading(feels="angry", heat=0.35)
    assert _hands_off(policy, wish)
    assert _hands_off(policy, heated)
    assert not _hands_off(policy, wish, inside="return_form")
    assert not _hands_off(policy, heated, inside="return_form")


def test_a_doubtful_wish_for_a_person_is_not(policy: EscalationPolicy) -> None:
    assert not _hands_off(policy, _reading("request_human", confidence=0.3))


@pytest.mark.parametrize("inside", [None, "return_form"])
def test_anger_goes_to_a_person_whatever_the_intent(policy: EscalationPolicy, inside: str | None) -> None:
    assert _hands_off(policy, _reading(feels="angry", heat=0.8), inside=inside)


@pytest.mark.parametrize("inside", [None, "return_form"])
def test_a_cry_for_help_goes_to_a_person_whatever_the_thresholds(policy: EscalationPolicy, inside: str | None) -> None:
    assert _hands_off(policy, _reading(crisis=True), inside=inside)


def test_anger_that_may_be_misread_does_not(policy: EscalationPolicy) -> None:
    assert not _hands_off(policy, _reading(feels="angry", heat=0.2))


def test_a_first_insult_is_left_to_its_own_rule(policy: EscalationPolicy) -> None:
    insult = _reading("insult", feels="angry", heat=0.8)
    assert not _hands_off(policy, insult)
    assert _hands_off(policy, insult, inside="return_form")


def test_displeasure_three_times_in_a_row_goes_to_a_person_however_mild(policy: EscalationPolicy) -> None:
    mild = _reading(feels="frustrated")
    assert not _hands_off(policy, mild, mild)
    assert _hands_off(policy, mild, mild, mild)
    assert not _hands_off(policy, mild, mild, _reading(), mild)


def test_a_calm_question_is_left_to_the_rules(policy: EscalationPolicy) -> None:
    assert not _hands_off(policy, _reading())
