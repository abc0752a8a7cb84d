"""The trained model, named by a hash of all it is made from: the same data is never trained twice."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tools.install import fingerprint, say
from tools.settings import ENGINE_PYTHON, ROOT, Trouble

SOURCES = ("config.yml", "domain.yml", "requirements/engine.txt")
FOLDERS = {"data": "*.yml", "language": "*.py"}
MODELS = ROOT / "models"
KEPT_MODELS = 3


def ensure_model() -> Path:
    """The model of the present data, trained now if there is none.

    Raises:
        Trouble: if the data is broken; Rasa's lines above name the file.
    """
    model = MODELS / f"lotse-{_data_fingerprint()[:12]}.tar.gz"
    if not model.exists():
        say("rasa: training the model (under a minute)")
        _train(model)
        _forget_old_models()
    return model


def _data_fingerprint() -> str:
    files = [ROOT / each for each in SOURCES]
    for folder, pattern in FOLDERS.items():
        files += (ROOT / folder).rglob(pattern)
    return fingerprint(files)


def _train(model: Path) -> None:
    name = model.name.removesuffix(".tar.gz")
    command = [
        str(ENGINE_PYTHON),
        "-m",
        "language",
        "train",
        "--skip-validation",
        "--fixed-model-name",
        name,
        "--out",
        str(MODELS),
    ]
    if subprocess.run(command, cwd=ROOT, env=quiet(dict(os.environ)), check=False).returncode or not model.exists():
        raise Trouble("The training data is broken: the lines above name the file; `make check` tells more.")


def quiet(environment: dict[str, str]) -> dict[str, str]:
    """Without the notes of libraries that Rasa brings along, and without its telemetry."""
    return {
        **environment,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
    }


def _forget_old_models() -> None:
    models = sorted(MODELS.glob("lotse-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[KEPT_MODELS:]:
        old.unlink()
