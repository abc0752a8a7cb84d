"""What happened in an episode, retold in short German for the person who takes over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.conversation import Conversation
from actions.form_end import ANSWERED, FORM_DONE, GAVE_UP, LOOKED_UP, SHOP_UNAVAILABLE
from actions.services import BY_FORM, TOLD_SLOTS, Service
from actions.turn import FAQ, Turn
from actions.wording import ENGLISH, GERMAN, list_text

# Talk is no concern that a person has to settle; an insult or a foreign subject is one only if there is nothing else.
TALK = frozenset({"greet", "goodbye", "thank", "affirm", "deny", "stop", "ask_bot", "ask_capabilities", "give_praise"})
BESIDES = frozenset({"insult", "out_of_scope"})
REASONS = {
    "request_human": "Möchte mit einem Menschen sprechen.",
    "emotion": "Die Stimmung ist gekippt.",
    "complex": "Braucht eine Entscheidung, die der Assistent nicht treffen kann.",
    "repeated_misunderstanding": "Der Assistent hat mehrmals nicht verstanden.",
    "legal": "Kündigt rechtliche oder öffentliche Schritte an.",
    "safety": "Meldet eine Verletzung oder Gefahr durch einen Artikel.",
    "vulnerable": "Befindet sich in einer belastenden Lage.",
    "fraud": "Meldet Betrug oder Missbrauch des Kontos.",
}
LANGUAGES = {ENGLISH: "Schreibt Englisch."}
EMOTIONS = {
    "pleased": "zufrieden",
    "worried": "besorgt",
    "frustrated": "genervt",
    "angry": "verärgert",
    "distressed": "verzweifelt",
}
# How a service ended, by what its closing action achieved.
ENDINGS = {
    FORM_DONE: "erledigt",
    LOOKED_UP: "im System nachgesehen und Auskunft gegeben",
    ANSWERED: "doch nicht gewünscht",
}
TROUBLES = {
    GAVE_UP: "nach drei Fehlversuchen aufgegeben",
    SHOP_UNAVAILABLE: "Bestelldaten waren nicht erreichbar",
}


def concerns_of_episode(conversation: Conversation) -> tuple[str, ...]:
    """Every concern recognised, in order; none if there was only talk."""
    recognised = dict.fromkeys(concern for turn in conversation.turns for concern in _brought_by(turn))
    concerns = tuple(concern for concern in recognised if concern not in TALK)
    return tuple(concern for concern in concerns if concern not in BESIDES) or concerns


def _brought_by(turn: Turn) -> tuple[str, ...]:
    """A bare number or postcode is an answer, whatever it resembles."""
    return () if turn.only_details else turn.concerns


def told_in_episode(conversation: Conversation) -> dict[str, str]:
    """What the customer told, also in forms that have ended: the latest value of each slot."""
    told = {
        event["name"]: str(event["value"])
        for event in conversation.events
        if event["event"] == "slot" and event["name"] in TOLD_SLOTS and event["value"] is not None
    }
    return {slot: told[slot] for slot in TOLD_SLOTS if slot in told}


def summary_of(conversation: Conversation, reason: str) -> str:
    """One to four sentences: what is wanted, about which order and in which mood, why a person is needed, and who
    does not write German."""
    told = (_wanted(conversation), _state(conversation), REASONS[reason], LANGUAGES.get(conversation.language))
    return " ".join(sentence for sentence in told if sentence)


def _wanted(conversation: Conversation) -> str:
    concerns = [concern for concern in concerns_of_episode(conversation) if concern != "request_human"]
    labels = [conversation.german_label(concern) for concern in concerns]
    quoted = [f"„{label}“" for label in labels if label]
    return f"Anliegen: {list_text(quoted, GERMAN)}." if quoted else ""


def _state(conversation: Conversation) -> str:
    number = told_in_episode(conversation).get("order_number")
    checked = " (Nachweis geprüft)" if conversation.slot("proof") else ""
    order = f"Bestellung {number}{checked}" if number else ""
    sentence = ", ".join(part for part in (order, _mood(conversation.turn)) if part)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""


def _mood(turn: Turn) -> str:
    if turn.emotion.label not in EMOTIONS:
        return ""
    telling = f" (»{'«, »'.join(turn.emotion.telling)}«)" if turn.emotion.telling else ""
    return f"zuletzt {EMOTIONS[turn.emotion.label]}{telling}"


def tried_by_bot(conversation: Conversation) -> tuple[str, ...]:
    """What the bot did, one short sentence a step, oldest first."""
    return tuple(_Retelling(conversation).steps())


class _Retelling:
    """Walks through an episode's events, remembering the message and the service that a step belongs to."""

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._turn: Turn | None = None
        self._service: Service | None = None
        self._form_open = False

    def steps(self) -> list[str]:
        """The steps, without repetitions in a row."""
        told: list[str] = []
        for event in self._conversation.events:
            step = self._step(event)
            if step and step not in told[-1:]:
                told.append(step)
        return told

    def _step(self, event: Mapping[str, Any]) -> str | None:
        match event["event"]:
            case "user":
                self._turn = Turn.of(event.get("parse_data") or {})
            case "active_loop":
                return self._form(event["name"])
            case "action":
                return self._action(event["name"])
            case "slot" if event["value"]:
                return self._slot(event["name"], event["value"])
            case "bot":
                reference = (event.get("metadata") or {}).get("reference")
                return f"Vorgang angelegt: {reference}" if reference else None
        return None

    def _form(self, name: str | None) -> str | None:
        self._form_open = name is not None
        if name not in BY_FORM:
            return None
        self._service = BY_FORM[name]
        return f"{self._service.german} begonnen"

    def _action(self, name: str) -> str | None:
        if name == "action_answer_article":
            return self._articles()
        if name == "action_ask_back":
            return "Nachgefragt, was gemeint war"
        if name == "action_leave_form" and self._service:
            left, self._service = self._service, None
            return f"{left.german} auf Wunsch abgebrochen"
        return None

    def _articles(self) -> str | None:
        concerns = self._turn.concerns if self._turn else ()
        labels = [self._conversation.german_label(each) or each for each in concerns if each.startswith(f"{FAQ}/")]
        return f"Auskunft gegeben: {list_text(labels, GERMAN)}" if labels else None

    def _slot(self, name: str, value: Any) -> str | None:
        if name == "person_offered":
            return "Einen Menschen angeboten"
        # While the form is open, an outcome is that of an interruption.
        endings = {"form_trouble": TROUBLES, "outcome": {} if self._form_open else ENDINGS}.get(name, {})
        if self._service is None or value not in endings:
            return None
        ended, self._service = self._service, None
        return f"{ended.german}: {endings[value]}"
