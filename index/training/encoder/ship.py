"""The learnt vectors -> the folder that ships: rotated, shortened, rounded to bytes.

The folder is a plain sentence-transformers model (`StaticEmbedding`, then `Normalize`) that needs
no code of ours; `pieces.marisa` and the scores in the weights file let `index/engines/pieces.py`
cut a question without parsing tokenizer.json.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from index.engines.bundled import ROWS_FILE, TOKENIZER_FILE, PieceVectors
from index.engines.pieces import TRIE_FILE
from index.training.encoder.fit import Ragged

# A row is stored as whole numbers from -127 to 127 and one factor.
LEVELS = 127
DIGITS = 12
MODULE = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
NORMALIZE = "sentence_transformers.base.modules.normalize.Normalize"
MODULES = [
    {"idx": 0, "name": "0", "path": "", "type": MODULE},
    {"idx": 1, "name": "1", "path": "1_Normalize", "type": NORMALIZE},
]
SETTINGS = {
    "__version__": {"sentence_transformers": "6.2.0"},
    "model_type": "SentenceTransformer",
    "prompts": {},
    "default_prompt_name": None,
    "similarity_fn_name": "cosine",
}
NAMES = {"module_input_name": "sentence_embedding", "module_output_name": "sentence_embedding"}


def shorten(vectors: PieceVectors, texts: Ragged, dimension: int) -> PieceVectors:
    """Turn the axes so that the first tell texts apart best, and keep the first `dimension`.

    A rotation changes no cosine; what is lost is what the last axes held (singular value
    decomposition of the vectors of some training texts).
    """
    sums = np.add.reduceat(vectors[texts.ids], texts.starts[:-1], axis=0)
    units = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    _, axes = np.linalg.eigh(units.T @ units)
    return np.ascontiguousarray(vectors @ axes[:, ::-1][:, :dimension], np.float32)


def quantised(vectors: PieceVectors) -> tuple[npt.NDArray[np.int8], PieceVectors]:
    """Return whole numbers and a factor a row, whose product is the row to within half a level."""
    scales = np.abs(vectors).max(axis=1) / LEVELS
    scales = np.where(scales == 0, 1, scales).astype(np.float32)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales


def ship(
    folder: Path, tokenizer: Tokenizer, scores: Mapping[str, int], vectors: PieceVectors
) -> str:
    """Write the model folder; return the name it will be recorded under."""
    import marisa_trie
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    trie = marisa_trie.Trie(list(scores))
    pieces = [trie.restore_key(number) for number in range(len(trie))]
    # One row of zeros for unknown characters.
    every, scales = quantised(np.vstack([vectors, np.zeros_like(vectors[:1])]))
    # Forms that were never shown have their lemma's row: it is stored once.
    rows, places = np.unique(every, axis=0, return_inverse=True)
    tensors: dict[str, npt.NDArray[Any]] = {
        "embeddings": rows,
        "mapping": places.astype(np.int32),
        "weights": scales,
        "scores": np.array([scores[piece] for piece in pieces], np.int16),
    }
    name = f"bundled-{fingerprint(tensors, pieces)}"
    save_file(tensors, folder / ROWS_FILE, metadata={"format": "pt", "name": name})
    # safetensors leaves the file to its owner alone.
    (folder / ROWS_FILE).chmod(0o644)
    trie.save(str(folder / TRIE_FILE))
    tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
    _write(folder / "modules.json", MODULES)
    _write(folder / "config_sentence_transformers.json", SETTINGS)
    (folder / "1_Normalize").mkdir(exist_ok=True)
    _write(folder / "1_Normalize/config.json", NAMES)
    return name


def fingerprint(tensors: Mapping[str, npt.NDArray[Any]], pieces: list[str]) -> str:
    """Return a hash of all that decides a vector: rows, factors, scores and pieces."""
    digest = hashlib.sha256("\n".join(pieces).encode())
    for key in sorted(tensors):
        digest.update(key.encode() + np.ascontiguousarray(tensors[key]).tobytes())
    return digest.hexdigest()[:DIGITS]


def _write(path: Path, tree: object) -> None:
    path.write_text(json.dumps(tree, indent=2) + "\n", encoding="utf-8")
