"""A customer who gets angry: the engine's part of it, with everything an agent can be told about a case."""

from __future__ import annotations

import httpx

from tests.browser.engine_standin import Json, answer

ANGRY = "das ist das dritte mal, ich hab echt die schnauze voll!!!"
TELLING = ["das dritte mal", "schnauze voll"]


def hand_over_when_angry(desk_url: str, token: str, question: Json) -> Json:
    """Asks for an order number, whatever is said; hands over to a person once the customer is angry."""
    if question["text"] != ANGRY:
        return answer("Wie lautet Ihre Bestellnummer?", asks="order_number", outcome="still_open")
    angry = {"label": "angry", "intensity": 0.9, "telling": TELLING}
    calm = {"label": "calm", "intensity": 0.0, "telling": []}
    briefing = {
        "turn_id": question["turn_id"],
        "reason": "emotion",
        "concerns": ["start_return"],
        "filled": {"order_number": "NV-204518"},
        "tried": ["Nach der Bestellnummer gefragt"],
        "summary": "Möchte ein Zelt zurücksenden.",
        "emotion_course": [{"text": "ich will das zelt zurückschicken", **calm}, {"text": ANGRY, **angry}],
    }
    headers = {"Authorization": f"Bearer {token}"}
    httpx.post(f"{desk_url}/internal/v1/handoffs", json=briefing, headers=headers).raise_for_status()
    said = answer("Ich hole jemanden dazu.", outcome="handed_over")
    said["understood"] |= {"intent": "complain", "confidence": 0.83, "emotion": angry}
    return said
