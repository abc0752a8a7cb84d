"""Shared by all tests of the desk side: one running system a session."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.system import running_lotse


@pytest.fixture(scope="session")
def lotse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Settings of a running Lotse with the trained model; `lotse["LOTSE_DESK_URL"]` is where it answers."""
    with running_lotse(tmp_path_factory.mktemp("lotse"), LOTSE_NEW_CONVERSATIONS_PER_MINUTE="10000") as settings:
        yield settings
