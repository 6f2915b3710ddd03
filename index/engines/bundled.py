"""The bundled static model in NumPy: the mean of one vector a piece, scaled to length one.

It reads the folder that `SentenceTransformer("index/model")` reads and gives the same vectors to
1e-5, without importing torch: the rows stay in their file as bytes, memory-mapped, and only those
of the pieces at hand are touched. How the model was made: `index/training/`.
"""

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError
from index.engines.pieces import Pieces, fold_for_pieces, open_pieces

if TYPE_CHECKING:
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parents[1] / "model"
ROWS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"
# Characters. Below this the pure cut is quicker than parsing tokenizer.json (0.5 s once a process).
FEW = 20_000
# Texts summed at once: 256 passages of 200 pieces are 50 MB of float32.
CHUNK = 256

PieceVectors = npt.NDArray[np.float32]


class BundledEncoder:
    """Text to unit vectors by the model folder that ships with the package."""

    reads_sentences = False

    def __init__(self, tensors: dict[str, Any], pieces: Pieces, name: str, folder: Path) -> None:
        self.name = name
        self.vocabulary = pieces
        self._rows = tensors["embeddings"]
        self._places = tensors["mapping"]
        self._scales = tensors["weights"]
        self._folder = folder

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return int(self._rows.shape[1])

    def encode(self, texts: Sequence[str], /) -> PieceVectors:
        """Return one unit vector a text; a text without any known piece gets zeros."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        known = [(place, ids) for place, ids in enumerate(self._ids(texts)) if ids]
        for start in range(0, len(known), CHUNK):
            places, ids = zip(*known[start : start + CHUNK], strict=True)
            vectors[list(places)] = self._sums(ids)
        lengths: PieceVectors = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.maximum(lengths, np.float32(1e-12))
        return vectors

    def encode_questions(self, questions: Sequence[str], /) -> PieceVectors:
        """Return one unit vector a question: the model knows one kind of text."""
        return self.encode(questions)

    def pieces(self, text: str) -> list[str]:
        """Return the pieces a text is cut into.

        >>> load_bundled().pieces("户外劳动者")
        ['户外', '劳动者']
        """
        return self.vocabulary.strings(self.vocabulary.ids(text))

    def rows(self, ids: Sequence[int] | npt.NDArray[np.integer[Any]]) -> PieceVectors:
        """Return the pieces' own vectors, before the mean and not of unit length."""
        wanted = np.asarray(ids, np.int64)
        rows: PieceVectors = self._rows[self._places[wanted]].astype(np.float32)
        rows *= self._scales[wanted][:, None]
        return rows

    def _sums(self, ids: Sequence[list[int]]) -> PieceVectors:
        rows = self.rows(np.concatenate(ids))
        ends = np.cumsum([len(text) for text in ids])
        # One sum a text: `np.add.reduceat` walks the columns and takes ten times as long.
        return np.stack([part.sum(axis=0) for part in np.split(rows, ends[:-1])])

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        if sum(map(len, texts)) < FEW:
            return [self.vocabulary.ids(text) for text in texts]
        folded = [fold_for_pieces(text) for text in texts]
        unknown = len(self.vocabulary)
        return [
            [piece for piece in encoding.ids if piece != unknown]
            for encoding in self._tokenizer.encode_batch_fast(folded, add_special_tokens=False)
        ]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._folder / TOKENIZER_FILE))
        # What it is given is folded already.
        tokenizer.normalizer = None
        return tokenizer


def load_bundled(folder: Path = FOLDER) -> BundledEncoder:
    """Open a static model folder.

    Raises:
        EncoderError: If one of its files is missing.
    """
    try:
        tensors, metadata = map_tensors(folder / ROWS_FILE)
        pieces = open_pieces(folder, tensors["scores"])
    except OSError as error:
        raise EncoderError(
            f"the bundled model cannot be opened: {error}",
            "reinstall gongda, or make the model with `python -m index.training`",
        ) from error
    return BundledEncoder(tensors, pieces, metadata["name"], folder)


def map_tensors(path: Path) -> tuple[dict[str, Any], dict[str, str]]:
    """Return a safetensors file's arrays, memory-mapped, and its own remarks.

    The format: 8 bytes of header length, a JSON header, the bytes
    (https://huggingface.co/docs/safetensors#format).
    """
    kinds = {"I8": np.int8, "I16": np.int16, "I32": np.int32, "F32": np.float32}
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    metadata = header.pop("__metadata__", {})
    raw = np.memmap(path, np.uint8, "r", offset=8 + length)
    return {
        key: raw[slice(*entry["data_offsets"])].view(kinds[entry["dtype"]]).reshape(entry["shape"])
        for key, entry in header.items()
    }, metadata
