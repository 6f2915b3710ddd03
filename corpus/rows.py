"""Articles as JSON, for a file or a pipe: nothing that is read back runs anything."""

import dataclasses
import datetime
import json
from collections.abc import Iterable
from typing import Any

from corpus.article import Article


def articles_as_json(articles: Iterable[Article]) -> bytes:
    """Return articles as a JSON list in ASCII, one object each."""
    rows = [dataclasses.asdict(article) for article in articles]
    return json.dumps(rows, ensure_ascii=True, default=str).encode()


def articles_from_json(written: bytes) -> tuple[Article, ...]:
    """Return the articles that `articles_as_json` wrote.

    Raises:
        ValueError, TypeError, KeyError: It did not write them.
    """
    return tuple(_article(row) for row in json.loads(written))


def _article(row: dict[str, Any]) -> Article:
    date = row["date"] and datetime.date.fromisoformat(row["date"])
    return Article(**{**row, "date": date, "authors": tuple(row["authors"])})
