"""One sample for every call of the API, to check docs/reference/permissions.md with. A new call gets a line here.

A sample says what must be there before, what is sent, and, where the table says "own", what is somebody else's.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from desk.seed import PASSWORD
from tests.desk import files
from tests.desk.house import Agent, Customer, House, Json, letter


@dataclass(kw_only=True)
class Stage:
    """What is there when a call is made: the case it is about, the person who calls, and two colleagues to help."""

    house: House
    caller: Agent | None
    colleague: Agent
    lead: Agent
    customer: Customer
    epoch: int = 0
    in_path: dict[str, str] = field(default_factory=dict)

    @property
    def whoever_takes_it(self) -> Agent:
        """The caller, if they take cases; else the colleague."""
        takes_cases = self.caller and {"agent", "lead"} & set(self.caller.person["roles"])
        return self.caller if self.caller and takes_cases else self.colleague

    async def value(self, parameter: str) -> str:
        """What stands in the path for this parameter; made once."""
        if parameter not in self.in_path:
            self.in_path[parameter] = await PARAMETERS[parameter](self)
        return self.in_path[parameter]


Maker = Callable[[Stage], Awaitable[None]]


async def waiting(stage: Stage) -> None:
    assert (await stage.customer.asks_for_a_person()).status_code == 202


async def with_the_assistant(stage: Stage) -> None:
    assert (await stage.customer.sees())["state"] == "bot"


async def taken(stage: Stage) -> None:
    await _taken_by(stage, stage.whoever_takes_it)


async def taken_by_a_colleague(stage: Stage) -> None:
    await _taken_by(stage, stage.colleague)


async def offered(stage: Stage) -> None:
    await _offered_to(stage, stage.whoever_takes_it)


async def offered_to_another(stage: Stage) -> None:
    await _offered_to(stage, stage.lead)


async def in_the_room(stage: Stage) -> None:
    """A colleague of the same pod has asked for advice."""
    await taken_by_a_colleague(stage)
    assert (await stage.colleague.does(stage.customer, "room", text="Schaut mal")).status_code == 201


async def resolved(stage: Stage) -> None:
    await taken_by_a_colleague(stage)
    body = {"disposition": "solved", "owner_epoch": stage.epoch}
    assert (await stage.colleague.does(stage.customer, "resolve", **body)).status_code == 204


async def _taken_by(stage: Stage, person: Agent) -> None:
    await waiting(stage)
    claimed = await person.claims(stage.customer)
    assert claimed.status_code == 200, claimed.text
    stage.epoch = claimed.json()["owner_epoch"]


async def _offered_to(stage: Stage, person: Agent) -> None:
    """By the lead, to the person, who is not asked before."""
    await _taken_by(stage, stage.lead)
    body = {"person": person.person["id"], "owner_epoch": stage.epoch}
    passed_on = await stage.lead.does(stage.customer, "transfer", **body)
    assert passed_on.status_code == 204, passed_on.text


async def _attachment(stage: Stage) -> str:
    assert (await stage.customer.sends_file(files.picture())).status_code == 202
    sent = [event["attachment"] for event in await stage.customer.log() if "attachment" in event]
    return str(sent[-1]["id"])


async def _goodwill(stage: Stage) -> str:
    await taken_by_a_colleague(stage)
    body = {"amount_cents": 900_000, "reason": "Kulanz", "owner_epoch": stage.epoch}
    asked = await stage.colleague.does(stage.customer, "goodwill", **body)
    assert asked.json()["state"] == "requested", asked.text
    return str(asked.json()["id"])


async def _handoff(stage: Stage) -> str:
    return str((await stage.lead.reads(stage.customer))["handoffs"][-1]["id"])


async def _invitation(stage: Stage) -> str:
    return str((await stage.lead.calls("POST", "/invitations", json=_invited())).json()["id"])


async def _person(stage: Stage) -> str:
    return str(stage.colleague.person["id"])


async def _pod(stage: Stage) -> str:
    return str((await stage.lead.calls("POST", "/pods", json=_named())).json()["id"])


async def _snippet(stage: Stage) -> str:
    return str((await stage.lead.calls("POST", "/snippets", json=_snippet_body())).json()["id"])


async def _the_case(stage: Stage) -> str:
    return stage.customer.id


async def _part(stage: Stage) -> str:
    return "care"


async def _slug(stage: Stage) -> str:
    return "delivery_time"


# What stands in a path, by the name of its parameter.
PARAMETERS: dict[str, Callable[[Stage], Awaitable[str]]] = {
    "conversation_id": _the_case,
    "attachment_id": _attachment,
    "goodwill_id": _goodwill,
    "handoff_id": _handoff,
    "invitation_id": _invitation,
    "person_id": _person,
    "pod_id": _pod,
    "snippet_id": _snippet,
    "part": _part,
    "slug": _slug,
}


def _message(**more: Any) -> Json:
    return {"client_message_id": str(uuid4()), "text": "Moin", **more}


def _named() -> Json:
    return {"name": f"Pod {uuid4()}"}


def _invited() -> Json:
    return {"name": "Nele Harms", "email": f"{uuid4()}@example.org", "roles": ["agent"]}


def _snippet_body() -> Json:
    return {"keyword": f"k{uuid4()}", "title": "Gruß", "german": "Moin"}


async def _token(stage: Stage) -> Json:
    link = (await stage.lead.calls("POST", "/invitations", json=_invited())).json()["link"]
    return {"token": link.partition("=")[2]}


async def _acceptance(stage: Stage) -> Json:
    return await _token(stage) | {"password": "ein langes Passwort"}


@dataclass(frozen=True, kw_only=True)
class Sample:
    """How a call is made so that it succeeds: `before` makes the case that the caller may work on; `foreign`, where
    the table says "own", one that they may not. `succeeds` names other statuses than 2xx that show that the caller
    came in; `hidden` those that refuse what is foreign, besides 401 and 403.
    """

    before: Maker = with_the_assistant
    foreign: Maker | None = None
    body: Callable[[Stage], Json] | None = None
    made_body: Callable[[Stage], Awaitable[Json]] | None = None
    headers: Callable[[Stage], dict[str, str]] = field(default=lambda stage: {})
    content: bytes | None = None
    succeeds: frozenset[int] = frozenset(range(200, 300))
    hidden: frozenset[int] = frozenset()


def of_readers(**more: Any) -> Sample:
    """For whoever may read the case: agents only what was handed over."""
    return Sample(before=waiting, foreign=with_the_assistant, hidden=frozenset({404}), **more)


def of_owners(**more: Any) -> Sample:
    """For whoever has the case."""
    return Sample(before=taken, foreign=taken_by_a_colleague, **more)


def of_customers(**more: Any) -> Sample:
    """For whoever holds the token of this conversation."""
    return Sample(foreign=more.pop("foreign", more.get("before", with_the_assistant)), hidden=frozenset({404}), **more)


CUSTOMER, CASE = "/api/v1/conversations/{conversation_id}", "/api/v1/desk/conversations/{conversation_id}"
DESK = "/api/v1/desk"
FILE = files.picture()

SAMPLES: dict[str, Sample] = {
    "POST /api/v1/conversations": Sample(body=lambda stage: {}),
    "GET /api/v1/hours": Sample(),
    f"DELETE {CUSTOMER}": of_customers(),
    f"POST {CUSTOMER}/attachments": of_customers(content=FILE, headers=lambda stage: letter("", "")),
    f"GET {CUSTOMER}/attachments/{{attachment_id}}": of_customers(),
    f"PUT {CUSTOMER}/contact": of_customers(body=lambda stage: {"email": "k@example.org"}),
    f"GET {CUSTOMER}/events": of_customers(),
    f"POST {CUSTOMER}/handoff": of_customers(),
    f"POST {CUSTOMER}/messages": of_customers(body=lambda stage: _message()),
    f"POST {CUSTOMER}/rating": of_customers(before=resolved, body=lambda stage: {"score": 5}),
    f"POST {CUSTOMER}/reopen": of_customers(before=resolved),
    f"WS {CUSTOMER}/stream": of_customers(),
    f"GET {CUSTOMER}/transcript": of_customers(),
    f"POST {DESK}/session": Sample(body=lambda stage: {"email": "mira@demo.lotse", "password": PASSWORD}),
    f"DELETE {DESK}/session": Sample(),
    f"POST {DESK}/session/active": Sample(),
    f"POST {DESK}/session/lock": Sample(),
    f"POST {DESK}/session/unlock": Sample(body=lambda stage: {"password": PASSWORD}),
    f"GET {DESK}/me": Sample(),
    f"PUT {DESK}/me/presence": Sample(body=lambda stage: {"presence": "busy"}),
    f"WS {DESK}/stream": Sample(),
    f"GET {DESK}/queue": Sample(before=waiting),
    f"POST {DESK}/queue/next": Sample(before=waiting),
    f"GET {DESK}/team": Sample(),
    f"GET {DESK}/concerns": Sample(),
    f"GET {DESK}/conversations": Sample(),
    f"GET {CASE}": of_readers(),
    f"GET {CASE}/assignments": of_readers(),
    f"GET {CASE}/attachments/{{attachment_id}}": of_readers(),
    f"GET {CASE}/context": of_readers(),
    f"POST {CASE}/notes": of_readers(body=lambda stage: {"text": "Moin"}),
    f"POST {CASE}/seen": of_readers(body=lambda stage: {"sequence": 1}),
    f"POST {CASE}/typing": of_readers(),
    f"POST {CASE}/viewing": of_readers(body=lambda stage: {"typing": False}),
    f"PUT {CASE}/handoffs/{{handoff_id}}": Sample(before=waiting, body=lambda stage: {"emotion": "angry"}),
    f"POST {CASE}/claim": Sample(before=waiting),
    f"POST {CASE}/decline": Sample(before=offered, foreign=offered_to_another, hidden=frozenset({409})),
    f"POST {CASE}/replies": of_owners(body=lambda stage: _message(owner_epoch=stage.epoch)),
    f"POST {CASE}/attachments": of_owners(
        content=FILE, headers=lambda stage: letter("", "") | {"x-owner-epoch": str(stage.epoch)}
    ),
    f"POST {CASE}/goodwill": of_owners(
        body=lambda stage: {"amount_cents": 100, "reason": "Kulanz", "owner_epoch": stage.epoch}
    ),
    f"POST {CASE}/hand_back": of_owners(body=lambda stage: {"owner_epoch": stage.epoch}),
    f"POST {CASE}/room": of_owners(body=lambda stage: {"text": "Schaut mal"}),
    f"POST {CASE}/resolve": of_owners(body=lambda stage: {"disposition": "solved", "owner_epoch": stage.epoch}),
    f"POST {CASE}/transfer": of_owners(
        body=lambda stage: {"pod": stage.lead.person["pod"]["id"], "owner_epoch": stage.epoch}
    ),
    f"POST {CASE}/take_over": Sample(
        before=in_the_room,
        foreign=taken_by_a_colleague,
        body=lambda stage: {"reason": "Ich kenne das", "owner_epoch": stage.epoch},
    ),
    f"GET {DESK}/goodwill": Sample(),
    f"POST {DESK}/goodwill/{{goodwill_id}}/decision": Sample(body=lambda stage: {"approve": True}),
    f"GET {DESK}/mentions": Sample(),
    f"GET {DESK}/room": Sample(),
    f"POST {DESK}/room": Sample(body=lambda stage: {"text": "Moin"}),
    f"POST {DESK}/room/seen": Sample(),
    f"GET {DESK}/snippets": Sample(),
    f"POST {DESK}/snippets": Sample(body=lambda stage: _snippet_body()),
    f"PUT {DESK}/snippets/{{snippet_id}}": Sample(body=lambda stage: _snippet_body()),
    f"DELETE {DESK}/snippets/{{snippet_id}}": Sample(),
    f"GET {DESK}/live": Sample(),
    f"GET {DESK}/rules": Sample(),
    f"PUT {DESK}/rules/{{part}}": Sample(body=lambda stage: {}),
    f"GET {DESK}/people": Sample(),
    f"PUT {DESK}/people/{{person_id}}": Sample(body=lambda stage: {"capacity": 3}),
    f"GET {DESK}/pods": Sample(),
    f"POST {DESK}/pods": Sample(body=lambda stage: _named()),
    f"PUT {DESK}/pods/{{pod_id}}": Sample(body=lambda stage: _named()),
    f"DELETE {DESK}/pods/{{pod_id}}": Sample(),
    f"GET {DESK}/invitations": Sample(),
    f"POST {DESK}/invitations": Sample(body=lambda stage: _invited()),
    f"DELETE {DESK}/invitations/{{invitation_id}}": Sample(),
    f"POST {DESK}/invitations/open": Sample(made_body=_token),
    f"POST {DESK}/invitations/accept": Sample(made_body=_acceptance),
    f"GET {DESK}/audit": Sample(),
    "GET /internal/v1/articles/{slug}": Sample(),
    "POST /internal/v1/articles/search": Sample(body=lambda stage: {"text": "Lieferzeit"}),
    "GET /internal/v1/hours": Sample(),
    # Its turn is unknown: that this is said shows that the caller came in.
    "POST /internal/v1/handoffs": Sample(
        body=lambda stage: {"turn_id": "none", "reason": "complex"}, succeeds=frozenset({404})
    ),
}
