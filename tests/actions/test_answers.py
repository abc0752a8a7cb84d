"""Answers outside of forms: articles, asking back, yes and no, insults, foreign subjects."""

from __future__ import annotations

import pytest

from tests.actions.customer import Customer
from tests.actions.servers import StandInDesk

pytestmark = pytest.mark.filterwarnings("ignore")


def test_a_question_is_answered_from_its_article(customer: Customer) -> None:
    answered = customer.says("wie lange dauert das", "faq/delivery_time")
    assert (answered.texts, answered.outcome) == (("Article delivery_time in de.",), "answered")


def test_an_english_question_is_answered_in_english(english_customer: Customer) -> None:
    assert english_customer.says("how long", "faq/delivery_time").texts == ("Article delivery_time in en.",)


def test_two_questions_get_two_answers(customer: Customer) -> None:
    answered = customer.says("österreich? und auf rechnung?", "faq/delivery_abroad", "faq/buy_on_account")
    assert answered.texts == ("Article delivery_abroad in de.", "Article buy_on_account in de.")


def test_at_most_three_questions_are_answered_at_once(customer: Customer) -> None:
    concerns = ("faq/delivery_abroad", "faq/buy_on_account", "faq/delivery_time", "faq/delivery_cost")
    assert len(customer.says("alles auf einmal", *concerns).texts) == 3


def test_what_an_article_leads_to_stands_below_as_buttons(customer: Customer, desk: StandInDesk) -> None:
    desk.leads_to["return_period"] = ["start_return", "faq/return_cost", "unknown_concern"]
    buttons = customer.says("wie lange", "faq/return_period").buttons
    assert [button["payload"] for button in buttons] == ["start_return", "faq/return_cost"]
    assert all(button["title"] for button in buttons)


def test_a_question_beside_a_wish_is_answered_before_the_form_begins(customer: Customer) -> None:
    told = customer.says("was kostet das, und ich will stornieren", "faq/return_cost", "cancel_order")
    assert told.texts[0] == "Article return_cost in de."
    assert told.asks == "order_number"
    assert len(told.texts) == 2


@pytest.mark.parametrize("trouble", ["missing", "expired"])
def test_without_an_article_nothing_is_claimed_and_a_person_is_offered(
    customer: Customer, desk: StandInDesk, trouble: str
) -> None:
    getattr(desk, trouble).add("delivery_time")
    told = customer.says("wie lange dauert das", "faq/delivery_time")
    assert told.responses == ("utter_article_missing", "utter_offer_person")
    assert customer.says("ja", "affirm").outcome == "handed_over"


def test_small_talk_keeps_the_outcome_of_the_turn(customer: Customer) -> None:
    assert customer.says("danke", "thank").outcome == "answered"


def test_what_is_not_understood_is_asked_back_with_the_likeliest(customer: Customer) -> None:
    asked = customer.says("hm das mit dem ding", ranking=("track_order", "affirm", "faq/delivery_time"))
    assert asked.responses == ("utter_ask_back",)
    assert [button.get("payload") for button in asked.buttons] == ["track_order", "faq/delivery_time", "deny"]
    assert asked.outcome == "still_open"


def test_the_second_misunderstanding_in_a_row_offers_a_person(customer: Customer, desk: StandInDesk) -> None:
    customer.says("blubb", ranking=("track_order",))
    offered = customer.says("blubb blubb", ranking=("track_order",))
    assert offered.responses == ("utter_misunderstood_twice",)
    assert customer.says("ja", "affirm").outcome == "handed_over"
    assert desk.handoffs[0]["reason"] == "repeated_misunderstanding"


def test_an_understood_message_between_two_misunderstandings_starts_the_count_anew(customer: Customer) -> None:
    customer.says("blubb", ranking=("track_order",))
    customer.says("wie lange dauert das", "faq/delivery_time")
    assert customer.says("blubb", ranking=("track_order",)).responses == ("utter_ask_back",)


def test_a_message_without_a_likely_concern_is_offered_the_articles_that_fit(
    customer: Customer, desk: StandInDesk
) -> None:
    desk.found = [("return_cost", 0.8), ("return_period", 0.6), ("jobs", 0.55)]
    asked = customer.says("wer zahlt das porto", ranking=("faq/jobs",), confidence=0.05)
    assert asked.responses == ("utter_ask_back_articles",)
    assert [button["payload"] for button in asked.buttons] == ["faq/return_cost", "faq/return_period", "deny"]
    assert asked.outcome == "still_open"
    assert desk.searched == [{"text": "wer zahlt das porto", "language": "de"}]


def test_articles_are_offered_in_english_too(english_customer: Customer, desk: StandInDesk) -> None:
    desk.found = [("return_cost", 0.8)]
    asked = english_customer.says("who pays", confidence=0.05)
    assert "one of these answers" in asked.text
    assert desk.searched[0]["language"] == "en"
    assert [button["payload"] for button in asked.buttons] == ["faq/return_cost", "deny"]


def test_the_best_article_stands_before_a_weak_ranking(customer: Customer, desk: StandInDesk) -> None:
    desk.found = [("return_cost", 0.8), ("return_period", 0.6)]
    asked = customer.says("porto", ranking=("start_return", "track_order", "cancel_order"), confidence=0.1)
    assert asked.responses == ("utter_ask_back",)
    payloads = [button["payload"] for button in asked.buttons]
    assert payloads == ["faq/return_cost", "start_return", "track_order", "deny"]


def test_the_best_article_stands_last_behind_a_clear_ranking(customer: Customer, desk: StandInDesk) -> None:
    desk.found = [("return_cost", 0.8)]
    asked = customer.says("porto", ranking=("start_return", "track_order", "cancel_order"), confidence=0.3)
    payloads = [button["payload"] for button in asked.buttons]
    assert payloads == ["start_return", "track_order", "faq/return_cost", "deny"]


def test_an_article_that_the_ranking_suggests_too_is_offered_once(customer: Customer, desk: StandInDesk) -> None:
    desk.found = [("return_cost", 0.8)]
    asked = customer.says("porto", ranking=("faq/return_cost", "track_order"), confidence=0.3)
    assert [button["payload"] for button in asked.buttons] == ["faq/return_cost", "track_order", "deny"]


def test_an_article_that_hardly_fits_is_not_offered(customer: Customer, desk: StandInDesk) -> None:
    desk.found = [("return_cost", 0.3)]
    asked = customer.says("asdf", confidence=0.05)
    assert asked.responses == ("utter_ask_back",)
    assert [button["payload"] for button in asked.buttons] == ["track_order", "start_return", "deny"]


def test_without_the_desk_there_are_the_common_suggestions(customer: Customer, desk: StandInDesk) -> None:
    desk.is_up = False
    assert [button["payload"] for button in customer.says("asdf").buttons] == ["track_order", "start_return", "deny"]


def test_bare_details_are_not_searched_for(customer: Customer, desk: StandInDesk) -> None:
    customer.says("10115")
    assert desk.searched == []


def test_a_plain_yes_takes_the_first_article(customer: Customer, desk: StandInDesk) -> None:
    desk.found = [("return_cost", 0.8)]
    customer.says("porto", confidence=0.05)
    assert customer.says("ja", "affirm").texts == ("Article return_cost in de.",)


def test_articles_are_not_offered_twice_in_a_row(customer: Customer, desk: StandInDesk) -> None:
    desk.found = [("return_cost", 0.8)]
    customer.says("porto", confidence=0.05)
    assert customer.says("porto porto", confidence=0.05).responses == ("utter_misunderstood_twice",)
    assert len(desk.searched) == 1


def test_a_suggestion_that_is_chosen_is_taken(customer: Customer) -> None:
    customer.says("blubb", ranking=("track_order", "faq/delivery_time"))
    assert customer.says("Wo ist meine Bestellung?", "track_order", chosen=True).asks == "order_number"


def test_a_plain_yes_takes_the_likeliest_suggestion(customer: Customer) -> None:
    customer.says("blubb", ranking=("faq/delivery_time", "track_order"))
    assert customer.says("ja", "affirm").texts == ("Article delivery_time in de.",)


def test_something_else_asks_for_other_words_and_then_offers_a_person(customer: Customer) -> None:
    customer.says("blubb", ranking=("track_order",))
    assert customer.says("Etwas anderes", "deny", chosen=True).responses == ("utter_ask_rephrase",)
    assert customer.says("blubb").responses == ("utter_misunderstood_twice",)


def test_an_offer_stands_for_one_message_only(customer: Customer, desk: StandInDesk) -> None:
    customer.says("blubb")
    customer.says("blubb")
    customer.says("wie lange dauert das", "faq/delivery_time")
    assert customer.says("ja", "affirm").texts == ("Article affirm in de.",)
    assert desk.handoffs == []


def test_an_offer_declined_goes_on_friendly(customer: Customer, desk: StandInDesk) -> None:
    customer.says("blubb")
    customer.says("blubb")
    assert customer.says("nein danke", "deny").responses == ("utter_offer_declined",)
    assert desk.handoffs == []


@pytest.mark.parametrize("said", ["affirm", "deny"])
def test_a_yes_or_no_to_nothing_is_small_talk(customer: Customer, said: str) -> None:
    assert customer.says("ja" if said == "affirm" else "nein", said).texts == (f"Article {said} in de.",)


def test_a_number_alone_is_asked_what_it_is_about(customer: Customer) -> None:
    asked = customer.says("NV-204518")
    assert asked.responses == ("utter_what_about_order",)
    customer.says("Wo ist meine Bestellung?", "track_order", chosen=True)
    assert customer.says("10115").responses == ("utter_track_shipped",)


def test_what_gives_no_clue_gets_common_suggestions(customer: Customer) -> None:
    asked = customer.says("asdf", ranking=("faq/jobs",), confidence=0.05)
    assert [button["payload"] for button in asked.buttons] == ["track_order", "start_return", "deny"]


def test_a_number_alone_after_a_lookup_repeats_it_for_that_order(customer: Customer) -> None:
    customer.says("wo ist NV-204518 10115", "track_order")
    assert customer.says("NV-203977").responses == ("utter_track_delivered",)


def test_a_first_insult_is_answered_and_a_second_one_handed_over(customer: Customer, desk: StandInDesk) -> None:
    assert customer.says("du depp", "insult").texts == ("Article insult in de.",)
    customer.says("wie lange dauert das", "faq/delivery_time")
    assert customer.says("idiot", "insult").outcome == "handed_over"
    assert desk.handoffs[0]["reason"] == "emotion"


def test_a_foreign_subject_is_declined_with_what_can_be_done(customer: Customer) -> None:
    told = customer.says("wie wird das wetter", "out_of_scope")
    assert told.texts == ("Article out_of_scope in de.",)
    payloads = [button["payload"] for button in told.buttons]
    assert payloads == ["track_order", "start_return", "faq/delivery_time", "request_human"]


def test_without_the_desk_talk_has_words_of_its_own(customer: Customer, desk: StandInDesk) -> None:
    desk.is_up = False
    assert customer.says("du depp", "insult").responses == ("utter_answer_insult",)
    assert customer.says("wetter", "out_of_scope").responses == ("utter_answer_out_of_scope",)


def test_who_names_an_order_is_asked_what_about_it_and_not_refused(customer: Customer) -> None:
    assert customer.says("erzähl mir was über NV-204518", "out_of_scope").responses == ("utter_what_about_order",)
    sure = customer.says("schreib ein gedicht über NV-204518", "out_of_scope", confidence=0.97)
    assert sure.texts == ("Article out_of_scope in de.",)
