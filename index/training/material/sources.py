"""The training files, read into plain records. Nothing under `eval/` is opened here."""

import gzip
import json
import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ENTRY = re.compile(r"(\S{1,99}) (\S{1,99}) \[([^\]]{0,400})\] /(.*)/")
TAG = re.compile(r"<[^>]+>")
# "央视网消息（新闻联播）：" opens most items of the broadcast and says nothing.
OPENING = re.compile(r"^央视网消息\s*（新闻联播）：")
BROADCAST_ITEM = re.compile(r"^### (.+?)\n(.*?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
LAW_ARTICLE = re.compile(r"\n(?=第[一二三四五六七八九十百千]+条)")
# Characters. Shorter paragraphs ("第一章　总则") hold too little to tell them from others.
SHORTEST = 30


@dataclass(frozen=True, slots=True)
class Entry:
    """One headword of CC-CEDICT: Simplified form, pinyin with tone numbers, glosses as printed."""

    word: str
    pinyin: str
    glosses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewsStory:
    """A headline and the paragraphs below it."""

    title: str
    paragraphs: tuple[str, ...]


def dictionary(folder: Path) -> list[Entry]:
    """Read CC-CEDICT."""
    with gzip.open(folder / "train/cc-cedict.txt.gz", "rt", encoding="utf-8") as lines:
        matches = (ENTRY.match(line) for line in lines if not line.startswith("#"))
        return [Entry(m[2], m[3], tuple(m[4].split("/"))) for m in matches if m]


def sentence_pairs(folder: Path) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Read (English, Chinese) sentences: everyday ones (Tatoeba), and news (NTREX, TICO-19)."""
    everyday = [tuple(row[:2]) for row in _rows(folder / "train/tatoeba-en-zh.txt.gz")]
    news = [tuple(row[1:3]) for row in _rows(folder / "train/news-parallel-en-zh.tsv.gz")]
    return everyday, news  # type: ignore[return-value]


def questions(folder: Path) -> list[tuple[str, str]]:
    """Read (question, paragraph) of CMRC 2018 trial and DRCD dev."""
    found = []
    for name in ("cmrc_trial", "drcd_dev"):
        tree = json.loads((folder / f"train/{name}.json").read_text("utf-8"))
        for part in (part for article in tree["data"] for part in article["paragraphs"]):
            found += [(qa["question"], part["context"]) for qa in part["qas"]]
    return found


def news_stories(folder: Path) -> list[NewsStory]:
    """Read the broadcast transcripts: one story an item."""
    found = []
    for page in _pages(folder / "news/xwlb.tar.xz"):
        for title, body in BROADCAST_ITEM.findall(page):
            paragraphs = [OPENING.sub("", TAG.sub("", p).strip()) for p in body.split("</p>")]
            kept = tuple(part.strip() for part in paragraphs if len(part.strip()) >= SHORTEST)
            found.append(NewsStory(title.strip(), tuple(p for p in kept if "查看原文" not in p)))
    return [story for story in found if story.paragraphs]


def laws(folder: Path) -> list[NewsStory]:
    """Read the laws: one story a law, one paragraph an article."""
    found = []
    for page in _pages(folder / "laws/laws.tar.xz"):
        title, _, body = page.partition("\n")
        parts = [" ".join(part.split()) for part in LAW_ARTICLE.split(body)[1:]]
        kept = tuple(part[:1000] for part in parts if len(part) >= SHORTEST)
        if title.startswith("# ") and kept:
            found.append(NewsStory(title[2:].strip(), kept))
    return found


def _rows(path: Path) -> Iterator[list[str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (line.rstrip("\n").split("\t") for line in lines)


def _pages(path: Path) -> Iterator[str]:
    """Yield the Markdown files of an archive, by name, so that the order never changes."""
    with tarfile.open(path) as archive:
        texts = {}
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".md") else None
            if file is not None:
                texts[member.name] = file.read().decode("utf-8")
    yield from (texts[name] for name in sorted(texts))
