"""Milvus: one collection a generation, an alias for the one that answers. Imported when chosen.

A passage is a row: its number, its words as a sparse vector of our own weights (`sparse.py`), its
meaning as a dense one. Milvus ranks each, fuses nothing, and stores no text. A collection's name
tells the generation, the encoder and the manifest, so that another's is never taken for ours. The
library comes with the extra `milvus`; an address that ends in .db is a file that Milvus Lite opens.
"""

import contextlib
import hashlib
import logging
import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus.article import Passage
from corpus.errors import ConfigError, EngineError, IndexMismatchError, IndexMissingError
from corpus.settings.engines import LITE, MilvusSettings
from index.engines.dense import FLAT
from index.engines.encoder import Vectors
from index.engines.lexical import Lexical, WordGroup
from index.finding.candidates import CandidateEngine, Candidates
from index.finding.shared import Stored
from index.finding.sparse import (
    FILLER,
    SparseQuestion,
    mean_lengths,
    passage_vector,
    sparse_question,
)
from index.store.generation import manifest_digest
from index.store.manifest import REBUILD, Manifest

if TYPE_CHECKING:
    from pymilvus import MilvusClient

# Of the fields of a collection.
NUMBER, WORDS, MEANING = "number", "words", "meaning"
# The first version that stores sparse vectors and gives them back as they were.
OLDEST = (2, 5)
# Rows sent at once: about 5 MB.
BATCH = 500
# Where a question's vector only bounds the score, how many times as many are scored exactly.
WIDER = 3
# Hexadecimal digits of a digest within a collection's name.
DIGITS = 8
# What Milvus, and Milvus Lite, call an alias that is not there.
NO_ALIAS = (100, 1600)
INSTALL = "type `python -m pip install 'gongda[milvus]'`, or set index.engine to `files`"


class MilvusEngine:
    """The generations that a Milvus holds under one name; safe to use from several threads."""

    def __init__(self, client: "MilvusClient", settings: MilvusSettings) -> None:
        """Keep the open client."""
        self._client = client
        self._settings = settings
        self._rested = 0.0

    @property
    def rest(self) -> float:
        """Seconds that it is left alone after it did not answer."""
        return self._settings.rest_seconds

    def holds(self, folder: Path, manifest: Manifest, /) -> bool:
        """Tell whether it holds the generation of this folder, made by the same encoder."""
        wanted = self._collection(folder, manifest)
        held = self._held()
        others = {parts[1] for parts in held.values() if parts[0] == manifest.name}
        if wanted not in held and others - {_digest(manifest.encoder)}:
            raise IndexMismatchError(
                f"{self._where} holds {manifest.name} under the name {self._settings.name!r} with "
                f"the vectors of another encoder than {manifest.encoder!r}",
                f"{REBUILD}, or set index.milvus.name to one that no other archive has",
            )
        return wanted in held

    def put(
        self,
        generation: tuple[Path, Manifest],
        passages: Sequence[Passage],
        vectors: Vectors,
        stored: Stored,
        /,
    ) -> None:
        """Store a generation, which does not answer yet."""
        name = self._collection(*generation)
        with self._told():
            if self._client.has_collection(name):
                self._client.drop_collection(name)
            self._client.create_collection(
                name, schema=_schema(self._client, vectors.shape[1], generation[1].encoder)
            )
            means = mean_lengths(passages)
            for start in range(0, len(passages), BATCH):
                some = passages[start : start + BATCH]
                self._client.insert(name, _rows(start, some, vectors, means))
                stored(start + len(some), len(passages))
            self._client.flush(name)
            self._client.create_index(name, _structures(self._client, generation[1].structure))
            self._client.load_collection(name)
        self._check_count(name, len(passages))

    def _check_count(self, name: str, passages: int) -> None:
        with self._told():
            [counted] = self._client.query(
                name, output_fields=["count(*)"], consistency_level="Strong"
            )
        if (count := counted["count(*)"]) != passages:
            raise EngineError(
                f"{self._where} holds {count} of the {passages} passages that it was sent",
                f"look into its log, then {REBUILD}",
            )

    def answer_from(self, folder: Path, manifest: Manifest, /) -> None:
        """Let a stored generation answer from now on, in one step."""
        if not self.holds(folder, manifest):
            raise self._missing(manifest)
        name, alias = self._collection(folder, manifest), self._settings.name
        with self._told():
            move = self._client.alter_alias if self._aliased() else self._client.create_alias
            move(name, alias)

    def answering(self) -> str | None:
        """Return the name of the generation that answers; None if none does, or it is away."""
        if time.monotonic() < self._rested:
            return None
        try:
            with self._told():
                named = self._aliased()
        except EngineError:
            self._rested = time.monotonic() + self.rest
            return None
        parts = self._parts(named) if named else None
        return parts[0] if parts else None

    def drop_all_but(self, names: Collection[str], /) -> None:
        """Remove the generations that are not named and do not answer."""
        with self._told():
            answers = self._aliased()
            for collection, parts in self._held().items():
                if parts[0] not in names and collection != answers:
                    self._client.drop_collection(collection)

    def open(self, folder: Path, manifest: Manifest, lexical: Lexical, /) -> CandidateEngine:
        """Open the generation of a folder; questions to it never see another one."""
        if not self.holds(folder, manifest):
            raise self._missing(manifest)
        name = self._collection(folder, manifest)
        self.load(name)
        return _OpenCollection(self, name, lexical)

    def load(self, collection: str) -> None:
        """Have a collection ready to be searched: one that was started again may not be."""
        with self._told():
            self._client.load_collection(collection, timeout=self._settings.seconds)

    def search(
        self, collection: str, field: str, asked: object, limit: int, fields: Sequence[str] = ()
    ) -> list[dict[str, Any]]:
        """Return the nearest rows of a collection by one of its vectors, best first.

        The collection never changes, so what any copy of it says is right (`Eventually`).
        """
        with self._told():
            [rows] = self._client.search(
                collection,
                [asked],
                anns_field=field,
                limit=limit,
                output_fields=list(fields),
                search_params={"metric_type": "IP"},
                consistency_level="Eventually",
                timeout=self._settings.seconds,
            )
        return list(rows)

    @property
    def _where(self) -> str:
        return f"the Milvus at {self._settings.address}"

    def _collection(self, folder: Path, manifest: Manifest) -> str:
        """Return the name of a generation's collection: `gongda_gen_000007_1a2b3c4d_5e6f7a8b`."""
        generation = manifest.name.replace("-", "_")
        marks = (_digest(manifest.encoder), manifest_digest(folder)[:DIGITS])
        return "_".join((self._settings.name, generation, *marks))

    def _parts(self, collection: str) -> tuple[str, str, str] | None:
        """Return the generation, the encoder and the manifest of a collection's name, if ours."""
        match collection.split("_"):
            case [self._settings.name, prefix, number, encoder, manifest]:
                return f"{prefix}-{number}", encoder, manifest
        return None

    def _held(self) -> dict[str, tuple[str, str, str]]:
        with self._told():
            each = self._client.list_collections()
        return {name: parts for name in each if (parts := self._parts(name))}

    def _aliased(self) -> str | None:
        """Return the collection that answers, None if there is no alias."""
        from pymilvus.exceptions import MilvusException

        try:
            described = self._client.describe_alias(
                self._settings.name, timeout=self._settings.seconds
            )
        except MilvusException as error:
            if error.code in NO_ALIAS:
                return None
            raise
        return str(described["collection_name"])

    def _missing(self, manifest: Manifest) -> IndexMissingError:
        return IndexMissingError(f"{self._where} does not hold {manifest.name}", REBUILD)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        with _told(self._settings):
            yield


class _OpenCollection:
    """One generation in Milvus."""

    notes: tuple[str, ...] = ()

    def __init__(self, engine: MilvusEngine, name: str, lexical: Lexical) -> None:
        self._engine = engine
        self._name = name
        self._lexical = lexical
        self._lost = False

    def candidates(self, groups: Sequence[WordGroup], vector: Vectors, k: int, /) -> Candidates:
        """Return the k best passages by words and the k best by meaning."""
        try:
            if self._lost:
                self._engine.load(self._name)
            proposed = self._proposed(groups, vector, k)
        except EngineError:
            self._lost = True
            raise
        self._lost = False
        return proposed

    def _proposed(self, groups: Sequence[WordGroup], vector: Vectors, k: int) -> Candidates:
        question = sparse_question(groups, self._lexical)
        near = self._engine.search(self._name, MEANING, vector.tolist(), k)
        meaning = {int(row[NUMBER]): float(row["distance"]) for row in near}
        rows = self._by_words(question, k) if question.vector else []
        words = dict(sorted(_scored(question, rows), key=lambda one: (-one[1], one[0]))[:k])
        meanings = {int(row[NUMBER]): np.asarray(row["entity"][MEANING]) for row in rows}
        meaning.update(
            (number, float(meanings[number] @ vector)) for number in words if number not in meaning
        )
        return Candidates(words, meaning)

    def _by_words(self, question: SparseQuestion, k: int) -> list[dict[str, Any]]:
        fields = (MEANING,) if question.exact else (MEANING, WORDS)
        limit = k if question.exact else k * WIDER
        return self._engine.search(self._name, WORDS, question.vector, limit, fields)


def _scored(
    question: SparseQuestion, rows: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[int, float]]:
    for row in rows:
        score = row["distance"] if question.exact else question.score(row["entity"][WORDS])
        if score > 0:
            yield int(row[NUMBER]), float(score)


def open_milvus(settings: MilvusSettings) -> MilvusEngine:
    """Connect to the Milvus of the settings.

    Raises:
        ConfigError: No address is set, or the library is missing.
        EngineError: Nothing answers there, or the version is too old.
    """
    if not settings.address:
        raise ConfigError(
            "index.engine is `milvus`, but index.milvus.address is empty",
            "set it to the server's address, like http://127.0.0.1:19530, or to a file like "
            "var/milvus.db",
        )
    library = _library()
    if settings.address.endswith(LITE):
        Path(settings.address).parent.mkdir(parents=True, exist_ok=True)
    token = settings.token.get_secret_value() if settings.token else ""
    with _told(settings):
        client = library.MilvusClient(settings.address, token=token, timeout=settings.seconds)
        version = str(client.get_server_version(timeout=settings.seconds))
    check_version(version, settings.address)
    return MilvusEngine(client, settings)


def check_version(version: str, address: str) -> None:
    """Refuse a server that is too old: `v2.4.1` is, `v2.5.0` and `milvus_lite-3.2.2` are not.

    Raises:
        EngineError: It is.
    """
    if not version.startswith("v"):
        return
    first = tuple(int(part) for part in version.removeprefix("v").split(".")[:2] if part.isdigit())
    if first < OLDEST:
        oldest = ".".join(str(part) for part in OLDEST)
        raise EngineError(
            f"the Milvus at {address} has version {version}, which is too old",
            f"install {oldest} or newer, or set index.engine to `files`",
        )


def _rows(
    start: int, passages: Sequence[Passage], vectors: Vectors, means: Sequence[float]
) -> list[dict[str, Any]]:
    return [
        {
            NUMBER: number,
            WORDS: passage_vector(passage, means) or {FILLER: 1.0},
            MEANING: vectors[number],
        }
        for number, passage in enumerate(passages, start)
    ]


def _schema(client: "MilvusClient", dimension: int, encoder: str) -> Any:  # noqa: ANN401
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, description=f"gongda, encoder {encoder}")
    schema.add_field(NUMBER, DataType.INT64, is_primary=True)
    schema.add_field(WORDS, DataType.SPARSE_FLOAT_VECTOR)
    schema.add_field(MEANING, DataType.FLOAT_VECTOR, dim=dimension)
    return schema


def _structures(client: "MilvusClient", structure: str) -> Any:  # noqa: ANN401
    """Return how both vectors are searched: exactly, as long as our own files would be."""
    indexes = client.prepare_index_params()
    indexes.add_index(WORDS, index_type="SPARSE_INVERTED_INDEX", metric_type="IP")
    flat = "FLAT" if structure == FLAT else "AUTOINDEX"
    indexes.add_index(MEANING, index_type=flat, metric_type="IP")
    return indexes


@contextlib.contextmanager
def _told(settings: MilvusSettings) -> Iterator[None]:
    """Say where Milvus was asked, and what it said, in one line."""
    import grpc
    from pymilvus.exceptions import MilvusException

    try:
        yield
    except (MilvusException, grpc.RpcError) as error:
        said = str(getattr(error, "message", "") or error).partition("\n")[0]
        raise EngineError(
            f"the Milvus at {settings.address} does not do what it is asked: {said}",
            "look whether it runs and whether index.milvus.address is right, or set index.engine "
            "to `files`",
        ) from error


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:DIGITS]


def _library() -> ModuleType:
    """Import the client, whose logs repeat with a trace what is told as an error.

    Raises:
        ConfigError: It is not installed.
    """
    os.environ.setdefault("GRPC_VERBOSITY", "NONE")
    try:
        import pymilvus
    except ImportError as error:
        raise ConfigError(
            f"index.engine is `milvus`, which needs pymilvus: {error}", INSTALL
        ) from None
    for name in ("pymilvus", "milvus_lite"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    library: ModuleType = pymilvus
    return library
