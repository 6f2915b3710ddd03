"""Draw docs/architecture.svg from the imports of the code: `python -m tests.architecture`."""

from tests.architecture.drawing import picture
from tests.architecture.imports import ROOT

(ROOT / "docs" / "architecture.svg").write_text(picture(), encoding="utf-8")
