"""What `benchmarks/speed/large.py` measured, as tables of docs/large.md and as a picture."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

# Between these lines of the page stands what the command wrote.
BEGIN, END = "<!-- measured -->", "<!-- measured until here -->"
STAGES = ("read", "cut", "texts", "words", "bridge", "vectors", "structure", "checksums", "publish")
PARTS = ("texts.sqlite", "lexical", "vectors.faiss", "bridge")
LANGUAGES = {"zh": "Chinese", "en": "English"}
# Colours that people who see no red or no green tell apart.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#DDDDDD"


def tables(measured: Sequence[dict[str, Any]]) -> str:
    """Return a column a size: the build, the files, the answers."""
    return "\n\n".join(
        _table(title, measured, rows)
        for title, rows in (
            ("building", [*_building(measured), *_stages(measured)]),
            ("on the disk, MB", _parts(measured)),
            ("asking", _asking(measured)),
        )
    )


def write_page(path: Path, text: str) -> None:
    """Replace what stands between the two lines of the page."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", "utf-8")


def draw(measured: Sequence[dict[str, Any]], path: Path) -> None:
    """Draw how time, memory and the wait for an answer grow."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 3.2), layout="constrained")
    FigureCanvasAgg(figure)
    sizes = [one["passages"] for one in measured]
    build, memory, wait = figure.subplots(1, 3)
    build.plot(sizes, [one["seconds"] / 60 for one in measured], "o-", color=BLUE, label="clock")
    spent = [one["processor"] / 60 for one in measured]
    build.plot(sizes, spent, "s--", color=ORANGE, label="processors")
    build.set(title="build, minutes")
    memory.plot(sizes, [one["peak"] / 1e9 for one in measured], "o-", color=BLUE, label="peak")
    held = [sum(one["files"].values()) / 1e9 for one in measured]
    memory.plot(sizes, held, "s--", color=ORANGE, label="index")
    memory.set(title="memory of a build, index: GB")
    for language, colour in zip(LANGUAGES, (BLUE, ORANGE), strict=True):
        for place, line in ((2, "o-"), (3, "s--")):
            label = f"{LANGUAGES[language]} {'p50' if place == 2 else 'p99'}"
            times = [one[language][place] for one in measured]
            wait.plot(sizes, times, line, color=colour, label=label)
    wait.set(title="a question, ms of a processor", ylim=(2, 1500))
    for axes in (build, memory, wait):
        axes.set(xscale="log", yscale="log", xlabel="passages")
        axes.grid(color=GREY)
        axes.legend()
    figure.savefig(path, dpi=150)


def _building(measured: Sequence[dict[str, Any]]) -> list[list[str]]:
    return [
        ["articles", *(f"{one['articles']:,}" for one in measured)],
        ["pages read, MB", *(f"{one['pages'] / 1e6:.0f}" for one in measured)],
        ["**seconds in all**", *(f"**{one['seconds']:.0f}**" for one in measured)],
        ["seconds of processors", *(f"{one['processor']:.0f}" for one in measured)],
        ["processes that waited for them", *(f"{one['load']:.0f}" for one in measured)],
        ["**peak of memory, MB**", *(f"**{one['peak'] / 1e6:.0f}**" for one in measured)],
    ]


def _stages(measured: Sequence[dict[str, Any]]) -> list[list[str]]:
    return [
        [f"{stage}, s", *(f"{one['stages'].get(stage, 0.0):.1f}" for one in measured)]
        for stage in STAGES
    ]


def _parts(measured: Sequence[dict[str, Any]]) -> list[list[str]]:
    rows = [[part, *(f"{one['files'][part] / 1e6:.0f}" for one in measured)] for part in PARTS]
    return [*rows, ["all", *(f"{sum(one['files'].values()) / 1e6:.0f}" for one in measured)]]


def _asking(measured: Sequence[dict[str, Any]]) -> list[list[str]]:
    rows = []
    for language, name in LANGUAGES.items():
        for place, what in enumerate(("", ", ms of a processor")):
            pairs = (one[language][2 * place : 2 * place + 2] for one in measured)
            cells = (f"{middle:.1f} / {late:.1f}" for middle, late in pairs)
            rows.append([f"{name}, p50 / p99{what or ' ms'}", *cells])
    starts = (" / ".join(f"{one:.2f}" for one in each["start"].values()) for each in measured)
    return [
        *rows,
        ["new process to first answer, Chinese / English s", *starts],
        ["memory that no file backs, MB", *(f"{one['memory'] / 1e6:.0f}" for one in measured)],
        ["structure of the vectors", *(one["structure"] for one in measured)],
        ["recall@10 sampled at the build", *(f"{one['sampled']:.3f}" for one in measured)],
        ["recall@10 of the questions", *(f"{one['recall']:.3f}" for one in measured)],
    ]


def _table(title: str, measured: Sequence[dict[str, Any]], rows: list[list[str]]) -> str:
    heads = [title, *(f"{one['passages']:,}" for one in measured)]
    lines = [heads, ["---", *("---:" for _ in measured)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
