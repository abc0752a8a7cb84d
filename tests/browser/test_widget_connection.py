"""Nothing is lost and nothing is said twice, whatever happens to the connection, the page or the desk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.chat import GREETING, Chat
from tests.browser.colleague import Colleague
from tests.browser.conftest import NewCustomer, NewVisitor
from tests.browser.desk_process import DeskProcess
from tests.browser.engine_standin import EngineStandIn

NO_CONNECTION = "Keine Verbindung. Ihre Nachrichten gehen nicht verloren."


@pytest.fixture
def desk_that_fails(desk: DeskProcess) -> Iterator[DeskProcess]:
    """The desk, which a test may stop; it runs again afterwards."""
    yield desk
    desk.stop()
    desk.start()


def _events_of(chat: Chat, desk: DeskProcess) -> list[str]:
    """What the desk has of the customer, by its own account."""
    session = chat.session
    headers = {"Authorization": f"Bearer {session['token']}"}
    response = chat.page.request.get(f"{desk.url}/api/v1/conversations/{session['id']}/events", headers=headers)
    return [event["text"] for event in response.json()["events"] if event["author"]["kind"] == "customer"]


def test_a_message_written_offline_arrives_once_after_the_connection_is_back(chat: Chat, desk: DeskProcess) -> None:
    chat.page.context.set_offline(True)
    own = chat.say("Aus dem Funkloch")
    expect(own).to_contain_text("Wird gesendet, sobald die Verbindung steht")
    expect(chat.panel).to_contain_text(NO_CONNECTION)

    chat.page.context.set_offline(False)
    expect(own).to_contain_text("Zugestellt")
    expect(chat.panel).not_to_contain_text(NO_CONNECTION)
    expect(own).to_have_count(1)
    assert _events_of(chat, desk) == ["Aus dem Funkloch"]


def test_a_message_written_while_the_desk_is_down_arrives_once_although_the_page_was_reloaded(
    chat: Chat, desk_that_fails: DeskProcess
) -> None:
    desk_that_fails.stop()
    expect(chat.say("Vor dem Neustart")).to_contain_text("Wird gesendet, sobald")
    desk_that_fails.start()
    chat.page.reload()
    expect(chat.own("Vor dem Neustart")).to_contain_text("Zugestellt")
    expect(chat.own("Vor dem Neustart")).to_have_count(1)
    assert _events_of(chat, desk_that_fails) == ["Vor dem Neustart"]


def test_a_message_whose_acknowledgement_is_lost_is_sent_again_and_stored_once(chat: Chat, desk: DeskProcess) -> None:
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.request.post_data or "")
            route.fetch()
            route.abort()

    chat.page.route("**/messages", lose_the_first_answer)
    own = chat.say("Nur einmal")
    expect(own).to_contain_text("Zugestellt")
    expect(own).to_have_count(1)
    assert lost
    assert _events_of(chat, desk) == ["Nur einmal"]


def test_a_refused_message_is_shown_as_failed_until_the_customer_sends_it_again(chat: Chat) -> None:
    chat.page.route("**/messages", lambda route: route.fulfill(status=422, body="{}"))
    own = chat.say("Noch einmal")
    expect(own).to_contain_text("Nicht gesendet")
    expect(own).not_to_contain_text("Zugestellt")

    chat.page.unroute("**/messages")
    own.get_by_role("button", name="Erneut senden").click()
    expect(own).to_contain_text("Zugestellt")
    expect(chat.field).to_be_focused()


def test_a_refused_message_can_be_discarded(chat: Chat) -> None:
    chat.page.route("**/messages", lambda route: route.fulfill(status=422, body="{}"))
    chat.say("Weg damit").get_by_role("button", name="Verwerfen").click()
    expect(chat.own("Weg damit")).to_have_count(0)
    chat.page.reload()
    expect(chat.log).to_contain_text(GREETING)
    expect(chat.own("Weg damit")).to_have_count(0)


def test_messages_arrive_in_the_order_they_were_written(chat: Chat, desk: DeskProcess) -> None:
    chat.page.context.set_offline(True)
    words = ["eins", "zwei", "drei"]
    for word in words:
        chat.say(word)
    chat.page.context.set_offline(False)
    expect(chat.own("drei")).to_contain_text("Zugestellt")
    assert _events_of(chat, desk) == words


def test_the_conversation_goes_on_after_a_reload_with_the_panel_still_open(chat: Chat) -> None:
    expect(chat.say("Merken Sie sich das")).to_contain_text("Zugestellt")
    before = chat.session
    chat.page.reload()
    expect(chat.own("Merken Sie sich das")).to_contain_text("Zugestellt")
    expect(chat.message("Echo: Merken Sie sich das")).to_have_count(1)
    assert chat.session == before


def test_two_tabs_show_the_same_conversation(chat: Chat, desk: DeskProcess) -> None:
    other = Chat(chat.page.context.new_page())
    other.page.goto(f"{desk.url}/demo")
    other.open()
    chat.say("Aus dem ersten")
    expect(other.own("Aus dem ersten")).to_contain_text("Zugestellt")
    other.say("Aus dem zweiten")
    expect(chat.own("Aus dem zweiten")).to_contain_text("Zugestellt")
    for tab in (chat, other):
        expect(tab.log.locator(".customer")).to_have_count(2)
        expect(tab.message("Echo: Aus dem zweiten")).to_have_count(1)
    assert chat.session == other.session


def test_two_tabs_that_open_at_once_begin_one_conversation(visitor: NewVisitor, desk: DeskProcess) -> None:
    context = visitor()
    tabs = [Chat(context.new_page()) for _ in range(2)]
    for tab in tabs:
        tab.page.goto(f"{desk.url}/demo")
    for tab in tabs:
        tab.launcher.dispatch_event("click")
    for tab in tabs:
        expect(tab.log).to_contain_text(GREETING)
    assert tabs[0].session == tabs[1].session


def test_deleting_in_one_tab_empties_the_other(chat: Chat, desk: DeskProcess) -> None:
    other = Chat(chat.page.context.new_page())
    other.page.goto(f"{desk.url}/demo")
    other.open()
    chat.menu("Meine Daten löschen")
    chat.panel.get_by_role("alertdialog").get_by_role("button", name="Löschen").click()
    expect(other.panel).to_contain_text("Ihre Daten wurden gelöscht")


def test_a_conversation_that_the_desk_no_longer_knows_gives_way_to_a_new_one(chat: Chat, desk: DeskProcess) -> None:
    expect(chat.say("Bald vergessen")).to_contain_text("Zugestellt")
    old = chat.session
    address, headers = f"{desk.url}/api/v1/conversations/{old['id']}", {"Authorization": f"Bearer {old['token']}"}
    chat.page.request.delete(address, headers=headers)
    expect(chat.own("Bald vergessen")).to_have_count(0)
    expect(chat.log).to_contain_text(GREETING)
    assert chat.session["id"] != old["id"]


def test_the_token_travels_in_headers_and_frames_never_in_an_address(chat: Chat) -> None:
    addresses: list[str] = []
    chat.page.on("request", lambda request: addresses.append(request.url))
    chat.page.on("websocket", lambda socket: addresses.append(socket.url))
    chat.page.reload()
    expect(chat.say("Geheim")).to_contain_text("Zugestellt")
    assert any("/stream" in address for address in addresses)
    assert not any(chat.session["token"] in address for address in addresses)


@pytest.fixture
def shop_without_streams(visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn) -> Page:
    """The shop behind a proxy that lets no WebSocket through."""
    page = visitor().new_page()
    page.route_web_socket("**/stream", lambda stream: stream.close())
    page.goto(f"{desk.url}/demo")
    return page


def test_where_streams_are_blocked_long_polling_takes_over(shop_without_streams: Page, mira: Colleague) -> None:
    chat = Chat(shop_without_streams).open()
    expect(chat.say("Geht es auch so?")).to_contain_text("Zugestellt")
    expect(chat.message("Echo: Geht es auch so?")).to_be_visible()
    mira.be("available")
    chat.person.click()
    case = mira.take(chat.session["id"])
    mira.reply(case, "Es geht.")
    expect(chat.message("Es geht.")).to_be_visible()
    expect(chat.standing).to_have_text("Mira ist jetzt für Sie da")


@pytest.mark.usefixtures("taken_by_hand")
def test_where_streams_are_blocked_moving_up_in_line_shows_all_the_same(
    shop_without_streams: Page, customer: NewCustomer, mira: Colleague
) -> None:
    mira.be("available")
    anna = customer("Anna Kruse")
    anna.ask_for_person()
    chat = Chat(shop_without_streams).open()
    chat.person.click()
    expect(chat.standing).to_have_text("Sie sind Nr. 2 in der Warteschlange")
    mira.take(anna.id)
    expect(chat.standing).to_have_text("Sie sind Nr. 1 in der Warteschlange")


def test_a_stream_that_has_gone_silent_is_noticed_and_replaced(
    visitor: NewVisitor, desk: DeskProcess, engine: EngineStandIn
) -> None:
    silent: set[WebSocketRoute] = set()
    streams: list[WebSocketRoute] = []

    def relay(stream: WebSocketRoute) -> None:
        streams.append(stream)
        server = stream.connect_to_server()
        server.on_message(lambda frame: None if stream in silent else stream.send(frame))

    page = visitor().new_page()
    page.route_web_socket("**/stream", relay)
    page.goto(f"{desk.url}/demo")
    chat = Chat(page).open()
    silent.update(streams)
    own = chat.say("Hört mich jemand?")
    expect(own).to_contain_text("Gesendet")
    expect(chat.message("Echo: Hört mich jemand?")).to_be_visible()
    expect(own).to_contain_text("Zugestellt")
    assert len(streams) == 2


def test_an_answer_that_comes_while_the_chat_is_closed_shows_on_the_launcher(chat: Chat, mira: Colleague) -> None:
    mira.be("available")
    chat.person.click()
    case = mira.take(chat.session["id"])
    expect(chat.standing).to_have_text("Mira ist jetzt für Sie da")
    chat.page.keyboard.press("Escape")
    mira.reply(case, "Sind Sie noch da?")
    expect(chat.page.get_by_role("button", name="Chat öffnen, Neue Nachrichten: 1")).to_be_visible()
    chat.page.reload()
    badge = chat.page.get_by_role("button", name="Chat öffnen, Neue Nachrichten: 1")
    badge.click()
    expect(chat.message("Sind Sie noch da?")).to_be_visible()
    expect(badge).to_be_hidden()
