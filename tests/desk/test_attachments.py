"""Pictures and PDFs both ways: only what is one comes in, nothing but pixels stays of a picture, nothing runs."""

import asyncio
import os
import random
import stat
from collections.abc import AsyncIterator
from functools import partial
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from PIL import Image
from sanic import Request
from sqlalchemy import text

from desk import attachment_folder, attachments, pictures
from desk.api import attachments as calls
from desk.api import uploads
from desk.store.tables import metadata
from tests.desk import files
from tests.desk.house import PATIENCE_SECONDS, Agent, Customer, House, Json
from tests.desk.stand_in_engine import StandInEngine

THANKS = "Danke, das Bild ist angekommen und liegt dem Fall bei."
MB = 1024 * 1024


@pytest.mark.both_databases
async def test_a_picture_of_a_customer_reaches_the_colleague_who_has_the_case(house: House) -> None:
    customer, mira, _ = await _case(house)
    sent = await customer.sends_file(files.picture(), name="riss im stuhl.jpg", caption="So sieht es aus")
    assert sent.status_code == 202
    event = (await mira.reads(customer))["events"][-1]
    assert (event["type"], event["author"], event["text"]) == ("message", {"kind": "customer"}, "So sieht es aus")
    assert event["sequence"] == sent.json()["sequence"]
    told = event["attachment"]
    assert {name: told[name] for name in ("name", "kind", "width", "height")} == {
        "name": "riss im stuhl.jpg",
        "kind": "image/jpeg",
        "width": 64,
        "height": 48,
    }
    read = await mira.reads_file(customer, told["id"])
    assert read.headers["content-type"] == "image/jpeg"
    assert len(read.content) == told["size"]
    assert _pixel(_opened(read), (5, 5))[0] > 200


@pytest.mark.both_databases
async def test_a_picture_of_a_colleague_reaches_the_customer(house: House) -> None:
    customer, mira, epoch = await _case(house)
    assert (await mira.sends_file(customer, files.picture("PNG"), epoch, name="Ersatz.png")).status_code == 202
    event = (await customer.log())[-1]
    assert event["author"] == {"kind": "agent", "name": "Mira"}
    assert "text" not in event
    assert "client_message_id" not in event
    assert _opened(await customer.reads_file(event["attachment"]["id"])).size == (64, 48)


async def test_the_colleagues_console_hears_of_a_picture_at_once(house: House) -> None:
    customer, mira, _ = await _case(house)
    async with mira.stream() as stream:
        await stream.until(type="queue")
        await customer.sends_file(files.picture(), name="a.jpg")
        frame = await stream.until(type="event", conversation_id=customer.id)
    assert frame["event"]["attachment"]["name"] == "a.jpg"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
async def test_every_kind_of_picture_becomes_jpeg_or_png(house: House, form: str) -> None:
    read = await _sent_and_read(await house.customer(), files.picture(form), name="bild.html")
    assert read.headers["content-type"] == ("image/png" if form in ("PNG", "GIF") else "image/jpeg")
    assert _opened(read).format == ("PNG" if form in ("PNG", "GIF") else "JPEG")
    ending = "png" if form in ("PNG", "GIF") else "jpg"
    assert read.headers["content-disposition"] == f"inline; filename*=UTF-8''bild.{ending}"


async def test_of_what_moves_the_first_picture_is_taken(house: House) -> None:
    red, blue = (Image.new("RGB", (20, 20), colour) for colour in ("red", "blue"))
    read = await _sent_and_read(await house.customer(), files.saved(red, "GIF", save_all=True, append_images=[blue]))
    assert _opened(read).convert("RGB").getpixel((3, 3)) == (255, 0, 0)
    assert getattr(_opened(read), "n_frames", 1) == 1


async def test_where_and_with_what_a_picture_was_taken_stays_behind(house: House) -> None:
    original = files.phone_picture()
    secrets = (files.PLACE.encode(), files.CAMERA.encode(), b"script", b"Exif")
    assert all(secret in original for secret in secrets)
    read = await _sent_and_read(await house.customer(), original)
    kept = _opened(read)
    assert [secret for secret in secrets if secret in read.content] == []
    assert dict(kept.getexif()) == {}
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(kept.info)


async def test_texts_in_a_png_and_a_page_behind_it_stay_behind(house: House) -> None:
    original = files.talking_png()
    assert original.count(b"<script>") == 2
    read = await _sent_and_read(await house.customer(), original)
    assert b"script" not in read.content
    assert read.content.endswith(b"IEND\xaeB`\x82")
    assert set(_opened(read).info) == set()


@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_picture_is_turned_as_the_camera_was_held(house: House, orientation: int) -> None:
    kept = _opened(await _sent_and_read(await house.customer(), files.phone_picture(orientation)))
    width, height = (48, 64) if orientation > 4 else (64, 48)
    assert kept.size == (width, height)
    corners = {1: "tl", 2: "tr", 3: "br", 4: "bl", 5: "tl", 6: "tr", 7: "br", 8: "bl"}
    x = 4 if "l" in corners[orientation] else width - 5
    y = 4 if "t" in corners[orientation] else height - 5
    red = [place for place in _corners(width, height) if _pixel(kept, place)[0] > 150]
    assert red == [(x, y)]


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
async def test_exif_that_is_nonsense_refuses_no_picture(house: House) -> None:
    nonsense = files.picture("JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff\x01\x12garbage")
    assert (await (await house.customer()).sends_file(nonsense)).status_code == 202


async def test_a_large_picture_is_made_smaller(house: House) -> None:
    for form in ("JPEG", "PNG"):
        kept = _opened(await _sent_and_read(await house.customer(), files.picture(form, size=(6000, 3000))))
        assert kept.size == (2560, 1280)


async def test_transparency_is_kept(house: House) -> None:
    see_through = files.saved(Image.new("RGBA", (10, 10), (255, 0, 0, 0)), "WEBP", lossless=True)
    kept = _opened(await _sent_and_read(await house.customer(), see_through))
    assert (kept.format, kept.mode, _pixel(kept, (1, 1))[3]) == ("PNG", "RGBA", 0)


def test_every_mode_of_a_picture_is_understood() -> None:
    modes = {"1": "PNG", "L": "PNG", "LA": "PNG", "P": "PNG", "I;16": "PNG", "CMYK": "JPEG", "RGBA": "PNG"}
    for mode, form in modes.items():
        grey = Image.new("L", (8, 8), 128)
        made = Image.new("I;16", (8, 8), 128 * 256) if mode == "I;16" else grey.convert("RGB").convert(mode)
        again = Image.open(BytesIO(pictures.make_anew(files.saved(made, form)).content)).convert("L")
        lightness = sum(again.tobytes()) / 64
        assert abs(lightness - 128) < 4, mode


def test_a_photograph_in_png_that_stays_large_becomes_jpeg(monkeypatch: pytest.MonkeyPatch) -> None:
    noise = Image.frombytes("RGBA", (200, 200), random.Random(1).randbytes(160_000))
    assert pictures.make_anew(files.saved(noise, "PNG")).kind == "image/png"
    monkeypatch.setattr(pictures, "LARGEST_PNG_BYTES", 50_000)
    assert pictures.make_anew(files.saved(noise, "PNG")).kind == "image/jpeg"


@pytest.mark.parametrize("side", [5_001, 12_000, 30_000])
async def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(house: House, side: int) -> None:
    customer = await house.customer()
    refused = await customer.sends_file(files.bomb(side))
    assert _error(refused) == (413, "picture_too_large")
    assert await _nothing_came_of_it(house, customer)


@pytest.mark.parametrize(
    "content",
    [
        files.PAGE,
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"MZ\x90\x00",
        b"PK\x03\x04",
        b"\xef\xbb\xbf%PDF-1.4",
        b"  " + files.pdf(),
        files.saved(Image.new("RGB", (4, 4)), "BMP"),
        files.saved(Image.new("RGB", (4, 4)), "TIFF"),
        files.saved(Image.new("RGB", (4, 4)), "ICO"),
        b"RIFF\x00\x00\x00\x00WAVEfmt ",
    ],
)
async def test_other_kinds_are_refused_whatever_they_are_called(house: House, content: bytes) -> None:
    customer = await house.customer()
    refused = await customer.sends_file(content, name="bild.jpg", **{"content-type": "image/jpeg"})
    assert _error(refused) == (415, "unknown_kind")
    assert await _nothing_came_of_it(house, customer)


async def test_a_heic_picture_is_refused_with_what_to_do(house: House) -> None:
    refused = await (await house.customer()).sends_file(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic")
    assert _error(refused) == (415, "unknown_kind")
    assert refused.json()["error"]["details"] == {"kind": "image/heic"}
    assert "JPEG" in refused.json()["error"]["message"]


@pytest.mark.parametrize(
    "content",
    [
        files.picture()[:400],
        b"\xff\xd8\xff" + files.PAGE,
        b"\x89PNG\r\n\x1a\n" + files.PAGE,
        b"GIF89a" + files.PAGE,
        b"RIFF\x00\x00\x00\x00WEBP" + files.PAGE,
        files.picture("PNG")[:-30],
        b"%PDF-1.4\n" + files.PAGE,
        files.pdf()[:-40],
        files.pdf().replace(b"startxref\n", b"startxref\n9"),
        b"%PDF-<script>" + files.pdf(),
    ],
)
async def test_what_only_begins_like_a_picture_or_a_pdf_is_refused(house: House, content: bytes) -> None:
    customer = await house.customer()
    assert _error(await customer.sends_file(content, name="bild.jpg")) == (422, "damaged_file")
    assert await _nothing_came_of_it(house, customer)


async def test_a_pdf_is_kept_as_it_is_and_only_ever_downloaded(house: House) -> None:
    for content in (files.pdf(), files.pdf(files.PAGE)):
        read = await _sent_and_read(await house.customer(), content, name="Rechnung März.pdf")
        assert read.content == content
        assert read.headers["content-type"] == "application/pdf"
        assert read.headers["content-disposition"] == "attachment; filename*=UTF-8''Rechnung%20M%C3%A4rz.pdf"


async def test_nothing_in_a_file_can_run_in_a_browser(house: House) -> None:
    customer, mira, _ = await _case(house)
    for content in (files.picture(), files.pdf(files.PAGE)):
        await customer.sends_file(content)
        attachment_id = (await customer.log())[-1]["attachment"]["id"]
        for read in (await customer.reads_file(attachment_id), await mira.reads_file(customer, attachment_id)):
            assert read.headers["content-security-policy"] == "sandbox; default-src 'none'"
            assert read.headers["x-content-type-options"] == "nosniff"
            assert read.headers["x-frame-options"] == "DENY"
            assert read.headers["cache-control"] == "no-store"
            assert read.headers["content-type"] in ("image/jpeg", "application/pdf")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("riss.jpeg", "riss.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Bilder\\riss.JPG", "riss.jpg"),
        ("seite.html", "seite.jpg"),
        ("Rechnung 2024.05", "Rechnung 2024.05.jpg"),
        ("zeile\r\nSet-Cookie: a=b", "zeile Set-Cookie: a=b.jpg"),
        ("\u202egpj.exe", "gpj.jpg"),
        ("DE89370400440532013000.jpg", "DE89 •••• •••• •••• 3000.jpg"),
        ("karte 4111 1111 1111 1111.jpg", "karte •••• •••• •••• 1111.jpg"),
        ("x" * 300 + ".jpg", "x" * 120 + ".jpg"),
        ("", "Bild.jpg"),
        (" . ", "Bild.jpg"),
        ("\x00\x07.png", "Bild.jpg"),
    ],
)
def test_a_file_name_is_made_harmless(given: str, kept: str) -> None:
    assert attachments.name_of(given, "image/jpeg", "Bild") == kept


async def test_a_caption_is_a_message_for_the_assistant(house: House, engine: StandInEngine) -> None:
    customer = await house.customer()
    await customer.sends_file(files.picture(), caption="mein Stuhl ist kaputt, IBAN DE89370400440532013000")
    await customer.hears("Echo: mein Stuhl ist kaputt, IBAN DE89 •••• •••• •••• 3000")
    assert THANKS not in await customer.texts()


async def test_a_picture_without_words_is_confirmed_and_the_engine_is_not_asked(
    house: House, engine: StandInEngine
) -> None:
    customer = await house.customer()
    await customer.sends_file(files.picture())
    await house.settle()
    assert [event["author"]["kind"] for event in await customer.log(1)] == ["customer", "bot"]
    assert (await customer.texts())[-1] == THANKS
    assert engine.questions == []
    assert (await customer.sees())["delivered"] == 2


async def test_a_document_is_confirmed_as_such_and_in_the_customers_language(house: House) -> None:
    customer = await house.customer(locale="en")
    await customer.sends_file(files.pdf())
    assert (await customer.texts())[-1] == "Thank you, the document has arrived and is attached to your case."


async def test_while_the_customer_waits_or_a_person_answers_the_assistant_is_silent(house: House) -> None:
    customer, mira = await house.waiting_customer(), await house.agent()
    for _ in range(2):
        before = (await customer.log())[-1]["sequence"]
        await customer.sends_file(files.picture())
        assert [event["author"]["kind"] for event in await customer.log(before)] == ["customer"]
        await mira.claims(customer)


async def test_a_picture_after_the_end_begins_again(house: House) -> None:
    customer, mira, epoch = await _case(house)
    await mira.does(customer, "resolve", disposition="solved", owner_epoch=epoch)
    assert (await customer.sends_file(files.picture())).status_code == 202
    assert (await customer.sees())["state"] not in ("wrap_up", "closed")


@pytest.mark.both_databases
async def test_a_picture_sent_again_is_stored_once(house: House) -> None:
    customer, message_id = await house.customer(), str(uuid4())
    twice = [await customer.sends_file(files.picture(), **{"x-client-message-id": message_id}) for _ in range(2)]
    assert [answer.status_code for answer in twice] == [202, 200]
    assert twice[0].json() == twice[1].json()
    assert len(_files(house)) == 1


@pytest.mark.both_databases
async def test_of_the_same_picture_sent_twice_at_once_one_stays(house: House) -> None:
    customer, mira, epoch = await _case(house)
    sends = partial(customer.sends_file, files.picture()), partial(mira.sends_file, customer, files.picture(), epoch)
    for send in sends:
        before, message_id = len(_files(house)), str(uuid4())
        answers = await asyncio.gather(*(send(**{"x-client-message-id": message_id}) for _ in range(4)))
        assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 202]
        assert len({answer.json()["sequence"] for answer in answers}) == 1
        assert len(_files(house)) == before + 1


@pytest.mark.both_databases
async def test_an_id_of_the_other_side_is_refused(house: House) -> None:
    customer, mira, epoch = await _case(house)
    message_id = {"x-client-message-id": str(uuid4())}
    assert (await customer.sends_file(files.picture(), **message_id)).status_code == 202
    refused = await mira.sends_file(customer, files.picture(), epoch, **message_id)
    assert _error(refused) == (409, "client_message_id_taken")


async def test_files_are_the_desks_alone(house: House) -> None:
    customer = await house.customer()
    await customer.sends_file(files.picture())
    attachment = (await customer.log())[1]["attachment"]
    path = house.desk.settings.attachments_folder / customer.id / attachment["id"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


async def test_ten_megabytes_are_taken_and_not_one_byte_more(house: House) -> None:
    customer = await house.customer()
    largest = files.pdf(b"%" + b"x" * (10 * MB - 400))
    largest += b"\n" * (10 * MB - len(largest))
    refused = await customer.sends_file(largest + b"\n")
    assert _error(refused) == (413, "file_too_large")
    assert refused.json()["error"]["details"] == {"limit": 10 * MB}
    assert (await customer.sends_file(largest)).status_code == 202


async def test_what_is_too_large_is_refused_while_it_arrives(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[int] = []
    counted = uploads._at_most

    async def counting(request: Request, most: int) -> AsyncIterator[bytes]:
        async for part in counted(request, most):
            kept.append(len(part))
            yield part

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(15):
            yield b"x" * MB

    monkeypatch.setattr(uploads, "_at_most", counting)
    refused = await (await house.customer()).sends_file(endless())
    assert _error(refused) == (413, "file_too_large")
    assert 9 * MB < sum(kept) <= 10 * MB


async def test_every_other_call_still_takes_64_kilobytes_only(house: House) -> None:
    customer, mira, _ = await _case(house)
    large = b"x" * (64 * 1024 + 1)
    assert _error(await customer.calls("POST", "/messages", content=large)) == (413, "too_large")
    refused = await mira.calls("POST", f"/conversations/{customer.id}/replies", content=large)
    assert _error(refused) == (413, "too_large")


async def test_an_empty_file_and_headers_that_make_no_sense_are_refused(house: House) -> None:
    customer, mira, epoch = await _case(house)
    assert _error(await customer.sends_file(b"")) == (422, "file_empty")
    for nonsense in ("", "1", "x" * 100):
        refused = await customer.sends_file(files.picture(), **{"x-client-message-id": nonsense})
        assert _error(refused) == (422, "invalid_body")
    assert _error(await customer.sends_file(files.picture(), caption="ä" * 501)) == (413, "text_too_long")
    for nonsense in ("", "0", "-1", "x", "9" * 5000):
        refused = await mira.sends_file(customer, files.picture(), epoch, **{"x-owner-epoch": nonsense})
        assert _error(refused) == (422, "invalid_body"), nonsense[:9]


@pytest.mark.both_databases
async def test_signs_of_every_kind_in_headers_break_nothing(house: House) -> None:
    customer = await house.customer()
    for sign in ("\x00", "%00", "%ff%fe", "%ed%a0%80", "%", "'; --", '"'):
        sent = await customer.sends_file(files.picture(), **{"x-file-name": quoted(sign), "x-caption": quoted(sign)})
        assert sent.status_code == 202, ascii(sign)


async def test_a_customer_cannot_send_files_without_end(house: House) -> None:
    customer = await house.customer()
    for _ in range(calls.FILES_PER_MINUTE):
        assert (await customer.sends_file(files.picture())).status_code == 202
    refused = await customer.sends_file(files.picture())
    assert _error(refused) == (429, "too_many_requests")
    assert int(refused.headers["retry-after"]) > 0
    house.clock.advance(60)
    assert (await customer.sends_file(files.picture())).status_code == 202


async def test_many_conversations_of_one_address_do_not_help(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "FILES_PER_ADDRESS_AND_TEN_MINUTES", 2)
    answers = [await (await house.customer()).sends_file(files.picture()) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 429]


async def test_a_full_disk_takes_no_files(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachment_folder, "LEAST_FREE_BYTES", 2**62)
    customer = await house.customer()
    assert _error(await customer.sends_file(files.picture())) == (507, "no_room")
    assert await _nothing_came_of_it(house, customer)


async def test_whoever_does_not_have_the_case_sends_nothing(house: House) -> None:
    customer, mira, epoch = await _case(house)
    jonas = await house.agent("jonas")
    assert _error(await jonas.sends_file(customer, files.picture(), epoch)) == (403, "not_owner")
    assert _error(await mira.sends_file(customer, files.picture(), epoch - 1)) == (409, "stale_epoch")
    refused = await mira.sends_file(customer, files.picture(), epoch, **{"X-CSRF-Token": "wrong"})
    assert _error(refused) == (403, "csrf")
    assert (await mira.sends_file(customer, files.picture(), epoch)).status_code == 202
    assert len(_files(house)) == 1


@pytest.mark.both_databases
async def test_a_case_that_changed_hands_while_the_picture_was_read_is_not_written_to(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer, mira, epoch = await _case(house)
    told = attachments.told_by_content

    async def meanwhile(*arguments: object) -> object:
        await mira.does(customer, "hand_back", owner_epoch=epoch)
        return await told(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(attachments, "told_by_content", meanwhile)
    assert _error(await mira.sends_file(customer, files.picture(), epoch)) == (409, "stale_epoch")
    assert _files(house) == []


async def test_strangers_read_nothing(house: House) -> None:
    customer, stranger, mira = await house.customer(), await house.customer(), await house.agent()
    await customer.sends_file(files.picture())
    attachment_id = (await customer.log())[1]["attachment"]["id"]
    assert (await customer.reads_file(attachment_id)).status_code == 200
    assert _error(await stranger.reads_file(attachment_id)) == (404, "unknown_attachment")
    path = f"/api/v1/conversations/{customer.id}/attachments/{attachment_id}"
    assert (await house.http.get(path)).status_code == 401
    assert (await house.http.get(path, headers={"Authorization": f"Bearer {stranger.token}"})).status_code == 401
    assert _error(await mira.reads_file(customer, attachment_id)) == (404, "unknown_conversation")
    desks_path = f"/api/v1/desk/conversations/{customer.id}/attachments/{attachment_id}"
    assert (await house.http.get(desks_path)).status_code == 401
    await customer.asks_for_a_person()
    assert (await mira.reads_file(customer, attachment_id)).status_code == 200
    other_site = {"Origin": "https://elsewhere.example"}
    assert (await mira.calls("GET", desks_path.removeprefix("/api/v1/desk"), headers=other_site)).status_code == 403


async def test_no_path_leads_out_of_the_folder(house: House) -> None:
    customer = await house.customer()
    await customer.sends_file(files.picture())
    for path in ("..%2f..%2fdesk.db", "%2e%2e/desk.db", "%2fetc%2fpasswd", "%00", "x" * 300):
        assert (await customer.reads_file(path)).status_code == 404


async def test_a_widget_on_another_site_may_send_and_read(house: House) -> None:
    customer = await house.customer()
    origin = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    preflight = await house.http.options(f"/api/v1/conversations/{customer.id}/attachments", headers=origin)
    allowed = preflight.headers["access-control-allow-headers"].split(", ")
    assert {"x-client-message-id", "x-file-name", "x-caption"} <= set(allowed)
    sent = await customer.sends_file(files.picture(), **{"Origin": "https://shop.example"})
    assert sent.headers["access-control-allow-origin"] == "*"


@pytest.mark.both_databases
async def test_the_transcript_names_files(house: House) -> None:
    customer, mira, epoch = await _case(house)
    await customer.sends_file(files.picture(), name="riss.png", caption="Hier der Riss")
    await mira.sends_file(customer, files.pdf(), epoch, name="Schein.pdf")
    transcript = (await customer.calls("GET", "/transcript")).text
    assert "Sie:\n[Bild: riss.jpg]\nHier der Riss\n" in transcript
    assert "Mira:\n[Dokument: Schein.pdf]\n" in transcript


@pytest.mark.both_databases
async def test_erasing_takes_the_files_along(house: House) -> None:
    customer, other = await house.customer(), await house.customer()
    for each in (customer, other):
        await each.sends_file(files.picture(), name="Seepferdchen.jpg", caption="Seepferdchen")
    await house.settle()
    attachment_id = (await customer.log())[1]["attachment"]["id"]
    assert await _mentions(house, "Seepferdchen") > 0
    assert (await other.calls("DELETE")).status_code == 204
    assert [path.parent.name for path in _files(house)] == [customer.id]
    assert (await customer.calls("DELETE")).status_code == 204
    assert list(house.desk.settings.attachments_folder.iterdir()) == []
    assert await _mentions(house, "Seepferdchen") == 0
    assert (await customer.reads_file(attachment_id)).status_code == 404


@pytest.mark.both_databases
async def test_a_picture_that_arrives_while_everything_is_erased_is_gone_too(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = house.desk.files.write

    async def erased_meanwhile(*arguments: object) -> None:
        await write(*arguments)  # type: ignore[arg-type]
        assert (await customer.calls("DELETE")).status_code == 204

    customer = await house.customer()
    monkeypatch.setattr(house.desk.files, "write", erased_meanwhile)
    assert _error(await customer.sends_file(files.picture())) == (404, "unknown_conversation")
    assert _files(house) == []


@pytest.mark.both_databases
async def test_a_file_whose_entry_could_not_be_stored_is_removed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    async def break_down(*_arguments: object) -> None:
        assert len(_files(house)) == 1
        raise RuntimeError

    customer = await house.customer()
    monkeypatch.setattr("desk.store.attachments.add", break_down)
    assert _error(await customer.sends_file(files.picture())) == (500, "internal_error")
    assert await _nothing_came_of_it(house, customer)


@pytest.mark.both_databases
async def test_what_a_crash_left_behind_is_swept_away_and_nothing_else(house: House) -> None:
    customer = await house.customer()
    await customer.sends_file(files.picture())
    (stored,) = _files(house)
    house.clock.advance(3600)  # the desk looks when it starts, then once an hour
    orphan, young = stored.parent / str(uuid4()), house.desk.settings.attachments_folder / str(uuid4()) / "x"
    young.parent.mkdir()
    for path, age in ((stored, 7200), (orphan, 7200), (young, 1800)):
        path.touch()
        os.utime(path, (house.clock().timestamp() - age,) * 2)
    await attachments.sweep(house.desk)
    assert sorted(_files(house)) == sorted([stored, young])
    house.clock.advance(3600)
    await attachments.sweep(house.desk)
    assert _files(house) == [stored]
    assert not young.parent.exists()


async def test_a_client_that_hangs_up_leaves_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    reading: asyncio.Future[asyncio.Task[object] | None] = asyncio.Future()

    async def noticed(request: Request, most: int) -> bytes:
        reading.set_result(asyncio.current_task())
        return await uploads.read_file(request, most)

    async def half() -> AsyncIterator[bytes]:
        yield files.picture()
        await reading
        raise ConnectionAbortedError

    monkeypatch.setattr(calls, "read_file", noticed)
    customer = await house.customer()
    with pytest.raises(ConnectionAbortedError):
        await customer.sends_file(half())
    reader = reading.result()
    assert reader
    await asyncio.wait([reader], timeout=PATIENCE_SECONDS)
    assert reader.done()
    assert await _nothing_came_of_it(house, customer)


async def _case(house: House) -> tuple[Customer, Agent, int]:
    """A customer, the agent who has the case, and the epoch."""
    customer, mira = await house.waiting_customer(), await house.agent()
    return customer, mira, (await mira.claims(customer)).json()["owner_epoch"]


async def _sent_and_read(customer: Customer, content: bytes, **more: str) -> httpx.Response:
    sent = await customer.sends_file(content, **more)
    assert sent.status_code == 202, sent.text
    event: Json = next(each for each in await customer.log() if "attachment" in each)
    read = await customer.reads_file(event["attachment"]["id"])
    assert read.status_code == 200, read.text
    return read


def _opened(read: httpx.Response) -> Image.Image:
    opened = Image.open(BytesIO(read.content))
    opened.load()
    return opened


def _pixel(picture: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    pixel = picture.getpixel(place)
    assert isinstance(pixel, tuple)
    return pixel


def _corners(width: int, height: int) -> list[tuple[int, int]]:
    return [(x, y) for x in (4, width - 5) for y in (4, height - 5)]


def _files(house: House) -> list[Path]:
    return [path for path in house.desk.settings.attachments_folder.rglob("*") if path.is_file()]


async def _nothing_came_of_it(house: House, customer: Customer) -> bool:
    async with house.desk.database.read() as connection:
        rows = (await connection.execute(text("SELECT count(*) FROM attachments"))).scalar()
    return (len(await customer.log()), _files(house), rows) == (1, [], 0)


async def _mentions(house: House, word: str) -> int:
    async with house.desk.database.read() as connection:
        rows = [str((await connection.execute(table.select())).all()) for table in metadata.sorted_tables]
    return "".join(rows).count(word)


def quoted(sign: str) -> str:
    """Ready for a header, unless it is percent-encoded already."""
    return sign.replace("\x00", "%00")


def _error(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]
