"""The door for the assistant's actions: /internal/v1, on loopback, with the installation's own token."""

import asyncio

from sanic import Blueprint, HTTPResponse, Request

from desk import hours, reception, tokens, turns
from desk.api.bodies import HandoffBody, SearchBody, read_body
from desk.api.calls import Door
from desk.api.door import answer, bearer, desk_of
from desk.errors import NotFoundError, UnauthenticatedError

MOST_FOUND = 3
internal = Blueprint("internal", url_prefix="/internal/v1")
actions = Door(name="internal", blueprint=internal, refusals={401: "no_token, wrong_token"})


async def check_token(request: Request) -> None:
    """Raise UnauthenticatedError unless the caller knows the installation's token."""
    if not tokens.same(bearer(request), desk_of(request).settings.internal_token):
        raise UnauthenticatedError("This is not the internal token.", code="wrong_token")


@actions.route(
    "GET",
    "/articles/<slug:str>",
    "Read an article",
    query={"language": "de or en"},
    answers={200: "`{slug, title, text, leads_to, expired}`; an expired article has no text"},
    refusals={404: "unknown_article"},
)
async def article(request: Request, slug: str) -> HTTPResponse:
    """In the operator's form of address, with the opening hours in force."""
    desk = desk_of(request)
    knowledge, found = desk.knowledge, desk.knowledge.article(slug)
    if found is None:
        raise NotFoundError("There is no such article.", code="unknown_article")
    async with desk.database.read() as connection:
        in_force = await hours.in_force(connection)
    return answer(knowledge.tell(found, request.args.get("language") or "de", in_force))


@actions.route(
    "POST",
    "/articles/search",
    "Find the articles that fit a message",
    body=SearchBody,
    answers={
        200: "`{articles: [{slug, title, score}]}`, best first; score in 0..1 is the share of the message that fits"
    },
)
async def search_articles(request: Request) -> HTTPResponse:
    """Help that may be told now, three at most. The message stands in the body, so that it is in no log."""
    desk, body = desk_of(request), read_body(request, SearchBody)
    found = await asyncio.to_thread(desk.search.find, body.text, MOST_FOUND)
    articles = (
        {"slug": one.article.slug, "title": desk.knowledge.title(one.article, body.language), "score": one.score}
        for one in found
    )
    return answer({"articles": list(articles)})


@actions.route(
    "POST",
    "/handoffs",
    "Record that the assistant hands over",
    body=HandoffBody,
    answers={200: "`{accepted, available}`; carried out when the turn's result arrives"},
    refusals={404: "unknown_turn", 409: "turn_not_pending"},
)
async def record_handoff(request: Request) -> HTTPResponse:
    """If the engine dies after this, the handoff happens all the same."""
    desk, body = desk_of(request), read_body(request, HandoffBody)
    await turns.record_handoff(desk, body.turn_id, body.model_dump(mode="json", exclude={"turn_id"}))
    async with desk.database.read() as connection:
        found = await reception.look(desk, connection)
    return answer({"accepted": True, "available": found.available})


internal.on_request(check_token)
