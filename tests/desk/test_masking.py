"""Account and card numbers are hidden before anybody but the customer has seen them."""

import time
from uuid import uuid4

import pytest
from sqlalchemy import text

from desk.masking import is_card_number, is_iban, mask
from tests.desk.house import House
from tests.desk.stand_in_engine import StandInEngine

IBAN = "DE89 •••• •••• •••• 3000"
CARD = "•••• •••• •••• 1111"


@pytest.mark.parametrize(
    "written",
    [
        "DE89370400440532013000",
        "DE89 3704 0044 0532 0130 00",
        "de89 3704 0044 0532 0130 00",
        "DE89-3704-0044-0532-0130-00",
        "D E 8 9 3 7 0 4 0 0 4 4 0 5 3 2 0 1 3 0 0 0",
        "DE89 3704\n0044 0532\n0130 00",
        "DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000",
        "DE89\u200b370400440532013000",
        "ＤＥ８９３７０４００４４０５３２０１３０００",
    ],
)
def test_an_iban_is_hidden_in_every_spelling(written: str) -> None:
    assert mask(f"meine iban: {written}. danke") == f"meine iban: {IBAN}. danke"


def test_an_iban_that_sticks_to_words_is_hidden_and_set_apart() -> None:
    assert mask("IBANDE89370400440532013000bitte") == f"IBAN {IBAN} bitte"


@pytest.mark.parametrize(
    ("written", "masked"),
    [
        ("AT61 1904 3002 3457 3201", "AT61 •••• •••• •••• 3201"),
        ("CH93 0076 2011 6238 5295 7", "CH93 •••• •••• •••• 2957"),
        ("NL91ABNA0417164300", "NL91 •••• •••• •••• 4300"),
        ("GB29 NWBK 6016 1331 9268 19", "GB29 •••• •••• •••• 6819"),
        ("NO93 8601 1117 947", "NO93 •••• •••• •••• 7947"),
    ],
)
def test_ibans_of_other_countries_are_hidden(written: str, masked: str) -> None:
    assert mask(written) == masked


@pytest.mark.parametrize(
    "written",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111 - 1111 - 1111 - 1111",
        "41111111 11111111",
    ],
)
def test_a_card_number_is_hidden_in_every_spelling(written: str) -> None:
    assert mask(f"meine karte {written}, 12/27") == f"meine karte {CARD}, 12/27"


@pytest.mark.parametrize(
    "number",
    ["5555 5555 5555 4444", "2223 0031 2200 3222", "3782 822463 10005", "378282246310005", "3056 930902 5904"],
)
def test_cards_of_other_issuers_are_hidden(number: str) -> None:
    assert mask(number) == f"•••• •••• •••• {number.replace(' ', '')[-4:]}"


def test_several_numbers_are_hidden_and_all_else_stays() -> None:
    told = "NV-204518 4111 1111 1111 1111 und DE89 3704 0044 0532 0130 00, 10115 berlin"
    assert mask(told) == f"NV-204518 {CARD} und {IBAN}, 10115 berlin"


@pytest.mark.parametrize(
    "harmless",
    [
        "DE89370400440532013001",
        "4111 1111 1111 1112",
        "NV-204518",
        "nv 204 518, 10115 berlin",
        "0431 555 01 90",
        "+49 431 5550190",
        "+41 11 1111 1111 1111",
        "50667 0431 5550190",
        "00340434161094042557",
        "JJD0149204518",
        "1Z999AA10123456784",
        "30569309025904",
        "Sendungsnummer: 4111111111111111",
        "die paketnummer ist 4111111111111111",
        "4006381333931",
        "at 20 uhr war niemand da, de 12 leute im haus wissen von nichts",
        "1" * 40,
        IBAN,
        CARD,
        "٣" * 16,
    ],
)
def test_whatever_is_no_account_and_no_card_stays_as_it_is(harmless: str) -> None:
    assert mask(harmless) == harmless


def test_check_digits_and_lengths_decide() -> None:
    assert is_iban("DE89370400440532013000")
    assert not any(
        map(is_iban, ["", "DE", "DE8937040044053201300", "XX89370400440532013000", "DE8937040044053201300O"])
    )
    assert is_card_number("4111111111111111")
    assert not any(map(is_card_number, ["", "0", "0000000000000000", "411111111111111", "1234567812345670"]))


@pytest.mark.parametrize("hostile", ["1", "1 ", "4111 ", "de89 ", "d e 8 9 ", "aa11", "-", "4111-1111-1111-111"])
def test_no_text_takes_long_to_read(hostile: str) -> None:
    began = time.perf_counter()
    mask((hostile * 20_000)[:20_000])
    assert time.perf_counter() - began < 2


@pytest.mark.both_databases
async def test_a_hidden_number_is_neither_stored_nor_shown_nor_sent_to_the_engine(
    house: House, engine: StandInEngine
) -> None:
    customer, message_id = await house.customer(), str(uuid4())
    told = "bitte auf DE89 3704 0044 0532 0130 00 oder 4111 1111 1111 1111"
    first, again = await customer.says(told, message_id), await customer.says(told, message_id)
    assert (first.status_code, again.status_code) == (202, 200)
    assert first.json() == again.json()
    hidden = f"bitte auf {IBAN} oder {CARD}"
    await customer.hears(f"Echo: {hidden}")
    assert [question["text"] for question in engine.questions] == [hidden]
    assert hidden in await customer.texts()
    async with house.desk.database.read() as connection:
        stored = (await connection.execute(text("SELECT text FROM events WHERE text LIKE '%bitte auf%'"))).scalars()
        assert set(stored) == {hidden, f"Echo: {hidden}"}


@pytest.mark.both_databases
async def test_agents_see_the_hidden_number_only(house: House, engine: StandInEngine) -> None:
    customer, agent = await house.waiting_customer(), await house.agent()
    await customer.says("karte 4111 1111 1111 1111")
    await house.settle()
    case = await agent.reads(customer)
    assert [event["text"] for event in case["events"] if event["author"]["kind"] == "customer"] == [f"karte {CARD}"]
    assert engine.read_texts == [f"karte {CARD}"]


async def test_a_text_of_full_length_may_grow_when_its_numbers_are_hidden(house: House) -> None:
    customer = await house.customer()
    told = "NO9386011117947 " * 125
    assert (await customer.says(told)).status_code == 202
    assert "86011117" not in str(await customer.log())


@pytest.mark.both_databases
async def test_a_rating_hides_numbers_too(house: House) -> None:
    customer, agent = await house.waiting_customer(), await house.agent()
    await agent.is_present()
    claimed = await agent.claims(customer)
    epoch = claimed.json()["owner_epoch"]
    resolved = await agent.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
    assert resolved.status_code in (200, 204), resolved.text
    rated = await customer.calls("POST", "/rating", json={"score": 5, "comment": "karte 4111111111111111"})
    assert rated.is_success, rated.text
    assert (await agent.reads(customer))["rating"]["comment"] == f"karte {CARD}"
