"""How every form works: it takes what helps, leaves what is about something else, and gives up after three failures.

Facts of Rasa 3.6.21 it is built on: Rasa calls `validate_<form>` when a form begins, after each message while it is
active, and when it resumes after another action. Returning nothing for a message rejects the form, and the rule of the
message's intent runs. `requested_slot` in the returned events decides what is asked next; None ends the form. A form
that begins and ends in one go matches no rule, hence the closing action is named as the follow-up.
"""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, ClassVar

from rasa_sdk import Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.forms import REQUESTED_SLOT, FormValidationAction

from actions.articles import tell_articles
from actions.conversation import Conversation
from actions.form_end import GAVE_UP, SHOP_UNAVAILABLE, FormEnd
from actions.interruption import ends_form, interrupts, is_answer
from actions.orders import Order
from actions.questions import Question
from actions.services import BY_END, FORM_SLOTS
from actions.sheet import Sheet
from actions.shop_client import ShopUnavailable

logger = logging.getLogger(__name__)

MOST_FAILURES = 3


class Moment(Enum):
    """Why Rasa calls a form."""

    BEGIN = auto()
    ANSWER = auto()
    RETURN = auto()


class LotseForm(FormValidationAction, ABC):
    """A form: what it asks, and the action that closes it."""

    questions: ClassVar[tuple[Question, ...]] = ()

    @property
    @abstractmethod
    def end(self) -> type[FormEnd]:
        """The closing action."""

    def name(self) -> str:
        """`validate_<form>`, as Rasa looks for it."""
        return f"validate_{BY_END[self.end.called].form}"

    @property
    def concern(self) -> str:
        """The concern that this form serves."""
        return BY_END[self.end.called].concern

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """What rasa-sdk calls."""
        conversation, sheet = Conversation(dispatcher, tracker, domain), Sheet(tracker.slots)
        try:
            match _moment(conversation, self.form_name()):
                case Moment.BEGIN:
                    return await self._begin(conversation, sheet)
                case Moment.RETURN:
                    return self._return(conversation, sheet)
                case Moment.ANSWER:
                    return await self._take(conversation, sheet)
        except ShopUnavailable as exc:
            logger.warning("%s without the shop's records: %s", self.name(), exc)
            sheet["form_trouble"] = SHOP_UNAVAILABLE
            return self._finish(sheet)

    async def _begin(self, conversation: Conversation, sheet: Sheet) -> list[EventType]:
        """Answers what was asked beside, takes what was told already, asks the first question."""
        sheet.empty(*FORM_SLOTS)
        events = await tell_at_start(conversation)
        for question in self.questions:
            sheet[question.slot] = question.told_at_start(conversation.turn, None)
        return [*events, *await self._advance(conversation, sheet)]

    def _return(self, conversation: Conversation, sheet: Sheet) -> list[EventType]:
        """After something else was answered: back to the question that was open."""
        conversation.say(f"utter_back_to_{self.form_name()}")
        return [SlotSet(REQUESTED_SLOT, sheet[REQUESTED_SLOT])]

    async def _take(self, conversation: Conversation, sheet: Sheet) -> list[EventType]:
        """Takes an answer to the open question; returns nothing if the message is about something else."""
        question = next((each for each in self.questions if each.slot == sheet[REQUESTED_SLOT]), None)
        if question is None:
            return []
        turn, value = conversation.turn, question.read(conversation.turn, None)
        if ends_form(turn, question):
            return []
        if not is_answer(turn, question, self.concern, value) and interrupts(turn, question, self.concern):
            return []
        return await self._use(conversation, sheet, question, value)

    async def _use(
        self, conversation: Conversation, sheet: Sheet, question: Question, value: str | None
    ) -> list[EventType]:
        if value is None:
            return self._fail(conversation, sheet, f"utter_retry_{question.slot}")
        sheet[question.slot] = value
        sheet["form_attempts"] = 0
        self.after_answer(conversation, sheet)
        return await self._advance(conversation, sheet)

    def after_answer(self, conversation: Conversation, sheet: Sheet) -> None:
        """What an answer changes beyond its own slot."""

    async def _advance(self, conversation: Conversation, sheet: Sheet) -> list[EventType]:
        return self._ask_next(sheet, None)

    def _ask_next(self, sheet: Sheet, order: Order | None) -> list[EventType]:
        open_questions = (each for each in self.questions if sheet[each.slot] is None and each.needed(order))
        question = next(open_questions, None)
        return self._ask(sheet, question.slot) if question else self._finish(sheet)

    def _ask(self, sheet: Sheet, slot: str) -> list[EventType]:
        return [*sheet.events, SlotSet(REQUESTED_SLOT, slot)]

    def _finish(self, sheet: Sheet) -> list[EventType]:
        return [*sheet.events, SlotSet(REQUESTED_SLOT, None), FollowupAction(self.end.called)]

    def _fail(
        self,
        conversation: Conversation,
        sheet: Sheet,
        response: str,
        ask: str | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> list[EventType]:
        """The answer did not help: says what was expected and asks again, or gives up."""
        sheet["form_attempts"] = (sheet["form_attempts"] or 0) + 1
        if sheet["form_attempts"] >= MOST_FAILURES:
            return self._give_up(sheet)
        conversation.say(response, facts)
        return self._ask(sheet, ask or sheet[REQUESTED_SLOT])

    def _give_up(self, sheet: Sheet) -> list[EventType]:
        """The closing action offers a person; what never agreed is forgotten."""
        sheet["form_trouble"] = GAVE_UP
        if not sheet["proof"]:
            sheet.empty("order_number", "proof_given")
        return self._finish(sheet)


def _moment(conversation: Conversation, form: str) -> Moment:
    """Why Rasa calls: the last action in the events is this call itself."""
    events = conversation.events_of_turn
    if any(event["event"] == "active_loop" and event["name"] == form for event in events):
        return Moment.BEGIN
    taken = [event for event in events if event["event"] in ("action", "action_execution_rejected")]
    return Moment.RETURN if len(taken) > 1 else Moment.ANSWER


async def tell_at_start(conversation: Conversation) -> list[EventType]:
    """Standard questions in the message that began the form, unless they were answered in this turn already."""
    answered = any(
        event["event"] == "action" and event["name"] == "action_answer_article" for event in conversation.events_of_turn
    )
    return [] if answered else await tell_articles(conversation, conversation.turn.articles)
