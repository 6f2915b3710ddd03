"""Ray: what is said where it cannot be used, and a build that goes on where it was."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.config import Settings
from corpus.errors import ConfigError, WorkersError
from index.building.build import build_generation
from index.building.cache import BATCH
from index.building.embedding import open_embedding
from index.building.on_ray import RemoteEncoder, check_ray
from index.engines.dense import open_dense
from index.engines.encoder import load_encoder
from index.store.generation import CACHE, VECTORS
from tests.index.building.clusters import INSTALLED, by_ray, cluster, needed

ARTICLES = 2 * BATCH + 100


def write_pages(settings: Settings) -> None:
    """Write two batches of short articles, and some."""
    articles = (f"## 站点{number}\n\n第{number}个站点今天启用。\n" for number in range(ARTICLES))
    page = settings.corpus.folders[0] / "2023-01-05_02.md"
    page.write_text("\n".join(articles), encoding="utf-8")


def vectors(folder: Path) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    """Return what the only generation of an index folder has."""
    return open_dense(folder / "gen-000001" / VECTORS).rows(np.arange(ARTICLES))


@needed
def test_a_build_that_is_killed_goes_on_where_it_was(settings: Settings, tmp_path: Path) -> None:
    write_pages(settings)
    ours = settings.model_copy(update={"index": by_ray(settings.index)})
    program = (sys.executable, "-m", "tests.index.finding.killed_build")
    killed = subprocess.run(
        [*program, ours.model_dump_json(), "embedded"], timeout=1200, check=False
    )

    with cluster() as address:
        joined = by_ray(settings.index, address=address)
        report = build_generation(settings.model_copy(update={"index": joined}))

    assert killed.returncode == -9
    assert (report.passages, report.embedded) == (ARTICLES, ARTICLES - BATCH)
    assert not (settings.index.folder / CACHE).exists()
    here = settings.index.model_copy(update={"folder": tmp_path / "here"})
    build_generation(settings.model_copy(update={"index": here}))
    assert np.array_equal(vectors(settings.index.folder), vectors(here.folder))


@needed
@pytest.mark.parametrize("address", ["127.0.0.1:1", "no-such-host.invalid:6379"])
def test_a_cluster_that_is_not_there_is_told_at_once(settings: Settings, address: str) -> None:
    ours = by_ray(settings.index, address=address)

    with (
        pytest.raises(
            WorkersError, match=rf"nothing answers at {address}.*\n.*index\.ray\.address"
        ),
        open_embedding(ours),
    ):
        pass


def test_a_worker_with_another_model_says_so() -> None:
    assert RemoteEncoder("bundled-static", "other").problem().endswith("the build 'other'")
    assert not RemoteEncoder("bundled-static", load_encoder("bundled-static").name).problem()


@pytest.mark.parametrize("version", ["2.9.3", "2.59.1", "1.13.0"])
def test_a_ray_that_is_too_old_is_told(version: str) -> None:
    with pytest.raises(ConfigError, match=rf"version {version} is too old\n.*2\.60 or newer"):
        check_ray(version)


@pytest.mark.parametrize("version", ["2.60.0", "2.61.0rc0", "3.0.0.dev0"])
def test_a_ray_that_is_new_enough_is_taken(version: str) -> None:
    check_ray(version)


@pytest.mark.skipif(bool(INSTALLED), reason="the extra `ray` is installed")
def test_without_the_library_the_build_says_what_to_type(settings: Settings) -> None:
    with (
        pytest.raises(ConfigError, match=r"gongda\[ray\]"),
        open_embedding(by_ray(settings.index)),
    ):
        pass
