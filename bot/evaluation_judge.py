"""Is it right? A quote against gold answers, a list against gold items, citations against print."""

from collections.abc import Mapping, Sequence

from bot.reply import Answer, Citation
from corpus.article import Article
from index.evaluate import Asked
from index.words import fold

# Least share of a gold item's characters that an item which is a part of it must have.
ENOUGH = 0.5


def holds(quote: str, asked: Asked) -> bool | None:
    """Say whether a quote holds a gold answer, width, case and script aside; None if none is known.

    >>> holds("先後１８次到現場踏勘", Asked("1", "踏勘了多少次？", {}, answers=("18次",)))
    True
    """
    if not asked.answers:
        return None
    folded = fold(quote)
    found = [fold(answer) in folded for answer in asked.answers]
    return all(found) if asked.together else any(found)


def first_quote(answer: Answer) -> str:
    """Return the first quote; "" for a refusal."""
    return answer.citations[0].quote if answer.citations else ""


def right(answer: Answer, asked: Asked) -> bool | None:
    """Say whether the first quote holds a gold answer, or all quotes those that belong together."""
    if asked.together:
        return holds("\n".join(citation.quote for citation in answer.citations), asked)
    return holds(first_quote(answer), asked)


def precision_and_recall(answer: Answer, asked: Asked) -> tuple[float | None, float | None]:
    """Return the share of the items said that are gold, and of the gold ones that were said.

    Both are 0 for an answer that is no list; both are None where the gold answer is none, and the
    precision is where the set names only some of the items.
    """
    if not asked.items:
        return None, None
    gold = [fold(item) for item in asked.items]
    said = [fold(claim.text) for claim in answer.claims] if answer.kind == "list" else []
    right = sum(any(same(one, item) for item in gold) for one in said)
    named = sum(any(same(one, item) for one in said) for item in gold)
    precision = None if asked.partial else right / len(said) if said else 0.0
    return precision, named / len(gold)


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
