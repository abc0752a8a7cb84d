"""How answers are recognised in what customers write."""

from __future__ import annotations

import re
from datetime import date

import pytest

from actions.orders import Item, ItemReturn, Order, OrderState
from actions.questions import (
    named_item,
    read_address,
    read_callback_time,
    read_description,
    read_item,
    read_phone,
    read_searched,
    read_wish,
    read_yes_no,
)
from actions.turn import Turn

ORDER = Order(
    number="NV-204520",
    state=OrderState.DELIVERED,
    country="DE",
    items=(
        Item(name="Klapptisch Lagune", price_cents=8995),
        Item(name="Vorhang Düne 2er-Set", price_cents=4990),
        Item(name="Stirnlampe Polar", price_cents=3495, returned=ItemReturn.BACK),
    ),
    ordered_on=date(2026, 11, 1),
)


def said(text: str, concern: str = "nlu_fallback", language: str = "de") -> Turn:
    intent = {"name": concern, "confidence": 0.9}
    return Turn.of({"text": text, "intent": intent, "concerns": [concern], "metadata": {"language": language}})


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Klapptisch Lagune", "Klapptisch Lagune"),
        ("der tisch", "Klapptisch Lagune"),
        ("die vorhänge", None),
        ("den vorhang bitte", "Vorhang Düne 2er-Set"),
        ("der zweite", "Vorhang Düne 2er-Set"),
        ("1", "Klapptisch Lagune"),
        ("beide", "Klapptisch Lagune; Vorhang Düne 2er-Set"),
        ("tisch oder vorhang", None),
        ("die stirnlampe", None),
        ("9", None),
        ("weiß nicht", None),
    ],
)
def test_an_article_is_known_by_part_of_its_name(text: str, item: str | None) -> None:
    assert read_item(said(text), ORDER) == item


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("the curtains please", "Vorhang Düne 2er-Set"),
        ("the folding table", "Klapptisch Lagune"),
        ("the second one", "Vorhang Düne 2er-Set"),
        ("both of them", "Klapptisch Lagune; Vorhang Düne 2er-Set"),
        ("table or curtain", None),
        ("my headlamp", None),
    ],
)
def test_an_article_is_known_by_its_english_name(text: str, item: str | None) -> None:
    assert read_item(said(text, language="en"), ORDER) == item


def test_english_names_of_articles_count_in_english_only() -> None:
    hat = Order(
        number="NV-204570",
        state=OrderState.DELIVERED,
        country="DE",
        items=(Item(name="Mütze Nordwind", price_cents=2295), Item(name="Teekanne Friesland", price_cents=4295)),
        ordered_on=date(2026, 11, 1),
    )
    assert read_item(said("der deckel hat einen sprung"), hat) is None
    assert read_item(said("the hat", language="en"), hat) == "Mütze Nordwind"


def test_all_and_positions_name_no_article_in_passing() -> None:
    assert named_item(said("wo sind alle meine sachen"), ORDER) is None
    assert named_item(said("das erste mal dass das passiert"), ORDER) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("Ersatz", "replacement"),
        ("bitte umtauschen", "replacement"),
        ("ich will den richtigen vorhang", "replacement"),
        ("schickt mir einen neuen", "replacement"),
        ("schickt mir bitte neue", "replacement"),
        ("Geld zurück", "refund"),
        ("lieber erstatten", "refund"),
        ("geld oder ersatz, egal", None),
        ("egal", None),
        ("money back please", "refund"),
        ("I'd rather be reimbursed", "refund"),
        ("just send me another one", "replacement"),
        ("swap it for a new one please", "replacement"),
        ("a replacement or a refund, whatever", None),
    ],
)
def test_a_wish_is_one_of_two(text: str, wish: str | None) -> None:
    assert read_wish(said(text), None) == wish


@pytest.mark.parametrize(
    ("text", "concern", "answer"),
    [
        ("passt schon so", "affirm", "yes"),
        ("lass mal", "deny", "no"),
        ("ja mach das", "nlu_fallback", "yes"),
        ("Nein!", "nlu_fallback", "no"),
        ("vielleicht", "nlu_fallback", None),
        ("Yeah, why not", "nlu_fallback", "yes"),
        ("sure thing", "nlu_fallback", "yes"),
        ("do it please", "nlu_fallback", "yes"),
        ("go ahead", "nlu_fallback", "yes"),
        ("please don't", "nlu_fallback", "no"),
        ("Don’t do it!", "nlu_fallback", "no"),
        ("nah", "nlu_fallback", "no"),
        ("not really", "nlu_fallback", "no"),
        ("do you need anything else", "nlu_fallback", None),
    ],
)
def test_yes_and_no_are_understood_or_read(text: str, concern: str, answer: str | None) -> None:
    assert read_yes_no(said(text, concern), None) == answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        *(("Noch nicht", "no"), ("ja, überall", "yes"), ("hab nichts gefunden", "yes"), ("nein", "no"), ("hm", None)),
        *(("Not yet", "no"), ("I haven't asked anyone", "no"), ("I'll ask them first", "no"), ("nobody has it", "yes")),
        *(("I asked all my neighbours", "yes"), ("it's nowhere to be found", "yes"), ("yes everywhere", "yes")),
    ],
)
def test_having_looked_everywhere_is_read(text: str, answer: str | None) -> None:
    assert read_searched(said(text), None) == answer


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Lindenallee 5, 10119 Berlin", "Lindenallee 5, 10119 Berlin"),
        ("meine neue adresse ist lindenallee 5a, 10119 Berlin", "lindenallee 5a, 10119 Berlin"),
        ("Am Alten Markt 12-14\n24103 Kiel", "Am Alten Markt 12-14, 24103 Kiel"),
        ("wir wohnen jetzt In der Au 7, A-1010 Wien", "In der Au 7, A-1010 Wien"),
        ("Bahnhofstrasse 3, 8001 Zürich, danke", "Bahnhofstrasse 3, 8001 Zürich"),
        ("Hauptstr. 9, c/o Meyer, 20095 Hamburg", "Hauptstr. 9, c/o Meyer, 20095 Hamburg"),
        ("It's Speicherstraße 14, 24103 Kiel please", "Speicherstraße 14, 24103 Kiel"),
        ("We've moved to Hauptstr. 3, A-1010 Wien", "Hauptstr. 3, A-1010 Wien"),
        ("my new address is 14 Station Road, 24103 Kiel, thanks", "Station Road 14, 24103 Kiel"),
        ("12a Am Markt, Berlin 10115", "Am Markt 12a, 10115 Berlin"),
        ("Please change it to Lindenweg 5b, Kiel 24103", "Lindenweg 5b, 24103 Kiel"),
        ("ich wohne jetzt in der Birkenstraße 7, 20095 Hamburg", "Birkenstraße 7, 20095 Hamburg"),
        ("wir ziehen in den Mühlenweg 2, 20095 Hamburg", "Mühlenweg 2, 20095 Hamburg"),
        ("In der Au 5, 20095 Hamburg", "In der Au 5, 20095 Hamburg"),
        ("Tippfehler! Richtig: Birkenstraße 7, 20095 Hamburg", "Birkenstraße 7, 20095 Hamburg"),
        ("Am Markt 3, 20095 Hamburg", "Am Markt 3, 20095 Hamburg"),
        ("we live at 14 Station Road", None),
        ("Lindenallee 5", None),
        ("10119 Berlin", None),
        ("ich ziehe um", None),
    ],
)
def test_an_address_has_street_number_postcode_and_place(text: str, address: str | None) -> None:
    assert read_address(said(text), None) == address


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("0431-555 123", "0431555123"), ("+49431555", "+49431555"), ("12", None)),
        *(("sure, it's +44 7700 900123", "+447700900123"), ("my number is 0171/2345678 ok", "01712345678")),
    ],
)
def test_a_phone_number_has_enough_digits(text: str, number: str | None) -> None:
    assert read_phone(said(text), None) == number


@pytest.mark.parametrize(
    ("text", "time"),
    [
        *(("morgen um 10", "morgen um 10"), ("15-17", "15-17"), ("am Sonntag", None), ("🙂", None), ("ja", None)),
        *(("tomorrow after 5 pm", "tomorrow after 5 pm"), ("Sunday evening", None), ("yes", None)),
    ],
)
def test_nobody_calls_on_sundays(text: str, time: str | None) -> None:
    assert read_callback_time(said(text), None) == time


@pytest.mark.parametrize(
    ("text", "is_taken"), [("Bein ab", True), ("🙂🙂🙂", False), ("ja", False), ("nein danke", False)]
)
def test_a_description_says_something(text: str, is_taken: bool) -> None:
    assert (read_description(said(text), None) is not None) is is_taken


def test_a_very_long_description_is_cut() -> None:
    assert len(read_description(said("kaputt " * 1000), None) or "") == 1000


@pytest.mark.parametrize(
    ("text", "whole", "beside"),
    [
        ("wie lange dauert das", True, True),
        ("dauert das lange?", True, True),
        ("ein bein ist ab, was für ein mist", False, True),
        ("NV-204518, und was kostet das", False, True),
        ("ist zu klein", False, False),
        ("can i send it back without the box", True, True),
        ("is it far", True, True),
        ("it is too small", False, False),
        ("will i ned", False, False),
    ],
)
def test_questions_are_known_by_their_shape(text: str, whole: bool, beside: bool) -> None:
    assert (said(text).is_question, said(text).asks_beside) == (whole, beside)


@pytest.mark.parametrize(
    ("text", "concern", "is_bare"),
    [
        ("NV-204518", "track_order", True),
        ("die Nummer ist NV-204518", "faq/contact", True),
        ("10115 Berlin", "faq/stores", True),
        ("wo ist NV-204518", "track_order", False),
        ("Rechnung NV-204518", "request_invoice", False),
        ("NV-204518 50667 zurückschicken", "start_return", False),
        ("NV-204518?", "track_order", False),
        ("it should be NV-204518", "change_order", True),
        ("yes it's NV-204518 and the postal code is 10115", "voucher", True),
        ("where is NV-204518", "track_order", False),
        ("wo ist mein Paket", "track_order", False),
    ],
)
def test_bare_details_are_told_from_wishes(text: str, concern: str, is_bare: bool) -> None:
    kinds = {"order_number": r"NV-\d{6}", "postcode": r"\b\d{5}\b"}
    entities = [
        {"entity": kind, "value": match.group(), "start": match.start(), "end": match.end()}
        for kind, pattern in kinds.items()
        for match in re.finditer(pattern, text)
    ]
    parsed = {"text": text, "intent": {"name": concern, "confidence": 0.9}, "concerns": [concern], "entities": entities}
    assert Turn.of(parsed).only_details is is_bare
