"""How an article is named and measured wherever it is shown: paper, date and page, its length.

The words around the facts come in as `Messages`. Next: `bot/compose.py`.
"""

from bot.messages import Messages
from corpus.article import Article

# Characters: about one line of a wide terminal.
EXCERPT = 110


def place_in_print(article: Article, frame: Messages, longest: int | None = None) -> str:
    """Return paper, day and page number; what the page does not tell is left out, but for the day.

    `Article("a", "t", "…", paper="劳动报", page=2)` -> `《劳动报》 日期不详 第2版`. That a program
    recognised its letters is said, too.

    Args:
        article: The article.
        frame: The words for an unknown date and for a page, in the reader's language and script.
        longest: Characters of the paper's name to show; all of them if it is None.
    """
    page = frame.page.format(page=article.page) if article.page is not None else ""
    place = " ".join(filter(None, (paper_and_day(article, frame, longest), page)))
    return f"{place}{frame.space}{frame.recognised}" if article.recognised else place


def paper_and_day(article: Article, frame: Messages, longest: int | None = None) -> str:
    """Return paper and day: `《劳动报》 2023-01-05`."""
    name = article.paper if longest is None else excerpt(article.paper, longest)
    day = article.date.isoformat() if article.date else frame.unknown_date
    return f"《{name}》 {day}" if article.paper else day


def printed_length(article: Article) -> int:
    """Return the characters of an article, spaces and line ends not counted."""
    return sum(not character.isspace() for character in article.text)


def excerpt(text: str, length: int = EXCERPT) -> str:
    """Return the beginning of a text that is too long to show whole.

    >>> excerpt("北京市总工会", 4)
    '北京市…'
    """
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
