"""What English speakers call the articles, whose names in the records are German: "the tent" is a Kuppelzelt."""

from __future__ import annotations

import re

# A part of the German name by the English word. A new kind of article gets its line here.
GERMAN_WORDS = {
    "tent": "zelt",
    "tarp": "tarp",
    "pegs?": "heringe",
    "sleeping bag": "schlafsack",
    "(?:sleeping|camping) (?:mat|pad)": "isomatte",
    "air (?:mattress|bed)": "luftmatratze",
    "hammock": "hängematte",
    "(?:cushion|pillow) ?(?:case|cover)s?": "kissenbezug",
    "(?:travel )?pillow": "reisekissen",
    "cushion": "sitzkissen",
    "(?:back ?pack|rucksack)": "rucksack",
    "(?:head ?lamp|head ?torch)": "stirnlampe",
    "(?:table|desk) lamp": "tischlampe",
    "lamp": "lampe",
    "lantern": "laterne",
    "(?:tea ?light|candle) holder": "windlicht",
    "(?:camping|camp|folding) chair": "campingstuhl",
    "garden chair": "gartenstuhl",
    "(?:deck ?chair|lounger)": "liegestuhl",
    "chair": "stuhl",
    "bench": "gartenbank",
    "(?:folding )?table": "klapptisch",
    "(?:table )?runner": "tischläufer",
    "(?:parasol|sun ?shade|umbrella)": "sonnenschirm",
    "(?:rug|carpet)": "teppich",
    "bath ?mat": "badvorleger",
    "(?:shelf|shelves)": "regal",
    "curtains?": "vorhang",
    "(?:bed ?linen|bedding|duvet cover|sheets)": "bettwäsche",
    "(?:wool )?blanket": "wolldecke",
    "towels?": "handtuch",
    "baskets?": "korb",
    "clock": "wanduhr",
    "fire ?(?:bowl|pit)": "feuerschale",
    "(?:cool ?box|cooler|ice box)": "kühlbox",
    "(?:camping )?stove": "campingkocher",
    "(?:frying )?pan": "pfanne",
    "(?:cook ?ware|cooking set|pots)": "kochgeschirr",
    "(?:mug|cup)": "becher",
    "tea ?pot": "teekanne",
    "(?:storage )?jars?": "vorratsglas",
    "lunch ?box": "brotdose",
    "(?:thermos|(?:thermos|vacuum) flask)": "thermosflasche",
    "(?:water|drinking) bottle": "trinkflasche",
    "bottle": "flasche",
    "(?:hiking|walking) (?:boots|shoes)": "wanderschuhe",
    "(?:boots|shoes)": "schuhe",
    "(?:wellies|wellington boots|rubber boots)": "gummistiefel",
    "(?:hiking )?socks": "socken",
    "(?:hiking|trekking|walking) (?:poles|sticks)": "trekkingstöcke",
    "(?:down|puffer) jacket": "daunenjacke",
    "fleece": "fleece",
    "jacket": "jacke",
    "(?:t-?)?shirt": "shirt",
    "(?:hat|beanie)": "mütze",
    "gloves": "handschuhe",
}
_PATTERNS = {re.compile(rf"\b{english}\b"): german for english, german in GERMAN_WORDS.items()}


def in_german(text: str) -> tuple[str, ...]:
    """The German words for the articles that an English text names, those of the longest names first."""
    rest, found = text.lower(), []
    for pattern, german in sorted(_PATTERNS.items(), key=lambda each: -len(each[0].pattern)):
        rest, times = pattern.subn(" ", rest)
        if times:
            found.append(german)
    return tuple(found)
