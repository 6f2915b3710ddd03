"""The records of an answer, and its JSON.

`bot/answer.py` makes an `Answer`; the channels (`bot/terminal/repl.py`, `bot/telegram/`) render it
and decide nothing. Outside programs read the JSON of `to_json`, whose version is `_JSON_VERSION`.
"""

from dataclasses import dataclass
from typing import Any, Literal

from corpus.article import Article
from corpus.passages import TextRange
from corpus.tables import header_at, labelled_words
from index.hit import Hit

_JSON_VERSION = 1

Language = Literal["zh", "en"]
AnswerKind = Literal["quote", "list", "none"]


class QuoteMismatchError(AssertionError):
    """A quote is not what was printed: a bug, never shown to a member."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands.

    Attributes:
        n: The number shown as [n], counted from 1.
        article: Where it was printed.
        start: First character, in code points of `article.text`, counted from 0.
        end: One past the last character.
        passage: Id of the passage that was found (`article id:start-end`).
        score: How sure the bot is that the quote answers, in [0, 1].
        notes: What 近日 or 去年 in the quote mean by the day of printing, in the frame's language;
            never part of the quote, empty where the day is unknown.
        answer: First character and one past the last of the words in the quote that answer, counted
            like `start`; None where the reader points at whole sentences.
    """

    n: int
    article: Article
    start: int
    end: int
    passage: str
    score: float
    notes: tuple[str, ...] = ()
    answer: tuple[int, int] | None = None

    @property
    def quote(self) -> str:
        """The printed words."""
        return self.article.text[self.start : self.end]

    @property
    def header(self) -> TextRange | None:
        """Where the header stands of the table that a quoted row is of; None outside of tables."""
        found = header_at(self.article.text, self.start)
        return TextRange(*found) if found else None

    @property
    def words(self) -> str:
        """The words that answer, those of a cell behind its column's name: 价格：12元; or ""."""
        return labelled_words(self.article.text, *self.answer) if self.answer else ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing said, and the numbers of the citations that prove it.

    Attributes:
        text: For a quote: the quote itself. For a list: one item, verbatim.
        citations: Numbers of the citations, at least one.
        answer: Where in its first citation's article the words stand that answer, if known.
    """

    text: str
    citations: tuple[int, ...]
    answer: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class JoinedSentence:
    """A sentence of a language model's own that joins quotes: not printed, and never a claim.

    Attributes:
        text: The sentence.
        citations: Numbers of the citations that it joins, at least one.
    """

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a channel needs to reply.

    Attributes:
        question: As the member wrote it.
        language: Language of the question; the frame around the quotes speaks it.
        kind: `quote`, `list`, or `none` (nothing in the archive answers).
        answer: One short text with [n] marks, ready to show, in plain text.
        claims: What is said, each with its citations; empty for `none`.
        citations: The quotes, in the order of their numbers; empty for `none`.
        nearest: Passages that came nearest, best first; filled for `none`.
        confidence: Calibrated probability in [0, 1] that the first quote answers.
        stated_count: For a list: how many items the text says there are ("等6家"), else None.
        hits: The hits the answer was made from, best first, for `/why`.
        timings_ms: Milliseconds: `search`, `answer`, `total`.
        generation: Name of the generation that was asked.
        coverage: What the archive covers, as a sentence; filled for `none`.
        understood: The whole question that a follow-up was taken for; None if asked as written.
        unclear: The word that points to nothing known (他, "he"), if the question has one.
        warnings: What is not as it was set up (a reader that cannot be opened), for the operator.
        asked: The question without what stood beside it in the message; "" if nothing did.
        parts: Of a message with several questions, the answer to each, in order; the claims and
            citations of all of them are this answer's, too, numbered through.
        talk: What kind of small talk was replied to (`greeting`, `thanks`, …); None for a question.
            The kind of the answer is `none` then.
        joined: Sentences of a language model's own, shown as not printed; empty unless
            `bot.language_model.compose` is on.
    """

    question: str
    language: Language
    kind: AnswerKind
    answer: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    nearest: tuple[Hit, ...]
    confidence: float
    stated_count: int | None
    hits: tuple[Hit, ...]
    timings_ms: dict[str, float]
    generation: str
    coverage: str = ""
    understood: str | None = None
    unclear: str | None = None
    warnings: tuple[str, ...] = ()
    asked: str = ""
    parts: tuple["Answer", ...] = ()
    talk: str | None = None
    joined: tuple[JoinedSentence, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """What went wrong while finding it, in words for whoever runs the bot; mostly nothing."""
        found = (note for hit in self.hits for note in hit.why.notes)
        return tuple(dict.fromkeys((*self.warnings, *found)))


def verified_quote(citation: Citation) -> str:
    """Return the quote after checking once more that it is what was printed.

    Raises:
        QuoteMismatchError: The offsets do not lie within the article.
    """
    if not 0 <= citation.start < citation.end <= len(citation.article.text):
        raise QuoteMismatchError(f"quote {citation.start}-{citation.end} of {citation.article.id}")
    return citation.quote


def to_json(answer: Answer) -> dict[str, Any]:
    """Return the versioned JSON form of an answer; outside programs rely on it."""
    return {
        "version": _JSON_VERSION,
        "question": answer.question,
        "language": answer.language,
        "kind": answer.kind,
        "answer": answer.answer,
        "claims": [_claim_json(claim, answer) for claim in answer.claims],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "nearest": [hit_to_json(hit) for hit in answer.nearest],
        "confidence": round(answer.confidence, 4),
        "stated_count": answer.stated_count,
        "timings_ms": answer.timings_ms,
        "generation": answer.generation,
        "coverage": answer.coverage,
        "understood": answer.understood,
        "unclear": answer.unclear,
        "notes": list(answer.notes),
        "asked": answer.asked or answer.question,
        "parts": [to_json(part) for part in answer.parts],
        "talk": answer.talk,
        "joined": [
            {"text": one.text, "citations": list(one.citations), "printed": False}
            for one in answer.joined
        ],
    }


def _claim_json(claim: Claim, answer: Answer) -> dict[str, Any]:
    plain = {"text": claim.text, "citations": list(claim.citations)}
    if claim.answer is None:
        return plain
    start, end = claim.answer
    article = answer.citations[claim.citations[0] - 1].article
    return plain | {"answer": {"text": article.text[start:end], "start": start, "end": end}}


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "quote": verified_quote(citation),
        "start": citation.start,
        "end": citation.end,
        "header": _header_json(citation),
        "passage": citation.passage,
        "score": round(citation.score, 4),
        "notes": list(citation.notes),
        "article": article_to_json(citation.article),
    }


def _header_json(citation: Citation) -> dict[str, Any] | None:
    header = citation.header
    if header is None:
        return None
    quote = header.of(citation.article.text)
    return {"quote": quote, "start": header.start, "end": header.end}


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """Return a passage that was found, as it stands in the JSON of an answer."""
    return {
        "text": hit.passage.text,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "passage": hit.passage.id,
        "score": round(hit.score, 4),
        "article": article_to_json(hit.passage.article),
    }


def article_to_json(article: Article) -> dict[str, Any]:
    """Return where an article was printed, as it stands in the JSON of an answer."""
    return {
        "id": article.id,
        "title": article.title,
        "kicker": article.kicker,
        "subtitle": article.subtitle,
        "paper": article.paper,
        "date": article.date.isoformat() if article.date else None,
        "page": article.page,
        "authors": list(article.authors),
        "source": article.source,
        "recognised": article.recognised,
    }
