"""Both Python environments and the web pages, made once and again only when what they are made from has changed."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.settings import ROOT, Trouble

REQUIREMENTS = ROOT / "requirements"
WEB = ROOT / "web"
# engine.txt is a complete resolution; Rasa's own metadata would refuse Python 3.11.
UNRESOLVED = ["--no-deps", "--ignore-requires-python"]


def install_engine(*, tests: bool = False) -> None:
    """Rasa's environment in `.venv/engine`."""
    _install_environment("engine", ["engine.txt", *(["engine-test.txt"] if tests else [])], UNRESOLVED)


def install_desk(*, tests: bool = False) -> None:
    """The desk's environment in `.venv/desk`."""
    _install_environment("desk", ["desk.txt", *(["desk-test.txt"] if tests else [])], [])


def build_web() -> None:
    """The widget, the console and the demo page in `web/dist`."""
    lock, dist = WEB / "package-lock.json", WEB / "dist"
    if not _is_fresh(WEB / "node_modules" / ".lotse", digest := fingerprint([lock])):
        say("npm: installing what builds the web pages")
        run(["npm", "ci", "--no-audit", "--no-fund"], WEB)
        (WEB / "node_modules" / ".lotse").write_text(digest)
    sources = [each for each in WEB.rglob("*") if each.is_file() and not {"node_modules", "dist"} & set(each.parts)]
    if not _is_fresh(dist / ".lotse", digest := fingerprint(sources)):
        say("web: building the widget and the console")
        run(["npm", "run", "--silent", "build"], WEB)
        (dist / ".lotse").write_text(digest)


def fingerprint(paths: Iterable[Path]) -> str:
    """One hash over the names and contents of files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def run(command: list[str], folder: Path = ROOT) -> None:
    """Runs a step whose output the person sees.

    Raises:
        Trouble: if it fails.
    """
    if subprocess.run(command, cwd=folder, check=False).returncode:
        raise Trouble(f"`{' '.join(command[:4])} …` failed: the lines above say why.")


def say(step: str) -> None:
    """One visible line for each step."""
    print(f"\033[1m▸ {step}\033[0m" if sys.stdout.isatty() else f"▸ {step}", flush=True)


def _install_environment(name: str, lists: list[str], options: list[str]) -> None:
    """Each list is installed once; a list's stamp is its content's hash."""
    home = ROOT / ".venv" / name
    if not (home / "bin" / "python").exists():
        say(f"python: creating .venv/{name}")
        run([sys.executable, "-m", "venv", str(home)])
    for each in lists:
        stamp = home / f".{each}.lotse"
        if not _is_fresh(stamp, digest := fingerprint([REQUIREMENTS / each])):
            say(f"pip: installing requirements/{each} (the engine's takes a few minutes)")
            pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
            run([*pip, "--require-hashes", *options, "-r", str(REQUIREMENTS / each)])
            stamp.write_text(digest)


def _is_fresh(stamp: Path, digest: str) -> bool:
    return stamp.exists() and stamp.read_text() == digest
