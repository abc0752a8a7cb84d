"""Every dialogue of this folder passes against the whole, real system."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.dialogues.client import Lead
from tests.dialogues.dialogue import Dialogue, play, read_dialogues

DIALOGUES = read_dialogues(Path(__file__).parent)


@pytest.fixture(scope="module")
def lead(lotse: dict[str, str]) -> Iterator[Lead]:
    someone = Lead(lotse["LOTSE_DESK_URL"])
    yield someone
    someone.close()


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.id)
def test_dialogue(dialogue: Dialogue, lotse: dict[str, str], lead: Lead) -> None:
    verdict = play(dialogue, lotse["LOTSE_DESK_URL"], lead)
    assert not verdict.complaints, "\n".join([*verdict.complaints, verdict.transcript])


def test_there_are_enough_and_each_is_its_own() -> None:
    assert len({dialogue.id for dialogue in DIALOGUES}) == len(DIALOGUES) >= 25


def test_a_broken_file_says_what_was_expected(tmp_path: Path) -> None:
    (tmp_path / "broken.yml").write_text("- {id: nothing_expected, turns: [hallo]}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"nothing_expected: expected `turns` and `expect\.outcome`"):
        read_dialogues(tmp_path)
