"""Generations: published whole or not at all."""

import multiprocessing
from pathlib import Path

import pytest

from corpus.errors import IndexDamagedError, IndexLockedError, IndexMismatchError, IndexMissingError
from index.store.generation import aside, current, current_name, lock, publish, rollback, status
from index.store.manifest import FORMAT, Manifest, checksums, damage, write_manifest


def _fail(root: Path) -> None:
    with lock(root), aside(root) as (_, folder):
        (folder / "half").write_text("…")
        raise OSError("disk full")


def published(root: Path, content: str, keep: int = 3, version: int = FORMAT) -> str:
    with lock(root), aside(root) as (name, folder):
        (folder / "part").mkdir()
        (folder / "part" / "words").write_text(content)
        manifest = Manifest(
            format=version,
            name=name,
            created="2026-01-01T00:00:00+00:00",
            encoder="none",
            dimension=0,
            structure="Flat",
            words="none",
            code="none",
            papers=(),
            first=None,
            last=None,
            articles=0,
            passages=0,
            files=checksums(folder),
        )
        write_manifest(folder, manifest)
        publish(root, folder, name, keep)
    return name


def test_the_newest_generation_answers(tmp_path: Path) -> None:
    published(tmp_path, "old")
    name = published(tmp_path, "new")

    now = current(tmp_path)

    assert now.manifest.name == current_name(tmp_path) == name == "gen-000002"
    assert (now.folder / "part" / "words").read_text() == "new"


def test_only_the_last_generations_are_kept(tmp_path: Path) -> None:
    names = [published(tmp_path, str(number), keep=2) for number in range(4)]

    assert status(tmp_path).kept == tuple(names[-2:])


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    name = published(tmp_path, "old")

    with pytest.raises(OSError, match="disk full"):
        _fail(tmp_path)

    assert current_name(tmp_path) == name
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CURRENT", "LOCK", name]


def test_what_a_killed_build_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "building-gen-000001").mkdir()
    (tmp_path / "building-gen-000001" / "half").write_text("…")

    published(tmp_path, "new")

    assert not list(tmp_path.glob("building-*"))


def test_roll_back_makes_the_one_before_answer_and_the_next_build_goes_on(tmp_path: Path) -> None:
    first, second = published(tmp_path, "one"), published(tmp_path, "two")

    back = rollback(tmp_path)
    third = published(tmp_path, "three")

    assert back == first
    assert third > second
    assert current_name(tmp_path) == third


def test_there_is_nothing_to_roll_back_to_before_the_first(tmp_path: Path) -> None:
    published(tmp_path, "one")

    with pytest.raises(IndexMissingError, match="no generation before gen-000001"):
        rollback(tmp_path)


def test_damage_names_what_is_missing_altered_or_strange(tmp_path: Path) -> None:
    published(tmp_path, "right")
    folder, manifest = current(tmp_path).folder, current(tmp_path).manifest
    assert damage(folder, manifest) == []

    (folder / "part" / "words").write_text("wrong")
    (folder / "stray").write_text("")

    assert damage(folder, manifest) == [
        "stray does not belong here",
        "part/words has changed since it was published",
    ]
    (folder / "part" / "words").unlink()
    assert "part/words is missing" in damage(folder, manifest)


def test_an_altered_manifest_is_refused(tmp_path: Path) -> None:
    published(tmp_path, "right")
    manifest = current(tmp_path).folder / "MANIFEST.json"

    manifest.write_text(manifest.read_text().replace('"none"', '"other"'))

    with pytest.raises(IndexDamagedError, match="not the manifest that was published"):
        current(tmp_path)


def test_another_format_is_refused_with_what_to_type(tmp_path: Path) -> None:
    published(tmp_path, "new", version=FORMAT + 1)

    with pytest.raises(IndexMismatchError, match="gongda index build"):
        current(tmp_path)


def test_no_index_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="gongda index build"):
        current(tmp_path)


def test_a_torn_pointer_is_damage_and_no_traceback(tmp_path: Path) -> None:
    published(tmp_path, "one")
    (tmp_path / "CURRENT").write_text('{"generation": "gen-0')

    with pytest.raises(IndexDamagedError, match="cannot be read"):
        current(tmp_path)


def _hold(root: Path, held: "multiprocessing.synchronize.Event") -> None:
    with lock(root):
        held.set()
        multiprocessing.Event().wait()


def test_a_second_builder_is_refused_and_a_killed_one_leaves_no_lock(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    held = spawn.Event()
    other = spawn.Process(target=_hold, args=(tmp_path, held))
    other.start()
    assert held.wait(30)

    with pytest.raises(IndexLockedError, match=f"process {other.pid}"), lock(tmp_path):
        pass
    other.kill()
    other.join()

    with lock(tmp_path):
        assert (tmp_path / "LOCK").exists()
