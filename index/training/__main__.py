"""`python -m index.training --data FOLDER --out index/model`: files in, model folder out."""

from dataclasses import dataclass
from pathlib import Path

import click
from tokenizers import Tokenizer

from index.engines.pieces import fold_for_pieces
from index.training.encoder.fit import Trainer, ragged, rates
from index.training.encoder.lessons import (
    Pseudo,
    chinese_kinds,
    dictionary_kinds,
    passages,
    pseudo_kinds,
    translated_kinds,
)
from index.training.encoder.pairs import PairKind, Sampler, cut_texts
from index.training.encoder.pseudo import Renderer
from index.training.encoder.ship import ship, shorten
from index.training.encoder.vocabulary import (
    count_pieces,
    cutter,
    digit_pieces,
    english_words,
    han_candidates,
    han_pieces,
    inner_pieces,
    latin_pieces,
)
from index.training.material.glosses import Gloss, inflections, lexicon
from index.training.material.pinyin import Speller, tagged_names
from index.training.material.sources import (
    NewsStory,
    dictionary,
    laws,
    news_stories,
    questions,
    sentence_pairs,
)

# Texts whose spread decides the axes that are kept.
ROTATED_ON = 40_000
# Dimensions while learning and when shipped (CMRC recall@1 0.695 and 0.680), and Adam's top rate.
WIDE = 320
DIMENSION = 256
RATE = 0.02


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that was read."""

    meanings: dict[str, list[Gloss]]
    forms: dict[str, tuple[str, ...]]
    speller: Speller
    news: list[NewsStory]
    law: list[NewsStory]
    asked: list[tuple[str, str]]
    everyday: list[tuple[str, str]]
    parallel: list[tuple[str, str]]

    def chinese(self) -> list[str]:
        """Return every Chinese text, folded."""
        told = [text for one in self.news + self.law for text in (one.title, *one.paragraphs)]
        translated = [text for _, text in self.everyday + self.parallel]
        return [fold_for_pieces(text) for text in [*told, *translated, *sum(self.asked, ())]]

    def english(self) -> list[str]:
        """Return every English sentence, folded."""
        return [fold_for_pieces(text) for text, _ in self.everyday + self.parallel]


def read_material(folder: Path) -> Material:
    """Read the training files."""
    entries = dictionary(folder)
    meanings = lexicon(entries)
    everyday, parallel = sentence_pairs(folder)
    return Material(
        meanings=meanings,
        forms=inflections(meanings),
        speller=Speller(entries),
        news=news_stories(folder),
        law=laws(folder),
        asked=questions(folder),
        everyday=everyday,
        parallel=parallel,
    )


def score_pieces(material: Material) -> dict[str, int]:
    """Choose the pieces and their scores."""
    meanings = material.meanings
    han = han_pieces(han_candidates(meanings), material.chinese(), set(meanings))
    glosses = [gloss.text for word, senses in meanings.items() if word in han for gloss in senses]
    english = material.english() + glosses
    return han | latin_pieces(english, material.forms, material.speller.syllables) | digit_pieces()


def lessons(material: Material, tokenizer: Tokenizer, seed: int) -> list[PairKind]:
    """Make all pairs."""
    renderer = Renderer(material.meanings, material.forms, english_words(material.english()), seed)
    unglossed = {name: tag for name, tag in tagged_names().items() if name not in material.meanings}
    renderer.spell(unglossed, material.speller)
    names = [(renderer.word(name), name) for name in unglossed]
    told = [fold_for_pieces(text) for story in material.news for text in passages(story)]
    shown = count_pieces(tokenizer, told)
    english = Pseudo(renderer, tokenizer, seed)
    return [
        *chinese_kinds(material.news, material.law, material.asked, seed),
        *translated_kinds(material.everyday, material.parallel),
        *dictionary_kinds(material.meanings, shown, names, renderer),
        *pseudo_kinds(material.news, material.law, material.asked, english),
    ]


def train(sampler: Sampler, trainer: Trainer, steps: int, rate: float) -> None:
    """Run the loop behind a progress bar that tells each kind's loss."""
    with click.progressbar(length=steps, label="learning", item_show_func=str) as bar:
        for (kind, batch), now in zip(sampler.batches(steps), rates(steps, rate), strict=True):
            bar.update(1, f"{kind} {trainer.step(batch, now):.2f}")


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True), required=True)
@click.option("--out", type=click.Path(path_type=Path), default=Path("index/model"))
@click.option("--steps", default=3000, show_default=True, help="Batches of 1,024 pairs.")
@click.option("--dimension", default=DIMENSION, show_default=True, help="Dimensions that ship.")
@click.option("--seed", default=1, show_default=True)
def main(data: Path, out: Path, steps: int, dimension: int, seed: int) -> None:
    """Train the bundled bilingual model and write its folder."""
    click.echo("reading")
    material = read_material(data)
    scores = score_pieces(material)
    tokenizer = cutter(scores)
    click.echo(f"{len(scores):,} pieces; making pairs")
    kinds = lessons(material, tokenizer, seed)
    trainer = Trainer(inner_pieces(tokenizer, material.forms), WIDE, seed)
    train(Sampler(kinds, tokenizer, seed), trainer, steps, RATE)
    sample = [text for kind in kinds for pair in kind.pairs[:: len(kinds)] for text in pair]
    cut = [ids for ids in cut_texts(sample[:ROTATED_ON], tokenizer) if len(ids)]
    vectors = shorten(trainer.composed(), ragged(cut), dimension)
    click.echo(f"wrote {ship(out, tokenizer, scores, vectors)} to {out}")


if __name__ == "__main__":
    main()
