"""Asks every question of a set in every guise, and notes what came of it.

Each question is asked as a member would ask it; once more with the documents that answer it left
out of the archive, when only a refusal is right; and its best quote is chosen from those documents
alone. What is right is said here, too: a quote beside gold answers, a list beside gold items,
citations beside print. Next: `bot/evaluation/summary.py`.
"""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from bot.answer import Archive, answer
from bot.question.question import LONGEST_ANALYSED, analyse
from bot.reading.reader import Reader
from bot.reading.select import QUICK
from bot.reply import Answer, Citation
from corpus.article import Article
from corpus.passages import cut
from index.evaluation.measures import RANKED, JudgedQuestion, Outcome
from index.hit import Hit, Why
from index.search import Index
from index.text.words import fold, is_han

# Passages asked for at first, to have ten different documents among them; doubled until they are.
_DEPTH = 40
# Passages of one right document that are read.
GIVEN = 60
# Called with how many questions are done, and of how many.
QuestionProgress = Callable[[int, int], None]

# Least share of a gold item's characters that an item which is a part of it must have.
ENOUGH = 0.5


class Without:
    """An archive in which some articles cannot be found; in all else it is the archive itself."""

    def __init__(self, archive: Index, left_out: Collection[str]) -> None:
        """Keep the archive and the ids of the articles."""
        self._archive = archive
        self._left_out = frozenset(left_out)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the archive has
        """Return what the archive has under this name."""
        return getattr(self._archive, name)

    def search(self, question: str, k: int = 10) -> Sequence[Hit]:
        """Return the k best passages of the other articles, best first."""
        depth = max(_DEPTH, 2 * k)
        while True:
            hits = self._archive.search(question, depth)
            left = [hit for hit in hits if hit.passage.article.id not in self._left_out]
            if len(left) >= k or len(hits) < depth:
                return left[:k]
            depth *= 2

    def printed_on(self, day: datetime.date) -> Sequence[Article]:
        """Return the other articles of a day."""
        return [one for one in self._archive.printed_on(day) if one.id not in self._left_out]


def ask_all(
    archive: Index,
    questions: Sequence[JudgedQuestion],
    printed: Mapping[str, Article],
    progress: QuestionProgress = lambda done, total: None,
    reader: Reader = QUICK,
) -> list[Outcome]:
    """Ask every question; `printed` are the articles by id, to check the citations against."""
    # The first question of a language loads its dictionaries; no member waits for that twice.
    for first in {is_han(one.text): one for one in questions}.values():
        answer(archive, first.text, reader=reader)
    outcomes = []
    for done, one in enumerate(questions, start=1):
        outcomes.append(ask_in_every_guise(archive, one, printed, reader))
        progress(done, len(questions))
    return outcomes


def ask_in_every_guise(
    archive: Index,
    judged: JudgedQuestion,
    printed: Mapping[str, Article],
    reader: Reader = QUICK,
) -> Outcome:
    """Ask one question in every guise."""
    reply = answer(archive, judged.text, today=judged.today, reader=reader)
    hits = deep(archive, judged.text)
    without = (
        answer(
            cast(Archive, Without(archive, judged.documents)),
            judged.text,
            today=judged.today,
            reader=reader,
        )
        if judged.answerable and judged.documents
        else None
    )
    precision, recall = precision_and_recall(reply, judged)
    return Outcome(
        id=judged.id,
        question=judged.text,
        language=reply.language,
        answerable=judged.answerable,
        relevant=dict(judged.documents),
        ranking=ranking(hits)[:RANKED],
        kind=reply.kind,
        quote=first_quote(reply),
        confidence=reply.confidence,
        threshold=reader.thresholds[reply.language],
        right=right(reply, judged),
        right_unrefused=_unrefused(archive, judged, reply, reader),
        right_given=_given(archive, judged, passages_given(judged, hits, printed), reader),
        list_precision=precision,
        list_recall=recall,
        citations=len(reply.citations),
        exact=exact(reply.citations, printed),
        kind_without=without.kind if without else None,
        confidence_without=without.confidence if without else None,
        search_ms=reply.timings_ms["search"],
        total_ms=reply.timings_ms["total"],
    )


def deep(archive: Index, question: str) -> Sequence[Hit]:
    """Return hits, best first: so many that ten documents are among them, or all."""
    depth = _DEPTH
    while True:
        hits = archive.search(question[:LONGEST_ANALYSED], depth)
        if len(hits) < depth or len({hit.passage.article.id for hit in hits}) >= RANKED:
            return hits
        depth *= 2


def ranking(hits: Sequence[Hit]) -> tuple[tuple[str, float], ...]:
    """Return documents with their scores: each stands where its first passage does."""
    best: dict[str, float] = {}
    for hit in hits:
        best.setdefault(hit.passage.article.id, hit.score)
    return tuple(best.items())


def best_quote(archive: Index, question: str, hits: Sequence[Hit], reader: Reader = QUICK) -> str:
    """Return the quote that would be given whatever its confidence; "" if there is none."""
    stand_ins = hits[0].stand_ins if hits else ()
    quotes = reader.read(analyse(question, stand_ins), hits, archive.idf)
    return quotes[0].text if quotes else ""


def _unrefused(archive: Index, asked: JudgedQuestion, reply: Answer, reader: Reader) -> bool | None:
    if not asked.answers:
        return None
    if reply.kind != "none":
        return right(reply, asked)
    return holds(best_quote(archive, asked.text, reply.hits, reader), asked)


def passages_given(
    judged: JudgedQuestion, hits: Sequence[Hit], printed: Mapping[str, Article]
) -> list[Hit]:
    """Return the passages of the right documents as hits; none where no document is right."""
    articles = [printed[name] for name in judged.documents if name in printed]
    return passages_of(hits, articles) if articles else []


def _given(
    archive: Index, asked: JudgedQuestion, passages: Sequence[Hit], reader: Reader
) -> bool | None:
    """Say whether the best quote of the right documents' passages holds the answer."""
    if not asked.answers or not passages:
        return None
    return holds(best_quote(archive, asked.text, passages, reader), asked)


def passages_of(hits: Sequence[Hit], articles: Sequence[Article]) -> list[Hit]:
    """Return the passages of some articles as hits, those that were not found behind the others."""
    found = {hit.passage.id: hit for hit in hits}
    why = Why(bridge=hits[0].why.bridge, thesaurus=hits[0].why.thesaurus) if hits else Why()
    every = [
        found.get(passage.id, Hit(passage, 0.0, why))
        for article in articles
        for passage in cut(article)
    ]
    return sorted(every, key=lambda hit: -hit.score)[:GIVEN]


def holds(quote: str, judged: JudgedQuestion) -> bool | None:
    """Say whether a quote holds a gold answer, width, case and script aside; None if none is known.

    >>> holds("先後１８次到現場踏勘", JudgedQuestion("1", "踏勘了多少次？", {}, answers=("18次",)))
    True
    """
    if not judged.answers:
        return None
    folded = fold(quote)
    found = [fold(answer) in folded for answer in judged.answers]
    return all(found) if judged.together else any(found)


def first_quote(answer: Answer) -> str:
    """Return the first quote; "" for a refusal."""
    return answer.citations[0].quote if answer.citations else ""


def right(answer: Answer, judged: JudgedQuestion) -> bool | None:
    """Say whether the first quote holds a gold answer, or all quotes those that belong together."""
    if judged.together:
        return holds("\n".join(citation.quote for citation in answer.citations), judged)
    return holds(first_quote(answer), judged)


def precision_and_recall(
    answer: Answer, judged: JudgedQuestion
) -> tuple[float | None, float | None]:
    """Return the share of the items said that are gold, and of the gold ones that were said.

    Both are 0 for an answer that is no list; both are None where the gold answer is none, and the
    precision is where the set names only some of the items.
    """
    if not judged.items:
        return None, None
    gold = [fold(item) for item in judged.items]
    said = [fold(claim.text) for claim in answer.claims] if answer.kind == "list" else []
    precision = _share(any(same(item, one) for one in gold) for item in said)
    named = _share(any(same(one, item) for one in said) for item in gold)
    return None if judged.partial else precision, named


def _share(right: Iterable[bool]) -> float:
    every = list(right)
    return sum(every) / len(every) if every else 0.0


def same(said: str, gold: str) -> bool:
    """Say whether an item said is the gold one, perhaps with more words or a few less.

    >>> same("两条毛巾", "毛巾"), same("毛巾", "两条毛巾"), same("巾", "两条毛巾")
    (True, True, False)
    """
    return gold in said or (said in gold and len(said) >= ENOUGH * len(gold))


def exact(citations: Sequence[Citation], printed: Mapping[str, Article]) -> int:
    """Return how many citations are, character for character, the printed text at their offsets."""
    return sum(
        one.article.id in printed
        and 0 <= one.start < one.end <= len(one.article.text)
        and printed[one.article.id].text == one.article.text
        and printed[one.article.id].text[one.start : one.end] == one.quote
        for one in citations
    )
