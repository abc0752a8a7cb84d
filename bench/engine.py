"""`make bench-engine`: our Rasa project against a stock one over the same data, in one run on one machine.

Ours is served as `make run` serves it (desk's channel, RecentTurns, no TensorFlow). Stock is what `rasa init` gives:
the pipeline of bench/pipelines/stock.yml, Memoization, Rule, TED and UnexpecTED policies, InMemoryTrackerStore, REST
channel; domain, examples and rules are ours. Every rule of ours ends in a custom action, so both ask the same small
action server, which says one sentence; its cost is in the figures of both. Ours reads emotion, language and several
concerns of each message besides, which stock does not. Our data has rules and no stories: TED and UnexpecTED are loaded
but have nothing to learn from, which is in stock's favour.

Loopback only: 400 messages to each project, one after another. Stock's model and its training time are kept under
bench/results/engine by a hash of what they are made from, and marked as cached when used again.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench import engine_projects
from bench.engine_measure import Figures, answering_actions, measure

RESULTS = engine_projects.ROOT / "bench" / "results"
ROWS: tuple[tuple[str, Callable[[Figures], float], str], ...] = (
    ("training, s", lambda each: each.train_s, ".0f"),
    ("training, s of CPU", lambda each: each.train_cpu_s, ".0f"),
    ("from start until ready, s", lambda each: each.ready_s, ".1f"),
    ("from start until ready, s of CPU", lambda each: each.ready_cpu_s, ".1f"),
    ("memory when ready, MB", lambda each: each.ready_mb, ".0f"),
    ("memory after 100 messages, MB", lambda each: each.talked_mb, ".0f"),
    ("a message, p50, ms", lambda each: each.p50_ms, ".1f"),
    ("a message, p95, ms", lambda each: each.p95_ms, ".1f"),
    ("turns 2..11 of one conversation, mean, ms", lambda each: each.first_turns_ms, ".1f"),
    ("turns 291..300, mean, ms", lambda each: each.last_turns_ms, ".1f"),
    ("turns 291..300 over turns 2..11", lambda each: each.growth, ".2f"),
)


def main() -> None:
    """Measures both, prints the table and writes it to bench/results/engine.md, the figures to engine.json."""
    chosen = _arguments()
    with tempfile.TemporaryDirectory() as name, answering_actions() as actions:
        work = Path(name)
        data = engine_projects.at_most(chosen.examples, work) if chosen.examples else engine_projects.ROOT / "data"
        stock = engine_projects.stock(work, actions, data, diet_epochs=chosen.diet_epochs, ted_epochs=chosen.ted_epochs)
        figures = {
            "ours": measure(engine_projects.ours(work, actions, data), cache=False),
            "stock": measure(stock, cache=True),
        }
    report = _report(figures["ours"], figures["stock"], chosen)
    print(report)
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "engine.md").write_text(report + "\n", encoding="utf-8")
    content = {"settings": vars(chosen), **{name: asdict(each) for name, each in figures.items()}}
    (RESULTS / "engine.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Our engine against a stock one.")
    parser.add_argument("--diet-epochs", type=int, default=60, help="of DIET and ResponseSelector (default 60)")
    parser.add_argument("--ted-epochs", type=int, default=100, help="of TED and UnexpecTED (default 100)")
    parser.add_argument("--examples", type=int, help="train both on at most so many examples a concern and language")
    return parser.parse_args()


def _report(ours: Figures, stock: Figures, chosen: argparse.Namespace) -> str:
    lines = ["| | Lotse | stock Rasa | stock / Lotse |", "|---|---:|---:|---:|"]
    for name, value, form in ROWS:
        mark = " (cached)" if stock.train_cached and name.startswith("training") else ""
        lines.append(
            f"| {name} | {value(ours):{form}} | {value(stock):{form}}{mark} | {value(stock) / value(ours):.1f} |"
        )
    answered = f"{ours.answered} and {stock.answered} of {ours.messages} messages were answered"
    epochs = f"DIET {chosen.diet_epochs}, TED {chosen.ted_epochs} epochs"
    load = f"load before the end {os.getloadavg()[1]:.1f} on {os.cpu_count()} cores"
    when = f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, Python {platform.python_version()}"
    return "\n".join([*lines, "", f"{answered}; {epochs}; {load}; {when}."])


if __name__ == "__main__":
    main()
