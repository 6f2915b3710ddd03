"""What a search returns: a passage, how good it is, and why it was found."""

from dataclasses import dataclass

from corpus.article import Passage
from index.text.words import views


@dataclass(frozen=True, slots=True)
class Translation:
    """A word of the question and the words of the corpus that stand for it.

    Attributes:
        word: As it stood in the question, folded.
        into: Words of the corpus, best first, each with its weight in (0, 1].
    """

    word: str
    into: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Why:
    """How a passage came to its place.

    Attributes:
        asked: Words and bigrams of the corpus that the question was asked with.
        lexical_rank: Place in the lexical ranking, counted from 1; None if it was not there.
        dense_rank: Place in the dense ranking, counted from 1; None if it was not there.
        lexical_score: BM25, higher is better, 0.0 if none.
        dense_score: Cosine in [-1, 1], 0.0 if none.
        of_sentences: Whether the cosine is of a model that reads whole sentences. Only then is a
            hit's score about as high for one good hit as for another.
        bridge: What the bridge made of the question; empty for a question in the corpus's language.
        thesaurus: Words of a question in the corpus's language, with what else was looked for.
        rerank_rank: Place that the reranker gave it, counted from 1; None if it did not judge it.
        rerank_score: The reranker's logit, higher is better, 0.0 if none; each has its own scale.
        notes: What went wrong on the way, in words for whoever runs the bot.
    """

    query_words: tuple[str, ...] = ()
    lexical_rank: int | None = None
    dense_rank: int | None = None
    lexical_score: float = 0.0
    dense_score: float = 0.0
    of_sentences: bool = True
    bridge: tuple[Translation, ...] = ()
    thesaurus: tuple[Translation, ...] = ()
    rerank_rank: int | None = None
    rerank_score: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    Attributes:
        passage: What was found.
        score: Fused score, higher is better; comparable within one question, and where
            `Why.of_sentences` roughly between questions. A reranker changes the order of the hits,
            not this.
        why: How it came to its place.
    """

    passage: Passage
    score: float
    why: Why

    @property
    def stand_ins(self) -> tuple[Translation, ...]:
        """Return the words of the question that the archive has others for, in either language."""
        return self.why.bridge or self.why.thesaurus

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words asked for that stand in the passage or its headline.

        Looked for only when somebody wants to know: cutting a passage takes 0.2 ms.
        """
        article = self.passage.article
        heading = f"{article.kicker}\n{article.title}\n{article.subtitle}"
        cut, pairs = views(f"{heading}\n{self.passage.text}")
        standing = {*cut, *pairs}
        return tuple(word for word in self.why.query_words if word in standing)
