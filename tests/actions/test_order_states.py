"""What each service says in each of the nine states of an order."""

from __future__ import annotations

import pytest

from actions.orders import OrderState
from tests.actions.customer import Customer

pytestmark = pytest.mark.filterwarnings("ignore")

# An order of the demo in each state, with its postcode.
ORDERS = {
    OrderState.PROCESSING: "NV-204523 70173",
    OrderState.SHIPPED: "NV-204518 10115",
    OrderState.LATE: "NV-204522 1010",
    OrderState.LOST: "NV-204527 45127",
    OrderState.DELIVERED: "NV-204520 50667",
    OrderState.PARTLY_RETURNED: "NV-202850 50667",
    OrderState.RETURNED: "NV-204521 80331",
    OrderState.REFUNDED: "NV-201204 10115",
    OrderState.CANCELLED: "NV-203401 70173",
}
NOT_ARRIVED = {
    OrderState.LATE: "utter_late_search_offered",
    OrderState.LOST: "utter_lost_person_offered",
    OrderState.RETURNED: "utter_already_returned",
    OrderState.REFUNDED: "utter_already_returned",
    OrderState.CANCELLED: "utter_already_cancelled",
}
ONLY_WHAT_HAS_ARRIVED = {
    **NOT_ARRIVED,
    OrderState.PROCESSING: "utter_not_shipped_yet",
    OrderState.SHIPPED: "utter_not_delivered_yet",
}
# The last thing said when number and postcode come with the wish: an answer, a refusal, or the next question.
SAID = {
    "track_order": {state: f"utter_track_{state}" for state in OrderState},
    "refund_status": {
        OrderState.PROCESSING: "utter_refund_none",
        OrderState.SHIPPED: "utter_refund_none",
        OrderState.LATE: "utter_refund_none",
        OrderState.LOST: "utter_lost_person_offered",
        OrderState.DELIVERED: "utter_refund_none",
        OrderState.PARTLY_RETURNED: "utter_refund_paid",
        OrderState.RETURNED: "utter_refund_under_way",
        OrderState.REFUNDED: "utter_refund_paid",
        OrderState.CANCELLED: "utter_refund_paid",
    },
    "cancel_order": {
        **NOT_ARRIVED,
        OrderState.PROCESSING: "utter_ask_cancellation_form_confirmation",
        OrderState.SHIPPED: "utter_cancel_refused_under_way",
        OrderState.DELIVERED: "utter_cancel_refused_delivered",
        OrderState.PARTLY_RETURNED: "utter_cancel_refused_delivered",
    },
    "report_missing_parcel": {
        **NOT_ARRIVED,
        OrderState.PROCESSING: "utter_not_shipped_yet",
        OrderState.SHIPPED: "utter_missing_too_early",
        OrderState.LATE: "utter_missing_done",
        OrderState.DELIVERED: "utter_ask_searched",
        OrderState.PARTLY_RETURNED: "utter_ask_searched",
    },
    "report_damaged_item": {
        **ONLY_WHAT_HAS_ARRIVED,
        OrderState.DELIVERED: "utter_ask_item",
        OrderState.PARTLY_RETURNED: "utter_ask_damage_form_description",
    },
    "report_wrong_item": {
        **ONLY_WHAT_HAS_ARRIVED,
        OrderState.DELIVERED: "utter_ask_wrong_item_form_description",
        OrderState.PARTLY_RETURNED: "utter_ask_wrong_item_form_description",
    },
    "start_return": {
        **ONLY_WHAT_HAS_ARRIVED,
        OrderState.DELIVERED: "utter_ask_item",
        OrderState.PARTLY_RETURNED: "utter_ask_return_reason",
    },
    "report_defect": {
        **ONLY_WHAT_HAS_ARRIVED,
        OrderState.DELIVERED: "utter_ask_item",
        OrderState.PARTLY_RETURNED: "utter_ask_defect_form_description",
    },
    "request_invoice": {
        **{state: "utter_invoice_done" for state in OrderState},
        OrderState.PROCESSING: "utter_invoice_not_yet",
        OrderState.CANCELLED: "utter_invoice_cancelled",
    },
    "change_address": {state: "utter_ask_address" for state in OrderState},
    "delete_account": {
        **{state: "utter_ask_deletion_form_confirmation" for state in OrderState},
        OrderState.PROCESSING: "utter_delete_open_order",
        OrderState.SHIPPED: "utter_delete_open_order",
        OrderState.LATE: "utter_delete_open_order",
    },
    "request_data": {state: "utter_ask_data_request_form_confirmation" for state in OrderState},
}
CASES = [(concern, state, said) for concern, by_state in SAID.items() for state, said in by_state.items()]


@pytest.mark.parametrize(("concern", "state", "said"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES])
def test_service_fits_the_state(customer: Customer, concern: str, state: OrderState, said: str) -> None:
    told = customer.says(f"bitte, {ORDERS[state]}", concern)
    assert told.responses[-1] == said
    assert "{" not in told.text, "a gap was left unfilled"


def test_every_service_is_tried_in_every_state() -> None:
    assert all(set(by_state) == set(OrderState) for by_state in SAID.values())


@pytest.mark.parametrize("concern", ["start_return", "cancel_order"])
def test_after_the_return_period_nothing_goes_back(customer: Customer, concern: str) -> None:
    refused = customer.says("NV-202311 1010", concern)
    assert refused.responses[-1] in ("utter_return_period_over", "utter_cancel_refused_over")


def test_a_lost_parcel_brings_a_person_on_yes(customer: Customer) -> None:
    customer.says(f"wo ist {ORDERS[OrderState.LOST]}", "track_order")
    assert customer.says("ja", "affirm").outcome == "handed_over"


def test_what_cannot_be_cancelled_any_more_can_be_returned_on_yes(customer: Customer) -> None:
    customer.says(f"storno {ORDERS[OrderState.DELIVERED]}", "cancel_order")
    assert customer.says("ja", "affirm").asks == "item"


def test_a_refusal_counts_as_looked_up(customer: Customer) -> None:
    assert customer.says(f"storno {ORDERS[OrderState.SHIPPED]}", "cancel_order").outcome == "looked_up"
