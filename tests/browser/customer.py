"""A customer of the shop, through the public API: somebody for the people at the desk to talk to."""

from __future__ import annotations

import uuid
from typing import Any

import httpx

Json = dict[str, Any]
LONGEST_WAIT_SECONDS = 10


class Customer:
    """One conversation, begun at once."""

    def __init__(self, desk_url: str, name: str) -> None:
        self._http = httpx.Client(base_url=f"{desk_url}/api/v1", timeout=2 * LONGEST_WAIT_SECONDS)
        begun = self._call("POST", "/conversations", locale="de", page="/zelte", customer={"name": name})
        self.id: str = begun["conversation_id"]
        self._http.headers["Authorization"] = f"Bearer {begun['token']}"
        self.name = name

    def say(self, text: str) -> int:
        """Writes; the message's sequence."""
        sent = self._call("POST", f"/conversations/{self.id}/messages", client_message_id=str(uuid.uuid4()), text=text)
        return int(sent["sequence"])

    def ask_for_person(self) -> None:
        """Waits in the queue from now on."""
        self._call("POST", f"/conversations/{self.id}/handoff")

    def heard(self) -> list[str]:
        """What was said to the customer so far, also by the system."""
        events = self._events(after=0, wait=0)["events"]
        return [event["text"] for event in events if event["author"]["kind"] != "customer" and "text" in event]

    def wait_for(self, text: str, after: int = 0) -> None:
        """Returns once somebody has said this, later than the event `after`."""
        while True:
            news = self._events(after, wait=LONGEST_WAIT_SECONDS)["events"]
            assert news, f"Nobody said {text!r} to {self.name}."
            if any(text in event.get("text", "") for event in news):
                return
            after = news[-1]["sequence"]

    def rate(self, score: int, comment: str) -> None:
        """Says how it was."""
        self._call("POST", f"/conversations/{self.id}/rating", score=score, comment=comment)

    def close(self) -> None:
        """Leaves the shop and is forgotten, so that nobody waits in the next test."""
        self._call("DELETE", f"/conversations/{self.id}")
        self._http.close()

    def _events(self, after: int, wait: int) -> Json:
        return self._call("GET", f"/conversations/{self.id}/events?after={after}&wait={wait}")

    def _call(self, method: str, path: str, **body: object) -> Json:
        response = self._http.request(method, path, json=body or None)
        response.raise_for_status()
        answer: Json = response.json() if response.content else {}
        return answer
