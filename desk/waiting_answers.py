"""The assistant still answers standard questions while the customer waits, and only then.

One article for a message that is surely a standard question, calmly asked; never the same one twice, never in a hard
case, and never once a person has the conversation. Small talk is left unanswered: somebody is coming.
"""

from typing import Any

from desk import briefings, hours
from desk.changes import Change, change
from desk.core import Desk
from desk.errors import NotFoundError
from desk.event import BOT
from desk.knowledge import HELP, Article
from desk.lifecycle import WAITING
from desk.store import turns
from desk.store.turns import TurnState
from desk.texts import contact_in
from desk.words import Sentence

FAQ = "faq/"
CALM = frozenset({"calm", "pleased"})


async def answer(
    desk: Desk, conversation_id: str, sequence: int, text: str, understood: dict[str, Any], owner_epoch: int
) -> None:
    """Tell the article that the message asks for, if the conversation still waits as it did when it was read."""
    article = None if contact_in(text) else article_for(desk, understood)
    if article is None:
        return
    try:
        async with change(desk, conversation_id) as under_way:
            if _waits_calmly(under_way, owner_epoch) and article.slug not in await _told(under_way):
                await _tell(under_way, article, sequence)
    except NotFoundError:
        return


def article_for(desk: Desk, understood: dict[str, Any]) -> Article | None:
    """The article for a message with one sure concern that an article answers, calmly put; else None."""
    concern, emotion = str(understood.get("intent") or ""), understood.get("emotion") or {}
    alone = set(understood.get("concerns") or [concern]) == {concern}
    sure = float(understood.get("confidence") or 0) >= desk.settings.waiting_answer_confidence
    if not (concern.startswith(FAQ) and alone and sure and emotion.get("label") in CALM):
        return None
    article = desk.knowledge.for_concern(concern)
    return article if article and article.kind == HELP and not article.expired(desk.clock().date()) else None


def _waits_calmly(under_way: Change, owner_epoch: int) -> bool:
    conversation = under_way.conversation
    return conversation.state in WAITING and conversation.owner_epoch == owner_epoch and not conversation.hard


async def _told(under_way: Change) -> set[str]:
    """Slugs of the articles that the customer has had already: from the assistant, or while waiting."""
    conversation_id = under_way.conversation.id
    done = await turns.of_conversation(under_way.connection, conversation_id)
    by_the_assistant = briefings.concerns_of([turn for turn in done if turn.state is TurnState.DONE])
    read = await turns.readings_of(under_way.connection, conversation_id)
    while_waiting = {understood["told"] for understood in read.values() if understood.get("told")}
    return {concern.removeprefix(FAQ) for concern in by_the_assistant} | while_waiting


async def _tell(under_way: Change, article: Article, sequence: int) -> None:
    language, connection = under_way.conversation.language, under_way.connection
    told = under_way.desk.knowledge.tell(article, language, await hours.in_force(connection))
    introduction = under_way.desk.say(Sentence.WHILE_YOU_WAIT, language)
    await under_way.append(BOT, f"{introduction}\n\n{told['text']}")
    await turns.note_told(connection, under_way.conversation.id, sequence, article.slug)
