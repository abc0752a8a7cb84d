"""One step of the NLU benchmark in a process of its own, so that time and memory are that step's alone.

`python -m bench.nlu_worker train|read WORK_FOLDER`; the folder holds `config.yml`, `train.json` (Rasa's JSON format)
and `test.json` (a list of texts). Each step writes its figures beside them.
"""

from __future__ import annotations

import asyncio
import json
import logging
import resource
import sys
import time
from pathlib import Path
from typing import Any

MEGABYTE = 1024  # getrusage counts kilobytes on Linux


def train(work: Path) -> None:
    """Trains the pipeline; writes `model.tar.gz` and `train_figures.json`."""
    from rasa import model_training

    began = _clocks()
    model_training.train_nlu(
        str(work / "config.yml"), str(work / "train.json"), output=str(work), fixed_model_name="model"
    )
    _write(work / "train_figures.json", _spent(began, "train"))


def read(work: Path) -> None:
    """Loads the model and reads every test text, one by one; writes `read_figures.json` and `readings.json`."""
    from rasa.core.agent import Agent

    began = _clocks()
    agent = Agent.load(str(work / "model.tar.gz"))
    figures = _spent(began, "load")
    texts = json.loads((work / "test.json").read_text(encoding="utf-8"))
    asyncio.run(_read_all(agent, texts[:20]))
    readings, milliseconds = asyncio.run(_read_all(agent, texts))
    _write(work / "readings.json", readings)
    figures |= {"message_ms": sorted(milliseconds), "read_peak_mb": _peak_mb()}
    _write(work / "read_figures.json", figures)


async def _read_all(agent: Any, texts: list[str]) -> tuple[list[list[list[Any]]], list[float]]:
    """For each text its ranking, `[[intent, confidence], ...]`, and how many milliseconds it took."""
    readings, milliseconds = [], []
    for text in texts:
        began = time.perf_counter()
        parsed = await agent.parse_message(text)
        milliseconds.append((time.perf_counter() - began) * 1000)
        ranking = [each for each in parsed["intent_ranking"] if each["name"] != "nlu_fallback"]
        readings.append([[each["name"], each["confidence"]] for each in ranking])
    return readings, milliseconds


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _spent(began: tuple[float, float], step: str) -> dict[str, Any]:
    wall, cpu = _clocks()
    return {f"{step}_s": wall - began[0], f"{step}_cpu_s": cpu - began[1], f"{step}_peak_mb": _peak_mb()}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    {"train": train, "read": read}[sys.argv[1]](Path(sys.argv[2]))
