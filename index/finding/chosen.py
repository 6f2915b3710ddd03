"""The engine that config.yaml names: opened for a build, a roll back and a reader.

What belongs to an engine lies in its own file, which is imported only where it is chosen.
"""

from corpus.config import IndexSettings
from index.finding.shared import SharedEngine
from index.store.generation import rollback


def shared_engine(settings: IndexSettings) -> SharedEngine | None:
    """Return the engine beside the files, None where the files alone find.

    Raises:
        ConfigError: What it needs is not set or not installed.
        EngineError: It does not answer, or is too old.
    """
    if settings.engine == "files":
        return None
    from index.finding.milvus import open_milvus

    return open_milvus(settings.milvus)


def answer_from_earlier(settings: IndexSettings) -> str:
    """Make the generation before the current one answer again; return its name.

    The engine's alias moves first: killed in between, a second try goes back no further.

    Raises:
        EngineError: The engine does not answer.
        IndexMissingError: There is no earlier generation, or the engine does not hold it.
    """
    engine = shared_engine(settings)
    if engine is None:
        return rollback(settings.folder, settings.trusted_keys)
    return rollback(settings.folder, settings.trusted_keys, engine.answer_from)
