"""The articles and passages of a generation, in one read-only SQLite file.

A passage's number is its row, counted from 0, the same as in the lexical and the dense index.
"""

import datetime
import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.article import Article, Passage

SCHEMA = """
CREATE TABLE article (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, text TEXT NOT NULL,
  kicker TEXT NOT NULL, subtitle TEXT NOT NULL, section TEXT NOT NULL, paper TEXT NOT NULL,
  date TEXT, page INTEGER, authors TEXT NOT NULL, source TEXT NOT NULL
) STRICT;
CREATE TABLE passage (
  number INTEGER PRIMARY KEY, article INTEGER NOT NULL REFERENCES article,
  start INTEGER NOT NULL, end INTEGER NOT NULL
) STRICT;
CREATE INDEX passage_of_article ON passage (article);
CREATE INDEX article_of_day ON article (date);
"""
# In the order that `_row` and `_article` keep.
ARTICLE_COLUMNS = "id, title, text, kicker, subtitle, section, paper, date, page, authors, source"


def write_texts(path: Path, articles: Sequence[Article], passages: Iterable[Passage]) -> None:
    """Write a new file with all articles and passages, in order."""
    numbers = {article.id: number for number, article in enumerate(articles)}
    connection = sqlite3.connect(path)
    with connection:
        connection.executescript(SCHEMA)
        connection.executemany(
            f"INSERT INTO article (number, {ARTICLE_COLUMNS}) VALUES ({', '.join('?' * 12)})",
            ((number, *_row(article)) for number, article in enumerate(articles)),
        )
        connection.executemany(
            "INSERT INTO passage VALUES (?, ?, ?, ?)",
            (
                (number, numbers[passage.article.id], passage.start, passage.end)
                for number, passage in enumerate(passages)
            ),
        )
    connection.close()


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
        marks = ", ".join("?" * len(numbers))
        places = self._rows(
            f"SELECT number, article, start, end FROM passage WHERE number IN ({marks})", numbers
        )
        articles = self._articles({place[1] for place in places})
        return {
            number: Passage(articles[article], start, end) for number, article, start, end in places
        }

    def article_numbers(self, numbers: Sequence[int]) -> dict[int, int]:
        """Return the article's number of each passage number."""
        marks = ", ".join("?" * len(numbers))
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

    def every_passage(self) -> list[Passage]:
        """Return all passages in the order of their numbers."""
        articles = self.every_article()
        rows = self._rows("SELECT article, start, end FROM passage ORDER BY number", [])
        return [Passage(articles[article], start, end) for article, start, end in rows]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._connection.close()

    def _articles(self, numbers: Iterable[int]) -> dict[int, Article]:
        wanted = list(numbers)
        marks = ", ".join("?" * len(wanted))
        rows = self._rows(
            f"SELECT number, {ARTICLE_COLUMNS} FROM article WHERE number IN ({marks})", wanted
        )
        return {row[0]: _article(row[1:]) for row in rows}

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._connection.execute(query, tuple(values)).fetchall()


def open_texts(path: Path) -> Texts:
    """Open the file that `write_texts` wrote; it never changes, so no lock file is needed."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    return Texts(sqlite3.connect(uri, uri=True, check_same_thread=False))


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
    )


def _article(row: Sequence[str | int | None]) -> Article:
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
    )
