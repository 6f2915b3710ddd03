"""The digest of our code: another program trusts nothing that this one left half made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from index.store.program import CODE, tree_digest


def package(folder: Path) -> Path:
    """Write a package with a sub-package, and return its folder."""
    root = folder / "corpus"
    (root / "pdf").mkdir(parents=True)
    (root / "load.py").write_text("from corpus.pdf import lines\n", "utf-8")
    (root / "pdf" / "lines.py").write_text("WORD_GAP = 0.18\n", "utf-8")
    return root


@pytest.mark.parametrize(
    "change",
    [
        lambda root: (root / "pdf" / "lines.py").write_text("WORD_GAP = 0.2\n", "utf-8"),
        lambda root: (root / "pdf" / "runs.py").write_text("", "utf-8"),
        lambda root: (root / "pdf" / "lines.py").rename(root / "lines.py"),
        lambda root: (root / "pdf" / "lines.py").unlink(),
    ],
    ids=["changed", "added", "moved", "deleted"],
)
def test_a_change_in_a_sub_folder_is_another_program(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    root = package(tmp_path)
    before = tree_digest([(root, CODE)])

    change(root)

    assert tree_digest([(root, CODE)]) != before


def test_the_same_program_elsewhere_is_the_same_and_what_is_no_code_does_not_count(
    tmp_path: Path,
) -> None:
    one, other = package(tmp_path / "one"), package(tmp_path / "other")
    (other / "pdf" / "__pycache__").mkdir()
    (other / "pdf" / "__pycache__" / "lines.pyc").write_bytes(b"compiled")

    assert tree_digest([(one, CODE)]) == tree_digest([(other, CODE)])
