"""How well, how fast and how large: NLU pipelines on sets of texts, all through Rasa itself.

    python -m bench.nlu --data FILE.tsv --pipeline FILE.yml [--json]     one set, one pipeline
    python -m bench.nlu [--folder ../shared/data]                        every set, ours against stock Rasa: the table

Without a split in the file, `--folds` rounds of cross-validation are made, `--rounds` of them measured. The table
measures one round of each set on both sides. Stock Rasa's figures are kept in `bench/results/stock/` by a hash of data
and pipeline, and marked "cached" when reused; `--fresh` measures them again.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from itertools import islice
from pathlib import Path

from bench import nlu_measure, nlu_table
from bench.nlu_data import read_examples, rounds
from bench.nlu_measure import ROOT, Figures

PIPELINES = ROOT / "bench" / "pipelines"
FOLDS = 5


def main() -> None:
    """Measures what the command line asks for."""
    asked = _arguments()
    if asked.data:
        figures = _measure(asked.data, asked.pipeline, folds=asked.folds, count=asked.rounds)
        print(json.dumps(asdict(figures), indent=1) if asked.json else nlu_table.lines_of(asked.data.stem, figures))
        return
    files = sorted(asked.folder.glob("*.tsv"))
    if not files:
        sys.exit(f"✗ No .tsv files in {asked.folder}; say where they are with --folder (make bench-nlu DATA=…).")
    measured = {path.stem: _compare(path, fresh=asked.fresh, ours_only=asked.ours_only) for path in files}
    nlu_table.write(measured, ROOT / "bench" / "results")


def _compare(path: Path, *, fresh: bool, ours_only: bool) -> tuple[Figures, Figures | None]:
    print(f"▸ {path.stem}", file=sys.stderr)
    ours = _measure(path, PIPELINES / "lotse.yml", folds=FOLDS, count=1)
    stock = PIPELINES / "stock.yml"
    if ours_only and not nlu_measure.is_cached(stock, list(islice(rounds(read_examples(path), FOLDS), 1))):
        return ours, None
    return ours, _measure(path, stock, folds=FOLDS, count=1, cache=True, fresh=fresh)


def _measure(
    data: Path, pipeline: Path, *, folds: int, count: int | None, cache: bool = False, fresh: bool = False
) -> Figures:
    try:
        chosen = list(islice(rounds(read_examples(data), folds), count))
    except (OSError, ValueError) as exc:
        sys.exit(f"✗ {exc}")
    return nlu_measure.measure(pipeline, chosen, cache=cache, fresh=fresh)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Accuracy, speed and size of NLU pipelines.")
    parser.add_argument("--data", type=Path, help="a .tsv file: split, intent, text")
    parser.add_argument("--pipeline", type=Path, default=PIPELINES / "lotse.yml", help="a Rasa config.yml")
    parser.add_argument("--folds", type=int, default=FOLDS, help="rounds of cross-validation without a split")
    parser.add_argument("--rounds", type=int, help="how many of them to measure; all by default")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "data", help="the table's .tsv files")
    parser.add_argument("--fresh", action="store_true", help="measure stock Rasa again")
    parser.add_argument("--ours-only", action="store_true", help="take stock Rasa's figures only where they are kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
