"""Shared by all tests: real articles, real settings, the shared data where it is."""

import os
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import hypothesis
import pytest

from corpus.article import Article
from corpus.config import BotSettings, CorpusSettings, IndexSettings, Settings
from index.building.build import write_generation
from index.engines.encoder import load_encoder
from index.search import Index, open_index
from index.store.generation import current, lock
from tests.examples import FUZZING, PROFILE

# `make test` tries the same examples on every machine, however slow; `make fuzz` tries twenty times
# as many, others each time. What that finds becomes an `@example` of the test.
_AT_ANY_SPEED = {"deadline": None, "suppress_health_check": [hypothesis.HealthCheck.too_slow]}
hypothesis.settings.register_profile("gate", max_examples=50, derandomize=True, **_AT_ANY_SPEED)
hypothesis.settings.register_profile("fuzz", max_examples=1000, print_blob=True, **_AT_ANY_SPEED)
hypothesis.settings.load_profile(PROFILE)

# Programs that tests start use the models that take no time to speak of; what is said of the
# others stands in tests of their own, which name them.
os.environ.setdefault("GONGDA_INDEX__ENCODER", "bundled-static")
os.environ.setdefault("GONGDA_BOT__READER", "quick")

SHARED = Path(__file__).parents[2] / "shared"

TESTS = Path(__file__).parent
# Rooms whose tests load the same heavy libraries: aiogram; torch, openai, mcp and a web server.
OF_ONE_KIND = ("telegram/", "benchmarks/", "bot/channel/")
OF_ANOTHER = ("index/engines/", "index/training/", "bot/reading/", "bot/language_model/")
OF_ANOTHER += ("bot/test_mcp.py", "web/")

FirstGeneration = Callable[[tuple[Article, ...], str], Path]

AWARD = Article(
    "award",
    "六家驿站获评最美",
    "本报讯（记者 张晶）鲁谷街道暖心驿站、老山街道暖心驿站等6家驿站被评为全国最美站点。\n"
    "站点为户外劳动者提供热饭、饮水和休息的地方。",
)
PHOTO = Article("photo", "职工摄影大赛收官", "摄影大赛共收到29个基层工会推荐的近600幅作品。")
VISIT = Article("visit", "慰问一线职工", "刘光明带队慰问河湖流域中心的一线职工，送上新年祝福。")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pass over what needs a quiet machine or minutes, unless this is `make fuzz`; put in order."""
    items[:] = in_two_halves(items)
    for item in items:
        if item.get_closest_marker("patient") and not FUZZING:
            item.add_marker(pytest.mark.skip(reason="only `make fuzz` has the quiet for it"))


def in_two_halves(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the tests in an order whose halves each begin with rooms of one kind.

    Two processes begin with a half each, so that neither loads what the other does. But for that
    the order stays, which is another each time.
    """

    def of(rooms: tuple[str, ...]) -> list[pytest.Item]:
        return [i for i in items if i.path.relative_to(TESTS).as_posix().startswith(rooms)]

    first, second = of(OF_ONE_KIND), of(OF_ANOTHER)
    gathered = {*first, *second}
    rest = [item for item in items if item not in gathered]
    middle = max(0, len(items) // 2 - len(first))
    return [*first, *rest[:middle], *second, *rest[middle:]]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of development data, or skip."""
    if not SHARED.is_dir():
        pytest.skip("the development data is not beside this repository")
    return SHARED


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings whose pages and index lie in a folder of the test's own."""
    pages = tmp_path / "pages"
    pages.mkdir()
    return Settings(
        corpus=CorpusSettings(folders=(pages,)),
        index=IndexSettings(folder=tmp_path / "index", encoder="bundled-static"),
        bot=BotSettings(reader="quick"),
    )


@pytest.fixture(scope="session")
def first_generation(tmp_path_factory: pytest.TempPathFactory) -> FirstGeneration:
    """Return a function that gives an index of these articles: built once, to be copied."""

    @cache
    def build(articles: tuple[Article, ...], encoder: str) -> Path:
        made = IndexSettings(folder=tmp_path_factory.mktemp("first") / "index", encoder=encoder)
        write(articles, made)
        return made.folder

    return build


@pytest.fixture
def published(
    settings: Settings, first_generation: FirstGeneration
) -> Callable[[Sequence[Article]], Index]:
    """Return a function that publishes articles as the next generation and opens it."""

    def publish(articles: Sequence[Article]) -> Index:
        if settings.index.folder.exists():
            write(articles, settings.index)
        else:
            built = first_generation(tuple(articles), settings.index.encoder)
            shutil.copytree(built, settings.index.folder)
        return open_index(current(settings.index.folder), load_encoder(settings.index.encoder))

    return publish


def write(articles: Sequence[Article], settings: IndexSettings) -> None:
    """Publish articles as the next generation."""
    with lock(settings.folder):
        write_generation(articles, settings, lambda stage, done, total: None)


@pytest.fixture(scope="session")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a real cross-encoder."""
    from tests.index.cross_encoder import write_cross_encoder

    return write_cross_encoder(tmp_path_factory.mktemp("judge"))
