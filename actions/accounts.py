"""The customer's account: address, data, deletion. Order number and proof show that it is theirs."""

from __future__ import annotations

from datetime import date, timedelta

from rasa_sdk.events import EventType

from actions.conversation import Conversation
from actions.facts import today_here
from actions.form_end import OrderFormEnd, Reply, request_done
from actions.order_forms import OrderForm
from actions.orders import Order, OrderState
from actions.questions import ADDRESS, ADDRESS_CONFIRMATION, CONFIRMATION, NO, read_address
from actions.sheet import Sheet
from actions.shop_client import RequestKind
from actions.wording import day_text

# Art. 12 (3) GDPR: within one month.
DATA_ANSWER_DAYS = 30
OPEN_STATES = (OrderState.PROCESSING, OrderState.SHIPPED, OrderState.LATE)


class ChangeAddress(OrderFormEnd):
    """Enters a new postal address."""

    called = "action_change_address"
    kept = "utter_address_kept"

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the address down."""
        address = conversation.slot("address") or ""
        answer = Reply(response="utter_address_done")
        return await request_done(
            conversation, order, RequestKind.ADDRESS, answer, {"address": address}, address=address
        )


class AddressForm(OrderForm):
    """The new address, read back once."""

    end = ChangeAddress
    questions = (ADDRESS, ADDRESS_CONFIRMATION)

    def after_answer(self, conversation: Conversation, sheet: Sheet) -> None:
        """A no means that the address is not right yet; a better one in the same message is taken and read back."""
        told = read_address(conversation.turn, None)
        corrected = told is not None and told != sheet["address"]
        if sheet["confirmation"] != NO and not corrected:
            return
        sheet.empty("confirmation")
        sheet["address"] = told
        if not told:
            conversation.say("utter_address_again")


class DeleteAccount(OrderFormEnd):
    """Has the account and its data deleted."""

    called = "action_delete_account"
    kept = "utter_delete_kept"

    @staticmethod
    def obstacle(order: Order, today: date) -> Reply | None:
        """Not while an order is on its way."""
        return Reply(response="utter_delete_open_order") if order.state in OPEN_STATES else None

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the wish down."""
        answer = Reply(response="utter_delete_done")
        return await request_done(
            conversation, order, RequestKind.DELETION, answer, answer_by=_data_answer_by(conversation)
        )


class DeletionForm(OrderForm):
    """Whether everything shall really go."""

    end = DeleteAccount
    questions = (CONFIRMATION,)


class RequestData(OrderFormEnd):
    """Orders a copy of the personal data held."""

    called = "action_request_data"
    kept = "utter_data_kept"

    async def fulfil(self, conversation: Conversation, order: Order) -> list[EventType]:
        """Writes the wish down."""
        answer = Reply(response="utter_data_done")
        return await request_done(
            conversation, order, RequestKind.DATA_COPY, answer, answer_by=_data_answer_by(conversation)
        )


class DataRequestForm(OrderForm):
    """Whether the copy shall go to the order's e-mail address."""

    end = RequestData
    questions = (CONFIRMATION,)


def _data_answer_by(conversation: Conversation) -> str:
    today = today_here()
    return day_text(today + timedelta(days=DATA_ANSWER_DAYS), today, conversation.language)
