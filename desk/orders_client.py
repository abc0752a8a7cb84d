"""The customer's orders: asked of the action server, which has the shop's records, over HTTP on loopback.

The desk asks only for orders whose number and proof agreed in this conversation; nobody's orders are listed by a name
or an address that only the website tells.
"""

from typing import Any

import httpx
from pydantic import BaseModel, ConfigDict, ValidationError

ACTION = "action_list_orders"
RASA_VERSION = "3.6.21"  # whose call it is; without one, the action server warns
TIMEOUT_SECONDS = 6.0


class OrdersUnavailableError(Exception):
    """The action server or the shop's records are out of reach; the message says which."""


class Order(BaseModel):
    """An order in words for colleagues: `placed_on` as ISO date, `total` with its currency, articles by name."""

    model_config = ConfigDict(frozen=True)

    number: str
    status: str
    placed_on: str
    total: str
    items: list[str]


class _Told(BaseModel):
    """What the action answers."""

    available: bool
    orders: list[Order]


class OrdersClient:
    """Calls the action server as Rasa does."""

    def __init__(self, url: str, timeout_seconds: float = TIMEOUT_SECONDS) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=timeout_seconds, verify=url.startswith("https:"))

    async def find(self, identified: list[tuple[str, str]]) -> list[Order]:
        """The orders of these numbers, each with its proof; the server is not asked for none.

        Raises OrdersUnavailableError.
        """
        if not identified:
            return []
        told = await self._call([{"number": number, "proof": proof} for number, proof in identified])
        if not told.available:
            raise OrdersUnavailableError("The shop's records cannot be read.")
        return told.orders

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _call(self, wanted: list[dict[str, str]]) -> _Told:
        tracker: dict[str, Any] = {"sender_id": "desk", "slots": {"orders": wanted}, "latest_message": {}, "events": []}
        call = {"next_action": ACTION, "version": RASA_VERSION, "sender_id": "desk", "tracker": tracker, "domain": {}}
        try:
            response = await self._http.post("/webhook", json=call)
            response.raise_for_status()
            return _Told.model_validate(response.json()["responses"][0]["custom"])
        except httpx.HTTPError as exc:
            raise OrdersUnavailableError(f"The action server did not answer ({type(exc).__name__}).") from exc
        except (ValueError, LookupError, TypeError, ValidationError) as exc:
            raise OrdersUnavailableError("The action server's answer is not as agreed.") from exc
