"""The assistant's turns: one at a time per conversation, never lost, never shown after a person has taken over."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import uuid4

from desk import briefings, readings
from desk.assistant_typing import assistant_typing
from desk.changes import Change, change
from desk.core import Desk
from desk.engine_client import Answer, EngineError, Message
from desk.errors import ConflictError, NotFoundError
from desk.event import BOT, AuthorKind, Event
from desk.handing_over import hand_over
from desk.handoff import Briefing, Reason
from desk.logs import log_of
from desk.store import conversations, events, turns
from desk.store.turns import Turn, TurnState
from desk.words import Sentence

log = log_of(__name__)


async def plan(under_way: Change, message: Event, concern: str | None = None) -> None:
    """Note that the assistant owes an answer to this message, or is to go on with a concern that colleagues chose."""
    conversation = under_way.conversation
    turn = Turn(
        id=str(uuid4()),
        conversation_id=conversation.id,
        sequence=message.sequence,
        episode=conversation.episode,
        owner_epoch=conversation.owner_epoch,
        created_at=under_way.now,
        chosen=concern or await _chosen(under_way, message.text or ""),
    )
    await turns.add(under_way.connection, turn)


def wake(desk: Desk, conversation_id: str) -> None:
    """Work on the conversation's pending turns, unless that is under way already."""
    desk.workers.wake(f"turns of {conversation_id}", partial(_work, desk, conversation_id))


async def resume(desk: Desk) -> None:
    """After a start: take up what a crash left pending, as soon as the engine is ready."""
    async with desk.database.read() as connection:
        waiting = await turns.conversations_pending(connection)
    if waiting and not await desk.engine.wait_until_ready(desk.settings.engine_start_seconds):
        log.warning("The engine is not ready; pending turns go to people", turns=len(waiting))
    for conversation_id in waiting:
        wake(desk, conversation_id)


async def record_handoff(desk: Desk, turn_id: str, briefing: dict[str, Any]) -> str:
    """Keep the assistant's wish to hand over until its turn ends; the conversation's id.

    Raises NotFoundError (unknown_turn), ConflictError (turn_not_pending).
    """
    async with desk.database.read() as connection:
        turn = await turns.find(connection, turn_id)
    if turn is None:
        raise NotFoundError("There is no such turn.", code="unknown_turn")
    async with change(desk, turn.conversation_id) as under_way:
        _check_pending(await turns.find(under_way.connection, turn_id))
        await turns.record_briefing(under_way.connection, turn_id, briefing)
    return turn.conversation_id


def _check_pending(turn: Turn | None) -> None:
    if turn is None or turn.state is not TurnState.PENDING:
        raise ConflictError("This turn is over.", code="turn_not_pending")


async def _chosen(under_way: Change, text: str) -> str | None:
    """The payload of the button whose title the customer sent."""
    buttons = await events.latest_buttons(under_way.connection, under_way.conversation.id)
    return next((button.get("payload") for button in buttons if button["title"].strip() == text), None)


async def _work(desk: Desk, conversation_id: str) -> None:
    while turn := await _next(desk, conversation_id):
        await _take(desk, turn)


async def _next(desk: Desk, conversation_id: str) -> Turn | None:
    async with desk.database.read() as connection:
        return await turns.next_pending(connection, conversation_id)


async def _take(desk: Desk, turn: Turn) -> None:
    """Ask the engine, unless the conversation has changed hands; settle the turn in any case."""
    question = await _question(desk, turn)
    if question is None:
        await _drop(desk, turn, "The conversation had changed hands before the engine was asked.")
        return
    try:
        async with assistant_typing(desk, turn.conversation_id):
            answer = await desk.engine.turn(**question)
    except EngineError as exc:
        log.error("The engine did not answer", conversation=turn.conversation_id, turn=turn.id, problem=str(exc))
        await _settle(desk, turn, None, str(exc))
    else:
        await _settle(desk, turn, answer, None)


async def _question(desk: Desk, turn: Turn) -> dict[str, Any] | None:
    async with desk.database.read() as connection:
        conversation = await conversations.find(connection, turn.conversation_id)
        message = await events.by_sequence(connection, turn.conversation_id, turn.sequence)
    if conversation is None or message is None or conversation.owner_epoch != turn.owner_epoch:
        return None
    return {
        "conversation": f"{conversation.id}.{turn.episode}",
        "turn_id": turn.id,
        "text": _words_for(desk, turn, message, conversation.language),
        "chosen": turn.chosen,
        "language": conversation.language,
    }


def _words_for(desk: Desk, turn: Turn, message: Event, language: str) -> str:
    """What the customer wrote; where colleagues chose the concern, as a customer would put it."""
    if message.author.kind is AuthorKind.CUSTOMER or turn.chosen is None:
        return message.text or ""
    return desk.labels.wish(turn.chosen, language) or turn.chosen


async def _drop(desk: Desk, turn: Turn, note: str, understood: dict[str, Any] | None = None) -> None:
    async with desk.database.write() as connection:
        await turns.finish(connection, turn.id, TurnState.DROPPED, desk.clock(), note=note, understood=understood)
    if understood is None:
        readings.wake(desk, turn.conversation_id, turn.sequence)


async def _settle(desk: Desk, turn: Turn, answer: Answer | None, problem: str | None) -> None:
    """Write the turn's result in one transaction, if the conversation still belongs to the assistant."""
    try:
        async with change(desk, turn.conversation_id) as under_way:
            current = await turns.find(under_way.connection, turn.id)
            if current is None or under_way.conversation.owner_epoch != turn.owner_epoch:
                note = "The answer came after the conversation had changed hands; it was not shown."
                await _finish(under_way, turn, TurnState.DROPPED, answer, note)
            elif answer is None or not (answer.messages or current.briefing):
                await _fail(under_way, current, problem or "The engine said nothing.")
            else:
                await _answer(under_way, current, answer)
    except NotFoundError:
        log.info("A conversation was erased while its turn was under way", turn=turn.id)
        await _drop(desk, turn, "The conversation was erased.", understood={})


async def _answer(under_way: Change, turn: Turn, answer: Answer) -> None:
    """Say what the engine says; hand over if it asked for that."""
    last = len(answer.messages) - 1
    for number, message in enumerate(answer.messages):
        await _say(under_way, message, answer.progress.get("asks") if number == last else None)
    await _finish(under_way, turn, TurnState.DONE, answer, None)
    if turn.briefing is not None:
        await hand_over(under_way, briefing_of(turn.briefing), turn.id)


async def _say(under_way: Change, message: Message, asks: str | None) -> None:
    buttons = tuple(button.model_dump() for button in message.buttons)
    await under_way.append(BOT, message.text, buttons=buttons, asks=asks)


async def _fail(under_way: Change, turn: Turn, problem: str) -> None:
    """Say honestly that it did not work, and hand over."""
    await under_way.append(BOT, under_way.desk.say(Sentence.ENGINE_FAILED, under_way.conversation.language))
    await _finish(under_way, turn, TurnState.FAILED, None, problem[:200])
    if turn.briefing is not None:
        briefing = briefing_of(turn.briefing)
    else:
        summary = briefings.ENGINE_FAILED
        briefing = await briefings.from_record(under_way.connection, under_way.conversation, Reason.COMPLEX, summary)
    await hand_over(under_way, briefing, turn.id)


async def _finish(under_way: Change, turn: Turn, state: TurnState, answer: Answer | None, note: str | None) -> None:
    understood, progress = (answer.understood or None, answer.progress or None) if answer else (None, None)
    if answer and answer.language:
        under_way.conversation = replace(under_way.conversation, language=answer.language)
    await turns.finish(
        under_way.connection, turn.id, state, under_way.now, note=note, understood=understood, progress=progress
    )
    if state is TurnState.DONE:
        delivered = max(under_way.conversation.delivered_sequence, await _answered_up_to(under_way, turn))
        under_way.conversation = replace(under_way.conversation, delivered_sequence=delivered)


async def _answered_up_to(under_way: Change, done: Turn) -> int:
    """The turn's message, and files that came after it, if nothing else is to be answered."""
    connection, conversation_id = under_way.connection, under_way.conversation.id
    if await turns.next_pending(connection, conversation_id):
        return done.sequence
    return await events.last_of_customer(connection, conversation_id)


def briefing_of(recorded: dict[str, Any]) -> Briefing:
    """The briefing as recorded on a turn."""
    return Briefing(
        reason=Reason(recorded["reason"]),
        concerns=tuple(recorded.get("concerns") or ()),
        filled=recorded.get("filled") or {},
        tried=tuple(recorded.get("tried") or ()),
        summary=recorded.get("summary") or "",
        emotion_course=tuple(recorded.get("emotion_course") or ()),
    )
