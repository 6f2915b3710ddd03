"""`python -m index.training.transformer`: the open weights and our questions -> two model folders.

    python -m index.training.transformer examples --data ../shared/data --work var/training
    python -m index.training.transformer encoder --data ../shared/data --work var/training
    python -m index.training.transformer reader --work var/training
    python -m index.training.transformer ship --work var/training

Tuning goes on where it was stopped: the same command again.
"""

import json
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import torch
from tokenizers import Tokenizer

from corpus.article import Article
from corpus.config import IndexSettings
from corpus.errors import GongdaError
from index.building.build import write_generation
from index.engines.encoder import BUNDLED_STATIC, load_encoder
from index.search import open_index
from index.store.generation import current, lock
from index.training.material.sources import dictionary, sentence_pairs
from index.training.transformer.cloze import cloze
from index.training.transformer.examples import (
    learnt_questions,
    read_examples,
    with_others,
    write_examples,
)
from index.training.transformer.graph import (
    encoder_graph,
    read_weights,
    reader_graph,
    write_graph,
)
from index.training.transformer.items import (
    benchmark_questions,
    kept_laws,
    laws_to_learn_from,
    news_items,
    own_pages,
    read_own_questions,
)
from index.training.transformer.network import Bert, PointingBert, load_bert
from index.training.transformer.tuning import Run, tune_encoder, tune_reader
from index.training.transformer.vocabulary import kept_pieces, tokenizer
from index.training.transformer.wheel import find_wheel, read_backbone

MODEL = Path(__file__).parents[2] / "model"
OWN, CLOZE = "own.jsonl", "cloze.jsonl"
# Items of news and law articles that stand around those asked about, and that cloze draws from.
DISTRACTORS, DRAWN = 9_000, 11_000
HIDDEN = 384
# Lowest layers that stay as published.
FROZEN = {"encoder": 4, "reader": 5}
# Share of the rate where weights are tuned a second time.
FURTHER = 0.6

DATA = click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
WORK = click.option("--work", type=click.Path(path_type=Path), default=Path("var/training"))
LENGTH = (
    click.option("--minutes", default=60.0, show_default=True, help="Stop after so many."),
    click.option("--steps", default=100_000, help="Or after so many steps."),
    click.option("--seed", default=0, show_default=True),
    click.option("--threads", default=2, show_default=True),
    click.option("--further", is_flag=True, help="Begin with the weights that ship."),
)


@click.group()
def main() -> None:
    """Make the bundled encoder and reader."""


@main.command("examples")
@DATA
@WORK
def make_examples(data: Path, work: Path) -> None:
    """Read the questions and find hard negatives for them; make cloze questions."""
    work.mkdir(parents=True, exist_ok=True)
    chance = random.Random(0)
    asked = read_own_questions()
    paragraphs, others = benchmark_questions(data)
    named = {row.item for row in asked}
    archive = [*news_items(data), *laws_to_learn_from(data, kept_laws(data))]
    about = [article for article in archive if article.id in named]
    rest = [article for article in archive if article.id not in named]
    asked += chance.sample(others, len(others) // 2)
    articles = [
        *about,
        *own_pages(),
        *paragraphs,
        *chance.sample(rest, min(DISTRACTORS, len(rest))),
    ]
    by_name = {article.id: article for article in articles}
    with tempfile.TemporaryDirectory() as folder:
        finder = _index(articles, Path(folder))
        count = write_examples(work / OWN, learnt_questions(asked, by_name, finder))
    click.echo(f"{count:,} of {len(asked):,} questions")
    drawn = list(cloze(chance.sample(rest, min(DRAWN, len(rest))), chance))
    click.echo(f"{write_examples(work / CLOZE, with_others(drawn, chance)):,} cloze questions")


def _index(articles: Sequence[Article], folder: Path):  # type: ignore[no-untyped-def] # noqa: ANN202
    settings = IndexSettings(folder=folder, encoder=BUNDLED_STATIC)
    with lock(folder):
        write_generation(articles, settings, lambda stage, done, total: None)
    return open_index(current(folder), load_encoder(BUNDLED_STATIC))


def _with(
    options: Sequence[Callable[..., Callable[..., None]]],
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    def decorate(command: Callable[..., None]) -> Callable[..., None]:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@main.command("encoder")
@DATA
@WORK
@_with(LENGTH)
def learn_encoder(data: Path, work: Path, threads: int, further: bool, **length: float) -> None:
    """Tune the encoder on answered questions and on translated sentences."""
    torch.set_num_threads(threads)
    kept, cut = vocabulary_of(data, work)
    bert = load_bert(read_backbone(find_wheel()), kept, FROZEN["encoder"])
    if further:
        _go_on_from(bert, "encoder")
    everyday, news = sentence_pairs(data)
    chance = random.Random(int(length["seed"]))
    sentences = [*chance.sample(everyday, 5_000), *news, *news]
    run = _run(work / "encoder.pt", 5e-5, length, further)
    tune_encoder(bert, cut, (read_examples(work / OWN), sentences), run, Told(work / "encoder.log"))


@main.command("reader")
@DATA
@WORK
@_with(LENGTH)
def learn_reader(data: Path, work: Path, threads: int, further: bool, **length: float) -> None:
    """Tune the reader on questions with their passages, and on some cloze questions."""
    torch.set_num_threads(threads)
    kept, cut = vocabulary_of(data, work)
    bert = load_bert(read_backbone(find_wheel()), kept, FROZEN["reader"])
    chance = random.Random(int(length["seed"]))
    own, drawn = read_examples(work / OWN), read_examples(work / CLOZE)
    material = [*own, *chance.sample(drawn, min(len(drawn), len(own) // 6))]
    run = _run(work / "reader.pt", 1.2e-4, length, further)
    model = PointingBert(bert, HIDDEN)
    if further:
        _go_on_from(model, "reader")
    tune_reader(model, cut, material, run, Told(work / "reader.log"))


def _go_on_from(model: PointingBert | Bert, name: str) -> None:
    """Take the weights of a model that ships; words stay as the wheel has them."""
    pointing = isinstance(model, PointingBert)
    weights = {
        f"bert.{key}" if pointing and not key.startswith(("span.", "relevance.")) else key: array
        for key, array in read_weights(MODEL / name / "model.onnx").items()
    }
    state = {key: torch.tensor(array.copy()) for key, array in weights.items()}
    missing = set(model.load_state_dict(state, strict=False).missing_keys)
    assert missing <= {"words.weight", "bert.words.weight"}, missing


def _run(out: Path, rate: float, length: dict[str, float], further: bool) -> Run:
    rate *= FURTHER if further else 1
    return Run(out, rate, int(length["steps"]), length["minutes"], int(length["seed"]))


def vocabulary_of(data: Path, work: Path) -> tuple[list[int], Tokenizer]:
    """Return the ids of the pieces that are kept, and the tokeniser over them; decided once."""
    backbone, path = read_backbone(find_wheel()), work / "pieces.json"
    if not path.exists():
        everyday, news = sentence_pairs(data)
        english = [text for text, _ in (*everyday, *news)]
        english += [" ; ".join(entry.glosses) for entry in dictionary(data)]
        kept = kept_pieces(backbone.pieces, backbone.scores.tolist(), english)
        path.write_text(json.dumps(kept), encoding="utf-8")
    kept = json.loads(path.read_text(encoding="utf-8"))
    pieces, scores = backbone.pieces, backbone.scores
    return kept, tokenizer([pieces[id] for id in kept], [float(scores[id]) for id in kept])


class Told:
    """Writes down every tenth step: which, of how many, seconds each, and the losses since."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._began = time.monotonic()
        self._seen: list[dict[str, float]] = []

    def __call__(self, step: int, steps: int, losses: dict[str, float]) -> None:
        """Note one step."""
        self._seen.append(losses)
        if step % 10:
            return
        seconds = (time.monotonic() - self._began) / len(self._seen)
        names = sorted({name for one in self._seen[-100:] for name in one})
        means = []
        for name in names:
            values = [one[name] for one in self._seen[-100:] if name in one]
            means.append(f"{name} {sum(values) / len(values):.3f}")
        left = (steps - step) * seconds / 60
        line = f"{step} of {steps}: {', '.join(means)}; {seconds:.2f} s a step, {left:.0f} min left"
        click.echo(line)
        with self._path.open("a", encoding="utf-8") as lines:
            lines.write(line + "\n")


@main.command("ship")
@DATA
@WORK
@click.option("--out", type=click.Path(path_type=Path), default=MODEL)
def ship_models(data: Path, work: Path, out: Path) -> None:
    """Write the folder of each model that was tuned: graph and tokeniser.

    Raises:
        GongdaError: None was.
    """
    tuned = [name for name in ("encoder", "reader") if (work / f"{name}.pt").exists()]
    if not tuned:
        raise GongdaError(f"nothing in {work} is tuned", "tune one first: `encoder` or `reader`")
    kept, cut = vocabulary_of(data, work)
    rows = read_backbone(find_wheel()).rows[kept]
    for name in tuned:
        state = torch.load(work / f"{name}.pt")["model"]
        weights = {key: value.float().numpy() for key, value in state.items()}
        body = {key.removeprefix("bert."): value for key, value in weights.items()}
        graph = (
            encoder_graph(body, rows) if name == "encoder" else reader_graph(body, weights, rows)
        )
        write_graph(graph, out / name / "model.onnx")
        cut.no_truncation()
        cut.save(str(out / name / "tokenizer.json"))
        shutil.copy(work / f"{name}.log", out / name / "training.log")
        click.echo(f"wrote {out / name}")


if __name__ == "__main__":
    main()
