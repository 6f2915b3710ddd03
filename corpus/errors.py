"""The error tree. Every error says what is wrong, with the values found, and what to type next.

The command line prints a `GongdaError` without a traceback and exits with 2; anything else that is
raised is a bug and keeps its traceback.
"""


class GongdaError(Exception):
    """Something that a person can put right.

    >>> print(GongdaError("no index in var/index", "run `gongda index build`"))
    no index in var/index
      what to do: run `gongda index build`
    """

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n  what to do: {self.remedy}"


class ConfigError(GongdaError):
    """A setting is missing, misspelt or of the wrong type."""


class CorpusError(GongdaError):
    """A folder of pages cannot be used."""


class PageError(GongdaError):
    """One file cannot be read as a page; the others go on."""


class GenerationError(GongdaError):
    """Base of what can be wrong with an index on disk."""


class IndexMissingError(GenerationError):
    """No generation has been published in the index folder."""


class IndexMismatchError(GenerationError):
    """The index was built by another model, format or tokeniser than the one asked for."""


class IndexDamagedError(GenerationError):
    """Files of a generation are missing or do not match their checksums."""


class IndexWriteError(GenerationError):
    """The next generation cannot be written: no space, no permission, a failing disk."""


class IndexUntrustedError(GenerationError):
    """A generation is not signed with a key that the settings trust."""


class HeldBackError(GenerationError):
    """Most of what answers would vanish; nothing is published until an editor confirms."""


class IndexLockedError(GenerationError):
    """Another build holds the lock."""


class EngineError(GenerationError):
    """The engine that finds for several machines cannot be used, or does not answer."""


class WorkersError(GenerationError):
    """The processes or machines that embed cannot be used."""


class EncoderError(GongdaError):
    """A sentence encoder cannot be loaded."""


class RerankerError(GongdaError):
    """A reranker cannot be loaded, or fails over a question."""


class ChannelError(GongdaError):
    """A channel (Telegram, terminal) cannot start."""


class ReportError(GongdaError):
    """A report cannot be written where it was asked for."""


class OutputError(GongdaError):
    """What was asked for cannot be written to standard output."""


class EvaluationError(GongdaError):
    """A set of questions cannot be used to measure with."""
