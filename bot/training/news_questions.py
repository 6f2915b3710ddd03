"""Questions over newspaper items and labour law, written by hand, to learn from.

`news_questions.tsv` has one question a line: where its text is from (`news`: broadcast transcripts,
`law`: laws), the item, the question, and its answer as printed there; the items of a list are
parted by "|", and no answer means that the item has none. A question without an answer may well
have one elsewhere, in another article of the same law or in the news of another day: ask it of its
own item among the others of this file. The questions are our own words, under this project's
licence; the texts stay where they are, and only the few words of an answer are repeated.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.training.questions import TrainingQuestion, read_news
from corpus.article import Article
from corpus.errors import GongdaError
from index.training.material.sources import laws

NEWS_QUESTIONS = Path(__file__).with_name("news_questions.tsv")
_HEADER = ("source", "item", "question", "answer")
NEWS, LAW = "news", "law"
# More than the archive of transcripts holds (20,974 items).
ALL_NEWS = 1_000_000


@dataclass(frozen=True, slots=True)
class NewsRow:
    """A line of the file.

    Attributes:
        source: What holds the item, `"news"` or `"law"`.
        item: Id of the item: as `read_news` makes it, `"news/20240810.md-10"`, or a law's title
            and the number of an article, `"中华人民共和国工会法第十一条"`.
        question: As asked.
        answers: The printed words that prove the answer; several for a list, none where the item
            has no answer.
    """

    source: str
    item: str
    question: str
    answers: tuple[str, ...]


def read_news_rows(path: Path = NEWS_QUESTIONS) -> list[NewsRow]:
    """Return every line of the file below its header.

    The cells `news`, `news/20240810.md-10`, `谁赢了？`, `甲|乙` become
    `NewsRow("news", "news/20240810.md-10", "谁赢了？", ("甲", "乙"))`.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or tuple(lines[0].split("\t")) != _HEADER:
        raise GongdaError(
            f"{path.name} does not begin with its header",
            f"let its first line be the words {', '.join(_HEADER)}, with tabs between",
        )
    return list(_rows(path.name, lines[1:]))


def _rows(name: str, lines: Sequence[str]) -> Iterator[NewsRow]:
    for number, line in enumerate(lines, start=2):
        cells = line.split("\t")
        if len(cells) != len(_HEADER) or not all(cells[:-1]) or cells[0] not in (NEWS, LAW):
            raise GongdaError(
                f"{name}, line {number}: {', '.join(_HEADER)} expected, found {line!r}",
                f"write {NEWS} or {LAW}, an item and a question; only the answer may be empty",
            )
        source, item, question, answer = cells
        yield NewsRow(source, item, question, tuple(answer.split("|")) if answer else ())


def news_asked(
    data: Path, path: Path = NEWS_QUESTIONS
) -> tuple[list[Article], list[TrainingQuestion]]:
    """Return the items that are asked about, and the questions in the order of the file.

    `data` is the folder that holds `news/xwlb.tar.xz` and `laws/laws.tar.xz`.
    """
    rows = read_news_rows(path)
    wanted = {row.item for row in rows}
    items = [*read_news(data / "news" / "xwlb.tar.xz", ALL_NEWS), *law_articles(data)]
    articles = [item for item in items if item.id in wanted]
    return articles, asked_of(articles, rows)


def law_articles(data: Path) -> Iterator[Article]:
    """Yield every article of every law, named `"中华人民共和国工会法第十一条"`.

    Laws whose title stands twice (an old and a new version) are left out.
    """
    stories = laws(data)
    times = Counter(story.title for story in stories)
    for story in stories:
        if times[story.title] == 1:
            for text in story.paragraphs:
                number = text.split(maxsplit=1)[0]
                yield Article(id=story.title + number, title=story.title, text=text)


def asked_of(articles: Sequence[Article], rows: Sequence[NewsRow]) -> list[TrainingQuestion]:
    """Return the questions of the rows; an answer starts where its first item stands first.

    A question without an answer has `start=-1` and `answers=()`.
    """
    texts = {article.id: article.text for article in articles}
    return [_asked(row, texts.get(row.item)) for row in rows]


def _asked(row: NewsRow, text: str | None) -> TrainingQuestion:
    if text is None:
        raise GongdaError(
            f"no item {row.item} of {row.source}, asked: {row.question}",
            "copy the item's name from read_news or law_articles",
        )
    if missing := [answer for answer in row.answers if answer not in text]:
        raise GongdaError(
            f"item {row.item} does not hold {missing[0]!r}, asked: {row.question}",
            "copy the answer from the item as it is printed",
        )
    start = text.index(row.answers[0]) if row.answers else -1
    return TrainingQuestion(row.question, row.item, start, row.answers)
