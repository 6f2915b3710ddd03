"""What an administrator sees of a page before it goes into the archive.

Next: `bot/telegram/editors/upload.py` shows it.
"""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from bot.channel.text.styled import Formatted, join_styled, styled
from bot.editors.incoming import PAGE_KINDS
from bot.editors.messages import AdminMessages
from bot.messages import messages
from bot.printed import excerpt, place_in_print, printed_length
from bot.reply import Language
from corpus.article import Article
from corpus.formats.reading import UNPAGED
from corpus.load import RefusedFile
from corpus.page.byline import OPENING_BRACKET, opens

# A page has 5 to 20 articles.
SHOWN_ARTICLES = 25
# Characters of a headline and of an article's beginning: two lines of a telephone.
HEADLINE, FIRST_WORDS = 60, 45
# Files of a zip that cannot be read.
SHOWN_REFUSED = 5


def preview(
    name: str,
    articles: Sequence[Article],
    language: Language,
    frame: AdminMessages,
    notes: Sequence[str] = (),
) -> Formatted:
    """Return the page's name and day, its articles one by one, and the notes.

    Args:
        name: Of the file.
        articles: In printed order; at least one.
        language: To name the page's day in.
        frame: The words around it.
        notes: What to think of before it is added; stands at the end.
    """
    characters = sum(map(printed_length, articles))
    found = frame.found.format(articles=len(articles), characters=f"{characters:,}")
    lines: list[Formatted | str] = [
        frame.head.format(name=name),
        f"{place_in_print(articles[0], messages(language))}\n{found}",
    ]
    lines += _articles(articles, language, frame)
    if len(articles) > SHOWN_ARTICLES:
        lines.append(frame.more_articles.format(n=len(articles) - SHOWN_ARTICLES))
    return join_styled([*lines, *warnings(articles, frame), *notes], "\n\n")


def warnings(articles: Sequence[Article], frame: AdminMessages) -> Iterator[str]:
    """Yield what the pages do not tell and should; a web page was printed on none."""
    if any(one.date is None for one in articles):
        yield frame.no_date
    elif any(one.page is None and _suffix(one.source) not in UNPAGED for one in articles):
        yield frame.no_page


def unreadable(name: str, refused: Sequence[RefusedFile], frame: AdminMessages) -> str:
    """Return why nothing can be read from a file, and what can be done."""
    if not refused:
        why = frame.not_a_page
    elif _suffix(name) in PAGE_KINDS:
        why = frame.unreadable.format(reason=refused[0].advice)
    else:
        why = f"{frame.unreadable.format(reason=refused[0].reason)}\n{frame.kinds}"
    return f"{frame.head.format(name=name)}\n\n{why}"


def left_out(refused: Sequence[RefusedFile], frame: AdminMessages) -> Iterator[str]:
    """Yield which files of a zip cannot be read, and why."""
    if refused:
        shown = [
            frame.refused_file.format(source=one.source, reason=one.advice)
            for one in refused[:SHOWN_REFUSED]
        ]
        yield "\n".join([frame.refused.format(n=len(refused)), *shown])


def first_words(article: Article) -> str:
    """Return how an article begins, after its byline.

    >>> first_words(Article("a", "t", "本报讯（记者 张晶）近日，名单发布。"))
    '近日，名单发布。'
    """
    text = article.text
    signed = OPENING_BRACKET.match(text) if opens(text) else None
    return excerpt(text[signed.end() :] if signed else text, FIRST_WORDS)


def _articles(
    articles: Sequence[Article], language: Language, frame: AdminMessages
) -> Iterator[Formatted | str]:
    """Yield articles with their number; of a zip, the day and number of each page above them."""
    before = articles[0].source
    for number, one in enumerate(articles[:SHOWN_ARTICLES], 1):
        if one.source != before:
            yield place_in_print(one, messages(language))
            before = one.source
        yield _article(number, one, frame)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()


def _article(number: int, article: Article, frame: AdminMessages) -> Formatted:
    kicker = f"{excerpt(article.kicker, HEADLINE)}\n" if article.kicker else ""
    title = styled(excerpt(article.title, HEADLINE) or frame.untitled, "bold")
    about = [frame.length.format(n=f"{printed_length(article):,}"), *article.authors]
    words = frame.article.format(words=first_words(article), about=" · ".join(about))
    return join_styled([f"{number}. ", kicker, title, f"\n{words}"])
