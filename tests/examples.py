"""How many examples a property of slow examples is tried on."""

from hypothesis import settings

# The number that Hypothesis tries by itself, and that `make test` leaves as it is.
USUAL = 100


def examples(usually: int) -> int:
    """Return the number for this run: `usually` in `make test`, ten times as many in `make fuzz`.

    The profiles stand in `tests/conftest.py`.
    """
    return usually * settings().max_examples // USUAL
