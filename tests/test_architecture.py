"""docs/architecture.svg shows the house as it is, and its floors hold what they promise."""

import ast
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.architecture.drawing import COMMAND, picture
from tests.architecture.floors import lay_out
from tests.architecture.imports import ROOT, direct, halls, joined, modules, parsed, rooms

NAMES = [f"{package}.{letter}" for package in ("bot", "index", "corpus") for letter in "ab"]
# Which rooms need which: only later ones of the list, so that none need each other.
HOUSES = st.builds(
    lambda rows: {
        name: {need for need, drawn in zip(NAMES[at + 1 :], row, strict=False) if drawn}
        for at, (name, row) in enumerate(zip(NAMES, rows, strict=True))
    },
    st.lists(
        st.lists(st.booleans(), min_size=len(NAMES), max_size=len(NAMES)),
        min_size=len(NAMES),
        max_size=len(NAMES),
    ),
)


WRITING = {"write_text", "write_bytes", "mkdir", "touch", "rename", "unlink", "rmtree", "copyfile"}
WRITING |= {"TemporaryDirectory", "write_index", "save", "connect"}


def writes(tree: ast.AST) -> bool:
    """Tell whether a file is made, changed or removed in it, by what is called."""
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = ast.unparse(call.func).rpartition(".")[2]
        texts = {part.value for part in call.args if isinstance(part, ast.Constant)}
        if name in WRITING or (name == "open" and texts & {"w", "wb", "a", "ab", "a+", "x", "xb"}):
            return True
    return False


def reached(graph: dict[str, set[str]], node: str) -> set[str]:
    return graph[node].union(*(reached(graph, need) for need in graph[node]))


def test_the_picture_is_that_of_today() -> None:
    kept = (ROOT / "docs" / "architecture.svg").read_text(encoding="utf-8")

    assert kept == picture(), f"the rooms or their imports have changed: run `{COMMAND}`"


def test_every_room_is_drawn_under_its_name() -> None:
    texts = {node.text for node in ET.fromstring(picture()).iter() if node.text}

    assert {
        "telegram/",
        "reading/",
        "answer.py",
        "formats/",
        "article.py",
        "html · office · pdf",
    } <= texts


def test_arrows_that_are_left_out_follow_from_those_that_are_drawn() -> None:
    house = halls(rooms())

    drawn = direct(house)

    assert sum(map(len, drawn.values())) < sum(map(len, house.values()))
    assert all(reached(drawn, room) == reached(house, room) for room in house)


def test_a_folder_and_those_in_it_are_one_room_unless_another_stands_between() -> None:
    together = {"bot.a.x": {"bot.b"}, "bot.a.y": {"bot.a.x"}, "bot.b": set()}
    between = {"bot.a.x": {"bot.b"}, "bot.a.y": set(), "bot.b": {"bot.a.y"}}

    assert halls(together) == {"bot.a": {"bot.b"}, "bot.b": set()}
    assert halls(between) == between


def test_a_folder_is_a_room_beside_those_in_it_only_where_it_has_files_of_its_own() -> None:
    house = {"bot.a.x": {"bot.b"}, "bot.a.y": set(), "bot.b": {"bot.a.y"}}

    assert halls(house | {"bot.a": set()}) == house
    used = {"bot.a.x": {"bot.b"}, "bot.a": set(), "bot.b": {"bot.a"}}
    assert halls(used) == used


def test_rooms_of_one_name_become_one_that_does_not_need_itself() -> None:
    graph = {"a": {"b", "c"}, "b": {"c"}, "c": set()}

    assert joined(graph, {"a": "x", "b": "x", "c": "c"}) == {"x": {"c"}, "c": set()}


@given(HOUSES)
def test_all_that_a_room_needs_lies_below_it(house: dict[str, set[str]]) -> None:
    layout = lay_out(house, dict.fromkeys(NAMES, 80))

    floor = {
        node[0]: at for at, nodes in enumerate(layout.floors) for node in nodes if not node[1:]
    }
    assert all(floor[room] < floor[need] for room, needs in house.items() for need in needs)


@given(HOUSES)
def test_nothing_on_a_floor_overlaps(house: dict[str, set[str]]) -> None:
    layout = lay_out(house, dict.fromkeys(NAMES, 80))

    for nodes in layout.floors:
        edges = [(layout.x[node], 0 if node[1:] else 40) for node in nodes]
        # Places are rounded to whole units.
        assert all(x + half < y - other for (x, half), (y, other) in pairwise(edges))


def test_every_file_that_writes_to_the_disk_stands_in_the_table() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = page.partition("**Who writes to the disk?**")[2].partition("\n## ")[0]

    writers = {
        path.relative_to(ROOT).as_posix()
        for path in modules().values()
        if "training" not in path.parts and writes(parsed(path))
    }

    assert len(writers) > 10
    assert [name for name in sorted(writers) if f"`{name}`" not in table] == []


@pytest.mark.parametrize(
    "line",
    ["path.write_text('x')", "sqlite3.connect(path)", "path.open('wb')", "open(path, 'a')"],
)
def test_a_line_that_writes_is_seen(line: str) -> None:
    assert writes(ast.parse(line))


def test_a_line_that_reads_is_not_taken_for_one_that_writes() -> None:
    assert not writes(ast.parse("path.open('rb').read(); text.replace('a', 'b')"))
