"""Why a case goes to a person, and which words of comfort fit."""

from __future__ import annotations

from actions.turn import Turn

# The concerns that people serve, by the handoff's reason; the gravest reasons come first.
CONCERNS_BY_REASON = {
    "safety": ("report_injury",),
    "fraud": ("report_fraud",),
    "legal": ("threaten_legal",),
    "vulnerable": ("report_bereavement", "report_hardship"),
    "request_human": ("request_human",),
}
COMPLEX_CONCERNS = ("change_order", "dispute_invoice", "dispute_reminder", "complain")
STRONG_EMOTIONS = ("angry", "distressed")
# Below it a feeling is no reason of its own beside a matter that people have to settle.
STRONG_INTENSITY = 0.5
WEAKER_EMOTIONS = (*STRONG_EMOTIONS, "frustrated")
HUMAN_CONCERNS = {
    **{concern: reason for reason, concerns in CONCERNS_BY_REASON.items() for concern in concerns},
    **{concern: "complex" for concern in COMPLEX_CONCERNS},
}


def reason_of(turn: Turn, given: str | None) -> str:
    """The handoff's reason: a life in danger, the gravest concern, what another action gave, feeling, matter."""
    if turn.emotion.crisis:
        return "vulnerable"
    for reason, concerns in CONCERNS_BY_REASON.items():
        if set(concerns) & set(turn.concerns):
            return reason
    if given:
        return given
    if turn.emotion.label in STRONG_EMOTIONS and turn.emotion.intensity >= STRONG_INTENSITY:
        return "emotion"
    if set(COMPLEX_CONCERNS) & set(turn.concerns):
        return "complex"
    return "emotion" if turn.emotion.label in WEAKER_EMOTIONS else "complex"


def comfort_for(turn: Turn, reason: str) -> str:
    """The response that is said before a person takes over."""
    if turn.emotion.crisis:
        return "utter_hand_off_crisis"
    if "report_bereavement" in turn.concerns and reason == "vulnerable":
        return "utter_hand_off_bereavement"
    if reason == "vulnerable":
        return "utter_hand_off_hardship"
    if reason == "emotion" and turn.emotion.label == "distressed":
        return "utter_hand_off_distressed"
    return f"utter_hand_off_{reason}"
