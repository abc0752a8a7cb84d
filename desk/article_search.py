"""Which articles fit what a customer wrote, best first: a ranked search over titles, texts and ways of asking.

The ranking is Okapi BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) over
words and over the groups of letters within them: German puts words together ("Rücksendekosten"), and groups of letters
find the parts. Umlauts are written out. Both languages are searched; an article is as good as its better one. Weights
were chosen by the training examples, never by held-out sentences.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log

from desk.address import render
from desk.knowledge import Article, Knowledge, with_hours
from desk.ways_of_asking import WaysOfAsking

GROUP_LETTERS = 4
GROUP_WEIGHT = 0.6
TITLE_WEIGHT = 4
SATURATION = 1.2  # k1 of BM25
LENGTH_INFLUENCE = 0.75  # b of BM25
LONGEST_QUESTION = 2000
ADDRESS = "du"  # either form will do: its words say nothing of the matter
_WORD = re.compile(r"[^\W_]+")
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Words that every question has, whatever it is about.
_IDLE = frozenset(
    _WORD.findall(
        "ab aber als also am an auch auf aus bei bin bis da dann das dass dem den denn der des die dies "
        "diese doch  du ein eine einem einen einer er es euch euer eure eurem euren fuer gibt gerade geht habe "
        "haben hab habt hallo  hat hatte hier ich ihr ihre ihrem ihren ihnen im in ist ja jetzt kann kannst "
        "koennen koennt man mal mein meine  meinem meinen meiner mich mir mit moechte muss nach nicht noch nun "
        "nur ob oder schon sehr sein sich sie sind so  soll ueber um und uns unser von vom vor war was weil wenn "
        "wer werden wie wieso will wir wird wo wurde zu zum zur  a an and are at be been but by can could do does "
        "did for from had has have hello hi how i if in is it its just  me my no not of on or our please so some "
        "that the there they this to was we what when where which who will with  would you your"
    )
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """An article that may answer. `score` in 0..1 is the share of what the question says that the article has, too."""

    article: Article
    score: float


class ArticleSearch:
    """Searches what may be told now: help that has not expired, as its files stand. May be used from threads."""

    def __init__(self, knowledge: Knowledge, asked: WaysOfAsking) -> None:
        self._knowledge, self._asked = knowledge, asked
        self._ways: dict[str, Counter[str]] = {}
        self._built: tuple[list[Article], _Index] = ([], _Index([]))

    def prepare(self) -> None:
        """Take in what is new or has changed, so that the next search need not."""
        self._up_to_date()

    def find(self, question: str, most: int) -> list[Found]:
        """The articles that fit best, at most so many; none that has nothing in common with the question.

        Takes in what has changed first, which takes a moment if anything has.
        """
        articles, index = self._up_to_date()
        scores = index.scores(question[:LONGEST_QUESTION])
        best = sorted(scores, key=lambda place: (-scores[place], place))[:most]
        return [Found(article=articles[place], score=round(scores[place], 3)) for place in best]

    def _up_to_date(self) -> tuple[list[Article], "_Index"]:
        articles = self._knowledge.helpful()
        if articles != self._built[0]:
            self._built = articles, _Index([list(self._texts(article)) for article in articles])
        return self._built

    def _texts(self, article: Article) -> Iterator[Counter[str]]:
        """The terms of each language; the ways of asking, which may be in any, count with the first."""
        asked = self._asked_terms(article.slug)
        for language, text in article.texts.items():
            terms = Counter(_terms(render(with_hours(text, None), ADDRESS)))
            for term in _terms(render(article.titles.get(language, ""), ADDRESS)):
                terms[term] += TITLE_WEIGHT
            yield terms + asked
            asked = Counter()

    def _asked_terms(self, slug: str) -> Counter[str]:
        if slug not in self._ways:
            ways = self._asked.of(f"faq/{slug}")
            self._ways[slug] = Counter(term for way in ways for term in _terms(render(way, ADDRESS)))
        return self._ways[slug]


class _Index:
    """How much each text gains from each term; an article is a list of texts."""

    def __init__(self, articles: list[list[Counter[str]]]) -> None:
        texts = [(place, terms) for place, article in enumerate(articles) for terms in article]
        self._places = [place for place, _ in texts]
        self._gains: dict[str, dict[int, float]] = defaultdict(dict)
        held_by = Counter(term for _, terms in texts for term in terms)
        average = sum(terms.total() for _, terms in texts) / max(1, len(texts))
        for number, (_, terms) in enumerate(texts):
            length = 1 - LENGTH_INFLUENCE + LENGTH_INFLUENCE * terms.total() / average
            for term, count in terms.items():
                rarity = log(1 + (len(texts) - held_by[term] + 0.5) / (held_by[term] + 0.5))
                gain = rarity * count * (SATURATION + 1) / (count + SATURATION * length)
                self._gains[term][number] = gain * _weight(term)
        self._unknown = log(1 + 2 * len(texts))

    def scores(self, question: str) -> dict[int, float]:
        """The score in 0..1 of each article that has something in common with the question."""
        terms = set(_terms(question))
        gained: Counter[int] = Counter()
        for term in terms:
            gained.update(self._gains.get(term, {}))
        most = sum(
            max(self._gains[term].values()) if term in self._gains else self._unknown * _weight(term) for term in terms
        )
        best: dict[int, float] = {}
        for number, gain in gained.items():
            place = self._places[number]
            best[place] = max(best.get(place, 0.0), gain / most)
        return best


def _weight(term: str) -> float:
    return 1 if term.startswith("=") else GROUP_WEIGHT


def _terms(text: str) -> Iterable[str]:
    """Each word ("=zelt") and each group of letters in it."""
    for word in _WORD.findall(text.lower().translate(_WRITTEN_OUT)):
        if word not in _IDLE:
            yield f"={word}"
            yield from (word[start : start + GROUP_LETTERS] for start in range(len(word) - GROUP_LETTERS + 1))
