"""The same passages embedded by the building process and by workers of Ray: equal vectors, speed.

    python -m benchmarks.embedding --shared ../shared --passages 20000 --encoder bundled-static

Passages are those of `benchmarks/scale.py`. Each number of workers is measured in turn with the
process itself, as often as `--rounds` says; printed are the medians. Starting Ray and loading the
models stands apart. The page is docs/scale.md.
"""

import itertools
import statistics
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import numpy as np

from benchmarks.scale import articles_of
from corpus.config import IndexSettings
from corpus.passages import cut
from corpus.settings.engines import RaySettings
from index.building.embedding import Embedding, InProcess, open_embedding
from index.engines.encoder import Vectors, load_encoder
from index.store.digest import embedded_text

COLUMNS = (
    "workers",
    "starting, s",
    "Ray, s",
    "in the process, s",
    "times as fast",
    "equal vectors",
)


def texts_of(data: Path, count: int) -> Iterator[str]:
    """Yield what is embedded of so many passages."""
    passages = (passage for article in articles_of(data, count) for passage in cut(article))
    return (embedded_text(passage) for passage in itertools.islice(passages, count))


def timed(embedding: Embedding, batches: Sequence[Sequence[str]]) -> tuple[Vectors, float]:
    """Return the vectors of all batches, and the seconds they took."""
    began = time.perf_counter()
    vectors = np.concatenate([*embedding.vectors(batches)])
    return vectors, time.perf_counter() - began


def row(settings: IndexSettings, batches: Sequence[Sequence[str]], rounds: int) -> list[str]:
    """Return the figures of one number of workers."""
    here = InProcess(load_encoder(settings.encoder))
    began = time.perf_counter()
    with open_embedding(settings) as embedding:
        started = time.perf_counter() - began
        pairs = [(timed(here, batches), timed(embedding, batches)) for _ in range(rounds)]
    equal = all(np.array_equal(ours, theirs) for (ours, _), (theirs, _) in pairs)
    own = statistics.median(took for (_, took), _ in pairs)
    by_ray = statistics.median(took for _, (_, took) in pairs)
    shown = (f"{started:.1f}", f"{by_ray:.1f}", f"{own:.1f}", f"{own / by_ray:.2f}")
    return [str(settings.ray.workers), *shown, "yes" if equal else "no"]


@click.command()
@click.option("--shared", type=click.Path(path_type=Path), required=True, help="Development data.")
@click.option("--passages", default=20_000, show_default=True)
@click.option("--encoder", default="bundled-static", show_default=True)
@click.option("--batch", default=1_024, show_default=True, help="Texts that are sent at once.")
@click.option("--workers", multiple=True, type=int, default=(1, 2), show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(  # noqa: PLR0913 - each is an option
    shared: Path, passages: int, encoder: str, batch: int, workers: tuple[int, ...], rounds: int
) -> None:
    """Measure each number of workers."""
    texts = [*texts_of(shared / "data", passages)]
    batches = [texts[start : start + batch] for start in range(0, len(texts), batch)]
    print("| " + " | ".join(COLUMNS) + " |")
    print("|" + " ---: |" * len(COLUMNS))
    for count in workers:
        ray = RaySettings(workers=count, seconds=600)
        settings = IndexSettings(encoder=encoder, embed="ray", ray=ray)
        print("| " + " | ".join(row(settings, batches, rounds)) + " |")


if __name__ == "__main__":
    main()
