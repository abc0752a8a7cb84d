"""A scripted customer: what is typed turn by turn, and what must come of it. README.md tells the form of the files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.dialogues.client import Customer, Lead

OUTCOMES = ("answered", "looked_up", "form_done", "handed_over", "still_open")
EXPECTATIONS = {"outcome", "concerns", "reason", "handover_by_turn", "must_not_hand_over_before", "says", "never_says"}
ANYTHING = "*"
# What the desk's events call `asks`, in the words that dialogues use for it.
ASKED_IN_WORDS = {
    "order_number": {"order number"},
    "proof": {"postcode", "e-mail", "proof"},
    "item": {"item", "article"},
    "return_reason": {"reason"},
    "description": {"description", "damage", "defect", "problem", "what happened"},
    "wish": {"wish", "replacement or refund"},
    "searched": {"searched", "neighbours", "confirm"},
    "confirmation": {"confirm", "confirmation"},
    "address": {"address"},
    "phone": {"phone", "phone number", "number"},
    "callback_time": {"time", "callback time", "when"},
    "contact": {"contact", "e-mail", "phone"},
}


@dataclass(frozen=True, kw_only=True)
class Dialogue:
    """One script. A turn is a text, or choices by what the bot has just asked for."""

    id: str
    turns: tuple[str | list[dict[str, str]], ...]
    outcome: str
    concerns: frozenset[str]
    reason: str | None
    handover_by_turn: int | None
    must_not_hand_over_before: int | None
    # What the bot must have said, and must never say: facts, in any case of letters.
    says: tuple[str, ...] = ()
    never_says: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """How a dialogue went: no complaints means that it passed."""

    dialogue: Dialogue
    complaints: tuple[str, ...]
    transcript: str


def read_dialogues(path: Path) -> list[Dialogue]:
    """The dialogues of a file, or of all `*.yml` files of a folder.

    Raises:
        ValueError: if an entry is not of the form; the message says which and what was expected.
    """
    files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
    return [_dialogue(file, entry) for file in files for entry in yaml.safe_load(file.read_text(encoding="utf-8"))]


def play(dialogue: Dialogue, url: str, lead: Lead) -> Verdict:
    """Plays a dialogue against the system at `url` and judges it. Once a person is called, nothing more is typed."""
    customer = Customer(url)
    handed_over_at = None
    try:
        for turn, words in enumerate(dialogue.turns, start=1):
            customer.say(_choose(words, customer.asked))
            if customer.handed_over:
                handed_over_at = turn
                break
        case = lead.case(customer.id)
        return Verdict(
            dialogue=dialogue,
            complaints=(*_complaints(dialogue, case, handed_over_at), *_misspoken(dialogue, customer.heard)),
            transcript=customer.transcript(),
        )
    except (TimeoutError, OSError) as exc:
        return Verdict(dialogue=dialogue, complaints=(str(exc),), transcript=customer.transcript())
    finally:
        customer.close()


def _dialogue(file: Path, entry: dict[str, Any]) -> Dialogue:
    name = f"{file.name}: {entry.get('id', 'an entry without id')}"
    expected = entry.get("expect") or {}
    if unknown := set(expected) - EXPECTATIONS:
        raise ValueError(f"{name}: `expect` knows no {', '.join(sorted(unknown))}")
    if not entry.get("turns") or expected.get("outcome") not in OUTCOMES:
        raise ValueError(f"{name}: expected `turns` and `expect.outcome`, one of {', '.join(OUTCOMES)}")
    return Dialogue(
        id=entry["id"],
        turns=tuple(entry["turns"]),
        outcome=expected["outcome"],
        concerns=frozenset(expected.get("concerns", ())),
        reason=expected.get("reason"),
        handover_by_turn=expected.get("handover_by_turn"),
        must_not_hand_over_before=expected.get("must_not_hand_over_before"),
        says=tuple(expected.get("says", ())),
        never_says=tuple(expected.get("never_says", ())),
    )


def _choose(words: str | list[dict[str, str]], asked: str | None) -> str:
    """What is typed: a text as it stands, or the first choice that fits what was asked for."""
    if isinstance(words, str):
        return words
    names = ASKED_IN_WORDS.get(asked or "", {asked}) | {ANYTHING}
    fitting = [choice["say"] for choice in words if choice["when"] in names]
    return fitting[0] if fitting else words[-1]["say"]


def _complaints(dialogue: Dialogue, case: dict[str, Any], handed_over_at: int | None) -> list[str]:
    """What is not as it must be, each in one sentence."""
    found = []
    if case["outcome"] != dialogue.outcome:
        found.append(f"outcome is {case['outcome']}, expected {dialogue.outcome}")
    recognised = [concern["id"] for concern in case["concerns"]]
    if missing := dialogue.concerns - set(recognised):
        found.append(f"not recognised: {', '.join(sorted(missing))} (recognised: {', '.join(recognised)})")
    reasons = [handoff["reason"] for handoff in case["handoffs"]]
    if dialogue.reason and dialogue.reason not in reasons:
        found.append(f"handoff's reason is {', '.join(reasons) or 'none'}, expected {dialogue.reason}")
    by, before = dialogue.handover_by_turn, dialogue.must_not_hand_over_before
    if by is not None and (handed_over_at is None or handed_over_at > by):
        found.append(f"handed over at turn {handed_over_at}, expected by turn {by}")
    if before is not None and handed_over_at is not None and handed_over_at < before:
        found.append(f"handed over at turn {handed_over_at}, expected not before turn {before}")
    return found


def _misspoken(dialogue: Dialogue, heard: str) -> list[str]:
    """What was to be heard and was not, or was heard and must never be."""
    said = heard.casefold()
    missing = [f"never said: {words}" for words in dialogue.says if words.casefold() not in said]
    leaked = [f"must not say: {words}" for words in dialogue.never_says if words.casefold() in said]
    return missing + leaked
