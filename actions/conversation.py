"""What an action works with: the customer's turn, the slots, and a voice in the customer's language."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.settings import settings
from actions.turn import FAQ, Turn
from actions.wording import GERMAN, in_address

Button = dict[str, str]


class Conversation:
    """A conversation at the moment of one action."""

    def __init__(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: Mapping[str, Any]) -> None:
        self._dispatcher = dispatcher
        self._tracker = tracker
        self._responses: Mapping[str, Any] = domain.get("responses") or {}
        self.turn = Turn.of(tracker.latest_message)

    @property
    def language(self) -> str:
        """The customer's language, "de" or "en"."""
        return self.turn.language

    @property
    def active_form(self) -> str | None:
        """The form that is being filled in."""
        name: str | None = self._tracker.active_loop_name
        return name

    @property
    def events(self) -> list[dict[str, Any]]:
        """The episode so far, oldest first."""
        events: list[dict[str, Any]] = self._tracker.applied_events()
        return events

    @property
    def turns(self) -> list[Turn]:
        """The customer's messages so far, oldest first."""
        return _turns(self.events)

    @property
    def turns_since_last_form(self) -> list[Turn]:
        """The customer's messages since the last form ended, with those that fill in the present one."""
        events = self.events
        ended = [place for place, event in enumerate(events) if event["event"] == "active_loop" and not event["name"]]
        return _turns(events[ended[-1] :] if ended else events)

    @property
    def slots(self) -> dict[str, Any]:
        """All slots with their values."""
        return dict(self._tracker.slots)

    def slot(self, name: str) -> Any:
        """The value of a slot; None if it is not set."""
        return self._tracker.slots.get(name)

    @property
    def events_of_last_turn(self) -> list[dict[str, Any]]:
        """What happened between the customer's message before and the latest one."""
        events = self.events
        places = [place for place, event in enumerate(events) if event["event"] == "user"]
        return events[places[-2] : places[-1]] if len(places) > 1 else []

    @property
    def actions_of_last_turn(self) -> list[str]:
        """Names of the actions run on the customer's message before the latest one."""
        return [each["name"] for each in self.events_of_last_turn if each["event"] == "action"]

    @property
    def responses_of_last_turn(self) -> list[str]:
        """Names of the responses said in the turn before this one."""
        told = [(event.get("metadata") or {}).get("utter_action") for event in self.events_of_last_turn]
        return [each for each in told if each]

    @property
    def offered_last_turn(self) -> list[str]:
        """Payloads of the buttons below what the bot said last in the turn before this one."""
        said = [event for event in self.events_of_last_turn if event["event"] == "bot"]
        buttons = ((said[-1].get("data") or {}).get("buttons") or []) if said else []
        return [each["payload"] for each in buttons if each.get("payload")]

    def set_last_turn(self, slot: str) -> str | None:
        """The value that a slot got in the turn before this one: what still stands from it."""
        values = [each["value"] for each in self.events_of_last_turn if _sets(each, slot)]
        return values[-1] if values else None

    @property
    def outcome_of_turn(self) -> str | None:
        """What this turn has achieved so far."""
        outcomes = [each["value"] for each in self.events_of_turn if _sets(each, "outcome")]
        return outcomes[-1] if outcomes else None

    @property
    def events_of_turn(self) -> list[dict[str, Any]]:
        """What has happened since the customer's latest message."""
        events = self.events
        places = [place for place, event in enumerate(events) if event["event"] == "user"]
        return events[places[-1] + 1 :] if places else events

    def say(self, response: str, facts: Mapping[str, str] | None = None, buttons: Sequence[Button] = ()) -> None:
        """One message from the domain's responses, with facts filled in."""
        self._dispatcher.utter_message(response=response, buttons=list(buttons), **(facts or {}))

    def say_text(self, text: str, buttons: Sequence[Button] = ()) -> None:
        """One message in words of its own, such as an article's."""
        self._dispatcher.utter_message(text=text, buttons=list(buttons))

    def wording(self, response: str) -> str | None:
        """The text of a response in the customer's language, unfilled; None if there is none."""
        variation = self._variation(response)
        return in_address(variation["text"], settings().address) if variation and "text" in variation else None

    def label(self, concern: str) -> str | None:
        """What a customer with this concern would say, as a button shows it."""
        return self.wording(_label_response(concern))

    def german_label(self, concern: str) -> str | None:
        """The same in German, for the people at the desk."""
        variation = self._variation(_label_response(concern), GERMAN)
        return in_address(variation["text"], settings().address) if variation else None

    def buttons_for(self, concerns: Iterable[str]) -> list[Button]:
        """Buttons that lead to concerns; those without a label are left out."""
        labels = ((concern, self.label(concern)) for concern in concerns)
        return [{"title": label, "payload": concern} for concern, label in labels if label]

    def yes_no_buttons(self) -> list[Button]:
        """The buttons under an offer."""
        variation = self._variation("utter_offer_person") or {}
        return [dict(button) for button in variation.get("buttons", [])]

    def request_key(self, kind: str) -> str:
        """A key under which this turn writes a request: the same however often the turn is tried."""
        return f"{self.turn.turn_id or uuid.uuid4()}:{kind}"

    def _variation(self, response: str, language: str | None = None) -> Mapping[str, Any] | None:
        variations: list[Mapping[str, Any]] = self._responses.get(response) or []
        fitting = [each for each in variations if _fits(each, language or self.language)]
        general = [each for each in variations if not each.get("condition")]
        return next(iter([*fitting, *general]), None)


def _label_response(concern: str) -> str:
    return f"utter_{concern}" if concern.startswith(f"{FAQ}/") else f"utter_label_{concern}"


def _fits(variation: Mapping[str, Any], language: str) -> bool:
    return any(
        condition.get("name") == "language" and condition.get("value") == language
        for condition in variation.get("condition") or ()
    )


def _turns(events: Sequence[Mapping[str, Any]]) -> list[Turn]:
    return [Turn.of(event.get("parse_data") or {}) for event in events if event["event"] == "user"]


def _sets(event: Mapping[str, Any], slot: str) -> bool:
    return event["event"] == "slot" and event["name"] == slot
