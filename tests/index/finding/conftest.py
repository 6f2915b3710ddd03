"""Settings for each engine: the files, and Milvus where it is installed."""

import itertools
from collections.abc import Iterator

import pytest

from corpus.config import Settings
from tests.index.finding.servers import Server, over, running

ENGINES = ("files", "milvus")
_names = (f"archive{number}" for number in itertools.count())


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Give one Milvus to all tests; each has a name of its own in it."""
    with running(tmp_path_factory.mktemp("milvus")) as server:
        yield server


@pytest.fixture(params=ENGINES)
def archive(request: pytest.FixtureRequest, settings: Settings) -> Settings:
    """Return settings of an archive of the test's own, once for each engine."""
    if request.param == "files":
        return settings
    index = over(request.getfixturevalue("server"), settings.index, next(_names))
    return settings.model_copy(update={"index": index})
