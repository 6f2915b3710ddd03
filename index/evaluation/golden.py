"""Golden-question YAML -> questions over the pages that are indexed.

    - question: '海淀职工摄影大赛收到多少幅作品？'
      kind: quote              # or list, none (nothing answers), any
      article: 海淀            # part of the headline of the article that answers; or
      articles: [海淀, 石景山]  # of several
      holds: ['近600幅']       # stands in the quote; for a list: items of it
      partial: true            # the list has more items than these
      today: 2023-07-20        # the day it is asked on

Without a `kind`, nothing answers a question of which neither article nor quote is known. A `miss`
(why a question is known to fail) is for the tests; here it is asked like any other. Next:
`bot/evaluation/ask.py`.
"""

import datetime
from collections.abc import Sequence
from pathlib import Path

from corpus.article import Article
from corpus.errors import EvaluationError
from index.evaluation.measures import JudgedQuestion
from index.evaluation.written_cases import WrittenCase, written_cases

KINDS = ("quote", "list", "any", "none")


def read_golden(path: Path, articles: Sequence[Article]) -> tuple[JudgedQuestion, ...]:
    """Read golden questions about these articles.

    Raises:
        EvaluationError: The file is missing or broken, or is about pages that are not there.
    """
    return tuple(
        _asked(case, number, articles) for number, case in enumerate(written_cases(path), 1)
    )


def _asked(case: WrittenCase, number: int, articles: Sequence[Article]) -> JudgedQuestion:
    fields = case.fields
    if not fields.get("question"):
        raise EvaluationError(f"{case.place}: no `question`", "write `- question: …`")
    kind = _kind(case)
    holds = fields.get("holds") or ()
    texts = tuple(map(str, [holds] if isinstance(holds, str | int | float) else holds))
    return JudgedQuestion(
        id=str(fields.get("id", number)),
        text=str(fields["question"]),
        documents={} if kind == "none" else _documents(case, articles),
        answers=texts,
        items=texts if kind == "list" else (),
        answerable=kind != "none",
        together=True,
        partial=bool(fields.get("partial")),
        today=today if isinstance(today := fields.get("today"), datetime.date) else None,
    )


def _kind(case: WrittenCase) -> str:
    """Return the kind that a case states, or else whether anything answers it."""
    known = any(case.fields.get(key) for key in ("article", "articles", "holds"))
    kind = case.fields.get("kind", "any" if known else "none")
    if kind not in KINDS:
        raise EvaluationError(
            f"{case.place}: kind {kind!r} is unknown", f"the kinds are: {', '.join(KINDS)}"
        )
    return str(kind)


def _documents(case: WrittenCase, articles: Sequence[Article]) -> dict[str, int]:
    """Return the articles whose headlines hold what the case names."""
    every = case.fields.get("articles") or [case.fields.get("article")]
    found: dict[str, int] = {}
    for named in filter(None, every):
        right = {article.id: 1 for article in articles if str(named) in article.title}
        if not right:
            raise EvaluationError(
                f"{case.place}: no headline in the index holds {named!r}",
                "run `gongda index build` on the pages that these questions are about",
            )
        found |= right
    return found
