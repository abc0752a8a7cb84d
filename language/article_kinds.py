"""The kinds of articles that the shop sells, from a list that people write (`language/articles.txt`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Dict, List, NamedTuple, Set

from rasa.shared.exceptions import InvalidConfigException

from language.amounts import TokenPattern

DEFAULT_LIST = Path(__file__).with_name("articles.txt")
# What German and English put behind a word: Zelte, Zelten, Zelts, tents.
_INFLECTIONS = ("", "e", "n", "en", "s", "es")
_LONGEST_COMPOUND = 40
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class ArticleKinds(NamedTuple):
    """The kind (as the list names it) of each written word, of each ending of longer words, and what is none."""

    words: Dict[str, str]
    endings: Dict[str, str]
    never: Set[str]

    def patterns(self) -> List[TokenPattern]:
        """Token patterns for spaCy's entity ruler."""
        whole: List[TokenPattern] = [[{"LOWER": part} for part in word.split(" ")] for word in self.words]
        if not self.endings:
            return whole
        ending = rf"^[^\W\d_][\w-]{{1,{_LONGEST_COMPOUND}}}(?:{'|'.join(self.endings)})$"
        return [*whole, [{"LOWER": {"REGEX": ending}}]]

    def kind_of(self, words: str) -> str | None:
        """The kind that words name: by the list, else by the longest ending that is known; None if it is no article."""
        words = " ".join(words.lower().split())
        if words in self.words:
            return self.words[words]
        if words in self.never:
            return None
        endings = (words[place:] for place in range(1, len(words)))
        return next((self.endings[ending] for ending in endings if ending in self.endings), None)


def read_article_kinds(path: Path) -> ArticleKinds:
    """The kinds in a file.

    Raises:
        InvalidConfigException: if there is no such file, or one of its lines is not as it must be.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as exc:
        raise InvalidConfigException(f"The list of articles {path} cannot be read: {exc}") from exc
    kinds = ArticleKinds(words={}, endings={}, never=set())
    for line in lines:
        if line.startswith("-"):
            kinds.never.update(_inflected(line[1:]))
        elif line.strip() and not line.startswith("#"):
            _add(kinds, line, path)
    for word in kinds.never & kinds.words.keys():
        del kinds.words[word]
    return kinds


def _add(kinds: ArticleKinds, line: str, path: Path) -> None:
    kind, colon, others = line.partition(":")
    if not colon or not re.fullmatch(r"[a-zäöüß -]+", kind):
        raise InvalidConfigException(f"{path.name}: {line!r} is not a line such as `zelt: *zelt, tent`.")
    for other in (kind, *others.split(",")):
        for word in _inflected(other.strip().removeprefix("*")):
            # The kind's own line wins over another that names the word too.
            if word not in kinds.words or other == kind:
                kinds.words[word] = kind
            if other.strip().startswith("*"):
                kinds.endings.setdefault(word, kind)


def _inflected(word: str) -> List[str]:
    word = word.strip().lower()
    spellings = {word, word.translate(_WRITTEN_OUT)} if word else set()
    return [spelling + ending for spelling in sorted(spellings) for ending in _INFLECTIONS]
