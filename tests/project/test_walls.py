"""The two houses meet over HTTP and nowhere else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.settings import ROOT

FORBIDDEN = {
    "actions": {"desk", "rasa", "language", "tools"},
    "language": {"desk", "actions", "tools"},
    "desk": {"rasa", "rasa_sdk", "actions", "language", "tools"},
}


def _imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("house", FORBIDDEN)
def test_a_house_does_not_import_another(house: str) -> None:
    files = list((ROOT / house).rglob("*.py"))
    assert files
    crossing = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in _imported(path)
        if name in FORBIDDEN[house]
    ]
    assert not crossing


def test_only_one_module_of_each_side_speaks_to_the_other() -> None:
    speakers = {
        str(path.relative_to(ROOT))
        for house in ("actions", "desk")
        for path in (ROOT / house).rglob("*.py")
        if {"httpx", "aiohttp"} & set(_imported(path))
    }
    assert speakers == {
        "actions/desk_client.py",
        "actions/shop_http.py",
        "desk/engine_client.py",
        "desk/orders_client.py",
    }
