"""`make run`: from a fresh clone to a running Lotse. What is done already is not done again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from tools import install, machine, train
from tools.settings import DESK_PYTHON, ENGINE_PYTHON, ROOT, Trouble, environment

READY_TIMEOUT_SECONDS = 180
STOP_TIMEOUT_SECONDS = 15
POLL_SECONDS = 0.2
PORTS = ("LOTSE_PORT", "LOTSE_ENGINE_PORT", "LOTSE_ACTIONS_PORT")


def main() -> None:
    """Prepares, starts the three processes under honcho, says where they are, and ends them with Ctrl-C."""
    settings = environment()
    for name in PORTS:
        machine.check_port(name, int(settings[name]))
    prepare()
    settings["LOTSE_MODEL"] = str(train.ensure_model())
    fill_stores(settings)
    install.say("lotse: starting desk, engine and actions")
    supervisor = start(settings)
    try:
        wait_until_ready(settings, supervisor)
        print(table(settings), flush=True)
        supervisor.wait()
    finally:
        stop(supervisor, Path(settings["LOTSE_VAR"]))


def prepare() -> None:
    """Both environments and the web pages."""
    machine.check_python()
    machine.check_node()
    install.install_desk()
    install.install_engine()
    install.build_web()


def fill_stores(settings: dict[str, str]) -> None:
    """The desk's tables, demo people and the sample shop's orders, each only if missing."""
    install.say("database: migrating, demo data")
    steps = [(DESK_PYTHON, "desk", "migrate")]
    if settings["LOTSE_DEMO"] == "1":
        steps += [(DESK_PYTHON, "desk", "seed"), (ENGINE_PYTHON, "actions.shop", "seed")]
    for python, module, step in steps:
        command = [str(python), "-m", module, step]
        if subprocess.run(command, cwd=ROOT, env=train.quiet(settings), check=False).returncode:
            raise Trouble(f"`python -m {module} {step}` failed: the lines above say why.")


def start(settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """The supervisor over the processes of the Procfile, in a process group of its own."""
    var = Path(settings["LOTSE_VAR"])
    endpoints = (ROOT / "endpoints.yml").read_text(encoding="utf-8")
    (var / "endpoints.yml").write_text(
        endpoints.replace("127.0.0.1:5055", f"127.0.0.1:{settings['LOTSE_ACTIONS_PORT']}"), encoding="utf-8"
    )
    command = [str(DESK_PYTHON), "-m", "honcho", "--procfile", str(ROOT / "Procfile"), "start"]
    supervisor = subprocess.Popen(
        command, cwd=ROOT, env={"LOG_LEVEL": "ERROR", **train.quiet(settings)}, start_new_session=True
    )
    (var / "lotse.pid").write_text(str(supervisor.pid))
    return supervisor


def wait_until_ready(settings: dict[str, str], supervisor: subprocess.Popen[bytes]) -> None:
    """Returns once desk, actions and engine (its model loaded) answer.

    Raises:
        Trouble: if a process ended, or they do not answer in time.
    """
    deadline = time.monotonic() + READY_TIMEOUT_SECONDS
    for url in (
        f"{settings['LOTSE_DESK_URL']}/docs/openapi.json",
        f"{settings['LOTSE_ACTIONS_URL']}/health",
        f"{settings['LOTSE_ENGINE_URL']}/webhooks/desk/health",
    ):
        while not _answers(url, settings["LOTSE_INTERNAL_TOKEN"]):
            if supervisor.poll() is not None:
                raise Trouble("A process ended while starting: its last lines are above.")
            if time.monotonic() > deadline:
                raise Trouble(f"{url} did not answer within {READY_TIMEOUT_SECONDS} seconds.")
            time.sleep(POLL_SECONDS)


def stop(supervisor: subprocess.Popen[bytes], var: Path) -> None:
    """Ends the supervisor and so its processes."""
    if supervisor.poll() is None:
        supervisor.send_signal(signal.SIGTERM)
        try:
            supervisor.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(supervisor.pid, signal.SIGKILL)
    (var / "lotse.pid").unlink(missing_ok=True)


def table(settings: dict[str, str]) -> str:
    """Where to go, and as whom."""
    home = f"http://localhost:{settings['LOTSE_PORT']}"
    rows = [
        ("The sample shop, with the chat", f"{home}/demo"),
        ("The desk, for agents and leads", f"{home}/desk"),
        ("The API", f"{home}/docs"),
    ]
    if settings["LOTSE_DEMO"] == "1":
        rows += [
            ("Agent, pod Nord", "mira@demo.lotse · nordlicht-demo"),
            ("Agent, pod Süd", "leni@demo.lotse · nordlicht-demo"),
            ("Lead, pod Nord", "katrin@demo.lotse · nordlicht-demo"),
        ]
    rule = "─" * 34 + "┼" + "─" * 38
    lines = [f" {name:<32} │ {value}" for name, value in rows]
    return "\n".join(["", rule.replace("┼", "┬"), *lines, rule.replace("┼", "┴"), " Ctrl-C ends it.", ""])


def _answers(url: str, token: str) -> bool:
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {token}"})
    try:
        with urllib.request.urlopen(request, timeout=2) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _end(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _end)
    try:
        main()
    except KeyboardInterrupt:
        print("\nLotse has ended.")
    except Trouble as trouble:
        sys.exit(f"✗ {trouble}")
