"""The plot of `bench.queue_sim`: waits, and hard cases a person, of the first day. Runs in `.venv/engine`."""

from __future__ import annotations

import json
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot

RESULTS = Path(__file__).parent / "results"
COLOURS = {"round robin": "#8a929a", "Lotse": "#0b6e4f", "Lotse, no care": "#d98e04"}


def main() -> None:
    """Draw `queue.png` from `queue.json`."""
    days = json.loads((RESULTS / "queue.json").read_text(encoding="utf-8"))["waits"]
    figure, (left, right) = pyplot.subplots(1, 2, figsize=(11, 4))
    for name, colour in COLOURS.items():
        waits, hard = days[name]["waits"], days[name]["hard"]
        shares = [(place + 1) / len(waits) for place in range(len(waits))]
        left.plot([wait / 60 for wait in waits], shares, color=colour, label=name)
        right.plot(range(1, len(hard) + 1), hard, color=colour, marker=".", label=name)
    left.set(xlabel="wait, minutes", ylabel="share of cases that waited no longer", ylim=(0, 1), xlim=(0, 20))
    right.set(xlabel="people, by their number of hard cases", ylabel="hard cases of the day")
    left.legend(loc="lower right")
    figure.tight_layout()
    figure.savefig(RESULTS / "queue.png", dpi=120)


if __name__ == "__main__":
    main()
