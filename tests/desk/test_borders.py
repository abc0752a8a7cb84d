"""The desk's borders: what it never imports, and what its pure modules never touch."""

import ast
from pathlib import Path

DESK = Path(__file__).parents[2] / "desk"
OUTSIDE = {"rasa", "rasa_sdk", "actions", "language", "tools", "tests"}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_the_desk_never_imports_the_bot_side() -> None:
    files = list(DESK.rglob("*.py"))
    assert len(files) > 40
    for path in files:
        assert not {name.partition(".")[0] for name in imports(path)} & OUTSIDE, path.name


def test_the_state_machine_knows_neither_database_nor_network() -> None:
    assert imports(DESK / "lifecycle.py") <= {"dataclasses", "datetime", "enum"}


def test_only_the_clients_of_engine_and_orders_speak_http() -> None:
    speakers = {path.name for path in DESK.rglob("*.py") if "httpx" in imports(path)}
    assert speakers == {"engine_client.py", "orders_client.py"}


def test_only_doors_and_pages_know_the_web_framework() -> None:
    knowing = {path.relative_to(DESK).as_posix() for path in DESK.rglob("*.py") if "sanic" in imports(path)}
    pages = {"app.py", "cors.py", "docs_page.py", "failures.py", "openapi.py", "security_headers.py", "web.py"}
    assert {name for name in knowing if not name.startswith("api/")} == pages
