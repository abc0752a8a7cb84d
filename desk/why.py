"""Why a case came to this person and not to the others: recorded as codes and figures, told in sentences."""

from datetime import datetime
from typing import Any

from desk.routing import Because, Choice, NotBecause
from desk.store.assignments import Assignment

MOST_OTHERS = 40
# What says something about how a colleague is doing: between that person and the lead.
PRIVATE = frozenset({NotBecause.RECOVERING, NotBecause.HARD_IN_A_ROW, NotBecause.REFUSED})

# To the person who was asked, and of that person to others.
SENTENCES = {
    Because.KNOWS: ("Du kennst diesen Kunden schon.", "Kennt diesen Kunden schon."),
    Because.POD: ("Der Kunde gehört zu deinem Team.", "Gehört zum Team des Kunden."),
    Because.OVERFLOW: ("Das Team des Kunden hatte bisher keinen Platz, und er soll nicht länger warten.",) * 2,
    Because.ANYBODY: ("Du bist frei und kannst helfen.", "War frei und kann helfen."),
}
OWN_CHOICE = "own_choice"
KINDS = {
    OWN_CHOICE: ("Selbst übernommen.",) * 2,
    "transfer": ("{by} hat dir den Fall übergeben.", "{by} hat den Fall übergeben."),
    "take_over": ("Von {by} übernommen.",) * 2,
    "return": (
        "Der Kunde kommt zu dir zurück: Es war noch nicht alles.",
        "Der Kunde kam zurück: Es war noch nicht alles.",
    ),
}
IDLE = "Du hattest gerade nichts in Arbeit.", "Hatte gerade nichts in Arbeit."
LEAST = "Du hattest am wenigsten in Arbeit ({load}).", "Hatte am wenigsten in Arbeit ({load})."
NOT_SENTENCES = {
    NotBecause.ABSENT: "nicht da",
    NotBecause.LANGUAGE: "spricht die Sprache des Kunden nicht",
    NotBecause.SKILL: "hat die nötige Fähigkeit nicht",
    NotBecause.FULL: "hat keinen Platz mehr",
    NotBecause.RECOVERING: "erholt sich gerade von einem schweren Fall",
    NotBecause.HARD_IN_A_ROW: "hatte schon genug schwere Fälle hintereinander",
    NotBecause.REFUSED: "hat diesen Fall gerade nicht angenommen",
    NotBecause.KEPT_FOR_KNOWN: "zuerst ist gefragt, wer den Kunden kennt",
    NotBecause.KEPT_FOR_POD: "zuerst ist das Team des Kunden gefragt",
    NotBecause.LESS_CLOSE: "steht dem Kunden weniger nahe",
    NotBecause.MORE_LOAD: "hat mehr zu tun",
    NotBecause.LATER_IDLE: "hat zuletzt einen Fall bekommen",
}
NOT_NOW = "gerade nicht an der Reihe"


def recorded(choice: Choice, now: datetime) -> Assignment:
    """An offer as it is kept. Of many others, those who are there come first."""
    others = sorted(choice.others, key=lambda other: other[1] is NotBecause.ABSENT)[:MOST_OTHERS]
    return Assignment(
        conversation_id=choice.case.id,
        person_id=choice.person.id,
        kind="offer",
        at=now,
        because={
            "code": choice.because,
            "load": choice.person.load,
            "waited_seconds": int((now - choice.case.waiting_since).total_seconds()),
        },
        others=[{"person_id": person.id, "name": person.name, "code": code} for person, code in others],
    )


def sentence(because: dict[str, Any], *, to_others: bool = False) -> str:
    """Why this person, told to that person or of them to others; with what they had in hand if that tells something."""
    code = str(because.get("code", ""))
    if code in KINDS:
        return KINDS[code][to_others].format(by=because.get("by", "Jemand"))
    if code not in set(Because):
        return ""
    load = because.get("load", 0)
    busy = (LEAST if load else IDLE)[to_others].format(load=load)
    return f"{SENTENCES[Because(code)][to_others]} {busy}"


def told(assignment: Assignment, *, reader_id: str, is_lead: bool) -> dict[str, Any]:
    """An assignment for a reader. How others are doing is told only to leads and to themselves."""
    return {
        "person_id": assignment.person_id,
        "kind": assignment.kind,
        "at": assignment.at.isoformat(),
        "because": sentence(assignment.because, to_others=assignment.person_id != reader_id),
        "others": [_other(other, is_lead or other["person_id"] == reader_id) for other in assignment.others],
        "outcome": assignment.outcome,
    }


def _other(other: dict[str, Any], may_know: bool) -> dict[str, str]:
    code = NotBecause(other["code"])
    return {"name": other["name"], "why": NOT_SENTENCES[code] if may_know or code not in PRIVATE else NOT_NOW}
