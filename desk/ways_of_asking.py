"""How customers ask for a concern: its label and its examples in the topic files that the bot learns from."""

from pathlib import Path
from typing import Any

import yaml

# The parser in C is ten times as fast, where there is one.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class WaysOfAsking:
    """The texts by concern, as the topic files stood when they were read."""

    def __init__(self, topics_folder: Path) -> None:
        self._folder = topics_folder
        self._texts: dict[str, tuple[str, ...]] = {}

    def load(self) -> None:
        """Read the topic files; takes a moment. A broken one, which no bot was trained on either, is left out."""
        texts: dict[str, list[str]] = {}
        for path in sorted(self._folder.glob("*/*.yml")):
            for concern, text in _texts(_content(path)):
                texts.setdefault(concern, []).append(text)
        self._texts = {concern: tuple(told) for concern, told in texts.items()}

    def of(self, concern: str) -> tuple[str, ...]:
        """The texts of a concern such as "faq/return_period"; none if nobody has written any."""
        return self._texts.get(concern, ())


def _content(path: Path) -> dict[str, Any]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  a safe loader
    except yaml.YAMLError:
        return {}
    return content if isinstance(content, dict) else {}


def _texts(content: dict[str, Any]) -> list[tuple[str, str]]:
    labels = [
        (name.removeprefix("utter_"), str(variation.get("text", "")))
        for name, variations in (content.get("responses") or {}).items()
        for variation in variations
    ]
    examples = [
        (str(entry["intent"]), line.strip().removeprefix("- "))
        for entry in content.get("nlu") or ()
        if "intent" in entry
        for line in str(entry.get("examples", "")).splitlines()
    ]
    return labels + examples
