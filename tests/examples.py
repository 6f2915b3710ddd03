"""How many examples a property of slow examples is tried on, and whether there is time for all."""

import os

from hypothesis import settings

# The profile of Hypothesis that this run asks for; `tests/conftest.py` has both.
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "gate")
# Whether this is `make fuzz`, which also runs what is marked `patient`.
FUZZING = PROFILE == "fuzz"

# What other properties are tried on in `make test`.
USUAL = 50


def examples(usually: int) -> int:
    """Return the number of this run: `usually` in `make test`, twenty times that in `make fuzz`."""
    return usually * settings().max_examples // USUAL
