"""A person at the desk, through the agents' API: enough to take a case and answer."""

from __future__ import annotations

import uuid
from typing import Any
from urllib.parse import quote

import httpx

PASSWORD = "nordlicht-demo"
Json = dict[str, Any]


class Colleague:
    """Logged in as one of the demo people."""

    def __init__(self, desk_url: str, email: str) -> None:
        self._http = httpx.Client(base_url=f"{desk_url}/api/v1/desk", timeout=20)
        session = self._call("POST", "/session", email=email, password=PASSWORD)
        self._http.headers["X-CSRF-Token"] = session["csrf_token"]

    def be(self, presence: str) -> None:
        """available, busy, away or offline."""
        self._call("PUT", "/me/presence", presence=presence)

    def waiting(self) -> list[Json]:
        """Who waits, best first."""
        return list(self._call("GET", "/queue")["items"])

    def take(self, conversation_id: str) -> Json:
        """Accepts a case."""
        return self._call("POST", f"/conversations/{conversation_id}/claim")

    def reply(self, case: Json, text: str) -> None:
        """Answers in a case that was taken."""
        self._write(case, "replies", client_message_id=str(uuid.uuid4()), text=text)

    def send_file(self, case: Json, name: str, content: bytes) -> None:
        """Sends the customer a picture or a PDF."""
        headers = {
            "Content-Type": "application/octet-stream",
            "X-File-Name": quote(name),
            "X-Client-Message-Id": str(uuid.uuid4()),
            "X-Owner-Epoch": str(case["owner_epoch"]),
        }
        address = f"/conversations/{case['id']}/attachments"
        self._http.post(address, content=content, headers=headers).raise_for_status()

    def rule(self, part: str, **rule: object) -> None:
        """Changes a part of the rules, as a lead may; what is left out is as Lotse brings it."""
        self._http.put(f"/rules/{part}", json=rule).raise_for_status()

    def rename_skill(self, was: str, name: str) -> None:
        """Gives a skill another name, as a lead may; who has it keeps it."""
        skills = [
            one | {"name": name, "renamed_from": was} if one["name"] == was else one for one in self.rules()["skills"]
        ]
        self._http.put("/rules/skills", json=skills).raise_for_status()

    def give_room(self, name: str, cases: int) -> None:
        """Lets a colleague have so many cases at a time, as a lead may."""
        everybody = self._call("GET", "/people")["items"]
        person = next(person["id"] for person in everybody if person["name"] == name)
        self._call("PUT", f"/people/{person}", capacity=cases)

    def assignments(self, conversation_id: str) -> list[Json]:
        """To whom the case came, and why, newest first."""
        return list(self._call("GET", f"/conversations/{conversation_id}/assignments")["items"])

    def read_room(self) -> None:
        """Has read all that was said in the team's room."""
        self._call("POST", "/room/seen")

    def rules(self) -> Json:
        """All rules in force."""
        return self._call("GET", "/rules")

    def type(self, case: Json) -> None:
        """Shows the customer that somebody is typing."""
        self._call("POST", f"/conversations/{case['id']}/typing")

    def offer(self, case: Json, name: str) -> None:
        """Passes a case on to a colleague, who may take or decline it."""
        people = self._call("GET", "/team")["people"]
        to = next(person["id"] for person in people if person["name"] == name)
        self._write(case, "transfer", person=to, reason="Für dich")

    def resolve(self, case: Json) -> None:
        """Closes the case as solved."""
        self._write(case, "resolve", disposition="solved")

    def look_at(self, conversation_id: str, *, typing: bool = False) -> None:
        """Has the conversation on screen, and perhaps writes there."""
        self._call("POST", f"/conversations/{conversation_id}/viewing", typing=typing)

    def note(self, conversation_id: str, text: str, *, whisper: bool = False, mentions: tuple[str, ...] = ()) -> None:
        """Writes something that only colleagues read; `mentions` are names."""
        ids = [person["id"] for person in self._call("GET", "/team")["people"] if person["name"] in mentions]
        self._call("POST", f"/conversations/{conversation_id}/notes", text=text, whisper=whisper, mentions=ids)

    def say_in_room(self, text: str) -> None:
        """Speaks to the pod."""
        self._call("POST", "/room", text=text)

    def give_goodwill(self, case: Json, cents: int, reason: str) -> None:
        """Grants it, or asks for it."""
        self._call(
            "POST",
            f"/conversations/{case['id']}/goodwill",
            amount_cents=cents,
            reason=reason,
            owner_epoch=case["owner_epoch"],
        )

    def approve_goodwill(self) -> None:
        """Says yes to everything that agents ask for."""
        for request in self._call("GET", "/goodwill?state=requested")["items"]:
            self._call("POST", f"/goodwill/{request['id']}/decision", approve=True)

    def invite(self, name: str, email: str) -> str:
        """Invites an agent; the link to follow."""
        return str(self._call("POST", "/invitations", name=name, email=email, roles=["agent"])["link"])

    def case(self, conversation_id: str) -> Json:
        """Everything that is known about it."""
        return self._call("GET", f"/conversations/{conversation_id}")

    def close(self) -> None:
        """Leaves the desk."""
        self.be("offline")
        self._http.close()

    def _write(self, case: Json, what: str, **body: str) -> None:
        self._call("POST", f"/conversations/{case['id']}/{what}", owner_epoch=case["owner_epoch"], **body)

    def _call(self, method: str, path: str, **body: object) -> Json:
        response = self._http.request(method, path, json=body or None)
        response.raise_for_status()
        answer: Json = response.json() if response.content else {}
        return answer
