"""The pieces: which words get a vector of their own, and the cutter that finds them.

Chinese words come with jieba's frequencies, so that the likeliest cut is jieba's; those of
CC-CEDICT that jieba does not know join with the lowest one. A word that the training text hardly
shows is left out: the cut then falls back to the words inside it, of which its vector would have
been made anyway (see `index/training/encoder/fit.py`).
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from index.engines.pieces import CURLY_APOSTROPHE, LATIN, RUN_PATTERN, SCORE_UNIT
from index.text.words import HAN, fold
from index.training.encoder.fit import Ragged, ragged

UNKNOWN = "[unk]"
# Occurrences in the training text that earn a Chinese word its own row. Measured on a model of
# 100,000 pieces: without the rarer half, CMRC's recall@1 goes from 0.665 to 0.664 only.
SHOWN = 12
# jieba's count above which a word of CC-CEDICT stays although the training text lacks it.
COMMON = 3000
# Occurrences in English text or glosses that earn an English word its own row.
SHOWN_ENGLISH = 3
# What a Latin or digit piece longer than one character but no word costs, per character
# (thousandths).
SYLLABLE_COST = 4500
LETTER_COST = 8000
YEARS = range(1900, 2036)
HAN_ONLY = re.compile(f"[{HAN}]+")
WORDS_ONLY = re.compile(f"[{LATIN}]+(?:'[{LATIN}]+)*")


def han_candidates(glossed: Iterable[str]) -> dict[str, int]:
    """Return every Chinese word of jieba's dictionary and of CC-CEDICT with a count."""
    import jieba

    found: Counter[str] = Counter()
    with Path(jieba.__file__).with_name("dict.txt").open(encoding="utf-8") as lines:
        for word, count, _ in map(str.split, lines):
            found[fold(word)] += int(count)
    for word in glossed:
        found.setdefault(word, 1)
    return {word: max(count, 1) for word, count in found.items() if HAN_ONLY.fullmatch(word)}


def han_pieces(
    candidates: Mapping[str, int], texts: Iterable[str], glossed: set[str]
) -> dict[str, int]:
    """Return the Chinese pieces that earn a row, with their scores."""
    total = sum(candidates.values())
    scores = {word: _score(count / total) for word, count in candidates.items()}
    shown = count_pieces(cutter(scores), texts)
    return {
        word: score
        for word, score in scores.items()
        if shown[word] >= (1 if len(word) == 1 else SHOWN)
        or (word in glossed and candidates[word] >= COMMON)
    }


def latin_pieces(
    texts: Iterable[str], forms: Mapping[str, tuple[str, ...]], syllables: Iterable[str]
) -> dict[str, int]:
    """Return English words, their forms, pinyin syllables and letters, with their scores."""
    counts = english_words(texts)
    kept = {word: count for word, count in counts.items() if count >= SHOWN_ENGLISH}
    for word, count in list(kept.items()):
        for form in forms.get(word, ()) if count > SHOWN_ENGLISH else ():
            kept.setdefault(form, 1)
    total = sum(kept.values())
    pieces = {letter: -LETTER_COST for word in kept for letter in word}
    pieces |= {"'s": -SYLLABLE_COST}
    pieces |= {syllable: -SYLLABLE_COST * 2 for syllable in syllables if len(syllable) > 1}
    return pieces | {word: _score(count / total) for word, count in kept.items()}


def digit_pieces() -> dict[str, int]:
    """Return digits, pairs of digits and the years that news is about."""
    pieces = {str(digit): -3000 for digit in range(10)}
    pieces |= {f"{pair:02d}": -5000 for pair in range(100)}
    return pieces | {str(year): -7000 for year in YEARS}


def cutter(scores: Mapping[str, int]) -> Tokenizer:
    """Return the Unigram tokeniser of some scored pieces; ids count in the order of the trie."""
    import marisa_trie

    trie = marisa_trie.Trie(list(scores))
    pieces = [trie.restore_key(number) for number in range(len(trie))]
    vocabulary = [(piece, scores[piece] / SCORE_UNIT) for piece in pieces]
    model = models.Unigram(
        [*vocabulary, (UNKNOWN, 0.0)], unk_id=len(vocabulary), byte_fallback=False
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(CURLY_APOSTROPHE, "'")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(RUN_PATTERN), "removed", invert=True)
    return tokenizer


def pieces_of(tokenizer: Tokenizer) -> list[str]:
    """Return the known pieces, in the order of their ids."""
    numbers = tokenizer.get_vocab()
    return sorted((piece for piece in numbers if piece != UNKNOWN), key=numbers.__getitem__)


def count_pieces(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[str]:
    """Count how often every piece is cut out of some folded texts."""
    counts: Counter[int] = Counter()
    rows = list(texts)
    for start in range(0, len(rows), 10_000):
        for encoding in tokenizer.encode_batch_fast(rows[start : start + 10_000]):
            counts.update(encoding.ids)
    pieces = pieces_of(tokenizer)
    return Counter(
        {pieces[number]: count for number, count in counts.items() if number < len(pieces)}
    )


def english_words(texts: Iterable[str]) -> Counter[str]:
    """Count the words of some folded English texts."""
    return Counter(word for text in texts for word in WORDS_ONLY.findall(text))


def inner_pieces(tokenizer: Tokenizer, forms: Mapping[str, tuple[str, ...]]) -> Ragged:
    """Return for every piece those inside it: characters, shorter words, the English lemma."""
    pieces = pieces_of(tokenizer)
    numbers = {piece: number for number, piece in enumerate(pieces)}
    lemmas = {form: lemma for lemma in reversed(list(forms)) for form in forms[lemma]}
    rows = [
        [numbers[part] for part in _inside(piece, lemmas) if part in numbers] for piece in pieces
    ]
    return ragged([np.array(row, np.int64) for row in rows])


def _inside(piece: str, lemmas: Mapping[str, str]) -> list[str]:
    """Return what might stand inside a piece.

    >>> _inside("志愿者", {}), _inside("stations", {"stations": "station"})
    (['志', '志愿', '愿', '愿者', '者'], ['station'])
    """
    if not HAN_ONLY.fullmatch(piece):
        lemma = piece[:-2] if piece.endswith("'s") else lemmas.get(piece)
        return [] if lemma is None else [lemma]
    ends = range(len(piece) + 1)
    spans = [(a, b) for a in ends for b in ends[a + 1 :] if b - a < len(piece)]
    return [piece[a:b] for a, b in spans]


def _score(probability: float) -> int:
    return max(round(math.log(probability) * SCORE_UNIT), -32_000)
