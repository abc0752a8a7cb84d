"""The desk as a Sanic application: parts, doors, pages, and what happens at start and stop."""

import asyncio
from functools import partial
from itertools import count
from types import SimpleNamespace
from typing import Any, TypeAlias

from sanic import Sanic
from sanic.config import Config

from desk import dispatch, docs_page, turns, web
from desk.api.agent import agent
from desk.api.agent_stream import stream as _agent_stream  # noqa: F401  registers its route
from desk.api.attachments import receive as _attachments  # noqa: F401  registers their routes
from desk.api.audit import auditing
from desk.api.case import case
from desk.api.context import context_calls
from desk.api.customer import customer
from desk.api.customer_stream import stream as _customer_stream  # noqa: F401  registers its route
from desk.api.goodwill import goodwill_calls
from desk.api.hours import public_hours
from desk.api.internal import internal
from desk.api.invitations import inviting
from desk.api.live import living
from desk.api.mentions import mention_calls
from desk.api.people import people
from desk.api.room import room_calls
from desk.api.rules import ruling
from desk.api.snippets import snippet_calls
from desk.api.viewing import viewing_calls
from desk.clock import Clock, utc_now
from desk.core import Desk
from desk.cors import allow_other_sites, answer_preflight
from desk.failures import answer_failure
from desk.housekeeping import Housekeeping
from desk.logs import log_of
from desk.security_headers import add_security_headers
from desk.settings import Settings
from desk.telling import Telling

log = log_of(__name__)
App: TypeAlias = Sanic[Config, SimpleNamespace]
LARGEST_BODY_BYTES = 64 * 1024
_numbers = count(1)


def create_app(settings: Settings, clock: Clock = utc_now) -> App:
    """The desk, ready to be served. Nothing is opened before it starts."""
    app: App = Sanic(f"desk-{next(_numbers)}", configure_logging=False)
    app.error_handler.add(Exception, answer_failure)
    app.config.update(_sanic_settings(settings))
    app.ctx.desk = Desk.open(settings, clock)
    team = (living, people, inviting, ruling, auditing)
    together = (context_calls, goodwill_calls, mention_calls, room_calls, snippet_calls, viewing_calls)
    for blueprint in (public_hours, customer, agent, case, *team, *together, internal, docs_page.docs, web.pages):
        app.blueprint(blueprint)
    app.register_middleware(answer_preflight, "request")
    app.register_middleware(allow_other_sites, "response")
    app.register_middleware(add_security_headers, "response")
    app.before_server_start(_start)
    app.before_server_stop(_stop)
    return app


def _sanic_settings(settings: Settings) -> dict[str, Any]:
    return {
        "ACCESS_LOG": False,
        "AUTO_EXTEND": False,
        "FALLBACK_ERROR_FORMAT": "json",
        "TOUCHUP": False,
        "MOTD": False,
        "REQUEST_MAX_SIZE": LARGEST_BODY_BYTES,
        "WEBSOCKET_MAX_SIZE": LARGEST_BODY_BYTES,
        "WEBSOCKET_PING_INTERVAL": 15,
        "WEBSOCKET_PING_TIMEOUT": 15,
        "RESPONSE_TIMEOUT": 60,
        "GRACEFUL_SHUTDOWN_TIMEOUT": 3.0,
        "PROXIES_COUNT": settings.trusted_proxies or None,
    }


async def _start(app: App) -> None:
    """Check the database, take up what a crash left, and begin to keep house."""
    desk: Desk = app.ctx.desk
    await desk.database.check_ready()
    await asyncio.to_thread(desk.labels.load)
    await asyncio.to_thread(desk.asked.load)
    housekeeping = Housekeeping(desk)
    desk.workers.start("telling of the queue", Telling(desk).keep_telling)
    offers = partial(dispatch.round_of_offers, desk)
    desk.workers.repeat("offering cases", dispatch.BACKSTOP_SECONDS, offers, desk.queue_changed.listener())
    desk.workers.repeat("housekeeping", desk.settings.housekeeping_seconds, housekeeping.round)
    desk.workers.start("preparing the search", partial(asyncio.to_thread, desk.search.prepare))
    desk.workers.start("resuming turns", partial(turns.resume, desk))


async def _stop(app: App) -> None:
    """Send listeners home and stop working; pending turns stay in the database."""
    desk: Desk = app.ctx.desk
    desk.hub.close()
    desk.queue_changed.set()
    await desk.workers.stop()
    await desk.engine.close()
    await desk.orders.close()
    await desk.database.close()
    log.info("The desk has stopped")
