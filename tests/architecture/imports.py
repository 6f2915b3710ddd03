"""Who imports whom, read from the code itself: files first, then rooms.

Nothing is imported to find out. `tests/test_layers.py` judges what is read here;
`tests/architecture/floors.py` lays the rooms out and `tests/architecture/drawing.py` draws them.
"""

import ast
from collections.abc import Container, Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
# From the top of the house to its bottom.
PACKAGES = ("bot", "index", "corpus")
# Files of such a folder are rooms of their own: records at the bottom, the main path on top.
ROOTS = ("corpus", "index", "bot", "bot.telegram", "bot.web")

# Who needs whom: a name -> the names that it imports.
Graph = dict[str, set[str]]


@cache
def parsed(path: Path) -> ast.Module:
    """Return the code of a file; each is read once, however many rules look at it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the module of every import in it, a relative one with its dots."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def named_by(node: ast.AST) -> list[str]:
    """Return what an import names, in full: `from a import b` -> `["a.b"]`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def modules() -> dict[str, Path]:
    """Return every file of the packages by the name that it is imported by."""
    paths = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {dotted(path): path for path in paths}


def dotted(path: Path) -> str:
    """Return the name that a file is imported by: `bot/reading/__init__.py` -> `bot.reading`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def arrows() -> Graph:
    """Return which file imports which, inside of functions and for types too."""
    known = modules()
    graph: Graph = {}
    for module, path in known.items():
        nodes = ast.walk(parsed(path))
        named = {module_of(known, name) for node in nodes for name in named_by(node)}
        graph[module] = {name for name in named if name and name != module}
    return graph


def module_of(known: Container[str], name: str) -> str | None:
    """Return the file that has this name, or that this is a name in; None for others' packages."""
    return next((one for one in (name, name.rpartition(".")[0]) if one in known), None)


def room(module: str) -> str:
    """Return the folder of a file; in a folder's root, where records and the main path lie, itself.

    >>> room("bot.reading.select"), room("bot.answer"), room("bot.telegram.run")
    ('bot.reading', 'bot.answer', 'bot.telegram.run')
    """
    folder = module.rpartition(".")[0]
    return module if folder in ROOTS or not folder else folder


def joined(graph: Mapping[str, set[str]], names: Mapping[str, str]) -> Graph:
    """Return the graph with its nodes renamed; those of one name become one."""
    result: Graph = {}
    for node, needs in graph.items():
        result.setdefault(names[node], set()).update(names[need] for need in needs)
    return {node: needs - {node} for node, needs in result.items()}


def rooms() -> Graph:
    """Return which room needs which."""
    graph = arrows()
    return joined(graph, {module: room(module) for module in graph})


def cycles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the groups that can be reached from each other, by taking leaves away both ways."""
    left = {node: {need for need in needs if need != node} for node, needs in graph.items()}
    while leaves := {
        node
        for node, needs in left.items()
        if not needs & {*left} or not any(node in other for other in left.values())
    }:
        left = {node: needs - leaves for node, needs in left.items() if node not in leaves}
    return [sorted(left)] if left else []


def halls(graph: Mapping[str, set[str]]) -> Graph:
    """Return the rooms as they are drawn: a folder is one with those in it wherever it can be.

    `bot.telegram.handlers` and `bot.telegram.run` become `bot.telegram`, for nothing in between
    stands outside. `bot.channel.text` and `bot.channel.views` stay two: `bot.members` lies between.
    A folder that only holds folders is no room then.
    """
    drawn: Graph = {node: {*needs} for node, needs in graph.items() if node not in PACKAGES}
    drawn = {node: needs - {*PACKAGES} for node, needs in drawn.items()}
    for folder in sorted({".".join(node.split(".")[:2]) for node in drawn if node.count(".") > 1}):
        inside = {node: folder if f"{node}.".startswith(f"{folder}.") else node for node in drawn}
        together = joined(drawn, inside)
        if not cycles(together):
            drawn = together
    needed = set().union(*drawn.values())
    return {
        node: needs
        for node, needs in drawn.items()
        if needs or node in needed or not any(other.startswith(f"{node}.") for other in drawn)
    }


def direct(graph: Mapping[str, set[str]]) -> Graph:
    """Return the graph without the arrows that follow from others.

    >>> direct({"a": {"b", "c"}, "b": {"c"}, "c": set()})
    {'a': {'b'}, 'b': {'c'}, 'c': set()}
    """
    below: dict[str, set[str]] = {}

    def reached(node: str) -> set[str]:
        if node not in below:
            below[node] = set().union(graph[node], *(reached(need) for need in graph[node]))
        return below[node]

    return {
        node: {need for need in needs if not any(need in reached(other) for other in needs)}
        for node, needs in graph.items()
    }
