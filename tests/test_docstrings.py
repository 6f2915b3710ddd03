"""Examples in docstrings are true, and speak of nothing that is not there any more."""

import ast
import builtins
import doctest
import importlib
from functools import cache
from types import ModuleType
from typing import Any

import pytest

from tests.architecture.imports import modules, parsed

# What an example may speak of without making it: an open index, an answer, a quote of one.
UNMADE = {"answer", "hits", "holding", "idf", "index", "quote", "thesaurus", "today"}


def with_examples() -> list[str]:
    """Return the modules with an example, those for training aside: they need the extra `train`."""
    texts = {module: path.read_text(encoding="utf-8") for module, path in modules().items()}
    return sorted(
        module for module, text in texts.items() if ">>> " in text and ".training" not in module
    )


@cache
def homes() -> dict[str, str]:
    """Return in which module each public function and class is defined: there is one home each."""
    return {
        node.name: module
        for module, path in modules().items()
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    }


def unknown(source: str, known: set[str]) -> list[str]:
    """Return the names that an example uses and does not make."""
    tree = ast.parse(source)
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    made = {node.id for node in names if isinstance(node.ctx, ast.Store)}
    return sorted({node.id for node in names} - made - known - set(dir(builtins)))


def examples(module: ModuleType) -> list[doctest.DocTest]:
    found = doctest.DocTestFinder(exclude_empty=True).find(module)
    return [test for test in found if test.examples]


@pytest.mark.parametrize("name", with_examples())
def test_an_example_prints_what_its_docstring_says(name: str) -> None:
    module = importlib.import_module(name)
    wrong: list[str] = []

    for test in examples(module):
        source = "".join(example.source for example in test.examples)
        needed = unknown(source, set(test.globs))
        assert set(needed) <= homes().keys() | UNMADE, f"{test.name} speaks of what is not there"
        if not UNMADE & set(needed):
            more: dict[str, Any] = {
                known: getattr(importlib.import_module(homes()[known]), known) for known in needed
            }
            test.globs = {**test.globs, **more}
            doctest.DocTestRunner(verbose=False).run(test, out=wrong.append)

    assert "".join(wrong) == ""


def test_most_examples_are_run() -> None:
    tests = [test for name in with_examples() for test in examples(importlib.import_module(name))]
    left = [
        test.name
        for test in tests
        if UNMADE & set(unknown("".join(e.source for e in test.examples), set(test.globs)))
    ]

    assert len(left) <= len(tests) // 10, left
