"""The action server's answers, checked against Rasa's schema without reading the schema anew each time.

Rasa 3.6 checks its own, unchanging JSON schema before each answer is checked against it: 17 ms of every action, where
the answer itself takes 0.02 ms.
"""

from __future__ import annotations

from typing import Any, Dict

from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction

_SCHEMA = RemoteAction.action_response_format_spec()
_ANSWERS = validator_for(_SCHEMA)(_SCHEMA)


def quicken_actions() -> None:
    """Replaces the check in this process; an answer that does not fit is refused as before."""
    RemoteAction._validate_action_result = _validate


def _validate(action: RemoteAction, result: Dict[str, Any]) -> bool:
    """Raises ValidationError: if the answer is not of the form that Rasa expects."""
    _ANSWERS.validate(result)
    return True
