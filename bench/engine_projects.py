"""The two Rasa projects that bench/engine.py measures: ours as it is, and a stock one over the same data."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PIPELINE = ROOT / "bench" / "pipelines" / "stock.yml"
TOKEN = "bench"
# The policies of `rasa init` 3.6, their settings as they stand there.
STOCK_POLICIES: tuple[dict[str, Any], ...] = (
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5},
    {"name": "TEDPolicy", "max_history": 5, "constrain_similarities": True},
)


@dataclass(frozen=True, kw_only=True)
class Project:
    """How a project is trained, served and talked to."""

    name: str
    module: str
    config: Path
    # Options of `run` besides the model, interface and port.
    serve: tuple[str, ...]
    health: str
    turn: str
    # Conversation, number of the turn and text to the body of a turn; the answer to what the bot said.
    ask: Callable[[str, int, str], dict[str, Any]]
    said: Callable[[Any], list[str]]
    data: Path = ROOT / "data"

    def train_command(self, folder: Path) -> list[str]:
        """Trains `model.tar.gz` in a folder, from scratch."""
        data = ["--config", str(self.config), "--domain", str(ROOT / "domain.yml"), "--data", str(self.data)]
        model = ["--out", str(folder), "--fixed-model-name", "model", "--force"]
        return [sys.executable, "-m", self.module, "train", *data, *model]

    def serve_command(self, model: Path, port: int) -> list[str]:
        """Serves a model on loopback."""
        place = ["--interface", "127.0.0.1", "--port", str(port), "--model", str(model)]
        return [sys.executable, "-m", self.module, "run", *place, *self.serve]

    def fingerprint(self) -> str:
        """Changes with all that a model is made from."""
        files = [self.config, ROOT / "domain.yml", ROOT / "requirements" / "engine.txt", *self.data.glob("*/*.yml")]
        digest = hashlib.sha256()
        for each in sorted(files):
            digest.update(each.read_bytes())
        return digest.hexdigest()[:16]


def ours(work: Path, actions_url: str, data: Path) -> Project:
    """The project as `make run` serves it, through the desk's channel."""
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    return Project(
        name="Lotse",
        module="language",
        config=ROOT / "config.yml",
        serve=(
            "--endpoints",
            _write(work / "ours_endpoints.yml", endpoints | {"action_endpoint": {"url": actions_url}}),
        ),
        health="/webhooks/desk/health",
        turn="/webhooks/desk/turn",
        ask=lambda conversation, number, text: {
            "conversation": conversation,
            "turn_id": f"{conversation}-{number}",
            "text": text,
            "language": "de",
        },
        said=lambda answer: [each["text"] for each in answer["messages"]],
        data=data,
    )


def stock(work: Path, actions_url: str, data: Path, *, diet_epochs: int, ted_epochs: int) -> Project:
    """What `rasa init` gives, over our domain, examples and rules, through Rasa's REST channel."""
    return Project(
        name="stock Rasa",
        module="rasa",
        config=Path(_write(work / "stock_config.yml", _stock_config(diet_epochs, ted_epochs))),
        serve=(
            *("--endpoints", _write(work / "stock_endpoints.yml", {"action_endpoint": {"url": actions_url}})),
            *("--credentials", _write(work / "stock_credentials.yml", {"rest": None})),
        ),
        health="/webhooks/rest/",
        turn="/webhooks/rest/webhook",
        ask=lambda conversation, number, text: {"sender": conversation, "message": text},
        said=lambda answer: [each["text"] for each in answer],
        data=data,
    )


def at_most(examples: int, work: Path) -> Path:
    """A copy of our data with no more than so many examples a concern and language, for machines short of time."""
    for path in sorted(ROOT.glob("data/*/*.yml")):
        copied = work / "data" / path.relative_to(ROOT / "data")
        copied.parent.mkdir(parents=True, exist_ok=True)
        kept, run = [], 0
        for line in path.read_text(encoding="utf-8").splitlines():
            run = run + 1 if line.startswith("      - ") else 0
            if run <= examples:
                kept.append(line)
        copied.write_text("\n".join(kept) + "\n", encoding="utf-8")
    return work / "data"


def _stock_config(diet_epochs: int, ted_epochs: int) -> dict[str, Any]:
    config: dict[str, Any] = yaml.safe_load(PIPELINE.read_text(encoding="utf-8"))
    pipeline = [each | ({"epochs": diet_epochs} if "epochs" in each else {}) for each in config["pipeline"]]
    policies = [each | ({"epochs": ted_epochs} if "TED" in each["name"] else {}) for each in STOCK_POLICIES]
    return config | {"pipeline": pipeline, "policies": policies}


def _write(path: Path, content: dict[str, Any]) -> str:
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return str(path)
