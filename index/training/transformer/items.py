"""Our own questions, and the items that they ask about: news, laws, and pages written for them.

A row has where its item is from (`news`, `law`, `own`), the item, the question, the words of the
item that answer ("|" between the parts of a list; nothing where it does not answer), and a kind:
`answered`, or why not (`entity`, `opposite`, `year`, `unsaid`). `in_other_words.tsv` asks the rows
of the other two again: Chinese ones in English and in everyday words, English ones in Chinese. What
KEPT.md of the data folder names is never read.
"""

import csv
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article
from corpus.errors import GongdaError
from index.training.material.sources import laws

QUESTIONS = Path(__file__).parents[1] / "questions"
SETS = ("news_and_laws.tsv", "own_pages.tsv", "in_other_words.tsv")
PAGES = "own_pages.md"
KINDS = ("answered", "entity", "opposite", "year", "unsaid")
# Days of the broadcast that are kept aside, first and last, and that the members' set asks about.
KEPT_DAYS = (("20230915", "20231114"), ("20250501", "20250630"))
TAG = re.compile(r"<[^>]+>")
DAY = re.compile(r"(\d{8})")
OWN_PAGE = re.compile(r"^## (\S+) 《([^\n]*)》\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
# Characters. Shorter items are greetings and sign-offs.
SHORTEST = 60


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A question about an item.

    Attributes:
        item: Id of the article that it asks about.
        question: As a member would type it.
        answers: The printed words that answer, in order; none where the item does not answer.
        kind: One of `KINDS`.
    """

    item: str
    question: str
    answers: tuple[str, ...]
    kind: str


def read_own_questions(folder: Path = QUESTIONS) -> list[AskedItem]:
    """Return all rows of our own questions.

    Raises:
        GongdaError: A row has another form.
    """
    return [row for name in SETS for row in _rows(folder / name)]


def _rows(path: Path) -> Iterator[AskedItem]:
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
            answered = row.get("kind") == KINDS[0]
            if row.get("kind") not in KINDS or answered != bool(row["answer"]):
                raise GongdaError(
                    f"{path.name}, line {number + 2}: kind {row.get('kind')!r}",
                    f"write one of {', '.join(KINDS)}, and an answer where there is one",
                )
            answers = tuple(row["answer"].split("|")) if answered else ()
            item = f"own/{row['item']}" if row["source"] == "own" else row["item"]
            yield AskedItem(item, row["question"], answers, str(row["kind"]))


def own_pages(folder: Path = QUESTIONS) -> list[Article]:
    """Return the pages that were written for the questions."""
    text = (folder / PAGES).read_text(encoding="utf-8")
    return [
        Article(id=f"own/{key}", title=title, text=body.strip())
        for key, title, body in OWN_PAGE.findall(text)
    ]


def benchmark_questions(data: Path) -> tuple[list[Article], list[AskedItem]]:
    """Return the paragraphs of CMRC 2018 trial and DRCD dev, and what is asked of them.

    Questions whose answer stands in several places are left out: the first may be another thing.
    """
    articles: list[Article] = []
    asked: list[AskedItem] = []
    for name in ("cmrc_trial", "drcd_dev"):
        tree = json.loads((data / "train" / f"{name}.json").read_text(encoding="utf-8"))
        for entry in tree["data"]:
            for paragraph in entry["paragraphs"]:
                key, text = f"{name}-{len(articles)}", paragraph["context"]
                articles.append(Article(id=key, title=entry.get("title", ""), text=text))
                for qa in paragraph["qas"]:
                    answer = qa["answers"][0]["text"]
                    if text.count(answer) == 1:
                        asked.append(AskedItem(key, qa["question"], (answer,), KINDS[0]))
    return articles, asked


def news_items(data: Path) -> list[Article]:
    """Return the items of the broadcast that may be learnt from."""
    return [one for one in _every_item(data / "news" / "xwlb.tar.xz") if not _kept_day(one.id)]


def _kept_day(name: str) -> bool:
    found = DAY.search(name)
    return found is None or any(first <= found[1] <= last for first, last in KEPT_DAYS)


def _every_item(path: Path) -> Iterator[Article]:
    with tarfile.open(path) as archive:
        for member in archive:
            stream = archive.extractfile(member) if member.name.endswith(".md") else None
            text = stream.read().decode("utf-8") if stream else ""
            for number, part in enumerate(re.split(r"^#+ ", text, flags=re.MULTILINE)[1:]):
                title, _, body = part.partition("\n")
                lines = (line.strip() for line in TAG.sub("\n", body).splitlines())
                plain = "\n".join(line for line in lines if line)
                if len(plain) >= SHORTEST and "主要内容" not in plain[:40]:
                    yield Article(id=f"{member.name}-{number}", title=title.strip(), text=plain)


def laws_to_learn_from(data: Path, left_out: frozenset[str]) -> list[Article]:
    """Return every article of every law but those left out, by title.

    Named as `"中华人民共和国工会法第十一条"`; laws whose title stands twice are left out.
    """
    stories = laws(data)
    times = Counter(story.title for story in stories)
    return [
        Article(id=story.title + text.split(maxsplit=1)[0], title=story.title, text=text)
        for story in stories
        if times[story.title] == 1 and story.title not in left_out
        for text in story.paragraphs
    ]


def kept_laws(data: Path) -> frozenset[str]:
    """Return the titles of the laws that KEPT.md names, as far as the archive has them."""
    lines = (data / "KEPT.md").read_text(encoding="utf-8").splitlines()
    names = [
        re.sub(r"\(\d{4}[^)]{0,40}\)|\.md$", "", line[2:].strip())
        for line in lines
        if line.startswith("- ") and line.endswith(".md")
    ]
    return frozenset(
        story.title for story in laws(data) if any(name in story.title for name in names)
    )
