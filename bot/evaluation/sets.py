"""The path that was typed -> its questions, asked: a BEIR folder or a file of golden questions.

The documents of a BEIR folder are cut, indexed and asked exactly as pages are, in an index of their
own that is dropped afterwards. Golden questions are asked of the index that config.yaml names.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.evaluation.ask import ask_all
from bot.evaluation.run import Measured
from bot.readers import load_reader
from bot.reading.reader import Reader
from corpus.article import Article
from corpus.cell.scratch import scratch_folder
from corpus.config import IndexSettings, Settings
from corpus.errors import EvaluationError
from index.building.build import BuildProgress, write_generation
from index.evaluation.beir import DEFAULT, read_beir
from index.evaluation.golden import read_golden
from index.evaluation.measures import JudgedQuestion
from index.evaluation.written_cases import SUFFIXES
from index.reader import open_reader
from index.search import Index
from index.store.generation import lock


@dataclass(frozen=True, slots=True)
class Choice:
    """Which questions are asked.

    Attributes:
        splits: Names of the judgements to use, without `.tsv`; none means `test`.
        limit: Questions asked at most, of each set; None for all.
        every: Only every n-th question is asked.
    """

    splits: tuple[str, ...] = ()
    limit: int | None = None
    every: int = 1

    def of(self, questions: Sequence[JudgedQuestion]) -> Sequence[JudgedQuestion]:
        """Return the questions chosen."""
        return questions[:: self.every][: self.limit]


def measure(
    path: Path, choice: Choice, settings: Settings, progress: BuildProgress
) -> Iterator[Measured]:
    """Ask the questions of one path; yield its sets as they are done.

    Raises:
        EvaluationError: The path, or what lies there, cannot be used.
        GenerationError: Golden questions are asked, and there is no index.
        ConfigError, EncoderError: The reader of the settings cannot be had.
    """
    reader = load_reader(settings)
    if path.suffix in SUFFIXES:
        archive = open_reader(settings.index).index()
        articles = archive.articles()
        asked = choice.of(read_golden(path, articles))
        yield _asked_of(archive, path.stem, (asked, articles), (reader, progress))
        return
    if not path.is_dir():
        raise EvaluationError(
            f"{path} is no folder", "name a BEIR folder, or a .yaml file of golden questions"
        )
    collection = read_beir(path, choice.splits)
    folder = path.resolve().name
    with indexed(collection.articles, settings.index, progress) as archive:
        for split, questions in collection.sets.items():
            name = folder if split == DEFAULT else f"{folder}/{split}"
            asked = choice.of(questions)
            yield _asked_of(archive, name, (asked, collection.articles), (reader, progress))


@contextmanager
def indexed(
    articles: Sequence[Article], settings: IndexSettings, progress: BuildProgress
) -> Iterator[Index]:
    """Give an index of these articles alone, in a temporary folder, with the settings' models."""
    with scratch_folder() as folder:
        own = settings.model_copy(update={"folder": folder, "engine": "files"})
        with lock(own.folder):
            write_generation(articles, own, progress)
        archive = open_reader(own).index()
        try:
            yield archive
        finally:
            archive.close()


def _asked_of(
    archive: Index,
    name: str,
    questions: tuple[Sequence[JudgedQuestion], Sequence[Article]],
    by: tuple[Reader, BuildProgress],
) -> Measured:
    (asked, articles), (reader, progress) = questions, by
    if not asked:
        raise EvaluationError(f"{name} holds no question", "write questions, or name another set")
    printed = {article.id: article for article in articles}
    outcomes = ask_all(
        archive, asked, printed, lambda done, total: progress("ask", done, total), reader
    )
    return Measured(name, archive.manifest.articles, archive.manifest.passages, tuple(outcomes))
