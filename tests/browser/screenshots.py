"""`python -m tests.browser.screenshots`: takes the pictures of docs/images from a running system of its own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.pictures import Stage
from tests.system import running_lotse

PATIENCE_MS = 60_000


def main() -> None:
    """One story of customers, agents and their lead, with pictures at each station."""
    expect.set_options(timeout=PATIENCE_MS)
    with tempfile.TemporaryDirectory() as folder, running_lotse(Path(folder)) as lotse, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        stage = Stage(browser, lotse["LOTSE_DESK_URL"])
        stage.ask_the_assistant()
        stage.wait_for_a_person()
        stage.offer_cases()
        stage.help_elisabeth()
        stage.look_at_two_at_once()
        stage.talk_in_the_room()
        stage.lead()
        browser.close()


if __name__ == "__main__":
    main()
