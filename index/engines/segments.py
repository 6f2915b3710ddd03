"""Runs of passages, each a tantivy segment of its own; a build writes only those that changed.

    lexical/  meta.json  1f0c….idx  1f0c….term  …      one set of files a segment, named by content

BM25 counts a deleted document until tantivy merges it away, and guesses lengths when it merges. So
nothing is ever deleted from a segment: the one that held the changed article is written anew, the
others are copied from the generation before (not linked: a disk's error in one generation must
leave the others whole). Scores are those of a build from scratch, and no deleted word stays on the
disk. Where runs end depends on the articles' ids alone, so that a new article moves the ends near
it only. Next: `index/engines/lexical.py` fills segments and asks them.
"""

import hashlib
import itertools
import json
import math
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.article import Passage

META, MANAGED = "meta.json", ".managed.json"
# Articles of a run, as a multiple of the root of all. A change costs a run (0.2 ms a passage), a
# question 0.1 ms a run. 83,058 passages, headlines as questions, p50: 1 run 0.7 ms, 16 2.3 ms, 64
# 7.3 ms; so 20,000 articles have about 10 runs, 250,000 about 30.
ARTICLES_A_ROOT = 16


@dataclass(frozen=True, slots=True)
class SegmentRun:
    """Consecutive passages that share a segment: the half-open range `[start, end)` of numbers.

    Attributes:
        key: 32 hexadecimal digits that change whenever a word of the run does.
    """

    start: int
    end: int
    key: str


def runs(
    passages: Sequence[Passage],
    digests: Sequence[bytes],
    kind: str,
    articles_a_root: int | None = None,
) -> list[SegmentRun]:
    """Return the runs of all passages, in order.

    Args:
        passages: Those of an article stand side by side.
        digests: What tells each passage's content.
        kind: What cut the words, and into which fields: another kind shares no segment.
        articles_a_root: Articles of a run, as a multiple of the root of the number of articles.
    """
    firsts = [
        number
        for number, passage in enumerate(passages)
        if not number or passage.article.id != passages[number - 1].article.id
    ]
    ids = [passages[number].article.id for number in firsts]
    cuts = [
        *(firsts[place] for place in run_starts(ids, articles_a_root or ARTICLES_A_ROOT)),
        len(passages),
    ]
    return list(_with_own_keys(itertools.pairwise(cuts), digests, kind))


def run_starts(ids: Sequence[str], articles_a_root: int = ARTICLES_A_ROOT) -> Iterator[int]:
    """Yield the places of the articles that begin a run; the first one always does.

    A run has at least half of the articles wanted, and ends at the next id whose hash says so. The
    size wanted is a power of two: it stays the same while the archive grows by four.
    """
    wanted = 2 ** round(math.log2(max(1.0, articles_a_root * math.sqrt(len(ids)))))
    least = max(1, wanted // 2)
    start = -least
    for place, name in enumerate(ids):
        if place == 0 or (place - start >= least and _hash(name) % least == 0):
            start = place
            yield place


def reusable(before: Path | None) -> dict[str, dict[str, Any]]:
    """Return what meta.json of an earlier folder says of each segment, by key."""
    if before is None:
        return {}
    return {one["segment_id"].replace("-", ""): one for one in _segments(before)}


def sizes(folder: Path) -> list[int]:
    """Return how many passages each segment of a folder holds, in order."""
    return [int(one["max_doc"]) for one in _segments(folder)]


def take_over(key: str, before: Path, folder: Path) -> None:
    """Copy a segment's files from an earlier folder."""
    for path in before.glob(f"{key}.*"):
        shutil.copyfile(path, folder / path.name)


def adopt(part: Path, key: str, folder: Path) -> dict[str, Any]:
    """Move the one segment of a folder of its own into `folder`, under the name of its content.

    Returns:
        What meta.json says of it.
    """
    (segment,) = _segments(part)
    for path in part.glob(f"{segment['segment_id'].replace('-', '')}.*"):
        path.rename(folder / f"{key}{path.suffix}")
    return {**segment, "segment_id": _dashed(key)}


def join(folder: Path, segments: Sequence[dict[str, Any]]) -> None:
    """Write the meta.json that makes the segments in a folder one index, in this order."""
    meta = json.loads((folder / META).read_text())
    (folder / META).write_text(json.dumps({**meta, "segments": list(segments)}, indent=2) + "\n")
    files = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    (folder / MANAGED).write_text(json.dumps(files) + "\n")


def _segments(folder: Path) -> list[dict[str, Any]]:
    segments: list[dict[str, Any]] = json.loads((folder / META).read_text())["segments"]
    return segments


def _with_own_keys(
    cuts: Iterable[tuple[int, int]], digests: Sequence[bytes], kind: str
) -> Iterator[SegmentRun]:
    """Yield the runs; equal ones, as of an article that stands there twice, are counted apart."""
    seen: Counter[bytes] = Counter()
    for start, end in cuts:
        content = b"".join(digests[start:end])
        seen[content] += 1
        told = hashlib.blake2b(f"{kind}; {seen[content]}".encode(), digest_size=16)
        told.update(content)
        yield SegmentRun(start, end, told.hexdigest())


def _hash(name: str) -> int:
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest)


def _dashed(key: str) -> str:
    """Write a key as tantivy writes it: `1f0c…` -> `1f0c0a7e-….`, 8-4-4-4-12 digits."""
    return "-".join((key[:8], key[8:12], key[12:16], key[16:20], key[20:]))
