"""What can be set is documented, what is documented exists, and what links point to is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from tools.settings import ROOT

INTERNAL = {"LOTSE_MODEL"}  # passed on by tools, not set by people


def _files(*patterns: str) -> Iterator[Path]:
    for pattern in patterns:
        yield from (path for path in ROOT.glob(pattern) if "node_modules" not in path.parts)


def test_every_setting_that_is_read_is_documented() -> None:
    read = set()
    for path in _files("desk/**/*.py", "actions/**/*.py", "language/**/*.py", "tools/**/*.py", "Procfile"):
        read |= set(re.findall(r"\bLOTSE_[A-Z_]+[A-Z]\b", path.read_text(encoding="utf-8")))
    documented = set(
        re.findall(r"`(LOTSE_[A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8"))
    )
    assert read - INTERNAL == documented


def test_every_link_and_picture_of_the_docs_is_there() -> None:
    broken = []
    for page in _files("*.md", "docs/**/*.md", "requirements/*.md", "web/*.md", "tests/**/*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http", "mailto:")) and not (page.parent / target).exists():
                broken.append(f"{page.relative_to(ROOT)} → {target}")
    assert not broken


def test_every_answered_concern_has_its_article_in_both_languages() -> None:
    intents = set(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["intents"])
    slugs = {path.stem for path in _files("data/knowledge/*.md")}
    answered = {path.stem for path in _files("data/*/*.yml") if f"faq/{path.stem}" in path.read_text(encoding="utf-8")}
    answered -= {"answers"}
    talk = {
        "give_praise",
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "stop",
        "ask_bot",
        "ask_capabilities",
        "insult",
    }
    assert slugs == answered | talk | {"out_of_scope"}
    assert talk < intents
    assert len(slugs) == 49
    for path in _files("data/knowledge/*.md"):
        assert re.search(r"^# de\n\n\S.*^# en\n\n\S", path.read_text(encoding="utf-8"), re.S | re.M), path.name


def test_every_topic_has_its_twin_and_every_twin_its_topic() -> None:
    shared = {"conversation/answers"}
    topics = {
        f"{path.parent.name}/{path.stem}" for path in _files("data/*/*.yml") if path.parent.name != "emotions"
    } - shared
    twins = {
        f"{path.parent.name}/{path.stem.removeprefix('test_')}" for path in _files("tests/conversations/*/test_*.yml")
    }
    assert topics == twins
    assert len(topics) == 73
