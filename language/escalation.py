"""When a case goes to a person: the policy that watches every message, also inside a form.

Facts of Rasa 3.6.21 it is built on: outside forms a policy above RulePolicy's priority wins; inside one only a
`is_no_user_prediction` does, and the action must then end the form itself.
"""

from __future__ import annotations

from typing import Any, Dict, Iterable, List, Mapping, Optional

from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

HAND_OFF = "action_hand_off"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=False)
class EscalationPolicy(Policy):
    """Predicts `action_hand_off` when concern or feeling call for a person; otherwise leaves the turn to the others."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        """Thresholds with their defaults; all confidences and intensities lie in 0..1."""
        return {
            # Above RulePolicy (6).
            "priority": 7,
            # Concerns that go to a person at once.
            "human": [],
            # How sure such a concern must be.
            "human_confidence": 0.5,
            # From this heat of a message on (see EmotionReader), a person should meet it. What each threshold costs:
            # bench/results/escalation.png.
            "heat": 0.25,
            # An answer to a form's question is read out of its context: both must be surer there.
            "inside_forms": {"human_confidence": 0.8, "heat": 0.45},
            # Intents whose own action meets a strong feeling, outside forms (a first insult is answered, a second is
            # handed over).
            "met_by_rules": [],
            # So many messages in a row that show displeasure, however mild the words, are too many.
            "displeased": ["frustrated", "angry", "distressed"],
            "displeased_in_a_row": 3,
        }

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EscalationPolicy:
        """Needs nothing but its settings."""
        return cls(config, model_storage, resource, execution_context)

    load = create

    def train(self, training_trackers: List[TrackerWithCachedStates], domain: Domain, **kwargs: Any) -> Resource:
        """Nothing is learned: the thresholds are the organisation's decision."""
        return self._resource

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[str, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Certainty for `action_hand_off` right after a customer's message that calls for it; zeros otherwise."""
        if tracker.latest_action_name != ACTION_LISTEN_NAME or not self._calls_for_person(tracker):
            return self._prediction(self._default_predictions(domain))
        probabilities = self._default_predictions(domain)
        probabilities[domain.index_for_action(HAND_OFF)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True)

    def _calls_for_person(self, tracker: DialogueStateTracker) -> bool:
        # All events, not the applied ones: those lack the messages that a form has taken.
        readings = [event.parse_data or {} for event in tracker.events if isinstance(event, UserUttered)]
        if not readings:
            return False
        return (
            self._brings_human_concern(readings[-1], tracker)
            or (readings[-1].get("emotion") or {}).get("crisis", False)
            or (self._feels_strongly(readings[-1], tracker) and not self._is_met_by_rules(readings[-1], tracker))
            or self._has_been_displeased(readings)
        )

    def _brings_human_concern(self, reading: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
        """A concern for people that is sure enough; one chosen by button is always."""
        intent = reading.get("intent") or {}
        sure = (intent.get("confidence") or 0.0) >= self._threshold("human_confidence", tracker)
        return sure and intent.get("name") in self.config["human"]

    def _feels_strongly(self, reading: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
        return bool((reading.get("emotion") or {}).get("heat", 0.0) >= self._threshold("heat", tracker))

    def _threshold(self, name: str, tracker: DialogueStateTracker) -> float:
        inside = tracker.active_loop_name is not None
        return float(self.config["inside_forms"][name] if inside else self.config[name])

    def _is_met_by_rules(self, reading: Mapping[str, Any], tracker: DialogueStateTracker) -> bool:
        intent = (reading.get("intent") or {}).get("name")
        return intent in self.config["met_by_rules"] and tracker.active_loop_name is None

    def _has_been_displeased(self, readings: Iterable[Mapping[str, Any]]) -> bool:
        latest = list(readings)[-self.config["displeased_in_a_row"] :]
        labels = [(each.get("emotion") or {}).get("label") for each in latest]
        return len(labels) == self.config["displeased_in_a_row"] and all(
            label in self.config["displeased"] for label in labels
        )
