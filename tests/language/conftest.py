"""The trained model of the present data, loaded once for all tests that need it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from typing import Any

import pytest
from rasa.core.agent import Agent


@pytest.fixture(scope="session")
def agent() -> Agent:
    """The real agent over the model that `make test` names."""
    model = os.environ.get("LOTSE_MODEL")
    if not model:
        pytest.skip("LOTSE_MODEL is not set: run `make test`")
    return Agent.load(model)


@pytest.fixture(scope="session")
def read(agent: Agent) -> Callable[[str], dict[str, Any]]:
    """What the trained model makes of a text."""
    return lambda text: asyncio.run(agent.parse_message(text))
