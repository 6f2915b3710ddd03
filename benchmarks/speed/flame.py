"""Where the time of a question and of a build goes: flame graphs.

    python -m benchmarks.speed.flame [--passages 20000] [--data ../shared/data]

pyinstrument samples many distinct questions, and one build in this process; each call stack is
drawn as an icicle, callers above, the wider the longer. Writes docs/flame-question.svg,
docs/flame-build.svg and the section `profile` of docs/benchmarks.md with the heaviest of our own
functions. Sampling adds a little to what calls much; libraries show as the call that entered them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

import click

from benchmarks.bench_page import write_section
from benchmarks.speed.large import REPOSITORY
from benchmarks.speed.large_pages import write_pages
from benchmarks.speed.question_speed import questions
from bot.answer import answer
from corpus.config import CorpusSettings, IndexSettings, Settings
from index.building.build import build_generation
from index.reader import open_reader

# Seconds between two samples.
INTERVAL = 0.0005
# Points. Narrower calls cannot be read; their time shows as that of their caller.
NARROWEST, WIDTH, ROW = 2.0, 1200, 18
# Points of a letter, and letters that are worth a label.
LETTER, SHORTEST_LABEL = 6.4, 4
HEAVIEST = 10
OURS = ("bot", "index", "corpus")
COLOURS = {"bot": "#f4c27a", "index": "#8fc1e3", "corpus": "#9fd8a4"}
OTHER = "#dddddd"


@dataclass(slots=True)
class Call:
    """A function in a stack.

    Attributes:
        name: `bot.select:select`, or `numpy:sum` for a library's.
        seconds: With all that it called.
        calls: What it called, by name.
    """

    name: str
    seconds: float = 0.0
    calls: dict[str, "Call"] = field(default_factory=dict)

    def at(self, name: str) -> "Call":
        """Return what it called by a name, new if it is."""
        return self.calls.setdefault(name, Call(name))


def sampled(work: Callable[[], object], title: str) -> Call:
    """Run something under the sampler; return its calls."""
    from pyinstrument import Profiler

    profiler = Profiler(interval=INTERVAL)
    with profiler:
        work()
    session = profiler.last_session
    assert session is not None
    root = Call(title)
    for stack, seconds in session.frame_records:
        names = [shown for frame in stack if (shown := named(frame))]
        _note(root, names, seconds)
    return root


def named(frame: str) -> str:
    """Return a frame of pyinstrument as module and function, "" for what is not shown.

    `bot/reading/select.py` of this repository gives `bot.reading.select:select`; a library's gives
    `numpy:sum`.
    """
    parts = frame.split("\0")
    if len(parts) < 3 or parts[1].startswith("<"):
        return ""
    path = Path(parts[1])
    if "site-packages" in path.parts:
        return f"{path.parts[path.parts.index('site-packages') + 1]}:{parts[0]}"
    within = path.with_suffix("").relative_to(REPOSITORY).parts if _is_here(path) else ()
    if within:
        return f"{'.'.join(within)}:{parts[0]}" if within[0] in OURS else ""
    return f"python:{parts[0]}"


def _is_here(path: Path) -> bool:
    return path.is_relative_to(REPOSITORY)


def _note(root: Call, names: Sequence[str], seconds: float) -> None:
    root.seconds += seconds
    call, ours = root, True
    for name in names:
        library = name.split(":")[0].split(".")[0] not in OURS
        if library and not ours:
            continue  # Inside a library only the call that entered it is told.
        call, ours = call.at(name), not library
        call.seconds += seconds


def boxes(root: Call) -> Iterator[tuple[Call, float, int]]:
    """Yield every call that is wide enough to be seen, with its left edge and its depth."""
    scale = WIDTH / max(root.seconds, 1e-9)
    waiting = [(root, 0.0, 0)]
    while waiting:
        call, left, depth = waiting.pop()
        yield call, left, depth
        for inner in sorted(call.calls.values(), key=lambda one: -one.seconds):
            if inner.seconds * scale >= NARROWEST:
                waiting.append((inner, left, depth + 1))
            left += inner.seconds * scale


def svg(root: Call) -> str:
    """Return the icicle as SVG."""
    found = list(boxes(root))
    height = ROW * (1 + max(depth for _, _, depth in found))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
            f'font-family="monospace" font-size="11">',
            *(_box(call, left, depth, root.seconds) for call, left, depth in found),
            "</svg>\n",
        ]
    )


def _box(call: Call, left: float, depth: int, whole: float) -> str:
    width = WIDTH * call.seconds / max(whole, 1e-9)
    colour = COLOURS.get(call.name.split(":")[0].split(".")[0], OTHER)
    room = int((width - 4) / LETTER)
    label = call.name if len(call.name) <= room else call.name.rpartition(":")[2]
    label = label[:room] if room >= SHORTEST_LABEL else ""
    share = f"{100 * call.seconds / max(whole, 1e-9):.1f} %"
    return (
        f"<g><title>{escape(call.name)} {share}</title>"
        f'<rect x="{left:.1f}" y="{depth * ROW}" width="{width:.1f}" height="{ROW - 1}" '
        f'fill="{colour}"/><text x="{left + 3:.1f}" y="{depth * ROW + 12}">'
        f"{escape(label)}</text></g>"
    )


def heaviest(root: Call) -> list[tuple[str, float]]:
    """Return our functions by their own share of the time, libraries that they call included."""
    own: dict[str, float] = defaultdict(float)
    waiting = [root]
    while waiting:
        call = waiting.pop()
        if _is_ours(call):
            own[call.name] += call.seconds - sum(one.seconds for one in _next_ours(call))
        waiting += call.calls.values()
    ordered = sorted(own.items(), key=lambda item: -item[1])
    return [(name, seconds / max(root.seconds, 1e-9)) for name, seconds in ordered[:HEAVIEST]]


def _next_ours(call: Call) -> Iterator[Call]:
    """Yield our functions that a call led to, by way of libraries as well."""
    for inner in call.calls.values():
        if _is_ours(inner):
            yield inner
        else:
            yield from _next_ours(inner)


def _is_ours(call: Call) -> bool:
    return call.name.split(":")[0].split(".")[0] in OURS


def table(title: str, root: Call) -> str:
    """Return the heaviest functions as a table."""
    rows = [f"| `{name}` | {100 * share:.0f} % |" for name, share in heaviest(root)]
    return "\n".join([f"| {title} | own share |", "| --- | ---: |", *rows])


@click.command()
@click.option("--passages", default=20_000, show_default=True)
@click.option("--data", type=click.Path(path_type=Path, exists=True), default="../shared/data")
def main(passages: int, data: Path) -> None:
    """Sample, draw, and write the section."""
    with TemporaryDirectory() as name:
        pages, index = (
            Path(name) / "pages",
            IndexSettings(folder=Path(name) / "index", encoder="bundled-static"),
        )
        for _ in write_pages(pages, data, passages):
            pass
        settings = Settings(corpus=CorpusSettings(folders=(pages,)), index=index)
        built = sampled(lambda: build_generation(settings), f"build of {passages:,} passages")
        archive = open_reader(index).index()
        asked = [one for language in ("zh", "en") for one in questions(data, language)]
        half = len(asked) // 4
        for question in asked[:half] + asked[2 * half : 3 * half]:
            answer(archive, question)
        fresh = asked[half : 2 * half] + asked[3 * half :]
        told = sampled(lambda: [answer(archive, one) for one in fresh], f"{len(fresh)} questions")
    parts = [f"Measured {date.today()}, {passages:,} passages, half of the questions English."]
    for what, root in (("question", told), ("build", built)):
        (REPOSITORY / "docs" / f"flame-{what}.svg").write_text(svg(root), "utf-8")
        parts += [f"![where the time of a {what} goes](flame-{what}.svg)", table(what, root)]
    print("\n\n".join(parts))
    write_section("profile", "\n\n".join(parts))


if __name__ == "__main__":
    main()
