"""What a concern is called among people: the title of its article, else its label among the bot's responses."""

import re
from pathlib import Path
from typing import Any

import yaml

from desk.address import render
from desk.knowledge import Knowledge

RESPONSES = re.compile(r"^responses:\n(?:(?:[ \t].*)?\n|#.*\n)*", re.MULTILINE)


class Labels:
    """Names of concerns, in German for colleagues or in the customer's language."""

    def __init__(self, topics_folder: Path, knowledge: Knowledge, address: str) -> None:
        self._folder, self._knowledge, self._address = topics_folder, knowledge, address
        self._wishes: dict[str, dict[str, str]] = {}

    def label(self, concern: str, language: str = "de") -> str:
        """A short name; the id itself if nobody has named it."""
        article = self._knowledge.for_concern(concern)
        return self._knowledge.title(article, language) if article else self.wish(concern, language) or concern

    def load(self) -> None:
        """Read the topic files; takes a moment."""
        self._wishes = _read_wishes(self._folder)

    def concerns(self) -> list[str]:
        """The ids of all concerns that the bot's data names."""
        return sorted(self._wishes)

    def wish(self, concern: str, language: str) -> str | None:
        """The concern as a customer would put it, such as "Wo ist mein Paket?"."""
        named = self._wishes.get(concern, {})
        text = named.get(language) or named.get("de")
        return render(text, self._address) if text else None


def _read_wishes(folder: Path) -> dict[str, dict[str, str]]:
    """Concern → language → label, from the `responses:` of all topic files."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*/*.yml")):
        for name, variations in _responses(path).items():
            if concern := _concern(name):
                found[concern] = _by_language(variations)
    return found


def _responses(path: Path) -> dict[str, Any]:
    block = RESPONSES.search(path.read_text(encoding="utf-8") + "\n")
    try:
        content = yaml.safe_load(block.group()) if block else {}
    except yaml.YAMLError:
        return {}
    return (content or {}).get("responses") or {}


def _concern(response: str) -> str | None:
    """The concern that a response names: `utter_faq/x` and `utter_label_x` do, others do not."""
    if response.startswith("utter_faq/"):
        return response.removeprefix("utter_")
    return response.removeprefix("utter_label_") if response.startswith("utter_label_") else None


def _by_language(variations: list[dict[str, Any]]) -> dict[str, str]:
    """German is the variation without a condition; conditions name the language of others."""
    labels: dict[str, str] = {}
    for variation in variations:
        conditions = {entry.get("name"): entry.get("value") for entry in variation.get("condition") or ()}
        labels.setdefault(str(conditions.get("language", "de")), str(variation.get("text", "")))
    return labels
