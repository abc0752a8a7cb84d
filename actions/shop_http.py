"""The shop's records in a company's own system, over the JSON API of docs/reference/shop_api.md."""

from __future__ import annotations

from datetime import date
from typing import Any

import aiohttp

from actions.orders import Item, ItemReturn, Order, OrderState, Refund
from actions.shop_client import ServiceRequest, ShopUnavailable


class HttpShop:
    """A shop that answers over HTTP; proof travels in bodies, never in addresses."""

    def __init__(self, *, url: str, token: str, timeout_seconds: float) -> None:
        self._url = url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}
        self._timeout = aiohttp.ClientTimeout(total=timeout_seconds)

    async def find_order(self, number: str, proof: str) -> Order | None:
        """See `ShopClient.find_order`."""
        status, body = await self._post("/orders/find", {"number": number, "proof": proof})
        if status == 404:
            return None
        if status != 200:
            raise ShopUnavailable(f"asked for an order, expected status 200 or 404, got {status}")
        try:
            order = order_from_json(body)
        except (KeyError, TypeError, ValueError) as exc:
            raise ShopUnavailable(f"the shop's order is not as agreed: {exc!r}") from exc
        return order if order.number == number else None

    async def write_down(self, request: ServiceRequest) -> str:
        """See `ShopClient.write_down`."""
        status, body = await self._post(
            "/requests",
            {
                "key": request.key,
                "kind": request.kind,
                "order_number": request.order_number,
                "details": dict(request.details),
            },
        )
        reference = body.get("reference")
        if status not in (200, 201) or not isinstance(reference, str):
            raise ShopUnavailable(f"sent a request, expected status 200 or 201 and a reference, got status {status}")
        return reference

    async def _post(self, path: str, content: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        try:
            async with (
                aiohttp.ClientSession(headers=self._headers, timeout=self._timeout) as session,
                session.post(self._url + path, json=content) as response,
            ):
                body = await response.json() if response.status in (200, 201) else {}
        except (aiohttp.ClientError, TimeoutError, ValueError) as exc:
            raise ShopUnavailable(f"the shop did not answer POST {path}: {type(exc).__name__}") from exc
        if not isinstance(body, dict):
            raise ShopUnavailable(f"POST {path}: expected a JSON object, got {type(body).__name__}")
        return response.status, body


def order_from_json(body: dict[str, Any]) -> Order:
    """An order from its JSON form.

    Raises:
        KeyError, TypeError, ValueError: if something is missing or not as the reference says.
    """
    return Order(
        number=body["number"],
        state=OrderState(body["state"]),
        country=body["country"],
        items=tuple(_item(item) for item in body["items"]),
        ordered_on=date.fromisoformat(body["ordered_on"]),
        shipped_on=_day(body.get("shipped_on")),
        expected_on=_day(body.get("expected_on")),
        delivered_on=_day(body.get("delivered_on")),
        returned_on=_day(body.get("returned_on")),
        cancelled_on=_day(body.get("cancelled_on")),
        carrier=body.get("carrier"),
        tracking_number=body.get("tracking_number"),
        invoice_number=body.get("invoice_number"),
        refund=_refund(body.get("refund")),
        plus_until=_day(body.get("plus_until")),
    )


def _item(body: dict[str, Any]) -> Item:
    return Item(
        name=body["name"],
        price_cents=int(body["price_cents"]),
        returned=ItemReturn(body.get("returned", ItemReturn.KEPT)),
    )


def _refund(body: dict[str, Any] | None) -> Refund | None:
    if body is None:
        return None
    return Refund(
        amount_cents=int(body["amount_cents"]),
        items=tuple(body["items"]),
        started_on=date.fromisoformat(body["started_on"]),
        paid_on=_day(body.get("paid_on")),
    )


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
