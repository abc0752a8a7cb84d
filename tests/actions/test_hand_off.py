"""Handing over: the reason, what goes along, and what is said."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Any

import pytest

from tests.actions.conftest import load_agent, running_action_server
from tests.actions.customer import ANGRY, CALM, DISTRESSED, Customer
from tests.actions.servers import Answer, Call, StandInDesk, serving

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.mark.parametrize(
    ("concerns", "emotion", "reason", "said"),
    [
        (["request_human"], CALM, "request_human", "utter_hand_off_request_human"),
        (["request_human"], ANGRY, "request_human", "utter_hand_off_request_human"),
        (["report_injury", "request_human"], ANGRY, "safety", "utter_hand_off_safety"),
        (["report_fraud"], ANGRY, "fraud", "utter_hand_off_fraud"),
        (["threaten_legal"], ANGRY, "legal", "utter_hand_off_legal"),
        (["report_bereavement"], DISTRESSED, "vulnerable", "utter_hand_off_bereavement"),
        (["report_hardship"], CALM, "vulnerable", "utter_hand_off_hardship"),
        (["faq/delivery_time"], ANGRY, "emotion", "utter_hand_off_emotion"),
        (["faq/delivery_time"], DISTRESSED, "emotion", "utter_hand_off_distressed"),
        (["complain"], ANGRY, "emotion", "utter_hand_off_emotion"),
        (["complain"], CALM, "complex", "utter_hand_off_complex"),
        (["change_order"], CALM, "complex", "utter_hand_off_complex"),
        (["dispute_invoice"], CALM, "complex", "utter_hand_off_complex"),
        (["dispute_reminder"], CALM, "complex", "utter_hand_off_complex"),
    ],
)
def test_the_gravest_reason_is_given(
    customer: Customer, desk: StandInDesk, concerns: list[str], emotion: dict[str, Any], reason: str, said: str
) -> None:
    handed = customer.says("so ist das", *concerns, emotion=emotion)
    assert desk.handoffs[0]["reason"] == reason
    assert (handed.responses, handed.outcome) == ((said,), "handed_over")


def test_the_person_is_told_who_writes_english(
    customer: Customer, english_customer: Customer, desk: StandInDesk
) -> None:
    english_customer.says("let me talk to somebody", "request_human")
    customer.says("einen menschen bitte", "request_human")
    assert [("Schreibt Englisch." in each["summary"]) for each in desk.handoffs] == [True, False]


def test_everything_known_goes_along(customer: Customer, desk: StandInDesk) -> None:
    customer.says("wie lange kann ich zurückschicken?", "faq/return_period")
    customer.says("wo ist NV-204520 50667", "track_order")
    customer.says("dann zurück damit", "start_return")
    customer.says("Vorhang")
    customer.says("ich hab die schnauze voll", "complain", emotion=ANGRY, turn_id="turn-5")
    handoff = desk.handoffs[0]
    assert handoff["turn_id"] == "turn-5"
    assert handoff["concerns"] == ["faq/return_period", "track_order", "start_return", "complain"]
    assert handoff["filled"] == {"order_number": "NV-204520", "proof": "50667", "item": "Vorhang Düne 2er-Set"}
    assert handoff["tried"] == [
        "Auskunft gegeben: Wie lange kann ich etwas zurückschicken?",
        "Sendungsauskunft begonnen",
        "Sendungsauskunft: im System nachgesehen und Auskunft gegeben",
        "Rücksendung begonnen",
    ]
    assert "Bestellung NV-204520 (Nachweis geprüft), zuletzt verärgert (»schnauze voll«)." in handoff["summary"]
    assert [each["label"] for each in handoff["emotion_course"]] == ["calm"] * 4 + ["angry"]
    assert handoff["emotion_course"][-1] == {
        "text": "ich hab die schnauze voll",
        "label": "angry",
        "intensity": 0.8,
        "telling": ["schnauze voll"],
    }


def test_what_was_written_down_goes_along_with_its_reference(customer: Customer, desk: StandInDesk) -> None:
    customer.says("rechnung NV-204518 10115", "request_invoice")
    customer.says("mensch bitte", "request_human")
    tried = desk.handoffs[0]["tried"]
    assert tried == ["Rechnungskopie begonnen", "Vorgang angelegt: RK-1001", "Rechnungskopie: erledigt"]


def test_an_interruption_is_no_end_of_the_form(customer: Customer, desk: StandInDesk) -> None:
    customer.says("zurückschicken", "start_return")
    customer.says("was kostet das?", "faq/return_cost")
    customer.says("abbrechen", "stop")
    customer.says("mensch bitte", "request_human")
    assert desk.handoffs[0]["tried"][0] == "Rücksendung begonnen"
    assert desk.handoffs[0]["tried"][-1] == "Rücksendung auf Wunsch abgebrochen"
    assert not any("nicht gewünscht" in step for step in desk.handoffs[0]["tried"])


def test_a_leading_word_joiner_is_no_part_of_what_was_said(customer: Customer, desk: StandInDesk) -> None:
    customer.says("\u2060/mensch", "request_human")
    assert desk.handoffs[0]["emotion_course"][0]["text"] == "/mensch"


def test_only_talk_brings_no_concern(customer: Customer, desk: StandInDesk) -> None:
    customer.says("hallo", "greet")
    customer.says("blubb")
    customer.says("blubb")
    customer.says("ja", "affirm")
    assert desk.handoffs[0]["concerns"] == []
    assert desk.handoffs[0]["summary"] == "Der Assistent hat mehrmals nicht verstanden."


def test_a_desk_out_of_reach_is_admitted(customer: Customer, desk: StandInDesk) -> None:
    desk.is_up = False
    told = customer.says("mensch bitte", "request_human")
    assert told.responses == ("utter_hand_off_failed",)
    assert "0431 555 01 90" in told.text
    assert told.outcome is None


def test_nothing_promises_a_waiting_time(customer: Customer, desk: StandInDesk) -> None:
    text = customer.says("mensch bitte", "request_human").text.lower()
    assert not any(word in text for word in ("sofort", "gleich", "minute"))


def test_with_the_records_down_a_person_takes_over_in_the_same_turn(
    customer: Customer, desk: StandInDesk, shop_file: Path
) -> None:
    customer.says("wo ist NV-204518", "track_order")
    shop_file.unlink()
    told = customer.says("10115")
    assert told.responses == ("utter_shop_unavailable", "utter_hand_off_complex")
    assert (told.outcome, told.asks) == ("handed_over", None)
    assert desk.handoffs[0]["reason"] == "complex"
    assert "Sendungsauskunft: Bestelldaten waren nicht erreichbar" in desk.handoffs[0]["tried"]


@pytest.mark.parametrize(
    ("opening", "concern", "next_answer"),
    [
        ("NV-204520 50667 zurückschicken", "start_return", "der tisch"),
        ("NV-204523 70173 stornieren", "cancel_order", "ja"),
        ("NV-204520 50667 kaputt", "report_damaged_item", "alles"),
    ],
)
def test_records_that_fail_in_the_middle_bring_a_person(
    customer: Customer, shop_file: Path, opening: str, concern: str, next_answer: str
) -> None:
    customer.says(opening, concern)
    shop_file.unlink()
    assert customer.says(next_answer, *(["affirm"] if next_answer == "ja" else [])).outcome == "handed_over"


def test_a_slow_company_system_brings_a_person(
    model: str, loop: asyncio.AbstractEventLoop, desk_and_url: tuple[StandInDesk, str], desk: StandInDesk
) -> None:
    def slow(call: Call) -> Answer:
        time.sleep(0.5)
        return 404, {}

    with serving(slow) as shop_url:
        settings = {
            "LOTSE_DESK_URL": desk_and_url[1],
            "LOTSE_INTERNAL_TOKEN": desk.token,
            "LOTSE_SHOP_URL": shop_url,
            "LOTSE_SHOP_TIMEOUT_SECONDS": "0.1",
        }
        with running_action_server(settings) as url:
            customer = Customer(load_agent(model, url), loop)
            assert customer.says("wo ist NV-204518 10115", "track_order").outcome == "handed_over"
