"""The desk's parts, made once by `create_app` and handed to everything that works with them."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime

from desk.article_search import ArticleSearch
from desk.attachment_folder import AttachmentFolder
from desk.bell import Bell
from desk.clock import Clock
from desk.engine_client import EngineClient
from desk.hub import Hub
from desk.knowledge import Knowledge
from desk.labels import Labels
from desk.limits import Limits
from desk.orders_client import OrdersClient
from desk.pace import MeasuredPace
from desk.settings import Settings
from desk.store.database import Database
from desk.viewers import Viewers
from desk.ways_of_asking import WaysOfAsking
from desk.words import Sentence, Words
from desk.workers import Workers


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Settings, record, listeners, engine, knowledge and words of one running desk."""

    settings: Settings
    clock: Clock
    database: Database
    files: AttachmentFolder
    engine: EngineClient
    orders: OrdersClient
    knowledge: Knowledge
    asked: WaysOfAsking
    search: ArticleSearch
    labels: Labels
    limits: Limits
    words: Words
    started_at: datetime
    hub: Hub = field(default_factory=Hub)
    pace: MeasuredPace = field(default_factory=MeasuredPace)
    viewers: Viewers = field(default_factory=Viewers)
    workers: Workers = field(default_factory=Workers)
    queue_changed: Bell = field(default_factory=Bell)
    touched: set[str] = field(default_factory=set)  # ids of people whose cases have changed since they were last told
    assistant_typing: set[str] = field(default_factory=set)  # ids of conversations
    looking_at_files: asyncio.Lock = field(default_factory=asyncio.Lock)  # one at a time: pictures take memory

    @classmethod
    def open(cls, settings: Settings, clock: Clock) -> "Desk":
        """A desk by its settings; no connection is opened yet."""
        knowledge = Knowledge(settings.knowledge_folder, settings.address, clock)
        asked = WaysOfAsking(settings.topics_folder)
        return cls(
            settings=settings,
            clock=clock,
            database=Database(settings.database_url),
            files=AttachmentFolder(settings.attachments_folder),
            engine=EngineClient(settings.engine_url, settings.internal_token, settings.engine_timeout_seconds),
            orders=OrdersClient(settings.actions_url),
            knowledge=knowledge,
            asked=asked,
            search=ArticleSearch(knowledge, asked),
            labels=Labels(settings.topics_folder, knowledge, settings.address),
            limits=Limits(clock),
            words=Words(settings.address),
            started_at=clock(),
        )

    def say(self, sentence: Sentence, language: str, **names: object) -> str:
        """A sentence of the desk for a customer."""
        return self.words.say(sentence, language, **names)
