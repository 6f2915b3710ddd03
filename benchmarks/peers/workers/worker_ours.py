"""Gongda itself behind the protocol, as a member's machine runs it.

Two variants: `search` finds as the peers do; `answer` is what a member gets, quotes included.
Documents become articles as they are: reading pages from files is left out for everyone.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.peers.workers.worker import DEEPER, Document, Found, Quote, Start, distinct, serve

if TYPE_CHECKING:
    from bot.answerer import ArchiveAnswerer
    from bot.reply import Answer
    from corpus.article import Article
    from corpus.config import Settings

BUNDLED = Path(__file__).parents[3] / "index" / "model"


class Gongda:
    """One index folder and the desk that answers from it."""

    packages = ("gongda", "tantivy", "faiss-cpu", "rjieba", "numpy")

    def __init__(self) -> None:
        self._how: Start | None = None
        self._answerer: ArchiveAnswerer | None = None
        self._articles: list[Article] = []

    def libraries(self) -> None:
        """Import what an answer needs; what it needs lazily is counted where it is needed."""
        import faiss  # noqa: F401
        import rjieba  # noqa: F401
        import tantivy  # noqa: F401

        import bot.answerer  # noqa: F401
        import index.search  # noqa: F401

    def start(self, how: Start) -> None:
        """Open the model."""
        from index.engines.encoder import load_encoder

        self._how = how
        load_encoder(_settings(how).index.encoder)

    def build(self, documents: Sequence[Document]) -> int:
        """Build a generation from nothing, and open it."""
        self._articles = [_article(one) for one in documents]
        return self._publish()

    def open(self) -> str:
        """Open the generation that is current."""
        self._opened()
        return ""

    def ask(self, question: str, k: int) -> Found:
        """Search, or answer with quotes."""
        answerer, how = self._now()
        if how.variant == "search":
            hits = answerer.index().search(question, DEEPER * k)
            return Found(distinct((hit.passage.article.id for hit in hits), k))
        reply = answerer.ask(question)
        cited = [one.article.id for one in reply.citations]
        hits = reply.hits
        return Found(
            distinct([*cited, *(hit.passage.article.id for hit in hits)], k), _quotes(reply)
        )

    def add(self, document: Document) -> None:
        """Publish a generation with one article more; the rest is taken over from the last one."""
        self._articles = [*self._known(), _article(document)]
        self._publish()

    def delete(self, document: str) -> None:
        """Publish a generation without the article."""
        self._articles = [one for one in self._known() if one.id != document]
        self._publish()

    def _known(self) -> list["Article"]:
        return self._articles or self._now()[0].index().articles()

    def _publish(self) -> int:
        from corpus.config import IndexSettings
        from index.building.build import write_generation
        from index.store.generation import lock

        settings: IndexSettings = _settings(self._now_started()).index
        with lock(settings.folder):
            _, passages, _ = write_generation(self._articles, settings, lambda *told: None)
        self._opened()
        return passages

    def _opened(self) -> None:
        """Let the desk take up the newest generation; a new folder wants a new desk."""
        from bot.answerer import ArchiveAnswerer

        self._answerer = ArchiveAnswerer(_settings(self._now_started()))
        self._answerer.index()

    def _now_started(self) -> Start:
        assert self._how, "start comes first"
        return self._how

    def _now(self) -> tuple["ArchiveAnswerer", Start]:
        assert self._answerer, "build or open comes first"
        return self._answerer, self._now_started()


def _settings(how: Start) -> "Settings":
    from corpus.config import IndexSettings, Settings

    encoder = "bundled-static" if Path(how.model).resolve() == BUNDLED else how.model
    return Settings(index=IndexSettings(folder=how.folder, encoder=encoder))


def _article(document: Document) -> "Article":
    from corpus.article import Article

    return Article(id=document.id, title=document.title, text=document.text)


def _quotes(reply: "Answer") -> list[Quote]:
    return [Quote(one.article.id, one.quote, one.start, one.end) for one in reply.citations]


if __name__ == "__main__":
    serve(Gongda())
