"""Words in which somebody speaks of ending the own life: never a matter for statistics.

A trained model may miss one such sentence among thousands of everyday ones; here that is not acceptable, and a person
called for nothing is no harm. So these are patterns over folded text (`language.text.fold`), first person only: deaths
of others are `report_bereavement`, "zum Sterben schön" and "ihr bringt mich um den Verstand" are neither.
"""

from __future__ import annotations

import re

from language.text import fold

_PATTERNS = (
    # German
    r"\b(?:will|mag|moecht\w*|kann|moag|wui|wott) (?:\w+ ){0,3}(?:nimmer|nicht mehr|nimma|nuemme|nuemmer|net mehr|nich mehr) "
    r"(?:\w+ ){0,2}(?:leben|da sein|weiterleben|aufwachen|auf der welt sein)\b",
    r"\b(?:will|moecht\w*|wui|wott) (?:\w+ ){0,3}(?:sterben|tot sein|sterbe)\b(?! schoen)",
    r"\b(?:mich|mi) (?:\w+ ){0,3}(?:umbring\w*|toeten?|erhaeng\w*|vergift\w*|vor den zug)\b(?! (?:vor|den verstand))",
    r"\b(?:bring|toete|erhaeng) (?:ich )?mich (?:\w+ ){0,2}um\b(?! den verstand| die)|\bhaeng\w* mich auf\b",
    r"\b(?:mir|ma) (?:\w+ ){0,3}(?:das leben (?:zu )?nehmen|was an(?:zu)?tun|etwas an(?:zu)?tun|die kugel (?:zu )?geben)\b",
    r"\b(?:nehm|nehme) (?:ich )?mir das leben\b|\bmein leben (?:\w+ ){0,2}(?:beenden|zu beenden|ein ende)\b",
    r"\b(?:selbstmord|suizid\w*|lebensmued\w*)(?:gedanken)?\b(?! (?:begangen|veruebt))(?! (?:meines|meiner|von))",
    r"\b(?:waer\w*|bin) (?:ich )?(?:\w+ ){0,2}(?:lieber|besser) (?:\w+ ){0,1}tot\b|\bam liebsten (?:\w+ ){0,2}(?:tot|nicht mehr da)\b",
    r"\bohne mich (?:\w+ ){0,3}besser dran\b|\bkeinen? (?:grund|sinn) mehr (?:\w+ ){0,3}(?:zu leben|im leben|weiterzuleben)\b",
    r"\bleben (?:\w+ ){0,2}keinen sinn mehr\b",
    # English
    r"\b(?:kill|hang|shoot|hurt|harm|drown)(?:ing)? myself\b|\bend (?:my life|it all)\b|\btake my (?:own )?life\b",
    r"\b(?:don t|dont|do not|can t|cant|cannot) (?:\w+ ){0,2}(?:want to |wanna )?(?:live|be alive|go on living|be here) any ?more\b",
    r"\b(?:want|wanna|going|ready) (?:to )?die\b|\bwish i (?:was|were) dead\b|\bbetter off (?:dead|without me)\b",
    r"\b(?:i am|i m|im|feel(?:ing)?) suicidal\b|\bsuicidal thoughts\b|\bno reason (?:left )?to live\b",
)
_CRISIS = re.compile("|".join(_PATTERNS))


def speaks_of_crisis(text: str) -> bool:
    """Whether the writer speaks of ending, or no longer wanting, the own life."""
    return bool(_CRISIS.search(re.sub(r"[^\w]+", " ", fold(text)).strip()))
