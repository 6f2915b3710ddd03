"""Pages on disk become a generation, and only what changed is embedded."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.config import IndexSettings, Settings
from corpus.errors import CorpusError, IndexMismatchError
from index.building.build import build_generation
from index.engines.encoder import load_encoder
from index.search import Index, open_index
from index.store.generation import current, current_name
from index.verify import verify
from tests.index.fakes import CountingEncoder

PAGE = """## 六家驿站获评最美

本报讯（记者 张晶）鲁谷街道暖心驿站等6家驿站被评为全国最美站点。

## 职工摄影大赛收官

本报讯（记者 孙艳）摄影大赛共收到29个基层工会推荐的近600幅作品。
"""


def put(settings: Settings, name: str, text: str) -> Path:
    path = settings.corpus.folders[0] / name
    path.write_text(text, encoding="utf-8")
    return path


def opened(settings: Settings) -> Index:
    return open_index(current(settings.index.folder), load_encoder("bundled-static"))


def found(settings: Settings, question: str) -> str:
    return "".join(hit.passage.text for hit in opened(settings).search(question))


def test_a_folder_of_pages_becomes_a_generation_that_answers(settings: Settings) -> None:
    put(settings, "2023-01-05_02.md", PAGE)

    report = build_generation(settings)

    assert (report.articles, report.refused) == (2, ())
    assert report.embedded == report.passages == 2
    assert verify(settings.index.folder) == []
    assert "600幅" in found(settings, "摄影大赛收到多少作品")


def test_a_rebuild_embeds_only_what_changed(settings: Settings) -> None:
    put(settings, "2023-01-05_02.md", PAGE)
    build_generation(settings)

    put(settings, "2023-01-05_02.md", PAGE.replace("近600幅", "近700幅"))
    report = build_generation(settings)

    assert report.embedded == 1
    assert "700幅" in found(settings, "摄影大赛收到多少作品")


def test_a_deleted_page_is_not_found_any_more_not_even_the_last_one(settings: Settings) -> None:
    page = put(settings, "2023-01-05_02.md", PAGE)
    build_generation(settings)

    page.unlink()
    report = build_generation(settings, confirmed=True)

    assert report.articles == 0
    assert found(settings, "摄影大赛收到多少作品") == ""


def test_an_empty_folder_is_an_error_before_the_first_build(settings: Settings) -> None:
    with pytest.raises(CorpusError, match="no articles in"):
        build_generation(settings)


def test_what_cannot_be_read_is_reported_and_the_rest_goes_on(settings: Settings) -> None:
    put(settings, "2023-01-05_02.md", PAGE)
    (settings.corpus.folders[0] / "scan.md").write_bytes(bytes(range(256)) * 20)

    report = build_generation(settings)

    assert report.articles == 2
    assert [refused.source for refused in report.refused] == ["scan.md"]


def test_progress_reaches_the_end_of_every_stage(settings: Settings) -> None:
    put(settings, "2023-01-05_02.md", PAGE)
    last: dict[str, tuple[int, int]] = {}

    build_generation(settings, lambda stage, done, total: last.update({stage: (done, total)}))

    assert set(last) == {"read", "words", "vectors", "publish"}
    assert all(done == total for done, total in last.values())


def test_an_index_of_another_model_is_refused_with_what_to_type(settings: Settings) -> None:
    put(settings, "2023-01-05_02.md", PAGE)
    build_generation(settings)

    with pytest.raises(IndexMismatchError) as caught:
        open_index(current(settings.index.folder), CountingEncoder("another"))

    assert "'another' is asked for" in str(caught.value)
    assert "gongda index build" in str(caught.value)


def test_two_builds_of_the_same_pages_find_the_same_with_the_same_scores(
    settings: Settings, tmp_path: Path
) -> None:
    put(settings, "2023-01-05_02.md", PAGE)
    again = settings.model_copy(
        update={"index": IndexSettings(folder=tmp_path / "again", encoder="bundled-static")}
    )

    build_generation(settings)
    build_generation(again)

    assert scores(settings) == scores(again)


def scores(settings: Settings) -> Sequence[tuple[str, float]]:
    return [(hit.passage.id, hit.score) for hit in opened(settings).search("哪些站点获奖")]


def test_a_failed_build_leaves_the_old_generation_answering(settings: Settings) -> None:
    put(settings, "2023-01-05_02.md", PAGE)
    name = build_generation(settings).generation
    broken = settings.model_copy(
        update={"corpus": settings.corpus.model_copy(update={"folders": (Path("no/such"),)})}
    )

    with pytest.raises(CorpusError):
        build_generation(broken)

    assert current_name(settings.index.folder) == name
