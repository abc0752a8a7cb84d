"""A customer and a lead as clients of the public API; nothing here knows how Lotse is made."""

from __future__ import annotations

import time
import uuid
from typing import Any

import httpx

TURN_TIMEOUT_SECONDS = 60
POLL_SECONDS = 20
LEAD = {"email": "sabine@demo.lotse", "password": "nordlicht-demo"}


class Customer:
    """One conversation through the customer contract."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=f"{url}/api/v1", timeout=POLL_SECONDS + 10)
        begun = self._post("/conversations", {"locale": "de", "page": "https://www.nordlicht-versand.example/"})
        self.id: str = begun["conversation_id"]
        self._http.headers["Authorization"] = f"Bearer {begun['token']}"
        self.events: list[dict[str, Any]] = begun["events"]
        self.state: dict[str, Any] = {"state": "bot"}

    def say(self, text: str) -> None:
        """Sends a message and waits until the bot has answered it or a person is called.

        Raises:
            TimeoutError: if neither happens in time.
        """
        message = {"client_message_id": str(uuid.uuid4()), "text": text}
        sequence = self._post(f"/conversations/{self.id}/messages", message)["sequence"]
        deadline = time.monotonic() + TURN_TIMEOUT_SECONDS
        while self.state["state"] == "bot" and self.state.get("delivered", 0) < sequence:
            self._listen()
            if time.monotonic() > deadline:
                raise TimeoutError(f"no answer within {TURN_TIMEOUT_SECONDS} seconds")
        self._listen(wait=0)

    @property
    def handed_over(self) -> bool:
        """Whether the case has left the bot."""
        return bool(self.state["state"] != "bot")

    @property
    def asked(self) -> str | None:
        """What the bot's last message asks for."""
        said = [event for event in self.events if event["author"]["kind"] == "bot"]
        return said[-1].get("asks") if said else None

    @property
    def heard(self) -> str:
        """Everything that was said to the customer."""
        others = (event for event in self.events if event["author"]["kind"] != "customer")
        return "\n".join(event["text"] for event in others if event.get("text"))

    def transcript(self) -> str:
        """The log as a reader would see it."""
        spoken = [event for event in self.events if event.get("text")]
        return "\n".join(f"      {event['author']['kind']:>8}: {event['text']}{_buttons(event)}" for event in spoken)

    def close(self) -> None:
        """Has the conversation erased, so that nobody's queue fills with customers who are none."""
        self._http.delete(f"/conversations/{self.id}").raise_for_status()
        self._http.close()

    def _listen(self, wait: int = POLL_SECONDS) -> None:
        after = self.events[-1]["sequence"] if self.events else 0
        reply = self._http.get(f"/conversations/{self.id}/events", params={"after": after, "wait": wait})
        reply.raise_for_status()
        self.events += reply.json()["events"]
        self.state = reply.json()["state"]

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        reply = self._http.post(path, json=body)
        while reply.status_code == httpx.codes.TOO_MANY_REQUESTS:
            time.sleep(int(reply.headers.get("Retry-After", POLL_SECONDS)))
            reply = self._http.post(path, json=body)
        reply.raise_for_status()
        answer: dict[str, Any] = reply.json()
        return answer


class Lead:
    """A team lead who looks at what was understood and how a case ended."""

    def __init__(self, url: str) -> None:
        self._http = httpx.Client(base_url=f"{url}/api/v1/desk", timeout=30)
        self._http.post("/session", json=LEAD).raise_for_status()

    def case(self, conversation_id: str) -> dict[str, Any]:
        """Everything the desk knows of a conversation."""
        reply = self._http.get(f"/conversations/{conversation_id}")
        reply.raise_for_status()
        case: dict[str, Any] = reply.json()
        return case

    def close(self) -> None:
        """Gives the connection back."""
        self._http.close()


def _buttons(event: dict[str, Any]) -> str:
    titles = [button["title"] for button in event.get("buttons") or []]
    return f"  [{' | '.join(titles)}]" if titles else ""
