"""How far a check can be trusted: what it finds in sound pages, and in pages that were damaged.

    python -m benchmarks.editors.checking FOLDER…

Prints for each folder its findings by kind and the share of words placed. Then every paragraph that
ends in a full stop is damaged twice, at a random character inside a sentence: what follows is cut
off, or another article runs on there. It is found if the article has more findings than before.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from corpus.article import Article
from corpus.check.run import check
from corpus.check.sentences import flaws

SEED = 3
ARTICLES = 1_500
# Characters of a paragraph, and of what is left of it.
SHORTEST, LEAST_LEFT = 60, 30
WHOLE = "。！？”…"


def main(folders: Sequence[Path]) -> None:
    """Print the figures."""
    articles: list[Article] = []
    for folder in folders:
        start = time.perf_counter()
        checked = check([folder])
        seconds = time.perf_counter() - start
        own = [article for page in checked.pages for article in page.articles]
        kinds = Counter(one.kind for page in checked.pages for one in page.findings)
        placed = sum(page.placed for page in checked.pages)
        characters = sum(page.characters for page in checked.pages)
        print(f"{folder}: {len(checked.pages):,} files, {len(own):,} articles, {seconds:.1f} s")
        print(f"  placed {placed:,} of {characters:,} characters; {dict(kinds)}")
        articles += own
    random.seed(SEED)
    random.shuffle(articles)
    found = Counter[str]()
    for article, how, damaged in _damaged(articles[:ARTICLES]):
        found[f"{how}, found"] += len(list(flaws(damaged))) > len(list(flaws(article)))
        found[how] += 1
    for how in ("cut off", "run together"):
        hits, all_ = found[f"{how}, found"], found[how]
        print(f"{how}: {hits:,} of {all_:,} found, {hits / max(all_, 1):.3f}")


def _damaged(articles: Sequence[Article]) -> Iterator[tuple[Article, str, Article]]:
    for article in articles:
        paragraphs = article.text.split("\n")
        prose = [n for n, one in enumerate(paragraphs) if len(one) > SHORTEST and one[-1] == "。"]
        if not prose:
            continue
        at = random.choice(prose)
        end = random.randrange(LEAST_LEFT, len(paragraphs[at]) - 1)
        left = paragraphs[at][:end]
        if left[-1] in WHOLE:
            continue
        other = random.choice(articles).text.split("\n")[0]
        for how, piece in (("cut off", left), ("run together", left + other)):
            text = "\n".join([*paragraphs[:at], piece, *paragraphs[at + 1 :]])
            yield article, how, replace(article, text=text)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
