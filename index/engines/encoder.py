"""The encoder: text to unit vectors, by a bundled model or any sentence-transformers model.

Two are bundled: `bundled` (`index/engines/sentence_encoder.py`), a transformer that has read a
hundred languages, and `bundled-static` (`index/engines/bundled.py`), a hundred times as quick and
less wise, for archives where building must not take hours. Any other is named in config.yaml by
the path of its folder, or by its name on the Hugging Face hub once it has been downloaded; nothing
is fetched from here, and no code that a model brings along is run.
"""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from corpus.errors import EncoderError
from index.engines.bundled import load_bundled
from index.engines.sentence_encoder import load_sentence_encoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

BUNDLED, BUNDLED_STATIC = "bundled", "bundled-static"
# Texts a batch: a transformer's memory grows with it, its speed on a processor hardly does.
BATCH = 32
# Hexadecimal digits of a model's fingerprint; 48 bits tell all models apart that one will ever
# meet.
DIGITS = 12
WEIGHTS = ("*.safetensors", "*.bin", "*.json", "*.txt", "*.model")


class Encoder(Protocol):
    """All that the dense index asks of a model."""

    @property
    def name(self) -> str:
        """What the manifest records: it changes whenever the vectors would."""

    @property
    def dimension(self) -> int:
        """Length of every vector."""

    @property
    def reads_sentences(self) -> bool:
        """Whether it wants a question whole, and is to be trusted more than words are."""

    def encode(self, texts: Sequence[str], /) -> Vectors:
        """Return one unit vector a passage: shape `(len(texts), dimension)`, float32, in order."""

    def encode_questions(self, questions: Sequence[str], /) -> Vectors:
        """Return one unit vector a question; the same as `encode` where a model knows one kind."""


class CustomEncoder:
    """Any sentence-transformers model behind the same promises."""

    reads_sentences = False

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
        self._model = model
        self.name = name

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._model.get_embedding_dimension() or 0

    def encode(self, texts: Sequence[str], /) -> Vectors:
        """Return one unit vector a passage, in order."""
        return self._encoded(self._model.encode_document, texts)

    def encode_questions(self, questions: Sequence[str], /) -> Vectors:
        """Return one unit vector a question, with what the model wants to stand before one."""
        return self._encoded(self._model.encode_query, questions)

    def _encoded(self, encode: Callable[..., Any], texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        vectors: Vectors = encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return vectors.astype(np.float32, copy=False)


def load_encoder(name: str) -> Encoder:
    """Load the model that config.yaml names under `index.encoder`.

    >>> load_encoder("bundled").encode(["工会的服务站点"]).shape
    (1, 384)

    Raises:
        EncoderError: There is no such model on this machine, or its folder is damaged.
    """
    if name == BUNDLED:
        return load_sentence_encoder()
    if name == BUNDLED_STATIC:
        return load_bundled()
    return _load_custom(name)


def _load_custom(name: str) -> CustomEncoder:
    folder = Path(name).expanduser()
    place = str(folder) if folder.is_dir() else name
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]
        model = SentenceTransformer(place, device="cpu", local_files_only=True)
    except (ImportError, OSError, ValueError, KeyError, RuntimeError) as error:
        reason = str(error).strip().partition("\n")[0]
        raise EncoderError(
            f"encoder {name!r} cannot be loaded from this machine: {reason}",
            "set index.encoder to `bundled` or `bundled-static`, to the folder of a "
            "sentence-transformers model, "
            f"or to a name downloaded before with `hf download {name}`",
        ) from error
    version = _fingerprint(folder) if folder.is_dir() else _revision(model)
    return CustomEncoder(model, f"{name}@{version}" if version else name)


def _fingerprint(folder: Path) -> str:
    """Return a hash of a model folder's weights and settings."""
    digest = hashlib.sha256()
    files = {path for pattern in WEIGHTS for path in folder.rglob(pattern)}
    for path in sorted(files):
        with path.open("rb") as file:
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:DIGITS]


def _revision(model: "SentenceTransformer") -> str:
    """Return the commit that a downloaded model was taken at, if it tells."""
    transformer = getattr(model[0], "auto_model", None)
    commit = getattr(getattr(transformer, "config", None), "_commit_hash", None) or ""
    return str(commit)[:DIGITS]
