"""`make nlu-report`: how the trained model reads the held-out sentences, every miss with its neighbours.

With `--keep-misses` the misses are written to `known_misses.txt`, which the test then expects to miss.
"""

from __future__ import annotations

import logging
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import structlog
import yaml
from rasa.core.agent import Agent
from rasa.shared.data import get_nlu_directory
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.loading import load_data

from language.ngrams import NgramFeatures
from tests.nlu import held_out
from tests.nlu.held_out import FALLBACK, FOLDER, Reading

KNOWN_MISSES = FOLDER / "known_misses.txt"
NEIGHBOURS = 2
LANGUAGES = {"de": "German", "en": "English"}


def escalation_heat() -> float:
    """The heat from which on the project calls a person, as set in config.yml or by default."""
    policies = yaml.safe_load(Path("config.yml").read_text(encoding="utf-8"))["policies"]
    settings = next(each for each in policies if each["name"].endswith("EscalationPolicy"))
    from language.escalation import EscalationPolicy

    return float(settings.get("heat", EscalationPolicy.get_default_config()["heat"]))


def read_known_misses() -> dict[str, str]:
    """What is known to be missed: the sentence, and what it is read as."""
    lines = KNOWN_MISSES.read_text(encoding="utf-8").splitlines() if KNOWN_MISSES.exists() else []
    return {text: read for text, _, read in (each.rpartition(" → ") for each in lines if not each.startswith("#"))}


def _keep_misses(misses: Sequence[Reading]) -> None:
    head = [
        "# Held-out sentences that are read wrongly today, and as what. One that is read right must leave the list:",
        "# the test breaks then. `make nlu-report KEEP=1` writes the list anew.",
    ]
    lines = [f"{each.sentence.text} → {each.concern}" for each in misses]
    KNOWN_MISSES.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def _print_misses(misses: Sequence[Reading]) -> None:
    """Each miss, and the training examples that are nearest to it: they show what drew it there."""
    examples = [each for each in load_data(get_nlu_directory("data")).intent_examples if each.get(TEXT)]
    features, known = NgramFeatures.fit([each.get(TEXT) for each in examples])
    nearness = features.transform([each.sentence.text for each in misses]) @ known.T
    for miss, row in zip(misses, nearness.toarray(), strict=True):
        asked = "asked back, leaning to " if miss.concern == FALLBACK else "read "
        print(f"✗ {miss.sentence.text!r}\n    meant {miss.sentence.concern}, {asked}{miss.likeliest}", end=" ")
        print(f"({miss.likeliest_confidence:.2f}), then {miss.runner_up}")
        for index in (-row).argsort()[:NEIGHBOURS]:
            print(f"    near: {examples[index].get(TEXT)!r} ({examples[index].get_full_intent()})")


def _print_totals(readings: Sequence[Reading], heat: float) -> None:
    for language, name in LANGUAGES.items():
        own = [each for each in readings if each.sentence.language == language]
        asked = held_out.share(each.concern == FALLBACK for each in own)
        print(f"\n{name}, {len(own)} sentences: right {held_out.accuracy(own):.1%}, asked back {asked:.1%}")
        print(f"  out of scope recall {held_out.refused_outside(own):.1%}, ", end="")
        print(f"false refusals {held_out.refused_inside(own):.1%}")
        recall, alarms = held_out.calls_for_person(own, heat)
        print(f"  feelings: macro-F1 {held_out.emotion_f1(own):.2f}; ", end="")
        print(f"needs a person (heat {heat}): recall {recall:.1%}, false alarms among calm {alarms:.1%}")
        for emotion, (precision, caught, count) in held_out.emotion_scores(own).items():
            print(f"    {emotion:>11}: precision {precision:.2f}, recall {caught:.2f} of {count}")


def newest_model() -> str:
    """The model that LOTSE_MODEL names, or the newest.

    Raises:
        SystemExit: if there is none.
    """
    models = sorted(Path("models").glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    model = os.environ.get("LOTSE_MODEL") or (str(models[-1]) if models else None)
    if not model:
        sys.exit("✗ There is no model yet: run `make train` first.")
    return model


def main() -> None:
    """Prints every miss and the totals."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(newest_model())
    readings = held_out.read_with(agent, held_out.read_sentences())
    misses = [each for each in readings if not each.right]
    _print_misses(misses)
    per_concern = Counter(each.sentence.concern for each in misses)
    print("\nMost missed:", ", ".join(f"{concern} {count}" for concern, count in per_concern.most_common(10)) or "none")
    _print_totals(readings, escalation_heat())
    several = held_out.concerns_with(agent, held_out.read_messages())
    print(f"\nTwo concerns in one message, {len(several)}: both found ", end="")
    print(f"{held_out.share(each.concerns <= found for each, found in several):.1%}, ", end="")
    print(f"at least one {held_out.share(bool(each.concerns & found) for each, found in several):.1%}")
    if "--keep-misses" in sys.argv:
        _keep_misses(misses)


if __name__ == "__main__":
    main()
