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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article
from corpus.errors import EvaluationError
from index.evaluation.measures import JudgedQuestion

SUFFIXES = (".yaml", ".yml")
KINDS = ("quote", "list", "any", "none")


@dataclass(frozen=True, slots=True)
class _Case:
    """One question as written, and where: `golden.yaml:12`."""

    fields: Mapping[str, Any]
    place: str


def read_golden(path: Path, articles: Sequence[Article]) -> tuple[JudgedQuestion, ...]:
    """Read golden questions about these articles.

    Raises:
        EvaluationError: The file is missing or broken, or is about pages that are not there.
    """
    return tuple(_asked(case, number, articles) for number, case in enumerate(_cases(path), 1))


def _cases(path: Path) -> list[_Case]:
    import yaml

    try:
        loader = yaml.SafeLoader(path.read_text(encoding="utf-8-sig"))
        tree = loader.get_single_node()
    except FileNotFoundError:
        raise EvaluationError(f"no file at {path}", "check the path") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EvaluationError(f"{path} is no valid YAML: {error}", f"mend {path}") from None
    cases = []
    for node in tree.value if isinstance(tree, yaml.SequenceNode) else ():
        fields = loader.construct_object(node, deep=True)
        cases.append(_Case(fields, f"{path}:{node.start_mark.line + 1}"))
    if not cases:
        raise EvaluationError(
            f"{path} is no list of questions", "write `- question: …` for each of them"
        )
    return cases


def _asked(case: _Case, number: int, articles: Sequence[Article]) -> JudgedQuestion:
    fields = case.fields
    if not isinstance(fields, Mapping) or not fields.get("question"):
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


def _kind(case: _Case) -> str:
    """Return the kind that a case states, or else whether anything answers it."""
    known = any(case.fields.get(key) for key in ("article", "articles", "holds"))
    kind = case.fields.get("kind", "any" if known else "none")
    if kind not in KINDS:
        raise EvaluationError(
            f"{case.place}: kind {kind!r} is unknown", f"the kinds are: {', '.join(KINDS)}"
        )
    return str(kind)


def _documents(case: _Case, articles: Sequence[Article]) -> dict[str, int]:
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
