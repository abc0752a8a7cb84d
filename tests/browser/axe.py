"""axe-core, run in the page as it stands, shadow roots included; never part of what is shipped."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
WCAG_22_AA = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},  # off by default
    "resultTypes": ["violations"],
}
RUN = """(options) => axe.run(document, options).then(({ violations }) => violations.flatMap(({ id, nodes }) =>
  nodes.map(({ target, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message }) => message).join("; ");
    return `${id}: ${target.flat().join(" ")} (${why})`;
  })))"""
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def violations(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA, as "rule: element (why)"."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(RUN, WCAG_22_AA)
    return found


def expect_accessible(page: Page, name: str) -> None:
    """Nothing breaks WCAG 2.2 AA here, by day and by night; `name` says which page this is."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        found += [f"{name}, {scheme}: {violation}" for violation in violations(page)]
    assert not found, "\n".join(found)
