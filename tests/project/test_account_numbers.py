"""The desk hides account and card numbers as the engine knows them; neither may import the other, so tests compare."""

from __future__ import annotations

import pytest

from desk import masking
from language import account_numbers

TOLD = [
    "DE89 3704 0044 0532 0130 00 und 4111 1111 1111 1111",
    "IBANDE89370400440532013000bitte, AT611904300234573201",
    "CH9300762011623852957, NL91ABNA0417164300",
    "NV-204519 5555-5555-5555-4444",
    "3782 822463 10005",
    "Sendungsnummer 4111111111111111",
    "DE89370400440532013001, 4111 1111 1111 1112, 0431 5550190",
]


@pytest.mark.parametrize("text", TOLD)
def test_both_houses_know_the_same_numbers_in_the_same_form(text: str) -> None:
    found = account_numbers.find_account_numbers(text)
    masked = masking.mask(text)
    assert [each.masked for each in account_numbers.find_account_numbers(masked)] == [each.masked for each in found]
    assert all(each.masked in masked for each in found)
    assert bool(found) == (masked != text)
