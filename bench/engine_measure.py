"""Trains, starts and talks to one Rasa project, and tells what it cost. Linux: memory and CPU time come from /proc."""

from __future__ import annotations

import http.client
import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import fmean, median, quantiles
from typing import Any

from bench.engine_projects import ROOT, TOKEN, Project

MODELS = ROOT / "bench" / "results" / "engine"  # models with Rasa's logs beside them
TRAIN_TIMEOUT_SECONDS = 4 * 3600
READY_TIMEOUT_SECONDS = 300
STOP_TIMEOUT_SECONDS = 20
TURN_TIMEOUT_SECONDS = 60
POLL_SECONDS = 0.05
# Questions that one action answers each, as customers type them.
TEXTS = (
    *("hallo", "was kostet der versand", "wie lange dauert die lieferung?", "kann ich auf rechnung zahlen"),
    *("welche zahlungsarten gibts", "wie lange kann ich zurückschicken", "habt ihr einen laden in hamburg"),
    *("wie pflege ich den holztisch", "gibts einen gutschein für neukunden?", "danke"),
)
CONVERSATIONS = 10  # of all TEXTS each: 100 messages
LONG_TURNS = 300
FIRST_TURNS, LAST_TURNS = slice(1, 11), slice(290, 300)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a project cost: seconds, megabytes, milliseconds a message."""

    train_s: float
    train_cpu_s: float
    train_cached: bool
    ready_s: float
    ready_cpu_s: float
    ready_mb: float
    talked_mb: float
    p50_ms: float
    p95_ms: float
    first_turns_ms: float
    last_turns_ms: float
    # Of all messages, how many got an answer.
    answered: int
    messages: int

    @property
    def growth(self) -> float:
        """The 300th turn's cost over the first's, in means of ten."""
        return self.last_turns_ms / self.first_turns_ms


@dataclass(frozen=True, kw_only=True)
class _Trained:
    model: Path
    wall_s: float
    cpu_s: float
    cached: bool


def measure(project: Project, *, cache: bool) -> Figures:
    """All figures of a project; with `cache`, a model made from the same before is used again and marked.

    Raises:
        subprocess.CalledProcessError: if training fails; `train.log` beside the model says why.
        TimeoutError: if the engine is not ready in time.
    """
    trained = _train(project, MODELS / (project.fingerprint() if cache else project.module), cache)
    port = _free_port()
    with _serving(project, trained.model, port) as (engine, ready):
        ready_mb = _memory_mb(engine.pid)
        short, answered = _talk(project, port, [(f"short{each}.1", TEXTS) for each in range(CONVERSATIONS)])
        talked_mb = _memory_mb(engine.pid)
        texts = [TEXTS[number % len(TEXTS)] for number in range(LONG_TURNS)]
        long, answered_too = _talk(project, port, [("long.1", texts)])
    return Figures(
        train_s=trained.wall_s,
        train_cpu_s=trained.cpu_s,
        train_cached=trained.cached,
        ready_s=ready[0],
        ready_cpu_s=ready[1],
        ready_mb=ready_mb,
        talked_mb=talked_mb,
        p50_ms=median(short),
        p95_ms=quantiles(short, n=20)[-1],
        first_turns_ms=fmean(long[FIRST_TURNS]),
        last_turns_ms=fmean(long[LAST_TURNS]),
        answered=answered + answered_too,
        messages=len(short) + len(long),
    )


@contextmanager
def answering_actions() -> Iterator[str]:
    """An action server that says one sentence for every action, the same for both projects; its webhook."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _AnyAction)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/webhook"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _AnyAction(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Answers; a form's validation is quiet."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        quiet = asked["next_action"].startswith("validate_")
        said = [] if quiet else [{"text": "Das beantworte ich gern."}]
        content = json.dumps({"events": [], "responses": said}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Only figures are of interest."""


def _train(project: Project, folder: Path, cache: bool) -> _Trained:
    """The model in `folder` and what it cost; with `cache`, a finished training that lies there is not repeated."""
    kept, model = folder / "figures.json", folder / "model.tar.gz"
    if cache and kept.is_file() and model.is_file():
        return _Trained(model=model, cached=True, **json.loads(kept.read_text(encoding="utf-8")))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    print(f"training {project.name}; Rasa's lines go to {folder / 'train.log'}", file=sys.stderr)
    began, cpu = time.perf_counter(), _cpu_of_children()
    with tempfile.TemporaryDirectory() as empty, (folder / "train.log").open("wb") as log:
        subprocess.run(
            project.train_command(folder),
            cwd=ROOT,
            env=_environment() | {"RASA_CACHE_DIRECTORY": empty},
            stdout=log,
            stderr=subprocess.STDOUT,
            timeout=TRAIN_TIMEOUT_SECONDS,
            check=True,
        )
    spent = {"wall_s": time.perf_counter() - began, "cpu_s": _cpu_of_children() - cpu}
    kept.write_text(json.dumps(spent) + "\n", encoding="utf-8")
    return _Trained(model=model, cached=False, **spent)


@contextmanager
def _serving(project: Project, model: Path, port: int) -> Iterator[tuple[subprocess.Popen[bytes], tuple[float, float]]]:
    """A ready engine, with the seconds, of the clock and of CPU, from its start until then."""
    began = time.perf_counter()
    with (model.parent / "run.log").open("wb") as log:
        engine = subprocess.Popen(
            project.serve_command(model, port), cwd=ROOT, env=_environment(), stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_ready(project, port, engine)
        yield engine, (time.perf_counter() - began, _cpu_seconds(engine.pid))
    finally:
        engine.terminate()
        try:
            engine.wait(STOP_TIMEOUT_SECONDS)
        except subprocess.TimeoutExpired:
            engine.kill()
            engine.wait()


def _wait_until_ready(project: Project, port: int, engine: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + READY_TIMEOUT_SECONDS
    while time.monotonic() < deadline:
        if engine.poll() is not None:
            raise TimeoutError(f"{project.name} ended before it was ready")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", project.health, headers=_headers())
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"{project.name} was not ready within {READY_TIMEOUT_SECONDS} seconds")


def _talk(project: Project, port: int, conversations: list[tuple[str, Any]]) -> tuple[list[float], int]:
    """Milliseconds of each message over one connection, one after another, and how many were answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TURN_TIMEOUT_SECONDS)
    milliseconds, answered = [], 0
    for conversation, texts in conversations:
        for number, text in enumerate(texts):
            body = json.dumps(project.ask(conversation, number, text))
            began = time.perf_counter()
            connection.request("POST", project.turn, body, _headers())
            reply = connection.getresponse()
            content = reply.read()
            milliseconds.append((time.perf_counter() - began) * 1000)
            answered += reply.status == 200 and bool(project.said(json.loads(content)))
    connection.close()
    return milliseconds, answered


def _headers() -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}


def _environment() -> dict[str, str]:
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore", "RASA_TELEMETRY_ENABLED": "false"}
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")},
        **quiet,
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "LOG_LEVEL": "ERROR",
        "LOTSE_INTERNAL_TOKEN": TOKEN,
    }


def _cpu_of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _cpu_seconds(pid: int) -> float:
    """User and system time of a process; fields 14 and 15 of proc(5)'s stat, in ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory_mb(pid: int) -> float:
    """Resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
