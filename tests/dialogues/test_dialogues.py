"""Every dialogue of this folder passes against the whole, real system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogues.client import Lead
from tests.dialogues.dialogue import Dialogue, play, read_dialogues

FOLDER = Path(__file__).parent
DIALOGUES = read_dialogues(FOLDER)
KNOWN_MISSES = dict(
    line.split(": ", 1)
    for line in (FOLDER / "known_misses.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)


@pytest.fixture(scope="module")
def lead(lotse: dict[str, str]) -> Iterator[Lead]:
    someone = Lead(lotse["LOTSE_DESK_URL"])
    yield someone
    someone.close()


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.id)
def test_dialogue(dialogue: Dialogue, lotse: dict[str, str], lead: Lead) -> None:
    verdict = play(dialogue, lotse["LOTSE_DESK_URL"], lead)
    if dialogue.id in KNOWN_MISSES:
        assert verdict.complaints, f"{dialogue.id} passes now: take it off known_misses.txt"
    else:
        assert not verdict.complaints, "\n".join([*verdict.complaints, verdict.transcript])


def test_every_known_miss_is_a_dialogue() -> None:
    assert KNOWN_MISSES.keys() <= {dialogue.id for dialogue in DIALOGUES}


def test_there_are_enough_and_each_is_its_own() -> None:
    assert len({dialogue.id for dialogue in DIALOGUES}) == len(DIALOGUES) >= 25


def test_a_broken_file_says_what_was_expected(tmp_path: Path) -> None:
    (tmp_path / "broken.yml").write_text("- {id: nothing_expected, turns: [hallo]}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"nothing_expected: expected `turns` and `expect\.outcome`"):
        read_dialogues(tmp_path)


def test_an_expectation_that_nobody_judges_is_refused(tmp_path: Path) -> None:
    misspelt = "- {id: a, turns: [hallo], expect: {outcome: answered, reasn: legal}}\n"
    (tmp_path / "misspelt.yml").write_text(misspelt, encoding="utf-8")
    with pytest.raises(ValueError, match="knows no reasn"):
        read_dialogues(tmp_path)
