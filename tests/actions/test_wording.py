"""Days, amounts and lists in sentences; orders and the days that follow from them."""

from __future__ import annotations

from datetime import date

import pytest

from actions.orders import Item, Order, OrderState, add_working_days
from actions.settings import Settings
from actions.wording import amount_text, day_text, in_address, list_text

THURSDAY = date(2026, 11, 12)


def test_a_day_has_its_weekday() -> None:
    assert day_text(THURSDAY, THURSDAY, "de") == "Donnerstag, 12. November"
    assert day_text(THURSDAY, THURSDAY, "en") == "Thursday, 12 November"


def test_a_day_of_another_year_says_so() -> None:
    assert day_text(date(2027, 3, 1), THURSDAY, "de") == "Montag, 1. März 2027"


@pytest.mark.parametrize(
    ("cents", "currency", "german", "english"),
    [
        (3495, "EUR", "34,95 €", "€34.95"),
        (123400, "EUR", "1.234,00 €", "€1,234.00"),
        (690, "CHF", "6,90 CHF", "CHF 6.90"),
        (5, "EUR", "0,05 €", "€0.05"),
    ],
)
def test_amounts_are_written_as_people_do(cents: int, currency: str, german: str, english: str) -> None:
    assert (amount_text(cents, currency, "de"), amount_text(cents, currency, "en")) == (german, english)


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["Zelt"], "Zelt"), (["Zelt", "Lampe", "Topf"], "Zelt, Lampe und Topf")]
)
def test_lists_end_with_and(names: list[str], text: str) -> None:
    assert list_text(names, "de") == text


def test_the_form_of_address_is_chosen() -> None:
    assert in_address("[Haben Sie|Hast du] Zeit?", "Sie") == "Haben Sie Zeit?"
    assert in_address("[Haben Sie|Hast du] Zeit?", "du") == "Hast du Zeit?"


def test_working_days_leave_out_weekends() -> None:
    assert add_working_days(THURSDAY, 1) == date(2026, 11, 13)
    assert add_working_days(THURSDAY, 5) == date(2026, 11, 19)


def order(*, delivered_on: date | None = None, plus_until: date | None = None) -> Order:
    item = Item(name="Zelt", price_cents=100)
    return Order(
        number="NV-204518",
        state=OrderState.DELIVERED,
        country="DE",
        items=(item,),
        ordered_on=THURSDAY,
        delivered_on=delivered_on,
        plus_until=plus_until,
    )


def test_a_return_is_possible_for_thirty_days_and_with_plus_for_sixty() -> None:
    assert order(delivered_on=THURSDAY).return_until == date(2026, 12, 12)
    assert order(delivered_on=THURSDAY, plus_until=date(2027, 1, 1)).return_until == date(2027, 1, 11)
    assert order().return_until is None


def test_the_warranty_lasts_two_years_also_from_a_leap_day() -> None:
    assert order(delivered_on=THURSDAY).warranty_until == date(2028, 11, 12)
    assert order(delivered_on=date(2028, 2, 29)).warranty_until == date(2030, 2, 28)


@pytest.mark.parametrize(
    ("name", "value"),
    [("LOTSE_ADDRESS", "Ihr"), ("LOTSE_SHOP_TIMEOUT_SECONDS", "soon"), ("LOTSE_SHOP_TIMEOUT_SECONDS", "0")],
)
def test_a_setting_that_cannot_be_used_says_what_was_expected(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is .* expected"):
        Settings.from_environment({name: value})


def test_settings_have_defaults() -> None:
    settings = Settings.from_environment({})
    assert settings.desk_url == "http://127.0.0.1:8000"
    assert settings.shop_url == "sqlite:///var/shop.db"
    assert settings.shop_timeout_seconds == 4
