"""A real desk on a free port for each test, with a stand-in engine behind it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from desk import seed, sessions
from desk.settings import Settings
from tests.desk.databases import PostgresTemplate, SqliteTemplate, Template
from tests.desk.house import FakeClock, House, open_house
from tests.desk.serving import serving
from tests.desk.stand_in_engine import StandInEngine

INTERNAL_TOKEN = "internal-token-for-tests"
ARTICLES = Path(__file__).parent / "articles"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "both_databases: the contract that holds over SQLite and over PostgreSQL")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests marked so run over both databases, all others over SQLite."""
    if "template" in metafunc.fixturenames:
        both = metafunc.definition.get_closest_marker("both_databases")
        databases = ["sqlite", "postgresql"] if both else ["sqlite"]
        metafunc.parametrize("template", databases, indirect=True, scope="session")


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hashing passwords is meant to be slow; tests log in often."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (sessions, seed):
            patch.setattr(module, "hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


@pytest.fixture(scope="session")
def template(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, cheap_passwords: None
) -> Iterator[Template]:
    """A migrated database with the demo's people, from which every test gets its own copy."""
    made: Template = (
        SqliteTemplate(tmp_path_factory.mktemp("template")) if request.param == "sqlite" else PostgresTemplate()
    )
    made.prepare()
    yield made
    made.drop()


@pytest.fixture
def database_url(template: Template, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of this test's own."""
    yield template.copy(tmp_path)
    template.drop_copies()


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still until a test moves it."""
    return FakeClock()


@pytest.fixture
async def engine() -> AsyncIterator[StandInEngine]:
    """A stand-in engine that echoes, until a test gives it another script."""
    stand_in = StandInEngine(token=INTERNAL_TOKEN)
    async with serving(stand_in.app()) as url:
        stand_in.url = url
        yield stand_in


@pytest.fixture
def settings(database_url: str, engine: StandInEngine, tmp_path: Path) -> Settings:
    """Settings of the desk under test; housekeeping and locking are asked for by the tests of them."""
    return Settings(
        internal_token=INTERNAL_TOKEN,
        session_secret="session-secret-for-tests",
        database_url=database_url,
        engine_url=engine.url,
        engine_timeout_seconds=5,
        engine_start_seconds=5,
        knowledge_folder=ARTICLES,
        topics_folder=ARTICLES / "topics",
        web_folder=tmp_path / "web",
        attachments_folder=tmp_path / "attachments",
        idle_lock_seconds=0,
        housekeeping_seconds=3600,
    )


@pytest.fixture
async def house(settings: Settings, clock: FakeClock) -> AsyncIterator[House]:
    """The running desk."""
    async with open_house(settings, clock) as opened:
        yield opened
