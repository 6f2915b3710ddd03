"""The house's rules, read from the code itself: who may import whom, who may print."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BELOW = {"corpus": set(), "index": {"corpus"}, "bot": {"corpus", "index"}}
# Seconds and hundreds of megabytes to import: only inside the function that needs them.
HEAVY = {"torch", "sentence_transformers", "transformers", "faiss", "jieba", "telegram", "sklearn"}
# Beginnings of paths. The Telegram channel is imported by `gongda bot` alone, training by nobody.
MAY_BE_HEAVY = ("bot/telegram", "bot/training/", "index/training/")
MAY_PRINT = ("bot/cli.py", "bot/training/", "index/training/")
MAY_CATCH = ("bot/telegram",)


def files(without: tuple[str, ...] = ()) -> list[Path]:
    every = (path for layer in BELOW for path in sorted((ROOT / layer).rglob("*.py")))
    return [path for path in every if not name(path).startswith(without)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


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
