"""Two wishes in one message ("wo ist mein Paket, und ich brauche die Rechnung"): the second follows the first."""

from __future__ import annotations

from actions.conversation import Conversation
from actions.services import BY_CONCERN, BY_END, SAME_MATTER
from actions.turn import Turn


def next_form(conversation: Conversation, ended: str) -> str | None:
    """The form for a wish that came in one message with the one just served; None if there is none."""
    concern = BY_END[ended].concern
    forms: list[str] = []
    begun: set[str] = set()
    for event in conversation.events:
        if event["event"] == "user":
            wishes = Turn.of(event.get("parse_data") or {}).services
            others = [wish for wish in wishes if not _same_matter(wish, concern)]
            if concern in wishes and others:
                forms, begun = [BY_CONCERN[wish].form for wish in others], set()
        elif event["event"] == "active_loop" and event["name"]:
            begun.add(event["name"])
    return next((form for form in forms if form not in begun), None)


def _same_matter(one: str, other: str) -> bool:
    return one == other or any({one, other} <= matter for matter in SAME_MATTER)
