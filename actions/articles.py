"""Answers from the knowledge articles, which the desk publishes."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from actions.base import ASK_BACK, LISTEN, LotseAction, offer_person
from actions.conversation import Button, Conversation
from actions.desk_client import Article, DeskUnavailable, desk
from actions.forget import forget_form
from actions.services import BY_CONCERN
from actions.turn import FAQ

MOST_ANSWERS = 3
MOST_BUTTONS = 3
MISSING_ARTICLE_REASON = "complex"

logger = logging.getLogger(__name__)


class AnswerArticle(LotseAction):
    """Answers every standard question of a message, then returns to the form or begins the one asked for."""

    called = "action_answer_article"

    async def act(self, conversation: Conversation) -> list[EventType]:
        """Tells the articles; whatever a form waits for is asked again afterwards."""
        if conversation.turn.only_details:
            return [FollowupAction(ASK_BACK)]
        concerns = [each for each in conversation.turn.concerns if each not in BY_CONCERN]
        events = await tell_articles(conversation, concerns)
        if conversation.active_form and "goodbye" in concerns:
            return [*events, ActiveLoop(None), SlotSet("requested_slot", None), *forget_form(), FollowupAction(LISTEN)]
        return [*events, FollowupAction(conversation.active_form or _form_asked_for(conversation) or LISTEN)]


async def tell_talk(conversation: Conversation, slug: str, response: str, buttons: Sequence[Button] = ()) -> None:
    """Small talk from its article; `response` stands in while the desk does not tell it."""
    article = await _article(slug, conversation.language)
    if article and article.text:
        leads = [] if conversation.active_form else conversation.buttons_for(article.leads_to)
        conversation.say_text(article.text, buttons or leads)
    else:
        conversation.say(response, buttons=buttons)


def _form_asked_for(conversation: Conversation) -> str | None:
    return next((BY_CONCERN[each].form for each in conversation.turn.concerns if each in BY_CONCERN), None)


async def tell_articles(conversation: Conversation, concerns: Sequence[str]) -> list[EventType]:
    """Says the article of each concern, at most MOST_ANSWERS; where one is missing, offers a person."""
    found = [await _article(each, conversation.language) for each in concerns[:MOST_ANSWERS]]
    told = [article for article in found if article and article.text]
    for article in told[:-1]:
        conversation.say_text(article.text or "")
    for article in told[-1:]:
        conversation.say_text(article.text or "", _further_buttons(conversation, told, concerns))
    events = _outcome(conversation, concerns) if told else []
    if len(told) == len(found):
        return events
    conversation.say("utter_article_missing")
    if conversation.active_form:
        return events
    offered = offer_person(conversation, MISSING_ARTICLE_REASON)
    return [*offered, *(events or [SlotSet("outcome", "still_open")])]


async def _article(concern: str, language: str) -> Article | None:
    try:
        return await desk().article(concern.removeprefix(f"{FAQ}/"), language)
    except DeskUnavailable as exc:
        logger.warning("No article for %s: %s", concern, exc)
        return None


def _further_buttons(conversation: Conversation, told: Sequence[Article], concerns: Sequence[str]) -> list[Button]:
    """What the articles lead to, as long as no form waits for an answer."""
    if conversation.active_form or _form_asked_for(conversation):
        return []
    leads = dict.fromkeys(lead for article in told for lead in article.leads_to if lead not in concerns)
    return conversation.buttons_for(list(leads)[:MOST_BUTTONS])


def _outcome(conversation: Conversation, concerns: Sequence[str]) -> list[EventType]:
    """`answered`; small talk leaves an outcome that the turn already has."""
    only_talk = not any(each.startswith(f"{FAQ}/") for each in concerns)
    return [] if only_talk and conversation.outcome_of_turn else [SlotSet("outcome", "answered")]
