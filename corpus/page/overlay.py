"""Corrections of articles' heads: a plain file of the editors that every build lays over its pages.

    2023-01-05_02-1a2b3c4d:
      title: 海淀工会晒出全年“成绩单”
      date: 2023-01-05
      page: 2

The pages stay as they came, and so do text and id of each article: no quote and no address changes.
The file is `overlay.yaml` in the first folder of pages, or what `corpus.overlay` in config.yaml
names. Next: `index/building/build.py` applies it.
"""

import datetime
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.article import Article
from corpus.errors import ConfigError
from corpus.page.pageinfo import printable

# Bytes; a correction has about 100.
LARGEST_OVERLAY = 16 * 2**20
# Characters of a headline or name, and names of an article.
LONGEST_WORDS, MOST_AUTHORS = 300, 40
_HEAD = (
    "# Corrections of articles' heads: an article's id, and under it what is to stand instead.\n"
)


class Correction(BaseModel):
    """What is to stand in place of what was read; only what is set counts.

    Attributes:
        title: The headline.
        kicker: The line above it.
        subtitle: The line between headline and byline.
        authors: In printed order.
        paper: Name of the newspaper.
        date: Day of printing; None: it is not known.
        page: Page number, counted from 1; None: it is not known.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = Field(default="", max_length=LONGEST_WORDS)
    kicker: str = Field(default="", max_length=LONGEST_WORDS)
    subtitle: str = Field(default="", max_length=LONGEST_WORDS)
    authors: tuple[str, ...] = Field(default=(), max_length=MOST_AUTHORS)
    paper: str = Field(default="", max_length=LONGEST_WORDS)
    date: datetime.date | None = None
    page: int | None = Field(default=None, ge=1, le=9999)

    @field_validator("title", "kicker", "subtitle", "paper")
    @classmethod
    def _printable(cls, words: str) -> str:
        return printable(words)

    @field_validator("authors")
    @classmethod
    def _printable_names(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(printable, names))

    @property
    def changes(self) -> dict[str, Any]:
        """What is set, by the names of `Article`."""
        return {name: getattr(self, name) for name in sorted(self.model_fields_set)}

    def over(self, article: Article) -> Article:
        """Return an article with what is set here in place of what was read."""
        return replace(article, **self.changes)


# By the ids of the articles.
Corrections = Mapping[str, Correction]


def read_overlay(path: Path) -> dict[str, Correction]:
    """Return the corrections of a file; none where there is no file.

    Raises:
        ConfigError: It cannot be read, or something in it is no correction: the error names it.
    """
    if not path.is_file():
        return {}
    remedy = f"mend {path}: an article's id, and under it title, date, page or the like"
    try:
        if path.stat().st_size > LARGEST_OVERLAY:
            raise ConfigError(f"{path} has more than {LARGEST_OVERLAY:,} bytes", remedy)
        tree = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path} cannot be read: {error.strerror}", remedy) from None
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path} is no valid YAML: {error}", remedy) from None
    if not isinstance(tree or {}, dict):
        raise ConfigError(f"{path} is no mapping of ids to corrections", remedy)
    return {_id(key, path): _correction(key, value, path) for key, value in (tree or {}).items()}


def corrected(
    articles: Iterable[Article], corrections: Corrections
) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    """Return the articles with their corrections, and the ids in the file that no article has."""
    before = tuple(articles)
    known = {article.id for article in before}
    after = tuple(corrections[one.id].over(one) if one.id in corrections else one for one in before)
    return after, tuple(name for name in corrections if name not in known)


def write_overlay(path: Path, corrections: Corrections) -> None:
    """Put a file of corrections into its place, whole and for good.

    Raises:
        OSError: The folder cannot be written; then all is as it was.
    """
    tree = {name: _plain(one) for name, one in corrections.items()}
    text = _HEAD + (yaml.safe_dump(tree, allow_unicode=True, sort_keys=False) if tree else "")
    fresh = path.with_name(f".{path.name}.tmp")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def _plain(correction: Correction) -> dict[str, Any]:
    """Return a correction as YAML writes it: a list for a tuple."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in correction.changes.items()
    }


def _id(key: object, path: Path) -> str:
    if not isinstance(key, str):
        raise ConfigError(f"{path}: {key!r} is no article's id", f'put quotes around it: "{key}"')
    return key


def _correction(key: object, value: object, path: Path) -> Correction:
    try:
        return Correction.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = ".".join(map(str, (key, *first["loc"])))
        keys = ", ".join(Correction.model_fields)
        raise ConfigError(f"{path}: {name}: {first['msg']}", f"the keys are: {keys}") from None
