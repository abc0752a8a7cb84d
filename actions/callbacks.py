"""Being called back."""

from __future__ import annotations

from rasa_sdk.events import EventType, SlotSet

from actions.conversation import Conversation
from actions.form_end import FORM_DONE, FormEnd, write_down
from actions.forms import LotseForm
from actions.questions import CALLBACK_TIME, PHONE
from actions.shop_client import RequestKind


class RequestCallback(FormEnd):
    """Notes a number and a time."""

    called = "action_request_callback"

    async def close(self, conversation: Conversation) -> list[EventType]:
        """Writes the callback down."""
        told = {slot: conversation.slot(slot) or "" for slot in ("phone", "callback_time")}
        reference = await write_down(conversation, RequestKind.CALLBACK, None, told)
        conversation.say("utter_callback_done", {**told, "reference": reference})
        return [SlotSet("outcome", FORM_DONE)]


class CallbackForm(LotseForm):
    """Which number, and when."""

    end = RequestCallback
    questions = (PHONE, CALLBACK_TIME)
