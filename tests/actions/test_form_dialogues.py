"""Forms in real dialogues: what they take, what they leave, how they end."""

from __future__ import annotations

import pytest

from tests.actions.conftest import Requests
from tests.actions.customer import Customer
from tests.actions.servers import StandInDesk

pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_parcel_is_told_after_number_and_postcode(customer: Customer) -> None:
    assert customer.says("wo bleibt mein zeug", "track_order").asks == "order_number"
    assert customer.says("nv 204518").asks == "proof"
    told = customer.says("10115 berlin", "faq/stores", confidence=0.6)
    assert told.responses == ("utter_track_shipped",)
    assert (told.outcome, told.asks) == ("looked_up", None)


def test_an_email_address_proves_as_well_as_a_postcode(customer: Customer) -> None:
    customer.says("wo ist NV-204518", "track_order")
    assert customer.says("Anna.Kruse@example.de").outcome == "looked_up"


def test_everything_in_the_first_message_needs_no_question(customer: Customer) -> None:
    assert customer.says("wo ist NV-204518? plz 10115", "track_order").responses == ("utter_track_shipped",)


def test_a_number_told_before_the_form_is_known_in_it(customer: Customer) -> None:
    customer.says("hallo, ich habe eine frage zu NV-204521", "greet")
    assert customer.says("wo ist mein geld", "refund_status").asks == "proof"


def test_a_postcode_given_before_the_number_is_remembered(customer: Customer) -> None:
    customer.says("wo ist mein paket", "track_order")
    assert customer.says("10115").asks == "order_number"
    assert customer.says("ach so, NV-204518").outcome == "looked_up"


def test_a_year_in_the_first_message_is_no_postcode(customer: Customer) -> None:
    customer.says("wo ist mein paket von ende 2026", "track_order")
    assert customer.says("NV-204518").responses == ("utter_ask_proof",)


def test_wrong_proof_asks_again_and_says_nothing_of_the_order(customer: Customer) -> None:
    customer.says("wo ist NV-204518", "track_order")
    refused = customer.says("20095")
    assert refused.responses == ("utter_retry_mismatch", "utter_ask_proof")
    assert "Kuppelzelt" not in refused.text
    assert customer.says("10115").outcome == "looked_up"


def test_an_existing_and_an_unknown_number_are_refused_in_the_same_words(customer: Customer) -> None:
    customer.says("wo ist NV-204518", "track_order")
    existing = customer.says("99999").text
    unknown = customer.says("NV-999999").text
    assert unknown == existing.replace("NV-204518", "NV-999999")


def test_three_failures_offer_a_person_and_a_yes_brings_one(customer: Customer, desk: StandInDesk) -> None:
    customer.says("wo ist mein paket", "track_order")
    customer.says("NV-204518")
    customer.says("99999")
    customer.says("99998")
    given_up = customer.says("99997")
    assert given_up.responses == ("utter_gave_up",)
    assert given_up.titles == ["Ja, bitte", "Nein, danke"]
    assert (given_up.asks, given_up.outcome) == (None, "still_open")
    assert customer.says("Ja, bitte", "affirm").outcome == "handed_over"
    assert desk.handoffs[0]["reason"] == "repeated_misunderstanding"
    assert "Sendungsauskunft: nach drei Fehlversuchen aufgegeben" in desk.handoffs[0]["tried"]


def test_after_giving_up_a_new_try_starts_from_the_number(customer: Customer) -> None:
    customer.says("wo ist NV-204518", "track_order")
    for wrong in ("99999", "99998", "99997"):
        customer.says(wrong)
    assert customer.says("wo ist jetzt mein paket", "track_order").asks == "order_number"


def test_not_knowing_the_number_gets_help_in_finding_it(customer: Customer) -> None:
    customer.says("wo ist mein paket", "track_order")
    helped = customer.says("keine ahnung, wo steht die denn?", "faq/order_confirmation", confidence=0.6)
    assert helped.responses == ("utter_help_order_number", "utter_ask_order_number")


def test_repeating_the_wish_asks_the_question_again(customer: Customer) -> None:
    customer.says("wo ist mein paket", "track_order")
    again = customer.says("wo ist denn jetzt mein paket???", "track_order")
    assert again.responses == ("utter_retry_order_number", "utter_ask_order_number")


def test_a_number_corrected_while_the_postcode_is_asked_replaces_the_first(customer: Customer) -> None:
    customer.says("stornieren bitte NV-204518", "cancel_order")
    corrected = customer.says("nein, die Nummer ist NV-204523", "deny")
    assert corrected.responses == ("utter_number_corrected", "utter_ask_proof")
    assert customer.says("70173").slots["order_number"] == "NV-204523"


def test_a_number_corrected_after_the_proof_is_proven_anew(customer: Customer) -> None:
    customer.says("stornieren: NV-204523, 70173", "cancel_order")
    corrected = customer.says("nein, die Nummer ist NV-204519", "deny")
    assert corrected.responses[0] == "utter_retry_mismatch"
    assert corrected.slots["proof"] is None


def test_another_order_of_the_same_customer_needs_no_second_proof(customer: Customer) -> None:
    customer.says("wo ist NV-204518, 10115", "track_order")
    assert customer.says("und NV-203977?", "track_order").responses == ("utter_track_delivered",)


def test_a_known_order_is_named_and_not_asked_for_again(customer: Customer) -> None:
    customer.says("wo ist NV-204520, 50667", "track_order")
    begun = customer.says("ich will was zurückschicken", "start_return")
    assert begun.responses == ("utter_known_order", "utter_ask_item")
    assert customer.says("nein, eine andere bestellung", "deny").asks == "order_number"


def test_asking_for_the_other_order_does_not_repeat_the_known_one(customer: Customer) -> None:
    customer.says("wo ist NV-204518 10115", "track_order")
    assert customer.says("und wo ist meine andere bestellung?", "track_order").asks == "order_number"


def test_an_article_of_an_earlier_form_is_not_taken_for_the_next(customer: Customer) -> None:
    customer.says("NV-204520 50667 der tisch soll zurück", "start_return")
    customer.says("zu groß")
    assert customer.says("ich will noch was zurückschicken", "start_return").asks == "item"


def test_a_question_in_between_is_answered_and_the_form_goes_on(customer: Customer) -> None:
    customer.says("ich will was zurückschicken", "start_return")
    answered = customer.says("wie lange hab ich denn zeit?", "faq/return_period")
    assert answered.texts[0] == "Article return_period in de."
    assert answered.responses[1:] == ("utter_back_to_return_form", "utter_ask_order_number")
    assert answered.asks == "order_number"
    assert customer.says("NV-204519").asks == "proof"


@pytest.mark.parametrize("talk", ["greet", "thank", "ask_bot", "ask_capabilities", "give_praise"])
def test_small_talk_in_between_leads_back_to_the_question(customer: Customer, talk: str) -> None:
    customer.says("wo ist mein paket", "track_order")
    replied = customer.says("übrigens", talk)
    assert replied.texts[0] == f"Article {talk} in de."
    assert replied.asks == "order_number"


def test_a_question_asked_along_with_the_answer_is_answered_too(customer: Customer) -> None:
    customer.says("ich will was zurückschicken", "start_return")
    told = customer.says("NV-204519, und was kostet das?", "faq/return_cost")
    assert told.texts[0] == "Article return_cost in de."
    assert told.asks == "proof"


def test_a_question_asked_along_with_the_wish_is_answered_first(customer: Customer) -> None:
    told = customer.says("wo ist mein paket, und was kostet express?", "track_order", "faq/delivery_express")
    assert told.texts == ("Article delivery_express in de.", "Wie lautet Ihre Bestellnummer? Sie beginnt mit NV-.")


def test_two_wishes_in_one_message_are_served_one_after_the_other(customer: Customer) -> None:
    customer.says("wo ist mein paket, und ich brauche die rechnung", "track_order", "request_invoice")
    told = customer.says("NV-204518 10115")
    assert told.responses == ("utter_track_shipped", "utter_invoice_done")


def test_another_wish_leaves_the_form_and_takes_the_number_along(customer: Customer) -> None:
    customer.says("wo ist mein paket", "track_order")
    switched = customer.says("ich will NV-204520 lieber zurückschicken", "start_return")
    assert switched.asks == "proof"
    assert customer.says("50667").asks == "item"


def test_a_reason_that_sounds_like_a_standard_question_is_a_reason(customer: Customer, requests: Requests) -> None:
    customer.says("NV-204519 20095 zurückschicken", "start_return")
    done = customer.says("ist mir zu klein", "faq/size_guide", confidence=0.9)
    assert done.outcome == "form_done"
    assert requests.all()[-1] == {
        "kind": "return",
        "order_number": "NV-204519",
        "items": "Schlafsack Tundra",
        "reason": "ist mir zu klein",
    }


def test_a_real_question_interrupts_even_a_free_answer(customer: Customer) -> None:
    customer.says("NV-204519 20095 zurückschicken", "start_return")
    asked = customer.says("was kostet die rücksendung denn?", "faq/return_cost")
    assert asked.texts[0] == "Article return_cost in de."
    assert asked.asks == "return_reason"


def test_changing_one_s_mind_is_a_reason_to_return_and_not_to_stop(customer: Customer) -> None:
    customer.says("NV-204519 20095 zurückschicken", "start_return")
    assert customer.says("hab es mir anders überlegt", "stop", confidence=1.0).outcome == "form_done"


def test_half_a_stop_throws_nothing_away(customer: Customer) -> None:
    customer.says("wo ist mein paket", "track_order")
    assert customer.says("moment", "stop", confidence=0.55).asks == "order_number"


@pytest.mark.parametrize(
    ("text", "resembles"),
    [
        ("NV-204520", "track_order"),
        ("die nummer ist NV-204520", "faq/contact"),
        ("Bestellnummer NV-204520", "faq/order_confirmation"),
        ("204520", "faq/bulk_order"),
    ],
)
def test_a_bare_number_is_an_answer_whatever_it_resembles(customer: Customer, text: str, resembles: str) -> None:
    customer.says("ich will was zurückschicken", "start_return")
    told = customer.says(text, resembles)
    assert (told.responses, told.slots["order_number"]) == (("utter_ask_proof",), "NV-204520")


@pytest.mark.parametrize(("text", "resembles"), [("1010 wien", "out_of_scope"), ("e.gruber@example.at", "faq/contact")])
def test_a_bare_proof_is_an_answer_whatever_it_resembles(customer: Customer, text: str, resembles: str) -> None:
    customer.says("wo ist NV-204522", "track_order")
    assert customer.says(text, resembles).responses == ("utter_track_late",)


def test_a_bare_number_out_of_nowhere_is_no_question_about_bulk_orders(customer: Customer) -> None:
    assert customer.says("204518", "faq/bulk_order").responses == ("utter_what_about_order",)


def test_choices_are_answers_whatever_they_resemble(customer: Customer) -> None:
    customer.says("NV-204520 50667 da ist was kaputt", "report_damaged_item")
    assert customer.says("der Vorhang", "report_wrong_item", confidence=0.7).asks == "description"
    assert customer.says("es ist ein loch im stoff", "report_defect").asks == "wish"
    assert customer.says("Geld zurück", "refund_status", confidence=1.0).outcome == "form_done"


def test_describing_the_problem_again_stays_in_the_form(customer: Customer) -> None:
    customer.says("NV-204520 50667 der tisch kam kaputt an", "report_damaged_item")
    customer.says("ein bein ist ab", "report_defect")
    assert customer.says("und die platte ist auch zerkratzt", "report_defect").asks == "wish"


def test_one_problem_that_resembles_two_is_reported_once(customer: Customer) -> None:
    customer.says("NV-204519 20095 naht kaputt, jetzt ist ein loch drin", "report_defect", "report_damaged_item")
    assert customer.says("ging gestern auf").actions == ("defect_form", "action_report_defect", "action_listen")


@pytest.mark.parametrize(
    ("question", "resembles", "confidence"),
    [
        ("wozu brauchst du das?", "ask_capabilities", 0.93),
        ("kann ich die email nehmen?", "faq/return_without_box", 0.73),
    ],
)
def test_a_question_about_the_proof_is_explained(
    customer: Customer, question: str, resembles: str, confidence: float
) -> None:
    customer.says("wo ist NV-204518", "track_order")
    explained = customer.says(question, resembles, confidence=confidence)
    assert explained.responses == ("utter_retry_proof", "utter_ask_proof")


def test_asking_why_is_no_reason_for_a_return(customer: Customer) -> None:
    customer.says("NV-204519 20095 zurückschicken", "start_return")
    assert customer.says("warum fragt ihr das?", "ask_capabilities", confidence=0.5).asks == "return_reason"


def test_a_number_and_postcode_told_before_the_form_are_both_known_in_it(customer: Customer) -> None:
    customer.says("NV-204518, 10115")
    assert customer.says("Wo ist meine Bestellung?", "track_order", chosen=True).outcome == "looked_up"


def test_an_old_button_leaves_the_form(customer: Customer) -> None:
    customer.says("NV-204519 20095 zurückschicken", "start_return")
    assert customer.says("Wo ist meine Bestellung?", "track_order", chosen=True).outcome == "looked_up"


def test_an_angry_sentence_is_no_answer_but_a_handoff(customer: Customer, desk: StandInDesk) -> None:
    from tests.actions.customer import ANGRY

    customer.says("ich will das zelt zurückschicken", "start_return")
    handed = customer.says("ich hab echt die schnauze voll!!!", "complain", confidence=0.4, emotion=ANGRY)
    assert (handed.outcome, handed.asks) == ("handed_over", None)
    assert handed.slots["order_number"] is None
    assert desk.handoffs[0]["reason"] == "emotion"
    assert desk.handoffs[0]["concerns"][0] == "start_return"


def test_a_wish_for_a_person_ends_every_question(customer: Customer, desk: StandInDesk) -> None:
    customer.says("NV-204519 20095 zurückschicken", "start_return")
    assert customer.says("ich will mit einem menschen reden", "request_human").outcome == "handed_over"
    assert customer.says("hallo", "greet").asks is None


@pytest.mark.parametrize("opening", ["NV-204520 50667 zurückschicken", "zurückschicken", "NV-204519 20095 zurück"])
def test_stop_leaves_the_form_at_every_question(customer: Customer, opening: str, requests: Requests) -> None:
    customer.says(opening, "start_return")
    left = customer.says("abbrechen", "stop")
    assert left.asks is None
    assert left.texts == ("Article stop in de.",)
    assert left.slots["item"] is None
    assert requests.all() == []


def test_goodbye_ends_the_form(customer: Customer) -> None:
    customer.says("wo ist mein paket", "track_order")
    left = customer.says("tschüss", "goodbye")
    assert (left.texts, left.asks) == (("Article goodbye in de.",), None)


def test_an_insult_in_a_form_is_answered_and_the_question_stays(customer: Customer) -> None:
    customer.says("wo ist mein paket", "track_order")
    assert customer.says("du depp", "insult").asks == "order_number"


def test_english_customers_are_asked_and_answered_in_english(english_customer: Customer, today: object) -> None:
    assert english_customer.says("where is my parcel", "track_order").text.startswith("What is your order number?")
    told = english_customer.says("NV-204520 50667")
    assert "was delivered on" in told.text


def test_an_english_return_with_an_article_in_english(english_customer: Customer, requests: Requests) -> None:
    english_customer.says("I want to return something from NV-204520, 50667", "start_return")
    assert english_customer.says("the curtains").asks == "return_reason"
    done = english_customer.says("they are far too short")
    assert "The return label RL-" in done.text
    assert requests.all()[-1]["items"] == "Vorhang Düne 2er-Set"


@pytest.mark.parametrize(
    "text",
    ["I don't have it on me", "no idea", "can't find it", "what number?", "where do I find that", "lost the mail"],
)
def test_english_customers_without_the_number_are_told_where_it_stands(english_customer: Customer, text: str) -> None:
    english_customer.says("where is my parcel", "track_order")
    assert english_customer.says(text).responses[0] == "utter_help_order_number"


def test_an_english_order_corrected_on_the_way(english_customer: Customer) -> None:
    english_customer.says("where is NV-204518", "track_order")
    told = english_customer.says("sorry, typo, I meant NV-204520")
    assert told.text.startswith("Fine, so it is about NV-204520.")
    assert "was delivered on" in english_customer.says("zip is 50667").text
