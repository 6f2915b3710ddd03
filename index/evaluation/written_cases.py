"""A YAML list of cases that somebody wrote -> each with its place in the file, for errors.

Next: `index/evaluation/golden.py` (questions), `index/evaluation/message_sets.py` (messages).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import EvaluationError

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """One case as written, and where: `golden.yaml:12`."""

    fields: Mapping[str, Any]
    place: str


def written_cases(path: Path) -> list[WrittenCase]:
    """Read the cases of a file, in order.

    Raises:
        EvaluationError: The file is missing, is no YAML, or is no list of cases.
    """
    import yaml

    try:
        loader = yaml.SafeLoader(path.read_text(encoding="utf-8-sig"))
        tree = loader.get_single_node()
    except FileNotFoundError:
        raise EvaluationError(f"no file at {path}", "check the path") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise EvaluationError(f"{path} is no valid YAML: {error}", f"mend {path}") from None
    cases = []
    for node in tree.value if isinstance(tree, yaml.SequenceNode) else ():
        fields = loader.construct_object(node, deep=True)
        if not isinstance(fields, Mapping):
            fields = {}
        cases.append(WrittenCase(fields, f"{path}:{node.start_mark.line + 1}"))
    if not cases:
        raise EvaluationError(
            f"{path} is no list of questions", "write `- question: …` for each of them"
        )
    return cases
