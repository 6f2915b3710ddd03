"""Make the bridge's dictionary.

    python -m index.training.dictionary.lexicon --data FOLDER --out index/model

Two sources give one table of English -> Chinese words: what CC-CEDICT says outright (a sense that
is just this word or phrase), and what aligns in its senses and in translated sentences. The names'
table says which letters and which pinyin stand for which characters. All of it goes into tries that
a question opens without reading them. Sources and licences: `index/model/GLOSSES.md`.
"""

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import marisa_trie

from index.bridge.glosses import FORMS, HEADWORDS, HIGHEST, LONGEST_PHRASE, RECORD, TRANSLATIONS
from index.bridge.names_by_sound import CHARACTERS, NAMES, PINYIN_KEY, UNIT
from index.text.english import STOP_WORDS, tokens
from index.text.words import words
from index.training.dictionary.alignment import Pair, align
from index.training.dictionary.forms import forms
from index.training.dictionary.syllables import foreign_names, learn_syllables, readings
from index.training.material.senses import Sense, senses, surnames_in
from index.training.material.sources import Entry, dictionary, sentence_pairs

# A word's weight is P(target|source) and P(source|target) to these powers: how exactly the Chinese
# word means this counts more than how often it is chosen, because the corpus chooses for itself.
# Recall@1 on benchmarks/quality/english_questions.tsv: 1:0 0.53, 0.5:0.5 0.55, 0.3:0.7 0.56, 0:1
# 0.60.
CHOICE_POWER, EXACTNESS_POWER = 0.5, 0.5
# What a sense that is exactly the word adds, as a share of the best aligned word's weight.
EXACT_SHARE = 0.5
# Final weights to this power: the corpus and its idf shall choose rather than the dictionary.
# R@1 on the questions and on news sentences: 1.5 0.70 / 0.68, 1 0.73 / 0.69, 0.7 0.75 / 0.69, 0.5
# 0.77 / 0.70.
FLATNESS = 0.5
# What a phrase's translation weighs that translates none of its words by itself, beside 1 for one
# that translates them all ("trade union" 工会, but also 贸易联盟).
APART = 0.3
# A sense's weight falls by this a rank: 1, 1/1.3, 1/1.6 …
RANK_LOSS = 0.3
# Rarer pairs are noise, and below this share of the best nothing is found any more.
LEAST_PROBABILITY, LEAST_SHARE = 0.003, 0.02
# A headword counts as related to an English word if its sense holds the word and it shares a
# character that carries at least this much of the word's translations: 驿站 "relay station", as
# 站 is in 车站 and 火车站. Its weight is the character's share of them times this, and so many are
# kept.
LEAST_CARRIED, RELATED_SHARE, MOST_RELATED = 0.25, 0.5, 24
# Translations kept a word: many, because most will not stand in a given corpus.
MOST = 32

Table = dict[str, dict[str, float]]


def main() -> None:
    """Read the folders from the command line, make the dictionary, say its size."""
    parser = argparse.ArgumentParser(
        description=__doc__, prog="python -m index.training.dictionary.lexicon"
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds train/")
    parser.add_argument("--out", type=Path, required=True, help="the model folder")
    asked = parser.parse_args()
    entries = dictionary(asked.data)
    everyday, news = sentence_pairs(asked.data)
    found = senses(entries)
    lemmas = forms(found)
    table = translations(found, [*everyday, *news], lemmas)
    write_tries(asked.out, table, lemmas)
    write_names(asked.out, entries, found)
    for name in (HEADWORDS, TRANSLATIONS, FORMS, NAMES):
        print(f"{name:24} {(asked.out / name).stat().st_size:>10,} bytes")


def translations(
    found: Sequence[Sense], sentences: Iterable[tuple[str, str]], lemmas: Mapping[str, str]
) -> Table:
    """Return English words and phrases with their Chinese words, weights in (0, 1], best first."""
    exact = _exact(found, lemmas)
    own = {key for key in exact if " " not in key}

    def lemma(word: str) -> str:
        return word if word in own else lemmas.get(word, word)

    pairs = [
        Pair([lemma(token.text) for token in tokens(english)], words(chinese))
        for english, chinese in sentences
    ]
    pairs += [
        Pair([lemma(word) for word in one.text], [one.word], _rank_weight(one)) for one in found
    ]
    aligned = _aligned(pairs)
    table = {
        key: _best(aligned.get(key, {}), exact.get(key, {}))
        for key in {**aligned, **exact}
        if key not in STOP_WORDS
    }
    for key, related in _related(table, found, lemma).items():
        table[key] = {**related, **table[key]}
    for key in (key for key in table if " " in key):
        table[key] = _agreed(table[key], [table.get(word, {}) for word in key.split()])
    return {
        key: {word: weight**FLATNESS for word, weight in into.items()}
        for key, into in table.items()
    }


def write_tries(folder: Path, table: Table, lemmas: Mapping[str, str]) -> None:
    """Write the tries that `index/bridge/glosses.py` opens."""
    headwords = marisa_trie.Trie({word for into in table.values() for word in into})
    headwords.save(str(folder / HEADWORDS))
    records = [
        (key, (number & 0xFFFF, number >> 16, max(1, round(HIGHEST * weight))))
        for key, into in table.items()
        for word, weight in into.items()
        for number in [headwords[word]]
    ]
    marisa_trie.RecordTrie(RECORD, records).save(str(folder / TRANSLATIONS))
    known = [(form, lemma.encode()) for form, lemma in lemmas.items() if lemma in table]
    marisa_trie.BytesTrie(known).save(str(folder / FORMS))


def write_names(folder: Path, entries: Sequence[Entry], found: Sequence[Sense]) -> None:
    """Write the trie that `index/bridge/names_by_sound.py` opens."""
    family = surnames_in(entries)
    records = [
        (PINYIN_KEY + syllable, (ord(character), int(character in family)))
        for character, syllables in readings(entries).items()
        for syllable in syllables
        if ord(character) <= 0xFFFF
    ]
    chunks, kept = learn_syllables(foreign_names(entries, found))
    used: dict[str, Counter[str]] = defaultdict(Counter)
    for name in kept:
        for character, syllable in zip(name.characters, name.syllables, strict=True):
            used[syllable][character] += 1
    for (letters, syllable), chance in chunks.items():
        for character, count in used[syllable].items():
            cost = -math.log(chance * count / used[syllable].total())
            records.append((letters, (ord(character), min(255, round(cost / UNIT)))))
    marisa_trie.RecordTrie(CHARACTERS, _cheapest(records)).save(str(folder / NAMES))


def _cheapest(records: Iterable[tuple[str, tuple[int, int]]]) -> list[tuple[str, tuple[int, int]]]:
    """Keep one record a key and character, the one of the lowest cost."""
    found: dict[tuple[str, int], int] = {}
    for key, (character, cost) in records:
        found[key, character] = min(cost, found.get((key, character), cost))
    return [(key, (character, cost)) for (key, character), cost in found.items()]


def _exact(found: Iterable[Sense], lemmas: Mapping[str, str]) -> Table:
    """Return what the dictionary says of a word or phrase outright."""
    table: Table = defaultdict(dict)
    for sense in found:
        content = sense.content
        if 0 < len(content) <= LONGEST_PHRASE:
            phrase = [lemmas.get(word, word) for word in content] if len(content) > 1 else content
            into = table[" ".join(phrase)]
            into[sense.word] = max(into.get(sense.word, 0.0), _rank_weight(sense))
    return dict(table)


def _aligned(pairs: Sequence[Pair]) -> Table:
    there, back = align(pairs), align([pair.reversed() for pair in pairs])
    table: Table = defaultdict(dict)
    for (english, chinese), chosen in there.items():
        exactly = back.get((chinese, english), 0.0)
        if min(chosen, exactly) > LEAST_PROBABILITY:
            table[english][chinese] = chosen**CHOICE_POWER * exactly**EXACTNESS_POWER
    return dict(table)


def _best(aligned: Mapping[str, float], exact: Mapping[str, float]) -> dict[str, float]:
    top = max(aligned.values(), default=1.0 / EXACT_SHARE)
    weights = dict(aligned)
    for word, weight in exact.items():
        weights[word] = weights.get(word, 0.0) + EXACT_SHARE * top * weight
    best = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    return {word: weight / best[0][1] for word, weight in _from(best)}


def _related(table: Table, found: Iterable[Sense], lemma: Callable[[str], str]) -> Table:
    """Return what is related to a word's translations by a character and by its sense."""
    carried = {key: _carried(into) for key, into in table.items() if " " not in key}
    related: Table = defaultdict(dict)
    for sense in found:
        for key in {lemma(word) for word in sense.text} & carried.keys():
            shares = [carried[key].get(character, 0.0) for character in sense.word]
            if len(sense.word) > 1 and max(shares) >= LEAST_CARRIED:
                related[key][sense.word] = RELATED_SHARE * max(shares)
    return {
        key: dict(sorted(into.items(), key=lambda item: (len(item[0]), -item[1]))[:MOST_RELATED])
        for key, into in related.items()
    }


def _carried(into: Mapping[str, float]) -> dict[str, float]:
    """Return how much of a word's translations each character carries."""
    shares: dict[str, float] = defaultdict(float)
    total = sum(into.values())
    for word, weight in into.items():
        for character in set(word):
            shares[character] += weight / total
    return shares


def _agreed(into: Mapping[str, float], parts: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Prefer the translations of a phrase that its words have, too."""
    weights = {
        word: weight * (APART + sum(part.get(word, 0.0) for part in parts) / len(parts))
        for word, weight in into.items()
    }
    return _best(weights, {})


def _from(best: Sequence[tuple[str, float]]) -> Iterator[tuple[str, float]]:
    return (item for item in best if item[1] >= LEAST_SHARE * best[0][1])


def _rank_weight(sense: Sense) -> float:
    return 1.0 / (1.0 + RANK_LOSS * sense.rank)


if __name__ == "__main__":
    main()
