"""What nobody should send, and what comes of it: a clear error or a polite answer, nothing lost, nothing executed."""

import json
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import texts
from desk.errors import InvalidError
from tests.desk.house import Customer, House

MESSAGE_ID = "8c1f3c55-6a1b-4e61-9a57-0d4f1a54c001"


async def test_ten_thousand_characters_are_too_long(house: House) -> None:
    refused = await (await house.customer()).says("x" * 10_000)
    assert _error(refused) == (413, "text_too_long")
    assert refused.json()["error"]["details"] == {"limit": 2000, "length": 10_000}


async def test_two_thousand_characters_are_welcome(house: House) -> None:
    assert (await (await house.customer()).says("ä" * 2000)).status_code == 202


async def test_a_text_without_anything_to_read_is_refused(house: House) -> None:
    customer = await house.customer()
    for text in ("", "   ", "\n\t\n", "\x00\x07\x1b", "\u200b\u2060\ufeff", "\u202e"):
        assert _error(await customer.says(text)) == (422, "text_empty"), ascii(text)
    assert len(await customer.log()) == 1


async def test_short_and_foreign_texts_are_taken_as_they_are(house: House) -> None:
    customer = await house.customer()
    for text in ("😡😡😡", "👩‍👩‍👧‍👦", "?", "ß", "مرحبا", "日本語"):
        assert (await customer.says(text)).status_code == 202, text
        await customer.hears(f"Echo: {text}")


async def test_control_characters_are_removed_and_line_breaks_kept(house: House) -> None:
    customer = await house.customer()
    await customer.says("hal\x00lo\x1b[31m\r\nzweite\tzeile \u202everkehrt")
    assert (await customer.texts())[1] == "hallo[31m\nzweite zeile verkehrt"


async def test_markup_is_text_and_stays_text(house: House) -> None:
    customer = await house.customer()
    markup = "<script>alert('x')</script><img src=x onerror=alert(1)> {{7*7}} ${x} %s'; DROP TABLE events; --"
    await customer.says(markup)
    await customer.hears(f"Echo: {markup}")
    read = await customer.calls("GET", "/events")
    assert read.headers["content-type"] == "application/json"
    assert read.headers["x-content-type-options"] == "nosniff"


async def test_half_a_character_pair_does_no_harm(house: House) -> None:
    customer = await house.customer()
    body = json.dumps({"client_message_id": MESSAGE_ID, "text": "hallo \ud83d welt"})
    assert (await customer.calls("POST", "/messages", content=body)).status_code == 202
    await customer.hears("Echo: hallo  welt")


async def test_malformed_json_is_said_to_be_no_json(house: House) -> None:
    customer = await house.customer()
    for body in (b"{", b"hallo", b"\xff\xfe", b"[" * 50_000, b'{"text": 1' + b"0" * 5000 + b"}"):
        refused = await customer.calls("POST", "/messages", content=body)
        assert _error(refused) == (400, "malformed_json"), body[:20]


async def test_json_of_another_shape_is_refused_with_the_fields_that_are_wrong(house: House) -> None:
    customer = await house.customer()
    for body in ("null", "[]", "7", '"text"', "{}", '{"text": "hallo"}', '{"text": {"a": 1}}'):
        refused = await customer.calls("POST", "/messages", content=body)
        assert _error(refused) == (422, "invalid_body"), body
        assert refused.json()["error"]["details"]["fields"]


@pytest.mark.both_databases
async def test_no_sign_breaks_any_door(house: House) -> None:
    mira, katrin = await house.agent(), await house.agent("katrin")
    for sign in ("\x00", "\ud800", "\uffff", "\U0001f600" * 600, "'; --"):
        customer = await house.waiting_customer(
            locale=sign, page=sign, customer={"name": sign, "email": sign, "id": sign}
        )
        epoch = (await mira.claims(customer)).json()["owner_epoch"]
        answers = [
            await house.http.post("/api/v1/desk/session", content=json.dumps({"email": sign, "password": sign})),
            await house.http.get("/api/v1/desk/me", headers={"Cookie": "lotse_session=%00"}),
            await katrin.calls("GET", f"/conversations?q={quote(sign, errors='replace')}&state=%00"),
            await customer.calls("PUT", "/contact", json={"email": sign, "phone": sign}),
            await mira.does(customer, "notes", text=f"a{sign}"),
            await mira.does(customer, "transfer", pod=sign, reason=sign, owner_epoch=epoch),
            await mira.does(customer, "resolve", disposition="solved", concern=sign, owner_epoch=epoch),
            await customer.calls("POST", "/rating", json={"score": 3, "comment": sign}),
            await customer.calls("GET", "/transcript"),
        ]
        assert [answer for answer in answers if answer.status_code >= 500] == [], ascii(sign)
        async with customer.stream(token=sign) as stream:
            assert await stream.closed() == 4401


async def test_a_client_message_id_must_be_a_uuid(house: House) -> None:
    customer = await house.customer()
    body = {"client_message_id": "1", "text": "hallo"}
    refused = await customer.calls("POST", "/messages", json=body)
    assert refused.json()["error"]["details"]["fields"][0]["field"] == "client_message_id"


async def test_a_client_message_id_of_the_other_side_is_refused(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    epoch = (await mira.claims(customer)).json()["owner_epoch"]
    await customer.says("hallo", MESSAGE_ID)
    refused = await mira.replies(customer, "hallo", epoch, MESSAGE_ID)
    assert _error(refused) == (409, "client_message_id_taken")


async def test_an_unknown_conversation_is_not_found(house: House) -> None:
    for unknown in (str(uuid4()), "x", "%00", "..%2f..%2fetc%2fpasswd", "ü" * 200):
        stranger = Customer(http=house.http, url=house.url, id=unknown, token="t", greeting={})
        assert _error(await stranger.calls("GET", "/events")) == (404, "unknown_conversation")


async def test_a_wrong_token_opens_nothing(house: House) -> None:
    customer = await house.customer()
    path = f"/api/v1/conversations/{customer.id}"
    calls = ("GET", "/events"), ("POST", "/messages"), ("POST", "/handoff"), ("GET", "/transcript"), ("DELETE", "")
    for header in ("", "Bearer", "Basic eDp5", "Bearer wrong", "Bearer ü"):
        for method, rest in calls:
            refused = await house.http.request(method, path + rest, headers={b"Authorization": header.encode()})
            assert refused.status_code == 401, (header, rest)
    assert len(await customer.log()) == 1


async def test_a_query_that_makes_no_sense_is_refused(house: House) -> None:
    customer = await house.customer()
    for query in ("after=-1", "after=x", "after=1.5", "after=99999999999999999999", "wait=26", "after=²"):
        assert _error(await customer.calls("GET", f"/events?{query}")) == (422, "invalid_query"), query


async def test_a_score_outside_one_to_five_is_refused(house: House) -> None:
    customer = await house.customer()
    for score in (0, 6, -1, 2.5, "gut", None, True):
        refused = await customer.calls("POST", "/rating", json={"score": score})
        assert _error(refused) == (422, "invalid_body"), score


async def test_a_body_that_is_too_large_is_refused(house: House) -> None:
    customer = await house.customer()
    refused = await customer.calls("POST", "/messages", content=b"x" * (64 * 1024 + 1))
    assert _error(refused) == (413, "too_large")


async def test_an_unknown_path_and_a_wrong_method_are_told_in_the_same_shape(house: House) -> None:
    assert _error(await house.http.get("/api/v1/nothing")) == (404, "not_found")
    assert _error(await house.http.get("/api/v1/conversations")) == (405, "method_not_allowed")
    assert _error(await house.http.patch("/api/v1/conversations")) == (405, "method_not_allowed")
    assert _error(await house.http.get("/nothing/at/all")) == (404, "not_found")


async def test_a_stream_asked_for_without_a_websocket_is_told_in_the_same_shape(house: House) -> None:
    customer = await house.customer()
    assert _error(await customer.calls("GET", "/stream")) == (426, "websocket_only")


async def test_a_defect_of_ours_is_told_without_its_innards(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_arguments: object) -> None:
        raise RuntimeError("the secret innards")

    customer = await house.customer()
    monkeypatch.setattr(house.desk.limits, "take", break_down)
    refused = await customer.says("hallo")
    assert _error(refused) == (500, "internal_error")
    assert "innards" not in refused.text
    assert "Traceback" not in refused.text


@given(st.text(max_size=texts.LONGEST_TEXT))
def test_whatever_is_typed_is_cleaned_or_refused_and_cleaning_twice_changes_nothing(text: str) -> None:
    try:
        cleaned = texts.message_text(text)
    except InvalidError:
        return
    assert texts.message_text(cleaned) == cleaned
    json.dumps(cleaned).encode()
    cleaned.encode("utf-8")
    assert not any(ord(sign) < 32 and sign != "\n" for sign in cleaned)


def _error(answer: httpx.Response) -> tuple[int, str]:
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "details"}
    return answer.status_code, error["code"]
