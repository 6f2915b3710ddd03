"""What a reranker costs: milliseconds a question, seconds to load, megabytes.

    OMP_NUM_THREADS=1 python -m benchmarks.speed.reranking

Makes a cross-encoder of the shape of the usual small ones (MiniLM: 6 layers of 384 numbers, 22
million weights with a vocabulary of 30,522) with random weights, for time does not depend on them,
and asks the index of config.yaml with it and without. It says nothing about quality.
"""

import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import click

from corpus.config import IndexSettings, load_settings
from index.reader import open_reader
from index.text.words import is_han

VOCABULARY = 30_522
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
# As many as `bot/answer.py` reads.
HITS = 6
KILOBYTES = 1024


def write_minilm(folder: Path, characters: Sequence[str]) -> Path:
    """Write a cross-encoder with random weights that reads these characters one by one."""
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizer

    config = BertConfig(
        vocab_size=VOCABULARY,
        hidden_size=384,
        num_hidden_layers=6,
        num_attention_heads=12,
        intermediate_size=1536,
        num_labels=1,
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    words = folder / "vocab.txt"
    words.write_text("\n".join([*SPECIAL, *characters]), encoding="utf-8")
    BertTokenizer(vocab=str(words)).save_pretrained(folder)
    return folder


def timed(settings: IndexSettings, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return the milliseconds of wall and of processor that each question took."""
    began = time.perf_counter()
    index = open_reader(settings).index()
    index.search(questions[0], HITS)
    print(f"  opened, and the first question searched, in {time.perf_counter() - began:.1f} s")
    wall, processor = [], []
    for question in questions:
        began = time.perf_counter(), time.process_time()
        index.search(question, HITS)
        wall.append(1000 * (time.perf_counter() - began[0]))
        processor.append(1000 * (time.process_time() - began[1]))
    return wall, processor


@click.command()
@click.option("--runs", default=3, show_default=True, help="Rounds over the sample questions.")
@click.option("--top", default=20, show_default=True, help="Passages that are reranked.")
def main(runs: int, top: int) -> None:
    """Print both sides, without a reranker first."""
    settings = load_settings()
    questions = list(settings.bot.samples) * runs
    articles = open_reader(settings.index).index().articles()
    characters = sorted({one for article in articles for one in article.text if is_han(one)})
    with tempfile.TemporaryDirectory() as folder:
        model = write_minilm(Path(folder), characters)
        for name in ("", str(model)):
            print("with a reranker" if name else "without a reranker")
            own = settings.index.model_copy(update={"reranker": name, "rerank_top": top})
            wall, processor = (statistics.median(one) for one in timed(own, questions))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES
            print(f"  median {wall:.0f} ms, {processor:.0f} ms of processor time")
            print(f"  at most {peak:.0f} MB so far")


if __name__ == "__main__":
    main()
