"""Leaving a form, when the customer wants to stop."""

from __future__ import annotations

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.articles import tell_talk
from actions.base import LISTEN, LotseAction
from actions.conversation import Conversation
from actions.forget import forget_form


class LeaveForm(LotseAction):
    """Ends the form and forgets what was told in it; outside a form it just asks what else there is."""

    called = "action_leave_form"

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Says that nothing was done."""
        await tell_talk(conversation, "stop", "utter_left_form")
        return [
            ActiveLoop(None),
            SlotSet("requested_slot", None),
            *forget_form(),
            SlotSet("outcome", "answered"),
            FollowupAction(LISTEN),
        ]
