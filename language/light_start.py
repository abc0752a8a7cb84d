"""Rasa without TensorFlow: 3.5 seconds of every start and 250 MB that this project's `config.yml` has no use for.

Rasa imports TensorFlow for each of its own components, named or not. As long as none of those that compute with it is
named, a stand-in takes its place: it can be imported, subclassed and annotated with, and says so when it is used.
"""

from __future__ import annotations

import argparse
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import Any, Dict, Optional, Sequence

import yaml

# Components of Rasa 3.6 that compute with TensorFlow.
NEED_TENSORFLOW = frozenset(
    {
        *("DIETClassifier", "ResponseSelector", "TEDPolicy", "UnexpecTEDIntentPolicy"),
        *("LanguageModelFeaturizer", "ConveRTFeaturizer"),
    }
)
_STOOD_IN_FOR = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"})


class TensorFlowIsAbsent(ImportError):
    """Something asked TensorFlow to compute although `config.yml` names no component that needs it.

    An ImportError, for libraries that look whether TensorFlow is there then take it for missing, as they should.
    """


def start_light(arguments: Sequence[str]) -> bool:
    """Keeps TensorFlow out of this process if the command's configuration does not need it; says whether it did.

    `arguments` are those of Rasa's command line. To be called before anything of Rasa is imported.
    """
    if "tensorflow" in sys.modules or any(needs_tensorflow(each) for each in _configurations(arguments)):
        return False
    sys.meta_path.insert(0, _StandInFinder())
    return True


def needs_tensorflow(configuration: Path) -> bool:
    """Whether a file like `config.yml` names such a component, or leaves the choice of components to Rasa."""
    if not configuration.is_file():
        return True
    named: Dict[str, Any] = yaml.safe_load(configuration.read_text(encoding="utf-8")) or {}
    if not named.get("pipeline") or not named.get("policies") or named.get("recipe", "default.v1") != "default.v1":
        return True
    components = (str(each["name"]).split(".")[-1] for part in ("pipeline", "policies") for each in named[part])
    return not NEED_TENSORFLOW.isdisjoint(components)


def _configurations(arguments: Sequence[str]) -> Sequence[Path]:
    """The files that `--config` names; without it, the project's own."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-c", "--config", nargs="+", type=Path, default=[Path("config.yml")])
    found: Sequence[Path] = parser.parse_known_args(arguments)[0].config
    return found


class _Absent(type):
    """Any class or function of TensorFlow: it may be named, subclassed and looked into, but not called."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent(name, (), {"__module__": f"{cls.__module__}.{cls.__name__}"})

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        raise TensorFlowIsAbsent(
            f"{cls.__module__}.{cls.__name__} needs TensorFlow, which was not loaded: no component in config.yml needs "
            f"it. Name one of {', '.join(sorted(NEED_TENSORFLOW))} there, or train the model anew."
        )


class _StandIn(ModuleType):
    """Any module of TensorFlow; every name in it is absent."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent(name, (), {"__module__": self.__name__})


class _StandInFinder(MetaPathFinder, Loader):
    def find_spec(self, name: str, path: Optional[Sequence[str]], target: Any = None) -> Optional[ModuleSpec]:
        if name.split(".")[0] not in _STOOD_IN_FOR:
            return None
        return ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing is in it to run."""
