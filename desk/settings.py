"""The desk's settings: read once from the environment, complete or not at all."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desk.secrets_file import read_secrets

Number = TypeVar("Number", int, float)
ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """A setting is missing or makes no sense; the message is one sentence that says what to do."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that an operator can choose. Durations are in seconds."""

    internal_token: str
    session_secret: str
    host: str = "127.0.0.1"
    port: int = 8000
    database_url: str = "sqlite+aiosqlite:///var/desk.db"
    engine_url: str = "http://127.0.0.1:5005"
    engine_timeout_seconds: float = 15
    actions_url: str = "http://127.0.0.1:5055"
    engine_start_seconds: float = 120
    address: str = "Sie"
    demo: bool = True
    allowed_origins: tuple[str, ...] = ("*",)
    trusted_proxies: int = 0
    knowledge_folder: Path = ROOT / "data" / "knowledge"
    topics_folder: Path = ROOT / "data"
    web_folder: Path = ROOT / "web" / "dist"
    attachments_folder: Path = Path("var/attachments")
    attachment_bytes: int = 10 * 1024 * 1024
    messages_per_minute: int = 40
    new_conversations_per_minute: int = 60
    login_failures_per_quarter_hour: int = 8
    session_seconds: int = 12 * 3600
    idle_lock_seconds: int = 15 * 60  # 0: never
    presence_seconds: int = 45
    agent_grace_seconds: int = 120
    wrap_up_seconds: int = 120
    waiting_answer_confidence: float = 0.8  # from here on a standard question is answered while the customer waits
    housekeeping_seconds: float = 5

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Settings from LOTSE_* variables; secrets also from `<LOTSE_VAR>/secrets.env`, made at the first run.

        Raises SettingsError.
        """
        given = os.environ if environment is None else environment
        var = Path(given.get("LOTSE_VAR") or "var")
        reader = _Reader({**read_secrets(var / "secrets.env"), **_lotse_variables(given)})
        settings = cls(
            internal_token=reader.secret("LOTSE_INTERNAL_TOKEN"),
            session_secret=reader.secret("LOTSE_SESSION_SECRET"),
            host=reader.text("LOTSE_HOST", cls.host),
            port=reader.port("LOTSE_PORT", cls.port),
            database_url=reader.database("LOTSE_DATABASE_URL", f"sqlite+aiosqlite:///{var}/desk.db"),
            engine_url=reader.url("LOTSE_ENGINE_URL", f"http://127.0.0.1:{reader.port('LOTSE_ENGINE_PORT', 5005)}"),
            engine_timeout_seconds=reader.positive("LOTSE_ENGINE_TIMEOUT_SECONDS", cls.engine_timeout_seconds),
            actions_url=reader.url("LOTSE_ACTIONS_URL", f"http://127.0.0.1:{reader.port('LOTSE_ACTIONS_PORT', 5055)}"),
            engine_start_seconds=reader.positive("LOTSE_ENGINE_START_SECONDS", cls.engine_start_seconds),
            address=reader.choice("LOTSE_ADDRESS", cls.address, ("Sie", "du")),
            demo=reader.choice("LOTSE_DEMO", "1", ("0", "1")) == "1",
            allowed_origins=reader.names("LOTSE_ALLOWED_ORIGINS", cls.allowed_origins),
            trusted_proxies=reader.count("LOTSE_TRUSTED_PROXIES", cls.trusted_proxies),
            knowledge_folder=reader.folder("LOTSE_KNOWLEDGE_FOLDER", cls.knowledge_folder),
            topics_folder=reader.folder("LOTSE_TOPICS_FOLDER", cls.topics_folder),
            web_folder=reader.folder("LOTSE_WEB_FOLDER", cls.web_folder),
            attachments_folder=reader.folder("LOTSE_ATTACHMENTS_FOLDER", var / "attachments"),
            attachment_bytes=reader.count("LOTSE_ATTACHMENT_BYTES", cls.attachment_bytes),
            messages_per_minute=reader.count("LOTSE_MESSAGES_PER_MINUTE", cls.messages_per_minute),
            new_conversations_per_minute=reader.count(
                "LOTSE_NEW_CONVERSATIONS_PER_MINUTE", cls.new_conversations_per_minute
            ),
            login_failures_per_quarter_hour=reader.count(
                "LOTSE_LOGIN_FAILURES_PER_QUARTER_HOUR", cls.login_failures_per_quarter_hour
            ),
            session_seconds=reader.count("LOTSE_SESSION_SECONDS", cls.session_seconds),
            idle_lock_seconds=reader.count("LOTSE_IDLE_LOCK_SECONDS", cls.idle_lock_seconds),
            presence_seconds=reader.count("LOTSE_PRESENCE_SECONDS", cls.presence_seconds),
            agent_grace_seconds=reader.count("LOTSE_AGENT_GRACE_SECONDS", cls.agent_grace_seconds),
            wrap_up_seconds=reader.count("LOTSE_WRAP_UP_SECONDS", cls.wrap_up_seconds),
            waiting_answer_confidence=reader.positive("LOTSE_WAITING_ANSWER_CONFIDENCE", cls.waiting_answer_confidence),
            housekeeping_seconds=reader.positive("LOTSE_HOUSEKEEPING_SECONDS", cls.housekeeping_seconds),
        )
        return settings


def _lotse_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables that are ours and not empty; an empty one counts as absent."""
    return {name: value.strip() for name, value in environment.items() if name.startswith("LOTSE_") and value.strip()}


class _Reader:
    """Reads one value after the other and refuses the first that makes no sense."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str, default: str) -> str:
        return self._values.get(name, default)

    def secret(self, name: str) -> str:
        value = self._values.get(name, "")
        _require(len(value) >= 16, f"{name} must have at least 16 characters.")
        return value

    def port(self, name: str, default: int) -> int:
        number = self._number(name, default, int)
        _require(0 < number < 65536, f"{name} must be a port between 1 and 65535, not {number}.")
        return number

    def count(self, name: str, default: int) -> int:
        number = self._number(name, default, int)
        _require(number >= 0, f"{name} must not be negative, it is {number}.")
        return number

    def positive(self, name: str, default: float) -> float:
        number = self._number(name, default, float)
        _require(number > 0, f"{name} must be a number above 0, not {number:g}.")
        return number

    def choice(self, name: str, default: str, choices: tuple[str, ...]) -> str:
        value = self.text(name, default)
        _require(value in choices, f"{name} must be {' or '.join(choices)}, not {value!r}.")
        return value

    def names(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]:
        value = self._values.get(name)
        return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip()) if value else default

    def folder(self, name: str, default: Path) -> Path:
        value = self._values.get(name)
        return Path(value) if value else default

    def url(self, name: str, default: str) -> str:
        value = self.text(name, default).rstrip("/")
        _require(
            value.startswith(("http://", "https://")), f"{name} must begin with http:// or https://, not {value!r}."
        )
        return value

    def database(self, name: str, default: str) -> str:
        value = self.text(name, default)
        known = ("sqlite+aiosqlite:///", "postgresql+asyncpg://")
        _require(value.startswith(known), f"{name} must begin with {' or '.join(known)}.")
        return value

    def _number(self, name: str, default: Number, kind: Callable[[str], Number]) -> Number:
        value = self._values.get(name)
        if value is None:
            return default
        try:
            return kind(value)
        except ValueError as exc:
            raise SettingsError(f"{name} must be a number, not {value!r}.") from exc


def _require(holds: bool, sentence: str) -> None:
    if not holds:
        raise SettingsError(sentence)
