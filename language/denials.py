"""A wish that is denied ("ich will gar nicht stornieren, ich will nur wissen, wo es bleibt") is none.

An n-gram model sees the words of the wish and not that they are denied. So where one part of a message denies a wish,
the rest is read by itself as well. Only whole parts that end in the denied verb: "ich will nicht länger warten" and
"ich will die Jacke nicht mehr" deny no wish.
"""

from __future__ import annotations

import re
from typing import List, Tuple

from language.text import clean, fold

_PARTS = re.compile(r"[,.;:!?…]+\s+|\s+[-–—]\s+|\s+(?:sondern|but)\s+", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:will|wollt\w*|moecht\w*|muss|mag|wui|wott) (?:\w+ ){0,5}?(?:nicht|nich|net|ned|noed)(?! mehr| laenger| noch)"
    r"(?: \w+){0,3} \w+(?:en|ern|eln|iern)$"
    r"|\b(?:don t|dont|do not|didn t|did not|never) (?:\w+ ){0,2}?(?:want|wanted|wish|mean|meant|need) to(?! wait)"
    r" (?:\w+ ?){1,4}$"
    r"|\b(?:not|n t) (?:\w+ ){0,1}?(?:asking|trying|looking|going) to (?:\w+ ?){1,4}$"
)


def split_denied(text: str) -> Tuple[List[str], List[str]]:
    """The parts of a text that deny a wish, and its other parts."""
    parts = [part for part in _PARTS.split(clean(text)) if part]
    denied = [part for part in parts if _denies(part)]
    return denied, [part for part in parts if part not in denied]


def _denies(part: str) -> bool:
    return bool(_DENIED.search(re.sub(r"[^\w]+", " ", fold(part)).strip()))
