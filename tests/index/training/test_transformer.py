"""What the bundled transformers learn from, and their weights read out of the graphs that ship."""

import json
import random
from pathlib import Path

import numpy as np
import pytest
import torch
from click.testing import CliRunner
from tokenizers import Tokenizer

from corpus.errors import GongdaError
from index.engines.sentence_encoder import FOLDER
from index.training.transformer.__main__ import main
from index.training.transformer.cloze import cloze
from index.training.transformer.graph import encoder_graph, read_weights, write_graph
from index.training.transformer.items import own_pages, read_own_questions
from index.training.transformer.network import Bert, load_bert, mean_vector
from index.training.transformer.wheel import find_wheel, read_backbone

TEXT = "query: 游泳馆几点开门"


def kept_ids(pieces: list[str]) -> list[int]:
    tree = json.loads((FOLDER / "tokenizer.json").read_text(encoding="utf-8"))
    places = {piece: place for place, piece in enumerate(pieces)}
    return [places[piece] for piece, _ in tree["model"]["vocab"]]


@pytest.fixture(scope="module")
def shipped() -> tuple[Bert, np.ndarray]:
    backbone = read_backbone(find_wheel())
    kept = kept_ids(backbone.pieces)
    bert = load_bert(backbone, kept, frozen=12)
    weights = read_weights(FOLDER / "model.onnx")
    state = {name: torch.tensor(array.copy()) for name, array in weights.items()}
    assert bert.load_state_dict(state, strict=False).missing_keys == ["words.weight"]
    return bert, backbone.rows[kept]


def test_each_question_of_ours_is_answered_by_the_words_it_names() -> None:
    pages = {page.id: page for page in own_pages()}
    asked = [row for row in read_own_questions() if row.item.startswith("own/")]

    missing = [row for row in asked if any(a not in pages[row.item].text for a in row.answers)]

    assert len(pages) > 200
    assert {row.item for row in asked} == {*pages}
    assert missing == []


def test_the_weights_of_a_graph_that_ships_give_the_vectors_that_it_gives(
    shipped: tuple[Bert, np.ndarray],
) -> None:
    from index.engines.encoder import load_encoder

    bert, _ = shipped
    encoded = Tokenizer.from_file(str(FOLDER / "tokenizer.json")).encode(TEXT)
    ids = torch.tensor([encoded.ids])
    with torch.no_grad():
        valid = torch.ones_like(ids, dtype=torch.bool)
        vector = mean_vector(bert(ids, torch.zeros_like(ids), valid), valid)[0].numpy()

    [ours] = load_encoder("bundled").encode_questions([TEXT.removeprefix("query: ")])

    assert ours @ vector / np.linalg.norm(vector) > 0.99


def test_a_graph_that_is_read_and_written_again_holds_the_same(
    shipped: tuple[Bert, np.ndarray], tmp_path: Path
) -> None:
    weights = read_weights(FOLDER / "model.onnx")

    write_graph(encoder_graph(weights, shipped[1]), tmp_path / "model.onnx")

    again = read_weights(tmp_path / "model.onnx")
    assert set(again) == set(weights)
    assert all(np.allclose(again[name], weights[name], atol=1e-5) for name in weights)


def test_a_clause_asks_for_what_it_has_lost() -> None:
    asked = list(cloze(own_pages()[:40], random.Random(1)))

    assert len(asked) > 20
    for one in asked:
        assert one.answer is not None
        assert one.answer.text[one.start : one.end] not in one.question


def test_nothing_is_shipped_where_nothing_was_tuned(tmp_path: Path) -> None:
    folders = ["--data", str(tmp_path), "--work", str(tmp_path), "--out", str(tmp_path / "out")]

    with pytest.raises(GongdaError, match="nothing in"):
        CliRunner().invoke(main, ["ship", *folders], catch_exceptions=False)

    assert not (tmp_path / "out").exists()
