"""Training data as the house style asks: enough, different, each sentence once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tools.settings import ROOT

LEAST_GERMAN = 80
LEAST_ENGLISH = 12
LEAST_OUT_OF_SCOPE = 400
LEAST_SENTENCES_AN_EMOTION = 300
# Two examples of one concern that share more of their runs of four characters than this are one example.
NEAR = 0.8
# Shorter sentences ("what can you do") stand in every collection of customers' questions.
MOST_WORDS_BY_CHANCE = 5
TALK = {"greet", "goodbye", "thank", "affirm", "deny", "stop", "ask_bot", "ask_capabilities", "insult", "out_of_scope"}


def _blocks() -> Iterator[tuple[Path, str, str, list[str]]]:
    """Each topic's file, concern, language and examples."""
    for path in sorted(ROOT.glob("data/*/*.yml")):
        for block in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("nlu", []):
            language = block.get("metadata", {}).get("language", "de")
            yield path, block["intent"], language, _lines(block["examples"])


def _topics() -> Iterator[tuple[Path, str, list[str]]]:
    yield from ((path, intent, examples) for path, intent, _, examples in _blocks())


def _lines(block: str) -> list[str]:
    return [line.strip()[2:].strip() for line in block.splitlines() if line.strip().startswith("- ")]


def _runs(text: str) -> frozenset[str]:
    plain = f" {_plain(text)} "
    return frozenset(plain[start : start + 4] for start in range(len(plain) - 3))


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.lower()).strip() or text


def test_every_concern_has_enough_examples_in_both_languages() -> None:
    counts = {(intent, language): len(examples) for _, intent, language, examples in _blocks()}
    assert len(counts) == 2 * 73
    least = {"de": LEAST_GERMAN, "en": LEAST_ENGLISH}
    assert not {each: count for each, count in counts.items() if count < least[each[1]]}
    assert counts["out_of_scope", "de"] >= LEAST_OUT_OF_SCOPE


def test_every_emotion_has_enough_sentences() -> None:
    counts: Counter[str] = Counter()
    for path in ROOT.glob("data/emotions/*.yml"):
        file = yaml.safe_load(path.read_text(encoding="utf-8"))
        counts[file["emotion"]] += sum(len(_lines(block)) for block in file["examples"].values())
    assert len(counts) == 6
    assert min(counts.values()) >= LEAST_SENTENCES_AN_EMOTION


def test_no_two_examples_of_a_concern_are_nearly_the_same() -> None:
    near = []
    for _, intent, _, examples in _blocks():
        long = [(text, _runs(text)) for text in examples if len(_plain(text)) > 20]
        for index, (text, runs) in enumerate(long):
            for other, others in long[:index]:
                shared = len(runs & others)
                if shared > NEAR * (len(runs) + len(others) - shared):
                    near.append(f"{intent}: {other!r} ~ {text!r}")
    assert not near


def test_nothing_of_the_public_data_is_trained_on() -> None:
    folder = ROOT.parent / "shared" / "data"
    files = list(folder.glob("*.tsv"))
    if not files:
        pytest.skip(f"no public data in {folder}")
    public = {
        _plain(line.split("\t")[2])
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()[1:]
        if len(line.split("\t")[2].split()) > MOST_WORDS_BY_CHANCE
    }
    trained = {_plain(example) for _, _, examples in _topics() for example in examples}
    assert len(public) > 10_000
    assert not public & trained


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
