"""Which characters stand side by side."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, Passage
from index.bridge.adjacent import CorpusCounts, open_corpus_counts, write_pairs
from index.engines.lexical import Lexical, open_lexical, write_lexical

TEXTS = ["韩志杰开车。", "韩志强和韩志杰，KN95。", "𠮷野家"]


def opened(folder: Path) -> tuple[Lexical, CorpusCounts]:
    passages = [Passage(Article(text, "", text), 0, len(text)) for text in TEXTS]
    assert list(write_lexical(folder, passages))[-1] == len(TEXTS)
    lexical = open_lexical(folder)
    (folder / "pairs").mkdir()
    write_pairs(folder / "pairs", lexical.vocabulary(grams=True))
    return lexical, open_corpus_counts(folder / "pairs", lexical)


def test_followers_come_with_the_passages_they_stand_in(tmp_path: Path) -> None:
    _, standing = opened(tmp_path)

    assert standing.followers("志") == {"杰": 2, "强": 1}
    assert standing.followers("𠮷") == {"野": 1}
    assert standing.followers("车") == {}


def test_counts_are_those_of_the_words(tmp_path: Path) -> None:
    lexical, standing = opened(tmp_path)

    for word, grams in (("韩志", True), ("志韩", True), ("kn95", True), ("kn95", False)):
        assert standing.frequency(word, grams) == lexical.frequency(word, grams)
    assert standing.together(["韩志", "志杰"]) == 2


@given(st.dictionaries(st.text("工会职员家", min_size=2, max_size=2), st.integers(1, 2**31)))
def test_every_pair_is_found_again(counts: dict[str, int]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        write_pairs(Path(folder), counts.items())
        pairs, held = (
            np.load(path) for path in (Path(folder, "pairs.npy"), Path(folder, "pair_counts.npy"))
        )

    found = {
        (int(pair) >> 21, int(pair) & (2**21 - 1)): int(count)
        for pair, count in zip(pairs, held, strict=True)
    }
    assert found == {(ord(pair[0]), ord(pair[1])): count for pair, count in counts.items()}
