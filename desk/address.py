"""Sie or du: German is written once, with `[Sie-form|du-form]` where the two differ."""

import re

CHOICE = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")


def render(text: str, address: str) -> str:
    """The text in one form of address, "Sie" or "du"."""
    form = 2 if address == "du" else 1
    return CHOICE.sub(lambda match: match.group(form), text)
