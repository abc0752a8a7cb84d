"""What travels: 15 KB at first sight, style included; once more is needed, one further script of at most 10 KB."""

from __future__ import annotations

import gzip
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.chat import Chat
from tests.browser.colleague import Colleague
from tests.browser.desk_process import DeskProcess

WEB = Path(__file__).parents[2] / "web"
LIMITS_BYTES = {"widget.js": 15 * 1024, "widget-more.js": 10 * 1024}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts as they are built now."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(["node", "build.mjs", "--out", str(folder)], cwd=WEB, check=True)
    return folder


@pytest.mark.parametrize("name", LIMITS_BYTES)
def test_a_script_keeps_its_limit_and_brings_its_style_along(built: Path, name: str) -> None:
    script = (built / name).read_bytes()
    size = len(gzip.compress(script, 9, mtime=0))
    assert size <= LIMITS_BYTES[name], f"{name} has {size} bytes compressed; {LIMITS_BYTES[name]} are allowed."
    assert b"import(" not in script
    assert b"@import" not in script
    assert b"url(" not in script


def test_a_chat_with_the_assistant_needs_the_first_script_only(shop: Page) -> None:
    loaded = _scripts_loaded(shop)
    chat = Chat(shop).open()
    chat.say("Wie lange dauert es?")
    expect(chat.message("Echo: Wie lange dauert es?")).to_be_visible()
    assert loaded == []


def test_the_second_script_comes_once_and_from_the_desk(chat: Chat, desk: DeskProcess, mira: Colleague) -> None:
    loaded = _scripts_loaded(chat.page)
    chat.person.click()
    expect(chat.panel.get_by_role("textbox", name="E-Mail oder Telefon")).to_be_visible()
    chat.menu("Meine Daten löschen")
    expect(chat.panel.get_by_role("alertdialog")).to_be_visible()
    assert loaded == [f"{desk.url}/widget-more.js"]


def _scripts_loaded(page: Page) -> list[str]:
    """Grows with every script that the page loads from now on."""
    loaded: list[str] = []

    def note(request: Request) -> None:
        if request.resource_type == "script":
            loaded.append(request.url)

    page.on("request", note)
    return loaded
