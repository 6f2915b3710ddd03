"""Ray: other processes and machines embed. Imported when chosen; the extra `ray` brings it.

Each worker loads the model that config.yaml names and is sent a batch at a time, in turn. One that
dies is started again by Ray, which sends its batch once more. A Ray that is started here takes
commands from this build alone, and leaves nothing behind; what Ray would tell its makers about its
use is switched off.
"""

import contextlib
import os
import secrets
import socket
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from types import ModuleType
from typing import Any

import numpy as np

from corpus.cell.scratch import scratch_folder
from corpus.errors import ConfigError, EncoderError, WorkersError
from corpus.settings.engines import RaySettings
from index.engines.encoder import Encoder, Vectors, load_encoder

# Batches that a worker has: the one it embeds, and the next.
AHEAD = 2
# How often a worker that died is started again, and a batch sent.
TRIES = 10
# Bytes of memory that batches pass through, where Ray is started here. A batch takes 2 MB.
STORE = 256 * 1024 * 1024
# The first version that takes no commands from strangers.
OLDEST = (2, 60)
# Seconds that a connection may take: Ray itself would try for minutes.
CONNECTING = 5.0
HERE = "or set index.embed to `here`"
INSTALL = f"type `python -m pip install 'gongda[ray]'`, {HERE}"
LOOK = f"look whether it runs and whether index.ray.address is right, {HERE}"
SAME = "install the same gongda and the same model on all machines"
MORE = "give Ray a core for each, or set index.ray.workers to fewer or index.ray.seconds to more"
LOGS = f"look into the logs of Ray, {HERE}"


class RemoteEncoder:
    """What runs on a worker."""

    def __init__(self, model: str, name: str) -> None:
        """Keep how config.yaml names the model, and the name that its encoder has to have."""
        self._model = model
        self._name = name

    @cached_property
    def _encoder(self) -> Encoder:
        encoder = load_encoder(self._model)
        if encoder.name != self._name:
            raise EncoderError(f"it has {encoder.name!r}, the build {self._name!r}", SAME)
        return encoder

    def problem(self) -> str:
        """Load the model; return what is wrong with it, mostly nothing."""
        try:
            self._encoder  # noqa: B018 - is loaded by being looked at
        except EncoderError as error:
            return error.what
        return ""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector a text, in order."""
        return self._encoder.encode(texts)


class RayEmbedding:
    """Workers of an open cluster."""

    def __init__(self, library: ModuleType, encoder: Encoder, workers: Sequence[Any]) -> None:
        """Keep the workers, and the model that they load."""
        self.encoder = encoder
        self._ray = library
        self._workers = workers

    def wait(self, seconds: float) -> None:
        """Wait until every worker has loaded the model.

        Raises:
            WorkersError: One cannot, or the time is over.
        """
        answers = [worker.problem.remote() for worker in self._workers]
        ready, missing = self._ray.wait(answers, num_returns=len(answers), timeout=seconds)
        if problems := [*filter(None, map(self._received, ready))]:
            raise WorkersError(f"a worker of Ray cannot embed: {problems[0]}", SAME)
        if missing:
            raise WorkersError(
                f"{len(ready)} of {len(answers)} workers of Ray started within {seconds:g} s", MORE
            )

    def vectors(self, batches: Iterable[Sequence[str]], /) -> Iterator[Vectors]:
        """Yield the vectors of each batch, in order."""
        waiting: deque[Any] = deque()
        for turn, batch in enumerate(batches):
            worker = self._workers[turn % len(self._workers)]
            waiting.append(worker.encode.remote(list(batch)))
            if len(waiting) >= AHEAD * len(self._workers):
                yield self._vectors(waiting.popleft())
        while waiting:
            yield self._vectors(waiting.popleft())

    def _vectors(self, answer: Any) -> Vectors:  # noqa: ANN401
        """Return a copy, which takes no place in the store."""
        return np.array(self._received(answer), np.float32)

    def _received(self, answer: Any) -> Any:  # noqa: ANN401
        try:
            return self._ray.get(answer)
        except self._ray.exceptions.RayError as error:
            raise WorkersError(f"the workers of Ray cannot embed: {_said(error)}", LOGS) from error


@contextlib.contextmanager
def ray_embedding(settings: RaySettings, model: str, encoder: Encoder) -> Iterator[RayEmbedding]:
    """Give workers that have loaded the model that config.yaml names, as the encoder here has it.

    Raises:
        ConfigError: The library is missing or too old.
        WorkersError: There is no cluster at the address, or its workers do not start.
    """
    library = _library(settings.address)
    with _joined(library, settings.address) if settings.address else _started(library, settings):
        remote = library.remote(RemoteEncoder).options(
            num_cpus=1, max_restarts=TRIES, max_task_retries=TRIES, scheduling_strategy="SPREAD"
        )
        workers = [remote.remote(model, encoder.name) for _ in range(settings.workers)]
        embedding = RayEmbedding(library, encoder, workers)
        embedding.wait(settings.seconds)
        yield embedding


@contextlib.contextmanager
def _started(library: ModuleType, settings: RaySettings) -> Iterator[None]:
    """Start Ray on this machine, for as long as it is needed."""
    with scratch_folder() as logs:
        own = {"num_cpus": settings.workers, "object_store_memory": STORE, "_temp_dir": str(logs)}
        with _open(library, address="local", include_dashboard=False, **own):
            yield


@contextlib.contextmanager
def _joined(library: ModuleType, address: str) -> Iterator[None]:
    """Join the cluster of an address."""
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), CONNECTING).close()
    except OSError as error:
        raise WorkersError(
            f"nothing answers at {address}, index.ray.address: {error}", LOOK
        ) from error
    with _open(library, address=address):
        yield


@contextlib.contextmanager
def _open(library: ModuleType, **how: object) -> Iterator[None]:
    try:
        library.init(log_to_driver=False, logging_level="ERROR", **how)
    except Exception as error:
        raise WorkersError(f"Ray cannot be used: {_said(error)}", LOOK) from error
    try:
        yield
    finally:
        library.shutdown()


def _said(error: Exception) -> str:
    """Return the last line of an error that tells something; before it comes where it was."""
    return next((line.strip() for line in reversed(str(error).splitlines()) if line.strip()), "")


def _library(address: str) -> ModuleType:
    """Import Ray, which is to tell nobody, and where it is started here to obey nobody else.

    Raises:
        ConfigError: It is not installed, or too old.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    if not address:
        os.environ.setdefault("RAY_AUTH_MODE", "token")
        os.environ.setdefault("RAY_AUTH_TOKEN", secrets.token_hex())
    try:
        import ray
    except ImportError as error:
        raise ConfigError(
            f"index.embed is `ray`, which is not installed: {error}", INSTALL
        ) from None
    check_ray(ray.__version__)
    library: ModuleType = ray
    return library


def check_ray(version: str) -> None:
    """Refuse a library that is too old: `2.9.3` is, `2.60.0` and `3.0.0.dev0` are not.

    Raises:
        ConfigError: It is.
    """
    first = tuple(int(part) for part in version.split(".")[:2])
    if first < OLDEST:
        oldest = ".".join(str(part) for part in OLDEST)
        raise ConfigError(
            f"index.embed is `ray`, whose version {version} is too old",
            f"{INSTALL}: {oldest} or newer",
        )
