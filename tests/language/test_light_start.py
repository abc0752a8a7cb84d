"""Each start is a process of its own: what Python has imported once stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from language.light_start import NEED_TENSORFLOW, needs_tensorflow

ROOT = Path(__file__).parents[2]
LIGHT = "recipe: default.v1\nassistant_id: light\nlanguage: de\npipeline: [{name: WhitespaceTokenizer}]\n"
RULES = "policies: [{name: RulePolicy}]\n"
DIET = "{name: CountVectorsFeaturizer}, {name: DIETClassifier, epochs: 1, run_eagerly: true}"
WITH_DIET = LIGHT.replace("}]", f"}}, {DIET}]") + RULES
EXAMPLES = """
version: "3.1"
nlu:
  - {intent: greet, examples: "- hallo\\n- guten tag\\n"}
  - {intent: thank, examples: "- danke\\n- vielen dank\\n"}
"""


def _python(*arguments: str, folder: Path = ROOT) -> str:
    """What a new process prints."""
    quiet = {"PYTHONPATH": str(ROOT), "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, **quiet},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture
def configuration(tmp_path: Path) -> Path:
    """Where a `config.yml` may be written."""
    return tmp_path / "config.yml"


def test_this_project_does_not_need_tensorflow() -> None:
    assert not needs_tensorflow(ROOT / "config.yml")


@pytest.mark.parametrize("component", sorted(NEED_TENSORFLOW))
@pytest.mark.parametrize("path", ["", "rasa.some.module."])
def test_a_component_that_computes_with_tensorflow_needs_it(configuration: Path, component: str, path: str) -> None:
    configuration.write_text(LIGHT + RULES)
    assert not needs_tensorflow(configuration)
    configuration.write_text(LIGHT + RULES.replace("RulePolicy", path + component))
    assert needs_tensorflow(configuration)


@pytest.mark.parametrize("content", ["", LIGHT, RULES, LIGHT.replace("default.v1", "graph.v1") + RULES])
def test_a_choice_left_to_rasa_may_need_tensorflow(configuration: Path, content: str) -> None:
    configuration.write_text(content)
    assert needs_tensorflow(configuration)


def test_rasa_starts_without_tensorflow_and_says_so_when_it_is_used() -> None:
    said = _python(
        "-c",
        "from language.light_start import start_light, TensorFlowIsAbsent\n"
        "assert start_light([])\n"
        "import sys, rasa.__main__, rasa.engine.recipes.default_components, rasa.core.run, language.concerns\n"
        "assert not {'tensorflow.python.pywrap_tensorflow', 'jax', 'h5py'} & set(sys.modules)\n"
        "from rasa.utils.tensorflow.models import RasaModel\n"
        "import tensorflow as tf\n"
        "for use in (RasaModel, tf.constant, tf.keras.layers.Dense):\n"
        "    try: use(1)\n"
        "    except TensorFlowIsAbsent as absent: print(absent)\n",
    )
    assert [line.split(" needs TensorFlow")[0] for line in said.splitlines()] == [
        "rasa.utils.tensorflow.models.RasaModel",
        "tensorflow.constant",
        "tensorflow.keras.layers.Dense",
    ]
    assert "config.yml" in said


def test_another_configuration_may_be_named(configuration: Path) -> None:
    configuration.write_text(WITH_DIET)
    start = "from language.light_start import start_light; import sys; print(start_light(sys.argv[1:]))"
    assert _python("-c", start, "train", "--config", str(configuration)) == "False\n"
    assert _python("-c", start, "train", "--config", str(ROOT / "config.yml"), "--force") == "True\n"


def test_a_configuration_with_diet_trains_with_the_real_tensorflow(configuration: Path) -> None:
    configuration.write_text(WITH_DIET)
    (configuration.parent / "data").mkdir()
    (configuration.parent / "data" / "nlu.yml").write_text(EXAMPLES)
    _python("-m", "language", "train", "nlu", "--fixed-model-name", "diet", folder=configuration.parent)
    assert (configuration.parent / "models" / "diet.tar.gz").is_file()
