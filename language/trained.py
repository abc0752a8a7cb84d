"""What the trained components have in common: each is made, learns a model, stores it and is loaded with it."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from pathlib import Path
from typing import Any, Dict, Generic, Optional, Protocol, TypeVar

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData
from typing_extensions import Self


class Stored(Protocol):
    """A model that can be written to an empty folder."""

    def save(self, folder: Path) -> None:
        """Writes data only, nothing that could execute when it is read."""


Model = TypeVar("Model", bound=Stored)


class TrainedComponent(GraphComponent, Generic[Model]):
    """Says how its model is learned and read; the model, how it is saved."""

    def __init__(
        self, config: Dict[str, Any], storage: ModelStorage, resource: Resource, model: Optional[Model] = None
    ) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model = model

    @abstractmethod
    def learn(self, training_data: TrainingData) -> Optional[Model]:
        """The model of this data; None if there is nothing to be learned."""

    @classmethod
    @abstractmethod
    def read_model(cls, folder: Path) -> Optional[Model]:
        """The model that was saved here; None if there was none."""

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """Our code: Rasa looks at the component's own class only, and would keep a model of what that called before."""
        digest = hashlib.sha256()
        for path in sorted(Path(__file__).parent.glob("*.py")):
            digest.update(path.read_bytes())
        return digest.hexdigest()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """An untrained component."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """The component that `train` stored."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, cls.read_model(folder))

    def train(self, training_data: TrainingData) -> Resource:
        """Learns the model and stores it."""
        self._model = self.learn(training_data)
        with self._storage.write_to(self._resource) as folder:
            if self._model is not None:
                self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """What these components read is no feature of the intent: the training data stays as it is."""
        return training_data
