"""Handing a case to a person, with everything that is known."""

from __future__ import annotations

import logging

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.base import LISTEN, LotseAction
from actions.conversation import Conversation
from actions.desk_client import DeskUnavailable, Feeling, Handoff, desk
from actions.forget import forget_form
from actions.reasons import comfort_for, reason_of
from actions.retelling import concerns_of_episode, summary_of, told_in_episode, tried_by_bot
from actions.services import TOLD_SLOTS
from actions.turn import Turn

logger = logging.getLogger(__name__)


class HandOff(LotseAction):
    """Asks the desk for a person; ends a form that is open."""

    called = "action_hand_off"

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Says a fitting sentence once the desk has the case; if it cannot be reached, says that."""
        reason = reason_of(conversation.turn, conversation.slot("handoff_reason"))
        if await _hand_off(conversation, reason):
            conversation.say(comfort_for(conversation.turn, reason))
            outcome = [SlotSet("outcome", "handed_over")]
        else:
            conversation.say("utter_hand_off_failed")
            outcome = []
        return [
            ActiveLoop(None),
            SlotSet("requested_slot", None),
            *forget_form(),
            *(SlotSet(slot, None) for slot in ("handoff_reason", "person_offered", "offered_concern")),
            *outcome,
            FollowupAction(LISTEN),
        ]

    def recover(self, conversation: Conversation) -> list[EventType]:
        """Not another handoff: the customer is told how else to reach people."""
        conversation.say("utter_hand_off_failed")
        return [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction(LISTEN)]


async def _hand_off(conversation: Conversation, reason: str) -> bool:
    turn_id = conversation.turn.turn_id
    if turn_id is None:
        return False
    try:
        return await desk().hand_off(handoff_of(conversation, reason, turn_id))
    except DeskUnavailable as exc:
        logger.error("No handoff: %s", exc)
        return False


def handoff_of(conversation: Conversation, reason: str, turn_id: str) -> Handoff:
    """The case as a person shall see it."""
    filled = told_in_episode(conversation)
    return Handoff(
        turn_id=turn_id,
        reason=reason,
        concerns=concerns_of_episode(conversation),
        filled={slot: filled[slot] for slot in TOLD_SLOTS if slot in filled},
        tried=tried_by_bot(conversation),
        summary=summary_of(conversation, reason),
        emotion_course=tuple(_feeling(turn) for turn in conversation.turns),
    )


def _feeling(turn: Turn) -> Feeling:
    emotion = turn.emotion
    return Feeling(text=turn.text, label=emotion.label, intensity=emotion.intensity, telling=emotion.telling)
