"""Words that keep the same company, counted: `python -m index.training.dictionary.related_words`.

    python -m index.training.dictionary.related_words --data ../shared/data --out index/model

How often two words stand within four words of each other, over news, laws and the training
questions' paragraphs, against how often chance would have it (positive pointwise mutual
information), shortened by a singular value decomposition: Levy, Goldberg and Dagan 2015
(https://doi.org/10.1162/tacl_a_00134), with their context smoothing of 0.75. About two minutes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.linalg import svds

from corpus.passages import sentences
from index.bridge.related_words import LEVELS, ROWS, WORDS
from index.query import FUNCTION_WORDS
from index.text.words import is_han, words
from index.training.material.sources import laws, news_stories, questions

if TYPE_CHECKING:
    from marisa_trie import Trie

# Words on either side that count as company, the nearer the more.
WINDOW = 4
# A rarer word has too little company to be judged by.
RAREST = 12
# Cosines of 获奖-评为 and 获奖-慰问 by dimension: 64 0.54, 0.35; 100 0.54, 0.24; 128 0.48, 0.21.
DIMENSION = 96
SMOOTHING = 0.75
SPACE = re.compile(r"\s+")

Doubles = npt.NDArray[np.float64]


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True)
def main(data: Path, out: Path) -> None:
    """Count, shorten, write."""
    import marisa_trie

    cut = list(_sentences(data))
    counts = Counter(word for sentence in cut for word in sentence)
    trie = marisa_trie.Trie([word for word, count in counts.items() if count >= RAREST])
    click.echo(f"{len(cut)} sentences, {len(trie)} words")
    rows = shortened(company(cut, trie), DIMENSION)
    out.mkdir(parents=True, exist_ok=True)
    trie.save(str(out / WORDS))
    np.save(out / ROWS, np.rint(rows * LEVELS).astype(np.int8))


def company(cut: Sequence[Sequence[str]], trie: "Trie") -> sparse.csr_matrix:
    """Return how much oftener than by chance words stand together: square, sparse, in key order."""
    near: list[npt.NDArray[np.int64]] = []
    far: list[npt.NDArray[np.int64]] = []
    weights: list[Doubles] = []
    keys = [
        np.array([trie[word] for word in sentence if word in trie], np.int64) for sentence in cut
    ]
    for distance in range(1, WINDOW + 1):
        left = np.concatenate([row[:-distance] for row in keys if len(row) > distance])
        right = np.concatenate([row[distance:] for row in keys if len(row) > distance])
        near += [left, right]
        far += [right, left]
        weights += [np.full(2 * len(left), 1 / distance)]
    size = (len(trie), len(trie))
    entries = (np.concatenate(weights), (np.concatenate(near), np.concatenate(far)))
    return _surprise(sparse.coo_matrix(entries, shape=size).tocsr())


def _surprise(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Return positive pointwise mutual information, rare companions smoothed."""
    total = counts.sum()
    own = np.asarray(counts.sum(axis=1)).ravel()
    other = np.asarray(counts.sum(axis=0)).ravel() ** SMOOTHING
    other *= total / other.sum()
    entries = counts.tocoo()
    values = np.log(entries.data * total / (own[entries.row] * other[entries.col]))
    kept = values > 0
    places = (entries.row[kept], entries.col[kept])
    return sparse.csr_matrix((values[kept], places), shape=counts.shape)


def shortened(matrix: sparse.csr_matrix, dimension: int) -> Doubles:
    """Return one unit vector a row, by the largest singular values; a row of zeros stays zeros."""
    left, values, _ = svds(matrix, k=dimension, rng=np.random.default_rng(0))
    rows: Doubles = left * np.sqrt(values)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
    return rows


def _sentences(data: Path) -> Iterator[list[str]]:
    read = [paragraph for one in news_stories(data) + laws(data) for paragraph in one.paragraphs]
    read += dict.fromkeys(paragraph for _, paragraph in questions(data))
    for paragraph in read:
        text = SPACE.sub("", paragraph)
        for span in sentences(text):
            found = [word for word in words(span.of(text)) if is_han(word)]
            yield [word for word in found if word not in FUNCTION_WORDS]


if __name__ == "__main__":
    main()
