"""The bundled transformer: what its graph promises, and the same folder in its own libraries."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import EncoderError
from index.engines.encoder import load_encoder
from index.engines.sentence_encoder import DIMENSION, FOLDER, SentenceEncoder
from index.engines.transformer import GRAPH, open_transformer

READER = FOLDER.with_name("reader")
TEXTS = [
    "石景山区有6家驿站榜上有名",
    "游泳馆工作日6点半开门，周末7点开门。" * 8,
    "The union opened a new station.",
    "龘𠮷😀 ①½",
    "",
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    loaded = load_encoder("bundled")
    assert isinstance(loaded, SentenceEncoder)
    return loaded


def test_every_text_has_a_vector_of_length_one(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)

    assert vectors.shape == (len(TEXTS), DIMENSION)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert encoder.encode([]).shape == (0, DIMENSION)


def test_a_text_has_the_same_vector_whatever_stands_beside_it(encoder: SentenceEncoder) -> None:
    together = encoder.encode(TEXTS)

    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])

    assert together == pytest.approx(alone, abs=1e-5)


@pytest.mark.parametrize(
    ("question", "right", "wrong"),
    [
        ("几点能游泳", "游泳馆工作日6点半开门。", "快递员可以到驿站喝水充电。"),
        ("how old is the swimmer", "这位游泳爱好者今年七十岁。", "游泳馆工作日6点半开门。"),
        (
            "被老板辞退有补偿吗",
            "用人单位解除劳动合同的，应当支付经济补偿。",
            "职工书屋藏书两千册。",
        ),
    ],
)
def test_what_means_the_same_is_nearer_than_what_does_not(
    encoder: SentenceEncoder, question: str, right: str, wrong: str
) -> None:
    [asked] = encoder.encode_questions([question])

    near, far = encoder.encode([right, wrong]) @ asked

    assert near > far


def test_asking_imports_neither_torch_nor_transformers() -> None:
    program = (
        "import sys; from index.engines.encoder import load_encoder;"
        "load_encoder('bundled').encode_questions(['谁获奖了？']);"
        "sys.exit(bool({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize("folder", [FOLDER, READER], ids=["encoder", "reader"])
def test_no_pair_of_products_overflows_16_bits_on_any_processor(folder: Path) -> None:
    # x86 without VNNI adds two products of a byte and a weight with saturation.
    onnx = pytest.importorskip("onnx", reason="onnx is not installed")
    constants = {one.name: one for one in onnx.load(folder / GRAPH).graph.initializer}
    weights = [
        onnx.numpy_helper.to_array(one)
        for one in constants.values()
        if one.data_type == onnx.TensorProto.INT8 and len(one.dims) == 2
    ]

    assert len(weights) == 12 * 6
    assert max(int(np.abs(one.astype(int)).max()) for one in weights) * 255 * 2 < 2**15


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json"])
def test_a_damaged_folder_is_told_with_what_to_do(tmp_path: Path, missing: str) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        if name != missing:
            (tmp_path / name).write_bytes((FOLDER / name).read_bytes())

    with pytest.raises(EncoderError, match="cannot be opened") as error:
        open_transformer(tmp_path, 256)

    assert "reinstall gongda" in error.value.remedy


@pytest.mark.skipif(
    importlib.util.find_spec("optimum") is None, reason="optimum-onnx is not installed"
)
def test_the_folder_is_a_sentence_transformers_model_with_the_same_vectors(
    encoder: SentenceEncoder,
) -> None:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(FOLDER), backend="onnx", local_files_only=True)

    theirs = model.encode_query(TEXTS[:3])

    assert encoder.encode_questions(TEXTS[:3]) == pytest.approx(theirs, abs=1e-3)
