"""Training data as the house style asks: enough, different, each sentence once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tools.settings import ROOT

LEAST = 25
LEAST_FOR_PEOPLE_AND_TALK = 40
TALK = {"greet", "goodbye", "thank", "affirm", "deny", "stop", "ask_bot", "ask_capabilities", "insult", "out_of_scope"}


def _topics() -> Iterator[tuple[Path, str, list[str]]]:
    for path in sorted(ROOT.glob("data/*/*.yml")):
        for block in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("nlu", []):
            lines = (line.strip() for line in block["examples"].splitlines())
            yield path, block["intent"], [line[2:].strip() for line in lines if line.startswith("- ")]


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.lower()).strip() or text


def test_every_concern_has_enough_examples() -> None:
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    people = next(set(each["human"]) for each in config["pipeline"] if "human" in each)
    counts = {intent: len(examples) for _, intent, examples in _topics()}
    assert len(counts) == 73
    least = {intent: LEAST_FOR_PEOPLE_AND_TALK if intent in people | TALK else LEAST for intent in counts}
    assert not {intent: count for intent, count in counts.items() if count < least[intent]}


def test_no_example_stands_twice() -> None:
    seen = Counter(_plain(example) for _, _, examples in _topics() for example in examples)
    assert not [example for example, count in seen.items() if count > 1]


def test_a_topic_says_in_its_header_what_belongs_there() -> None:
    for path, _, _ in _topics():
        assert path.read_text(encoding="utf-8").startswith("# "), path


def test_no_test_conversation_repeats_a_training_example() -> None:
    trained = {_plain(example) for _, _, examples in _topics() for example in examples}
    repeated = []
    for path in ROOT.glob("tests/conversations/*/*.yml"):
        for story in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]:
            said = [step["user"] for step in story["steps"] if "user" in step]
            repeated += [f"{path.name}: {text.strip()}" for text in said if _plain(text) in trained]
    assert not repeated


@pytest.mark.parametrize("kind", ["rule", "story"])
def test_names_of_rules_and_stories_are_unique_sentences(kind: str) -> None:
    patterns = {"rule": "data/*/*.yml", "story": "tests/conversations/*/*.yml"}
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) or {} for path in ROOT.glob(patterns[kind])]
    names = [each[kind] for file in files for each in file.get({"rule": "rules", "story": "stories"}[kind], [])]
    assert len(set(names)) == len(names) > 20
    assert not [name for name in names if len(name.split()) < 3]
