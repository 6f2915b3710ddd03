"""The articles and passages of a generation, in one read-only SQLite file.

A passage's number is its row, counted from 0, the same as in the lexical and the dense index. Every
row holds the digest of its words, which is compared when it is read: altered text is never quoted.
"""

import datetime
import json
import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Article, Passage
from corpus.errors import IndexDamagedError
from index.store.digest import article_digest, digest_of, passage_digest
from index.store.manifest import REBUILD

SCHEMA = """
CREATE TABLE article (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
  kicker TEXT NOT NULL, subtitle TEXT NOT NULL, section TEXT NOT NULL, paper TEXT NOT NULL,
  date TEXT, page INTEGER, authors TEXT NOT NULL, source TEXT NOT NULL,
  recognised INTEGER NOT NULL, digest BLOB NOT NULL, seal BLOB NOT NULL
) STRICT;
CREATE TABLE passage (
  number INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article,
  start INTEGER NOT NULL, end INTEGER NOT NULL, digest BLOB NOT NULL
) STRICT;
CREATE INDEX passage_of_article ON passage (article);
CREATE INDEX article_of_day ON article (date);
"""
# In the order that `_row` and `_article` keep. `digest` tells what changed since the last build,
# `seal` covers the whole row.
ARTICLE_COLUMNS = (
    "id, title, text, kicker, subtitle, section, paper, date, page, authors, source, "
    "recognised, seal"
)
PASSAGE_COLUMNS = "number, article, start, end, digest"


def write_texts(
    path: Path,
    articles: Sequence[Article],
    passages: Sequence[Passage],
    digests: Sequence[bytes] = (),
) -> None:
    """Write a new file with all articles and passages, in order.

    `digests` are those of the passages, where they are known already.
    """
    numbers = {article.id: number for number, article in enumerate(articles)}
    connection = sqlite3.connect(path)
    with connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            f"INSERT INTO article (number, {ARTICLE_COLUMNS}, digest) VALUES ({_marks(15)})",
            ((number, *_sealed(article)) for number, article in enumerate(articles)),
        )
        connection.executemany(
            f"INSERT INTO passage ({PASSAGE_COLUMNS}) VALUES ({_marks(5)})",
            (
                (number, numbers[passage.article.id], passage.start, passage.end, digest)
                for number, (passage, digest) in enumerate(
                    zip(passages, digests or map(passage_digest, passages), strict=True)
                )
            ),
        )
    connection.close()


@dataclass(frozen=True, slots=True)
class Place:
    """What tells an article again in a later build: its id, its headline, its file."""

    id: str
    title: str
    source: str


class Texts:
    """An open texts file; safe to use from several threads."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Keep the connection and the lock that threads share it by."""
        self._connection = connection
        self._lock = threading.Lock()

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these numbers; passages of one article share it."""
        if not numbers:
            return {}
        marks = _marks(len(numbers))
        places = self._rows(
            f"SELECT {PASSAGE_COLUMNS} FROM passage WHERE number IN ({marks})", numbers
        )
        articles = self._articles({place[1] for place in places})
        return {place[0]: _passage(articles, place[1:]) for place in places}

    def article_numbers(self, numbers: Sequence[int]) -> dict[int, int]:
        """Return the article's number of each passage number."""
        marks = _marks(len(numbers))
        return dict(
            self._rows(f"SELECT number, article FROM passage WHERE number IN ({marks})", numbers)
        )

    def article(self, article_id: str) -> Article | None:
        """Return the article with this id, or None."""
        rows = self._rows(f"SELECT {ARTICLE_COLUMNS} FROM article WHERE id = ?", [article_id])
        return _article(rows[0]) if rows else None

    def days(self) -> list[datetime.date]:
        """Return the days of which there is an article, newest first."""
        rows = self._rows(
            "SELECT DISTINCT date FROM article WHERE date IS NOT NULL ORDER BY date DESC", []
        )
        return [datetime.date.fromisoformat(day) for (day,) in rows]

    def printed_on(self, day: datetime.date) -> list[Article]:
        """Return the articles of a day in printed order: by page, then as they were read."""
        rows = self._rows(
            f"SELECT {ARTICLE_COLUMNS} FROM article WHERE date = ? ORDER BY page, number",
            [day.isoformat()],
        )
        return [_article(row) for row in rows]

    def every_article(self) -> list[Article]:
        """Return all articles in the order of their numbers."""
        rows = self._rows(f"SELECT {ARTICLE_COLUMNS} FROM article ORDER BY number", [])
        return [_article(row) for row in rows]

    def places(self) -> list[Place]:
        """Return what tells each article again, in the order of their numbers."""
        rows = self._rows("SELECT id, title, source FROM article ORDER BY number", [])
        return [Place(*row) for row in rows]

    def every_passage(self) -> list[Passage]:
        """Return all passages in the order of their numbers."""
        articles = dict(enumerate(self.every_article()))
        rows = self._rows(f"SELECT {PASSAGE_COLUMNS} FROM passage ORDER BY number", [])
        return [_passage(articles, row[1:]) for row in rows]

    def digests(self) -> tuple[list[bytes], list[tuple[int, int, int, bytes]]]:
        """Return the digests of the articles; and of each passage article, start, end and digest.

        Both in the order of their numbers.
        """
        articles = self._rows("SELECT digest FROM article ORDER BY number", [])
        places = self._rows("SELECT article, start, end, digest FROM passage ORDER BY number", [])
        return [digest for (digest,) in articles], places

    def counts(self) -> tuple[int, int]:
        """Return how many articles and how many passages there are."""
        ((articles, passages),) = self._rows(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM passage)", []
        )
        return articles, passages

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        wanted = list(numbers)
        marks = _marks(len(wanted))
        rows = self._rows(
            f"SELECT number, {ARTICLE_COLUMNS} FROM article WHERE number IN ({marks})", wanted
        )
        return {row[0]: _article(row[1:]) for row in rows}

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
        try:
            with self._lock:
                return self._connection.execute(query, tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise IndexDamagedError(
                f"the texts of the index cannot be read: {error}", REBUILD
            ) from error


def open_texts(path: Path) -> Texts:
    """Open the file that `write_texts` wrote; it never changes, so no lock file is needed."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return Texts(sqlite3.connect(uri, uri=True, check_same_thread=False))


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _sealed(article: Article) -> tuple[object, ...]:
    row = _row(article)
    return (*row, _seal(row), article_digest(article))


def _seal(row: Iterable[object]) -> bytes:
    return digest_of(map(repr, row))


def _row(article: Article) -> tuple[object, ...]:
    return (
        article.id,
        article.title,
        article.text,
        article.kicker,
        article.subtitle,
        article.section,
        article.paper,
        article.date.isoformat() if article.date else None,
        article.page,
        json.dumps(article.authors, ensure_ascii=False),
        article.source,
        int(article.recognised),
    )


def _passage(articles: Mapping[int, Article], place: Sequence[Any]) -> Passage:
    number, start, end, digest = place
    passage = Passage(articles[number], start, end) if number in articles else None
    if passage is None or passage_digest(passage) != digest:
        raise IndexDamagedError("a passage of the index was altered on the disk", REBUILD)
    return passage


def _article(row: Sequence[Any]) -> Article:
    if _seal(row[:-1]) != row[-1]:
        raise IndexDamagedError("an article of the index was altered on the disk", REBUILD)
    title, text, kicker, subtitle, section, paper = (str(value) for value in row[1:7])
    date, page, authors = row[7:10]
    return Article(
        id=str(row[0]),
        title=title,
        text=text,
        kicker=kicker,
        subtitle=subtitle,
        section=section,
        paper=paper,
        date=datetime.date.fromisoformat(str(date)) if date else None,
        page=int(page) if page is not None else None,
        authors=tuple(json.loads(str(authors))),
        source=str(row[10]),
        recognised=bool(row[11]),
    )
