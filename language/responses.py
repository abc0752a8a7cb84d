"""Responses in the organisation's form of address: `[Sie haben|du hast]` becomes the one that is set.

One setting, `LOTSE_ADDRESS` (`Sie` or `du`), decides. It is applied to templates before slots are filled in, so a
customer's own words are never touched.
"""

from __future__ import annotations

import copy
import os
import re
from typing import Any, Dict, List, Optional

from rasa.core.nlg import TemplatedNaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.exceptions import InvalidConfigException
from rasa.utils.endpoints import EndpointConfig

ADDRESSES = ("Sie", "du")
_ALTERNATIVES = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


def in_address(text: str, address: str) -> str:
    """The text with every `[Sie|du]` pair resolved; `address` is one of ADDRESSES."""
    return _ALTERNATIVES.sub(lambda pair: pair.group(1 + ADDRESSES.index(address)), text)


class AddressedResponses(TemplatedNaturalLanguageGenerator):
    """Rasa's own generator over responses in one form of address; named in `endpoints.yml`."""

    def __init__(self, endpoint_config: Optional[EndpointConfig] = None, domain: Optional[Domain] = None) -> None:
        """Reads the setting.

        Raises:
            InvalidConfigException: if LOTSE_ADDRESS is neither `Sie` nor `du`.
        """
        address = os.environ.get("LOTSE_ADDRESS", ADDRESSES[0])
        if address not in ADDRESSES:
            raise InvalidConfigException(f"LOTSE_ADDRESS is {address!r}, expected Sie or du.")
        self._address = address
        super().__init__((domain or Domain.empty()).responses)

    @property
    def responses(self) -> Dict[str, List[Dict[str, Any]]]:
        """Responses by name, already in the form of address."""
        return self._responses

    @responses.setter
    def responses(self, given: Dict[str, List[Dict[str, Any]]]) -> None:
        # Rasa sets them anew whenever it loads a model.
        self._responses = _addressed(given, self._address)


def _addressed(responses: Dict[str, List[Dict[str, Any]]], address: str) -> Dict[str, List[Dict[str, Any]]]:
    addressed = copy.deepcopy(responses)
    for variations in addressed.values():
        for variation in variations:
            if "text" in variation:
                variation["text"] = in_address(variation["text"], address)
            for button in variation.get("buttons", []):
                button["title"] = in_address(button["title"], address)
    return addressed
