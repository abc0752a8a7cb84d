"""Every service from wish to confirmation, and what it writes into the shop's records."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from actions.orders import add_working_days
from actions.wording import day_text
from tests.actions.conftest import Requests
from tests.actions.customer import Customer

pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_shipped_order_is_told_with_its_days_and_tracking_number(customer: Customer, today: date) -> None:
    text = customer.says("wo ist NV-204518 10115", "track_order").text
    assert f"seit {day_text(today - timedelta(days=2), today, 'de')} unterwegs" in text
    assert "Sendungsnummer (DHL): JJD0149204518" in text


def test_a_late_parcel_gets_an_apology_and_a_search_on_yes(customer: Customer, requests: Requests) -> None:
    late = customer.says("wo ist NV-204522, 1010 wien", "track_order")
    assert late.responses == ("utter_track_late",)
    assert late.titles == ["Ja, bitte", "Nein, danke"]
    assert customer.says("ja bitte", "affirm").responses == ("utter_missing_done",)
    assert requests.all() == [{"kind": "investigation", "order_number": "NV-204522"}]


def test_a_declined_search_leaves_the_records_alone(customer: Customer, requests: Requests) -> None:
    customer.says("wo ist NV-204522, 1010 wien", "track_order")
    assert customer.says("nein danke", "deny").responses == ("utter_offer_declined",)
    assert requests.all() == []


def test_a_refund_under_way_is_told_with_amount_and_article(customer: Customer) -> None:
    text = customer.says("wo bleibt mein geld? NV-204519 20095", "refund_status").text
    assert "34,95 €" in text
    assert "Stirnlampe Polar" in text


def test_a_refund_for_shoes_is_told_with_its_amount(customer: Customer) -> None:
    assert "129,90 €" in customer.says("wo bleibt mein geld? NV-204521 80331", "refund_status").text


def test_an_order_in_processing_is_cancelled_after_a_yes(customer: Customer, requests: Requests, today: date) -> None:
    asked = customer.says("bitte NV-204523 stornieren, 70173", "cancel_order")
    assert asked.titles == ["Ja", "Nein"]
    assert requests.all() == []
    done = customer.says("Ja", "affirm")
    assert done.outcome == "form_done"
    assert day_text(add_working_days(today, 5), today, "de") in done.text
    assert requests.all() == [{"kind": "cancellation", "order_number": "NV-204523"}]
    assert customer.says("wo ist sie jetzt", "track_order").responses[-1] == "utter_track_cancelled"
    assert "99,95 €" in customer.says("und mein geld?", "refund_status").text


def test_a_no_keeps_the_order(customer: Customer, requests: Requests) -> None:
    customer.says("bitte NV-204523 stornieren, 70173", "cancel_order")
    kept = customer.says("nein, doch nicht", "deny")
    assert (kept.responses, kept.outcome) == (("utter_cancel_kept",), "answered")
    assert requests.all() == []


def test_a_missing_parcel_is_searched_for_once_the_customer_has_looked(customer: Customer, requests: Requests) -> None:
    customer.says("NV-204520 angeblich zugestellt, 50667", "report_missing_parcel")
    assert customer.says("Noch nicht", "deny").responses == ("utter_missing_search_first",)
    assert requests.all() == []
    customer.says("immer noch nicht da", "report_missing_parcel")
    done = customer.says("ja, überall", "affirm")
    assert done.responses == ("utter_missing_done",)
    assert "DHL" in done.text


def test_a_damaged_article_is_replaced(customer: Customer, requests: Requests) -> None:
    customer.says("da ist was kaputt angekommen", "report_damaged_item")
    customer.says("NV-204520")
    assert customer.says("50667").titles == ["Klapptisch Lagune", "Vorhang Düne 2er-Set", "Alles"]
    customer.says("der tisch")
    assert customer.says("ein bein ist abgebrochen, so ein mist").titles == ["Ersatz", "Geld zurück"]
    assert customer.says("Ersatz").responses == ("utter_damage_replacement",)
    assert requests.all() == [
        {
            "kind": "damage",
            "order_number": "NV-204520",
            "item": "Klapptisch Lagune",
            "description": "ein bein ist abgebrochen, so ein mist",
            "wish": "replacement",
        }
    ]


def test_an_article_named_in_the_first_message_is_not_asked_for(customer: Customer) -> None:
    customer.says("der klapptisch kam zerkratzt an", "report_damaged_item")
    assert customer.says("NV-204520 50667").asks == "description"


def test_a_wrong_delivery_is_refunded(customer: Customer, requests: Requests) -> None:
    customer.says("falscher artikel, NV-204520 50667", "report_wrong_item")
    customer.says("statt dem vorhang kam ein teppich", "report_wrong_item")
    assert customer.says("lieber das geld zurück", "faq/return_cost", confidence=0.5).outcome == "form_done"
    assert requests.all()[0]["wish"] == "refund"


def test_everything_of_an_order_can_go_back(customer: Customer, requests: Requests) -> None:
    customer.says("NV-204520 50667 zurückschicken", "start_return")
    customer.says("Alles")
    done = customer.says("Gefällt nicht")
    assert "„Klapptisch Lagune und Vorhang Düne 2er-Set“" in done.text
    assert "RL-1001" in done.text
    assert customer.says("wo ist mein geld", "refund_status").responses[-1] == "utter_refund_announced"


def test_a_return_from_switzerland_names_its_cost(customer: Customer) -> None:
    customer.says("NV-204538 8001 retour", "start_return")
    assert "6,90 CHF" in customer.says("gefällt mir nicht").text


def test_an_article_that_is_not_in_the_order_is_asked_for_again(customer: Customer) -> None:
    customer.says("NV-204520 50667 zurückschicken", "start_return")
    assert customer.says("die gummistiefel").responses == ("utter_retry_item", "utter_ask_item")


def test_an_invoice_is_sent_again(customer: Customer, requests: Requests) -> None:
    done = customer.says("rechnung für NV-204518 10115", "request_invoice")
    assert "RE-204518" in done.text
    assert "268,95 €" in done.text
    assert requests.all()[0]["kind"] == "invoice"


def test_an_address_is_read_back_corrected_and_entered(customer: Customer, requests: Requests) -> None:
    customer.says("neue adresse, NV-204518 10115", "change_address")
    assert customer.says("Lindenallee 5").responses == ("utter_retry_address", "utter_ask_address")
    assert "Lindenallee 5, 10119 Berlin" in customer.says("wir wohnen jetzt Lindenallee 5, 10119 Berlin").text
    better = customer.says("falsche Adresse, es ist Lindenallee 6, 10119 Berlin", "change_address")
    assert "Lindenallee 6, 10119 Berlin" in better.text
    assert better.asks == "confirmation"
    assert customer.says("ja", "affirm").outcome == "form_done"
    assert requests.all()[0]["address"] == "Lindenallee 6, 10119 Berlin"


@pytest.mark.parametrize("read_as", ["faq/delivery_change", "stop", "affirm"])
def test_a_better_address_is_read_back_whatever_introduces_it(
    customer: Customer, requests: Requests, read_as: str
) -> None:
    customer.says("neue adresse, NV-204518 10115", "change_address")
    customer.says("Lindenallee 5, 10119 Berlin")
    better = customer.says("halt, verschrieben: Lindenallee 6, 10119 Berlin", read_as)
    assert "Lindenallee 6, 10119 Berlin" in better.text
    assert better.asks == "confirmation"
    customer.says("ja, Lindenallee 6, 10119 Berlin", "affirm")
    assert requests.all()[0]["address"] == "Lindenallee 6, 10119 Berlin"


def test_a_refused_address_is_asked_for_again(customer: Customer) -> None:
    customer.says("neue adresse, NV-204518 10115", "change_address")
    customer.says("Lindenallee 5, 10119 Berlin")
    assert customer.says("nein", "deny").asks == "address"


@pytest.mark.parametrize(
    ("concern", "kind", "kept"),
    [
        ("delete_account", "deletion", "utter_delete_kept"),
        ("request_data", "data_copy", "utter_data_kept"),
        ("cancel_subscription", "termination", "utter_termination_kept"),
    ],
)
def test_account_matters_need_a_yes(customer: Customer, requests: Requests, concern: str, kind: str, kept: str) -> None:
    customer.says("NV-203977 10115", concern)
    assert customer.says("nein", "deny").responses == (kept,)
    assert requests.all() == []
    customer.says("doch bitte", concern)
    assert customer.says("ja", "affirm").outcome == "form_done"
    assert [each["kind"] for each in requests.all()] == [kind]


def test_a_termination_is_confirmed_with_number_and_last_day(customer: Customer, today: date) -> None:
    customer.says("plus kündigen NV-204518 10115", "cancel_subscription")
    text = customer.says("ja", "affirm").text
    assert "KB-1001" in text
    assert day_text(today + timedelta(days=212), today, "de") in text


def test_who_has_no_membership_is_told_so(customer: Customer) -> None:
    told = customer.says("plus kündigen NV-204523 70173", "cancel_subscription")
    assert told.responses == ("utter_termination_no_plus",)


def test_an_account_with_an_open_order_is_not_deleted(customer: Customer) -> None:
    assert customer.says("NV-204518 10115 löschen", "delete_account").responses == ("utter_delete_open_order",)


def test_a_defect_is_recorded(customer: Customer, requests: Requests) -> None:
    customer.says("reißverschluss vom schlafsack kaputt, NV-204519 20095", "report_defect")
    assert customer.says("klemmt seit gestern", "report_defect").responses == ("utter_defect_done",)
    assert requests.all()[0]["description"] == "klemmt seit gestern"


def test_a_callback_needs_no_order(customer: Customer, requests: Requests) -> None:
    assert customer.says("ruft mich bitte an", "request_callback").asks == "phone"
    assert customer.says("meine nummer hast du doch").responses == ("utter_retry_phone", "utter_ask_phone")
    customer.says("0431 555 123")
    assert customer.says("sonntag früh").responses == ("utter_retry_callback_time", "utter_ask_callback_time")
    assert customer.says("morgen um 10", "faq/opening_hours", confidence=0.6).outcome == "form_done"
    assert requests.all() == [
        {"kind": "callback", "order_number": None, "phone": "0431555123", "callback_time": "morgen um 10"}
    ]


def test_three_unclear_answers_offer_a_person(customer: Customer) -> None:
    customer.says("NV-204520 50667 zurückschicken", "start_return")
    customer.says("hm")
    customer.says("tja")
    assert customer.says("äh").responses == ("utter_gave_up",)


def test_a_telephone_number_told_with_the_wish_is_not_asked_for(customer: Customer, requests: Requests) -> None:
    asked = customer.says("bitte um rückruf unter +49 431 5550190", "request_callback")
    assert asked.responses == ("utter_ask_callback_time",)
    assert customer.says("morgen vormittag").outcome == "form_done"
    assert requests.all()[0]["phone"] == "+494315550190"


def test_a_date_in_the_wish_for_a_callback_is_no_telephone_number(customer: Customer) -> None:
    assert customer.says("ruft mich am 20.11.2026 an", "request_callback").asks == "phone"


def test_the_money_asked_about_during_a_return_is_told_and_the_return_goes_on(customer: Customer) -> None:
    customer.says("ich will was zurückschicken, NV-204520", "start_return")
    told = customer.says("und wann hab ich das geld?", "refund_status")
    assert (told.responses, told.asks) == (("utter_refund_after_return", "utter_ask_proof"), "proof")
    again = customer.says("nein, wo ist das geld vom letzten mal?", "refund_status")
    assert again.slots["requested_slot"] == "proof"
    assert "refund_form" in again.actions


def test_the_money_asked_about_along_with_the_proof_is_told_and_the_proof_taken(customer: Customer) -> None:
    customer.says("bitte stornieren, NV-204519", "cancel_order")
    told = customer.says("20095, und bekomme ich das geld gleich?", "refund_status")
    assert told.responses[0] == "utter_refund_after_cancelling"
    assert told.slots["proof"] == "20095"
