"""Forms about an order: number and proof come first, in any order and in any message, and may be corrected later."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.forms import REQUESTED_SLOT

from actions.articles import tell_articles
from actions.conversation import Conversation
from actions.facts import today_here
from actions.form_end import ANSWERED, OrderFormEnd
from actions.forms import LotseForm, tell_at_start
from actions.identification import (
    ASKED_FOR_ORDER,
    Finding,
    corrects_order,
    help_for,
    take_order,
    take_order_at_start,
    wants_other_order,
)
from actions.interruption import ends_form, interrupts, is_answer, wishes_another_service
from actions.orders import Order
from actions.questions import Question, named_item
from actions.services import FORM_SLOTS
from actions.sheet import Sheet
from actions.shop import shop


class OrderForm(LotseForm):
    """A form about an order: number and proof come first."""

    # What another service looks up, asked ahead of the thing itself ("und wann kommt dann das Geld?"): the response.
    foreseen: ClassVar[Mapping[str, str]] = {}

    @property
    @abstractmethod
    def end(self) -> type[OrderFormEnd]:
        """The closing action."""

    async def _begin(self, conversation: Conversation, sheet: Sheet) -> list[EventType]:
        sheet.empty(*FORM_SLOTS)
        events = await tell_at_start(conversation)
        known = sheet["order_number"] if sheet["proof"] else None
        finding = await take_order_at_start(conversation, sheet)
        if finding is Finding.DISAGREED:
            return [*events, *self._disagree(conversation, sheet)]
        if known and sheet["order_number"] == known and conversation.turn.concern == self.concern:
            conversation.say("utter_known_order", {"order_number": known})
        return [*events, *await self._advance(conversation, sheet)]

    async def _take(self, conversation: Conversation, sheet: Sheet) -> list[EventType]:
        turn, requested = conversation.turn, sheet[REQUESTED_SLOT]
        question = next((each for each in self.questions if each.slot == requested), None)
        if ends_form(turn, question):
            return []
        if question:
            value = question.read(turn, await _order(sheet))
            answers = is_answer(turn, question, self.concern, value) and not help_for(turn, question.slot)
            if answers and not corrects_order(turn, sheet, free=question.free):
                return await self._use(conversation, sheet, question, value)
        asked_ahead = self._tell_foreseen(conversation)
        if not asked_ahead and wishes_another_service(turn, self.concern) and not wants_other_order(turn):
            return []
        finding = await take_order(conversation, sheet, requested, free=bool(question and question.free))
        if finding is not Finding.NOTHING:
            return await self._use_finding(conversation, sheet, finding)
        if asked_ahead:
            return [SlotSet("outcome", ANSWERED), *self._ask(sheet, requested)]
        return self._take_nothing(conversation, sheet, question)

    def _tell_foreseen(self, conversation: Conversation) -> bool:
        """Answers what was asked ahead; whoever asks it again at once means something that has happened already."""
        turn = conversation.turn
        response = self.foreseen.get(turn.concern)
        if response is None or turn.chosen or not turn.is_question or response in conversation.responses_of_last_turn:
            return False
        conversation.say(response)
        return True

    async def _use_finding(self, conversation: Conversation, sheet: Sheet, finding: Finding) -> list[EventType]:
        if finding is Finding.DISAGREED:
            return self._disagree(conversation, sheet)
        events = await _tell_beside(conversation)
        if finding is Finding.A_PART and sheet[REQUESTED_SLOT] == "order_number" and not sheet["order_number"]:
            return [*events, *self._fail(conversation, sheet, "utter_retry_order_number")]
        if finding is Finding.AGREED:
            sheet["form_attempts"] = 0
        return [*events, *await self._advance(conversation, sheet)]

    def _take_nothing(self, conversation: Conversation, sheet: Sheet, question: Question | None) -> list[EventType]:
        """No answer in the message: a question about the question, something else, or an answer that did not help."""
        help_with = help_for(conversation.turn, sheet[REQUESTED_SLOT])
        if help_with:
            return self._fail(conversation, sheet, help_with)
        if interrupts(conversation.turn, question, self.concern):
            return []
        return self._fail(conversation, sheet, f"utter_retry_{sheet[REQUESTED_SLOT]}")

    def _disagree(self, conversation: Conversation, sheet: Sheet) -> list[EventType]:
        facts = {"order_number": sheet["order_number"], "proof_given": sheet["proof_given"]}
        return self._fail(conversation, sheet, "utter_retry_mismatch", "proof", facts)

    async def _advance(self, conversation: Conversation, sheet: Sheet) -> list[EventType]:
        missing = next((slot for slot in ASKED_FOR_ORDER if not sheet[slot]), None)
        order = None if missing else await _order(sheet)
        if missing or order is None:
            return self._ask(sheet, missing or "proof")
        if self.end.obstacle(order, today_here()):
            return self._finish(sheet)
        self._fill_in_item(conversation, sheet, order)
        return self._ask_next(sheet, order)

    def _fill_in_item(self, conversation: Conversation, sheet: Sheet, order: Order) -> None:
        """The only article of an order needs no question, nor does one that was named before."""
        if sheet["item"] or not any(each.slot == "item" for each in self.questions):
            return
        if len(order.returnable) == 1:
            sheet["item"] = order.returnable[0].name
            conversation.say("utter_only_item", {"item": sheet["item"], "order_number": order.number})
        else:
            sheet["item"] = _item_named_before(conversation, order)


async def _tell_beside(conversation: Conversation) -> list[EventType]:
    """Standard questions asked along with an answer; only what is shaped like a question counts."""
    turn = conversation.turn
    return await tell_articles(conversation, turn.articles) if turn.asks_beside else []


async def _order(sheet: Sheet) -> Order | None:
    return await shop().find_order(sheet["order_number"] or "", sheet["proof"] or "")


def _item_named_before(conversation: Conversation, order: Order) -> str | None:
    """The article that the customer named in the messages before, such as "das Zelt zurückschicken"."""
    named = [named_item(turn, order) for turn in conversation.turns_since_last_form]
    return next((item for item in reversed(named) if item), None)
