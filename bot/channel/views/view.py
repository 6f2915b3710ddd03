"""What is stored of an answer so that its buttons work later, after a restart too.

A view holds offsets into articles, not articles: what a button opens is read from the archive of
that moment, and a seal tells whether the words there are still those that were shown. The journal
keeps it as text beside the question, until the retention time is over. Next:
`bot/telegram/handlers/keyboards.py` puts the buttons under an answer,
`bot/telegram/handlers/buttons.py` acts on them.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from bot.channel.text.styled import Formatted, StyledSpan, is_visible
from bot.channel.views.answer import NEAREST_SHOWN, extent
from bot.channel.views.why import why_text
from bot.reply import Answer, Citation, Language
from corpus.article import Article, Passage
from index.hit import Hit

VERSION = 1
# Passages behind the button "more"; the search gives six, rarely some more.
MOST_MORE = 12
SEAL_BYTES = 8

ArticleOf = Callable[[str], Article | None]


@dataclass(frozen=True, slots=True)
class Shown:
    """A passage that a member saw, or may ask to see.

    Attributes:
        n: Its number on the button, counted from 1.
        article: Id of the article.
        start: First character of the quote, in code points of the article's text, from 0.
        end: One past the last character of the quote.
        first: First character of the passage around the quote.
        last: One past the last character of the passage.
        seal: Tells whether the passage is still what was printed.
    """

    n: int
    article: str
    start: int
    end: int
    first: int
    last: int
    seal: str

    def within(self, article: Article | None) -> bool:
        """Say whether the article is there and holds the passage, word for word."""
        return article is not None and self.seal == seal(article.text[self.first : self.last])


@dataclass(frozen=True, slots=True)
class View:
    """All that the buttons under an answer need.

    Attributes:
        language: The frame's.
        traditional: Whether the frame is in Traditional characters.
        last: The last message of the answer, which carries the buttons and comes back by "back".
        cited: The numbered passages: of the citations, or the nearest ones of a refusal.
        more: Further passages that were found, numbered on from there.
        why: How the answer was found, a line each.
    """

    language: Language
    traditional: bool
    last: Formatted
    cited: tuple[Shown, ...]
    more: tuple[Shown, ...]
    why: tuple[str, ...]

    def numbered(self, n: int) -> Shown | None:
        """Return the passage with a number, cited or further."""
        return next((one for one in (*self.cited, *self.more) if one.n == n), None)


def view_of(answer: Answer, pieces: Sequence[Formatted], traditional: bool = False) -> View:
    """Return what the buttons of an answer need; `pieces` are its messages as they are sent."""
    cited = tuple(_cited(citation) for citation in answer.citations) or tuple(
        _found(n, hit.passage) for n, hit in enumerate(answer.nearest[:NEAREST_SHOWN], 1)
    )
    return View(
        language=answer.language,
        traditional=traditional,
        last=next((piece for piece in reversed(pieces) if is_visible(piece)), Formatted("")),
        cited=cited,
        more=_further(cited, (*answer.nearest, *answer.hits)) if cited else (),
        why=why_text(answer, traditional),
    )


def is_current(view: View, article_of: ArticleOf) -> bool:
    """Say whether every passage in the answer still stands in the archive, word for word."""
    return all(one.within(article_of(one.article)) for one in view.cited)


def seal(text: str) -> str:
    """Return a short fingerprint of a text."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=SEAL_BYTES).hexdigest()


def view_to_json(view: View) -> str:
    """Return a view as JSON, for the journal."""
    stored = {
        "version": VERSION,
        "language": view.language,
        "traditional": view.traditional,
        "last": [view.last.text, [astuple(span) for span in view.last.spans]],
        "cited": [astuple(one) for one in view.cited],
        "more": [astuple(one) for one in view.more],
        "why": view.why,
    }
    return json.dumps(stored, ensure_ascii=False)


def view_from_json(text: str | None) -> View | None:
    """Return the view again; None if it was erased, or made by a version that this one is not."""
    stored: dict[str, Any] = json.loads(text) if text else {}
    if stored.get("version") != VERSION:
        return None
    words, spans = stored["last"]
    return View(
        language=stored["language"],
        traditional=stored["traditional"],
        last=Formatted(words, tuple(StyledSpan(*span) for span in spans)),
        cited=tuple(Shown(*one) for one in stored["cited"]),
        more=tuple(Shown(*one) for one in stored["more"]),
        why=tuple(stored["why"]),
    )


def _cited(citation: Citation) -> Shown:
    article, quote = citation.article, (citation.start, citation.end)
    first, last = extent(citation.passage, article, [quote])
    return Shown(citation.n, article.id, *quote, first, last, seal(article.text[first:last]))


def _found(n: int, passage: Passage) -> Shown:
    where = (passage.start, passage.end)
    return Shown(n, passage.article.id, *where, *where, seal(passage.text))


def _further(cited: Sequence[Shown], hits: Iterable[Hit]) -> tuple[Shown, ...]:
    """Return the found passages that share no character with those before, numbered on."""
    shown = list(cited)
    for hit in hits:
        one = _found(shown[-1].n + 1, hit.passage)
        if not any(_overlap(one, earlier) for earlier in shown):
            shown.append(one)
    return tuple(shown[len(cited) :][:MOST_MORE])


def _overlap(one: Shown, other: Shown) -> bool:
    same = one.article == other.article
    return same and one.first < other.last and other.first < one.last
