"""The one small door to the shop's records: find an order, write down what a customer wants.

Two drivers stand behind it, chosen in `shop.py` by the address in LOTSE_SHOP_URL: a database (`shop_sql.py`) and a
company's own system over HTTP (`shop_http.py`, described in docs/reference/shop_api.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from actions.orders import Order


class ShopUnavailable(Exception):
    """The records cannot be read or written right now."""


class RequestKind(StrEnum):
    """What a customer wants written down."""

    RETURN = "return"
    CANCELLATION = "cancellation"
    INVESTIGATION = "investigation"
    DAMAGE = "damage"
    WRONG_ITEM = "wrong_item"
    DEFECT = "defect"
    INVOICE = "invoice"
    ADDRESS = "address"
    DELETION = "deletion"
    DATA_COPY = "data_copy"
    TERMINATION = "termination"
    CALLBACK = "callback"


@dataclass(frozen=True, kw_only=True)
class ServiceRequest:
    """A customer's wish. Written twice under the same `key`, it exists once."""

    kind: RequestKind
    key: str
    # None only for a callback.
    order_number: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)


class ShopClient(Protocol):
    """What every driver can do."""

    async def find_order(self, number: str, proof: str) -> Order | None:
        """The order, if the proof (postcode of delivery, or e-mail address) belongs to it; otherwise None.

        None says nothing about whether the number exists.

        Raises:
            ShopUnavailable: if the records do not answer in time.
        """

    async def write_down(self, request: ServiceRequest) -> str:
        """Writes the request down and returns its reference, such as a label or confirmation number.

        Raises:
            ShopUnavailable: if the records do not answer in time.
        """
