"""A real desk on a free port for each test, over SQLite and over PostgreSQL, with a stand-in engine behind it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from desk.settings import Settings
from tests.desk.databases import PostgresTemplate, SqliteTemplate, Template
from tests.desk.house import FakeClock, House, open_house
from tests.desk.serving import serving
from tests.desk.stand_in_engine import StandInEngine

INTERNAL_TOKEN = "internal-token-for-tests"
ARTICLES = Path(__file__).parent / "articles"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def template(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
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
    """Settings of the desk under test; housekeeping runs only when a test asks for it."""
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
        housekeeping_seconds=3600,
    )


@pytest.fixture
async def house(settings: Settings, clock: FakeClock) -> AsyncIterator[House]:
    """The running desk."""
    async with open_house(settings, clock) as opened:
        yield opened
