"""A small transformer in ONNX: texts or pairs of texts in, arrays out. Never imports torch.

A model folder holds `model.onnx` and `tokenizer.json`; `index/training/transformer/` makes it. The
graph multiplies whole numbers only, and scales every token by its own values, so that what it says
of a text depends neither on the texts beside it nor on the processor. Next:
`index/engines/sentence_encoder.py`.
"""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

GRAPH, VOCABULARY = "model.onnx", "tokenizer.json"
# Tokens a run: what is run together waits for its longest text, and 16 passages fill two cores.
TOKENS = 2_048
# Id of the piece that fills up a row; the graph is told to look away from it.
FILLER = 1
# Hexadecimal digits of a fingerprint.
DIGITS = 12

_Ids = npt.NDArray[np.int64]
Text = str | tuple[str, str]


class Transformer:
    """One open model folder; safe to use from several threads."""

    def __init__(self, session: "InferenceSession", tokenizer: "Tokenizer", name: str) -> None:
        self.name = name
        self._session = session
        self._tokenizer = tokenizer

    def tokens(self, texts: Sequence[Text]) -> list["Encoding"]:
        """Return the pieces of every text or pair, cut at the longest that the model reads."""
        return self._tokenizer.encode_batch(list(texts))

    def run(
        self, encodings: Sequence["Encoding"], outputs: Sequence[str]
    ) -> Iterator[tuple[list[int], list[npt.NDArray[np.float32]]]]:
        """Yield the places of the texts that ran together, and their outputs, shortest first."""
        order = sorted(range(len(encodings)), key=lambda place: len(encodings[place].ids))
        for places in _batches(order, [len(encoding.ids) for encoding in encodings]):
            batch = [encodings[place] for place in places]
            yield places, self._session.run(list(outputs), _feed(batch))


def _batches(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield runs of places, in order, whose padded texts have at most `TOKENS` tokens.

    >>> list(_batches([0, 1, 2], [900, 1000, 1500]))
    [[0, 1], [2]]
    """
    batch: list[int] = []
    for place in order:
        if batch and (len(batch) + 1) * lengths[place] > TOKENS:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _feed(batch: Sequence["Encoding"]) -> dict[str, _Ids]:
    shape = (len(batch), max(len(encoding.ids) for encoding in batch))
    ids, types = np.full(shape, FILLER, np.int64), np.zeros(shape, np.int64)
    mask = np.zeros(shape, np.int64)
    for row, encoding in enumerate(batch):
        length = len(encoding.ids)
        ids[row, :length], types[row, :length] = encoding.ids, encoding.type_ids
        mask[row, :length] = 1
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


def open_transformer(folder: Path, longest: int) -> Transformer:
    """Open a model folder; texts are cut at `longest` tokens, of a pair the second.

    Raises:
        EncoderError: One of its files is missing or damaged.
    """
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0)) if _has_affinity() else 0
    options.log_severity_level = 3
    faults = onnxruntime.capi.onnxruntime_pybind11_state
    try:
        tokenizer = Tokenizer.from_buffer((folder / VOCABULARY).read_bytes())
        session = onnxruntime.InferenceSession(
            str(folder / GRAPH), options, providers=["CPUExecutionProvider"]
        )
        name = model_fingerprint(folder)
    except (OSError, ValueError, faults.Fail, faults.NoSuchFile, faults.InvalidProtobuf) as error:
        raise EncoderError(
            f"the model in {folder} cannot be opened: {str(error).strip().partition(chr(10))[0]}",
            "reinstall gongda, or make the model with `python -m index.training`",
        ) from error
    tokenizer.enable_truncation(longest, strategy="longest_first")
    return Transformer(session, tokenizer, name)


def _has_affinity() -> bool:
    return hasattr(os, "sched_getaffinity")


def model_fingerprint(folder: Path) -> str:
    """Return a hash of what decides the model's answers: its graph and its vocabulary."""
    digest = hashlib.sha256()
    for name in (GRAPH, VOCABULARY):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:DIGITS]
