"""Trains and reads one pipeline on one set of texts through Rasa itself, each step in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any

from bench import nlu_scores
from bench.nlu_data import OUT_OF_SCOPE, Example, Round

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "bench" / "results" / "stock"
OOS_TARGETS = (0.90, 0.915, 0.93)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What one pipeline did on one set, averaged over its rounds. Shares lie in 0..1."""

    accuracy: float
    macro_f1: float
    in_scope: float
    # Out-of-scope recall by the in-scope accuracy at which it was reached ("0.915"); empty without out-of-scope texts.
    oos_recall: dict[str, float | None]
    train_s: float
    train_cpu_s: float
    load_s: float
    p50_ms: float
    p95_ms: float
    train_peak_mb: float
    read_peak_mb: float
    rounds: int
    cached: bool = False


def measure(pipeline: Path, rounds: Sequence[Round], *, cache: bool = False, fresh: bool = False) -> Figures:
    """Figures of a pipeline over rounds; with `cache`, kept by a hash of data and pipeline and marked when reused.

    `fresh` measures again what is kept.

    Raises:
        subprocess.CalledProcessError: if training or reading fails; Rasa's lines say why.
    """
    kept = _kept(pipeline, rounds)
    if cache and not fresh and kept.is_file():
        return Figures(**{**json.loads(kept.read_text(encoding="utf-8")), "cached": True})
    figures = _average([_measure_round(pipeline, each) for each in rounds])
    if cache:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps(asdict(figures), indent=1) + "\n", encoding="utf-8")
    return figures


def is_cached(pipeline: Path, rounds: Sequence[Round]) -> bool:
    """Whether figures of a pipeline over rounds are kept."""
    return _kept(pipeline, rounds).is_file()


def _kept(pipeline: Path, rounds: Sequence[Round]) -> Path:
    return CACHE / f"{_key(pipeline, rounds)}.json"


def _key(pipeline: Path, rounds: Sequence[Round]) -> str:
    digest = hashlib.sha256(pipeline.read_bytes())
    for each in rounds:
        digest.update(repr([(e.split, e.intent, e.text) for e in (*each.train, *each.test)]).encode())
    return digest.hexdigest()[:16]


def _measure_round(pipeline: Path, given: Round) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "config.yml").write_bytes(pipeline.read_bytes())
        _write(work / "train.json", _rasa_json(given.train))
        _write(work / "test.json", [each.text for each in given.test])
        for step in ("train", "read"):
            _run(step, work)
        rankings = _load(work / "readings.json")
        figures = {**_load(work / "train_figures.json"), **_load(work / "read_figures.json")}
    return figures | _scores([each.intent for each in given.test], rankings)


def _scores(expected: list[str], rankings: list[nlu_scores.Ranking]) -> dict[str, Any]:
    told = [nlu_scores.top(each) for each in rankings]
    curve = nlu_scores.refusal_curve(expected, rankings)
    outside = any(each in OUT_OF_SCOPE for each in expected)
    return {
        "accuracy": nlu_scores.accuracy(expected, told),
        "macro_f1": nlu_scores.macro_f1(expected, told),
        "in_scope": nlu_scores.in_scope(expected, rankings),
        "oos_recall": {str(each): nlu_scores.recall_at(curve, each) for each in OOS_TARGETS} if outside else {},
    }


def _average(measured: list[dict[str, Any]]) -> Figures:
    def mean(name: str) -> float:
        return fmean(each[name] for each in measured)

    milliseconds = [value for each in measured for value in each["message_ms"]]
    return Figures(
        **{name: mean(name) for name in ("accuracy", "macro_f1", "in_scope", "train_s", "train_cpu_s", "load_s")},
        oos_recall=measured[0]["oos_recall"],
        p50_ms=median(milliseconds),
        p95_ms=quantiles(milliseconds, n=20)[-1],
        train_peak_mb=max(each["train_peak_mb"] for each in measured),
        read_peak_mb=max(each["read_peak_mb"] for each in measured),
        rounds=len(measured),
    )


def _rasa_json(examples: Sequence[Example]) -> dict[str, Any]:
    return {"rasa_nlu_data": {"common_examples": [{"text": each.text, "intent": each.intent} for each in examples]}}


def _run(step: str, work: Path) -> None:
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore", "RASA_TELEMETRY_ENABLED": "false"}
    subprocess.run(
        [sys.executable, "-m", "bench.nlu_worker", step, str(work)],
        cwd=ROOT,
        env={**os.environ, **quiet, "SQLALCHEMY_SILENCE_UBER_WARNING": "1", "LOG_LEVEL": "WARNING"},
        stdout=sys.stderr,
        check=True,
    )


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
