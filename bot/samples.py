"""Questions to try, for the first words of a channel: only such as the archive answers.

They come from `bot.samples` in config.yaml, or else from the archive's own headlines; each is asked
before it is shown, so that a sample never ends in "not found".
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Protocol

from bot.messages import messages
from bot.reply import Answer, Language
from corpus.article import Article
from index.text.words import is_han

# How many are offered, and how many headlines are tried to get there.
_WANTED = 3
HEADLINES_TRIED = 12
# Quotation marks within quotation marks.
_INNER = str.maketrans("“”", "‘’")


class Ask(Protocol):
    """What can be asked: `ArchiveAnswerer.ask`."""

    def __call__(self, question: str, language: Language | None = None) -> Answer:
        """Answer."""


def samples(
    ask: Ask, configured: Sequence[str], articles: Iterable[Article], language: Language
) -> tuple[str, ...]:
    """Return up to three questions that are answered, those in the member's language first."""
    own = sorted(configured, key=lambda question: is_han(question) != (language == "zh"))
    candidates = [*own, *_headlines(articles, language)]
    answered = (question for question in candidates if ask(question).kind != "none")
    return tuple(islice(answered, _WANTED))


def _headlines(articles: Iterable[Article], language: Language) -> Iterator[str]:
    template = messages(language).about_headline
    titled = (article.title for article in articles if article.title)
    for title in islice(titled, HEADLINES_TRIED):
        yield template.format(title=title.translate(_INNER))
