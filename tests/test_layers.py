"""The house's rules, read from the code itself: who may import whom, who may print, how it lies."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from radon.complexity import cc_visit

from tests.architecture.imports import ROOT, arrows, cycles, imported, modules, named_by, rooms

BELOW = {"corpus": set(), "index": {"corpus"}, "bot": {"corpus", "index"}}
# Seconds and hundreds of megabytes to import: only inside the function that needs them.
HEAVY = {"torch", "sentence_transformers", "transformers", "faiss", "jieba", "telegram", "sklearn"}
HEAVY |= {"starlette", "uvicorn", "sse_starlette", "jinja2", "mcp", "openai"}
# Beginnings of paths. The channels are imported by `gongda bot` and `gongda serve` alone, training
# by nobody.
MAY_BE_HEAVY = ("bot/telegram", "bot/web", "bot/mcp", "bot/training/", "index/training/")
MAY_PRINT = ("bot/commands/output.py", "bot/training/", "index/training/")
MAY_CATCH = ("bot/telegram",)
# What a page in the browser or a second messenger will use as it is.
FOR_ANY_CHANNEL = tuple(
    f"bot/{room}/" for room in ("channel", "editors", "journal", "members", "monitoring")
)
# In a folder, besides its `__init__`.
MOST_FILES = 13
# Branches of a function, its conditions and comprehensions counted, as radon counts them.
MOST_COMPLEX = 10
NOT_YET_SIMPLE = ("index/training/",)


def files(without: tuple[str, ...] = ()) -> list[Path]:
    every = (path for layer in BELOW for path in sorted((ROOT / layer).rglob("*.py")))
    return [path for path in every if not name(path).startswith(without)]


def folders() -> list[Path]:
    return sorted({path.parent for path in files()})


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def when_loaded(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield the statements that run when the module is imported, types-only imports aside."""
    for node in tree.body:
        only_types = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if not isinstance(node, ast.FunctionDef | ast.ClassDef) and not only_types:
            yield node


@pytest.mark.parametrize("path", files(), ids=name)
def test_a_layer_imports_only_those_below(path: Path) -> None:
    layer = path.relative_to(ROOT).parts[0]

    ours = {module.split(".")[0] for module in imported(ast.parse(path.read_text()))} & {*BELOW}

    assert ours <= BELOW[layer] | {layer}


@pytest.mark.parametrize("path", files(), ids=name)
def test_imports_are_absolute(path: Path) -> None:
    modules = imported(ast.parse(path.read_text()))

    assert not [module for module in modules if module.startswith(".")]


@pytest.mark.parametrize("path", files(without=MAY_BE_HEAVY), ids=name)
def test_heavy_libraries_are_imported_only_where_they_are_needed(path: Path) -> None:
    tops = {
        module.split(".")[0]
        for node in when_loaded(ast.parse(path.read_text()))
        for module in imported(node)
    }

    assert not tops & HEAVY


@pytest.mark.parametrize("path", files(without=MAY_PRINT), ids=name)
def test_only_the_command_line_prints(path: Path) -> None:
    calls = [
        ast.unparse(node.func)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    ]

    assert not {"print", "click.echo", "sys.stdout.write"} & {*calls}


@pytest.mark.parametrize("path", files(without=MAY_CATCH), ids=name)
def test_only_the_telegram_channel_catches_everything(path: Path) -> None:
    caught = [
        ast.unparse(node.type) if node.type else "everything"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
    ]

    assert not {"Exception", "BaseException", "everything"} & {*caught}


def test_asking_for_help_imports_nothing_but_click() -> None:
    program = (
        "import sys; from bot.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print(sorted({module.split('.')[0] for module in sys.modules}))"
    )

    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )

    loaded = set(ast.literal_eval(ran.stdout.splitlines()[-1]))
    assert not loaded & (HEAVY | {"rich", "prompt_toolkit", "pydantic", "yaml", "numpy", "tantivy"})


@pytest.mark.parametrize(
    "path", [path for path in files() if name(path).startswith(FOR_ANY_CHANNEL)], ids=name
)
def test_what_any_channel_needs_knows_none(path: Path) -> None:
    modules = [*imported(ast.parse(path.read_text()))]

    channels = ("telegram", "starlette", "bot.telegram", "bot.web", "bot.commands")
    assert [one for one in modules if f"{one}.".startswith(tuple(f"{c}." for c in channels))] == []


def test_no_two_files_need_each_other() -> None:
    assert cycles(arrows()) == []


def test_no_two_rooms_need_each_other() -> None:
    assert cycles(rooms()) == []


def test_a_cycle_is_seen() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}

    assert cycles(graph) == [["b", "c"]]


@pytest.mark.parametrize("folder", folders(), ids=name)
def test_a_folder_is_small_enough_to_be_seen_at_a_glance(folder: Path) -> None:
    held = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]

    assert len(held) <= MOST_FILES


@pytest.mark.parametrize("folder", folders(), ids=name)
def test_a_folder_says_what_it_is_for(folder: Path) -> None:
    assert ast.get_docstring(ast.parse((folder / "__init__.py").read_text()))


@pytest.mark.parametrize("path", files(), ids=name)
def test_names_are_imported_from_the_file_that_has_them(path: Path) -> None:
    known = modules()
    folders = {module for module, place in known.items() if place.name == "__init__.py"}

    named = [one for node in ast.walk(ast.parse(path.read_text())) for one in named_by(node)]

    assert [one for one in named if one not in known and one.rpartition(".")[0] in folders] == []


@cache
def public_names(path: Path) -> set[str]:
    """Return the functions, classes and types that a file defines; its constants aside."""
    names: set[str] = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    # Every program has a `main`, and many a module its `log`.
    public = {public for public in names if not public.startswith("_") and not public.isupper()}
    return public - {"main", "log"}


@pytest.mark.parametrize("path", files(), ids=name)
def test_a_public_name_stands_in_one_file(path: Path) -> None:
    mine = public_names(path)

    again = {name(other): mine & public_names(other) for other in files() if other != path}

    assert {place: names for place, names in again.items() if names} == {}


@pytest.mark.parametrize("path", files(without=NOT_YET_SIMPLE), ids=name)
def test_a_function_branches_little(path: Path) -> None:
    blocks = cc_visit(path.read_text(encoding="utf-8"))
    functions = [block for block in blocks if not hasattr(block, "methods")]

    many = {one.fullname: one.complexity for one in functions if one.complexity > MOST_COMPLEX}

    assert many == {}


def test_conditions_and_comprehensions_are_counted() -> None:
    [function] = cc_visit("def f(a, b):\n    return [x for x in a if x and b] if a or b else []\n")

    assert function.complexity == 1 + len(["for", "if", "and", "if", "or"])
