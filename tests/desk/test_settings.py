"""Settings: read once, complete or not at all, with one clear sentence when something is wrong."""

import stat
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from desk.settings import Settings, SettingsError


def read(tmp_path: Path, **variables: str) -> Settings:
    return Settings.from_environment({"LOTSE_VAR": str(tmp_path), **variables})


def test_defaults_are_enough(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert (settings.host, settings.port, settings.address, settings.demo) == ("127.0.0.1", 8000, "Sie", True)
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/desk.db"
    assert settings.engine_url == "http://127.0.0.1:5005"
    assert settings.allowed_origins == ("*",)


def test_secrets_are_made_once_and_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    first, again = read(tmp_path), read(tmp_path)
    assert first.internal_token == again.internal_token
    assert first.session_secret != first.internal_token
    assert stat.S_IMODE((tmp_path / "secrets.env").stat().st_mode) == 0o600


def test_secrets_of_the_environment_come_first(tmp_path: Path) -> None:
    assert read(tmp_path, LOTSE_INTERNAL_TOKEN="a-token-of-my-own").internal_token == "a-token-of-my-own"


def test_values_are_read(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        LOTSE_PORT="9000",
        LOTSE_ENGINE_PORT="6000",
        LOTSE_ADDRESS="du",
        LOTSE_DEMO="0",
        LOTSE_ALLOWED_ORIGINS="https://a.example, https://b.example/",
        LOTSE_ENGINE_TIMEOUT_SECONDS="2.5",
    )
    assert (settings.port, settings.engine_url, settings.address) == (9000, "http://127.0.0.1:6000", "du")
    assert settings.demo is False
    assert settings.allowed_origins == ("https://a.example", "https://b.example")
    assert settings.engine_timeout_seconds == 2.5


def test_an_empty_variable_counts_as_absent(tmp_path: Path) -> None:
    assert read(tmp_path, LOTSE_PORT="", LOTSE_ADDRESS=" ").port == 8000


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LOTSE_PORT", "eighty", "LOTSE_PORT must be a number, not 'eighty'."),
        ("LOTSE_PORT", "70000", "LOTSE_PORT must be a port between 1 and 65535, not 70000."),
        ("LOTSE_ADDRESS", "ihr", "LOTSE_ADDRESS must be Sie or du, not 'ihr'."),
        ("LOTSE_DEMO", "yes", "LOTSE_DEMO must be 0 or 1, not 'yes'."),
        ("LOTSE_ENGINE_URL", "localhost:5005", "LOTSE_ENGINE_URL must begin with http:// or https://"),
        ("LOTSE_DATABASE_URL", "mysql://x", "LOTSE_DATABASE_URL must begin with sqlite"),
        ("LOTSE_ENGINE_TIMEOUT_SECONDS", "0", "LOTSE_ENGINE_TIMEOUT_SECONDS must be a number above 0"),
        ("LOTSE_ENGINE_TIMEOUT_SECONDS", "nan", "LOTSE_ENGINE_TIMEOUT_SECONDS must be a number above 0"),
        ("LOTSE_MESSAGES_PER_MINUTE", "-1", "LOTSE_MESSAGES_PER_MINUTE must not be negative"),
        ("LOTSE_INTERNAL_TOKEN", "short", "LOTSE_INTERNAL_TOKEN must have at least 16 characters."),
    ],
)
def test_what_makes_no_sense_is_refused_with_one_sentence(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, **{name: value})
    assert str(refused.value).startswith(sentence)
    assert "\n" not in str(refused.value)


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        read(tmp_path).port = 1  # type: ignore[misc]
