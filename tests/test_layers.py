"""The house's rules, read from the code itself: who may import whom, who may print, how it lies."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from radon.complexity import cc_visit

from tests.architecture.imports import (
    ROOT,
    arrows,
    cycles,
    imported,
    modules,
    named_by,
    parsed,
    rooms,
)

BELOW = {"corpus": set(), "index": {"corpus"}, "bot": {"corpus", "index"}}
# Seconds and hundreds of megabytes to import: only inside the function that needs them.
HEAVY = {"torch", "sentence_transformers", "transformers", "faiss", "jieba", "telegram", "sklearn"}
HEAVY |= {"starlette", "uvicorn", "sse_starlette", "jinja2", "mcp", "openai"}
HEAVY |= {"pymilvus", "grpc", "ray"}
# Beginnings of paths. The channels are imported by `gongda bot` and `gongda serve` alone, training
# by nobody.
MAY_BE_HEAVY = ("bot/telegram", "bot/web", "bot/mcp", "bot/training/", "index/training/")
MAY_PRINT = ("bot/commands/output.py", "bot/training/", "index/training/")
# Ray says with a bare Exception that it did not start in time.
MAY_CATCH = ("bot/telegram", "index/building/on_ray.py")
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


def offences(paths: list[Path], of: Callable[[Path], object]) -> dict[str, object]:
    """Return what is wrong in each file, by its name; files in which nothing is are left out."""
    assert len(paths) > 1
    return {name(path): wrong for path in paths if (wrong := of(path))}


def called(path: Path) -> set[str]:
    calls = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.Call))
    return {ast.unparse(node.func) for node in calls}


def caught(path: Path) -> set[str]:
    handlers = (node for node in ast.walk(parsed(path)) if isinstance(node, ast.ExceptHandler))
    return {ast.unparse(node.type) if node.type else "everything" for node in handlers}


def test_a_layer_imports_only_those_below() -> None:
    def above(path: Path) -> set[str]:
        layer = path.relative_to(ROOT).parts[0]
        ours = {module.split(".")[0] for module in imported(parsed(path))} & {*BELOW}
        return ours - BELOW[layer] - {layer}

    assert offences(files(), above) == {}


def test_imports_are_absolute() -> None:
    def relative(path: Path) -> list[str]:
        return [module for module in imported(parsed(path)) if module.startswith(".")]

    assert offences(files(), relative) == {}


def test_heavy_libraries_are_imported_only_where_they_are_needed() -> None:
    def heavy(path: Path) -> set[str]:
        modules = (module for node in when_loaded(parsed(path)) for module in imported(node))
        return {module.split(".")[0] for module in modules} & HEAVY

    assert offences(files(without=MAY_BE_HEAVY), heavy) == {}


def test_only_the_command_line_prints() -> None:
    def printing(path: Path) -> set[str]:
        return {"print", "click.echo", "sys.stdout.write"} & called(path)

    assert offences(files(without=MAY_PRINT), printing) == {}


def test_only_the_telegram_channel_and_the_start_of_ray_catch_everything() -> None:
    def everything(path: Path) -> set[str]:
        return {"Exception", "BaseException", "everything"} & caught(path)

    assert offences(files(without=MAY_CATCH), everything) == {}


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


def test_what_any_channel_needs_knows_none() -> None:
    channels = ("telegram", "starlette", "bot.telegram", "bot.web", "bot.commands")

    def known(path: Path) -> list[str]:
        beginnings = tuple(f"{channel}." for channel in channels)
        return [one for one in imported(parsed(path)) if f"{one}.".startswith(beginnings)]

    shared = [path for path in files() if name(path).startswith(FOR_ANY_CHANNEL)]
    assert offences(shared, known) == {}


def test_no_two_files_need_each_other() -> None:
    assert cycles(arrows()) == []


def test_no_two_rooms_need_each_other() -> None:
    assert cycles(rooms()) == []


def test_a_cycle_is_seen() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set()}

    assert cycles(graph) == [["b", "c"]]


def test_a_folder_is_small_enough_to_be_seen_at_a_glance() -> None:
    def too_many(folder: Path) -> list[str]:
        held = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
        return held if len(held) > MOST_FILES else []

    assert offences(folders(), too_many) == {}


def test_a_folder_says_what_it_is_for() -> None:
    silent = [one for one in folders() if not ast.get_docstring(parsed(one / "__init__.py"))]

    assert silent == []


def test_names_are_imported_from_the_file_that_has_them() -> None:
    known = modules()
    doors = {module for module, place in known.items() if place.name == "__init__.py"}

    def passed_on(path: Path) -> list[str]:
        named = [one for node in ast.walk(parsed(path)) for one in named_by(node)]
        return [one for one in named if one not in known and one.rpartition(".")[0] in doors]

    assert offences(files(), passed_on) == {}


def public_names(path: Path) -> set[str]:
    """Return the functions, classes and types that a file defines; its constants aside."""
    names: set[str] = set()
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    # Every program has a `main`, and many a module its `log`.
    public = {public for public in names if not public.startswith("_") and not public.isupper()}
    return public - {"main", "log"}


def test_a_public_name_stands_in_one_file() -> None:
    homes: dict[str, list[str]] = {}
    for path in files():
        for public in public_names(path):
            homes.setdefault(public, []).append(name(path))

    assert len(homes) > 1000
    assert {public: places for public, places in homes.items() if places[1:]} == {}


def test_a_function_branches_little() -> None:
    def branching(path: Path) -> dict[str, int]:
        blocks = cc_visit(path.read_text(encoding="utf-8"))
        functions = [block for block in blocks if not hasattr(block, "methods")]
        return {one.fullname: one.complexity for one in functions if one.complexity > MOST_COMPLEX}

    assert offences(files(without=NOT_YET_SIMPLE), branching) == {}


def test_conditions_and_comprehensions_are_counted() -> None:
    [function] = cc_visit("def f(a, b):\n    return [x for x in a if x and b] if a or b else []\n")

    assert function.complexity == 1 + len(["for", "if", "and", "if", "or"])
