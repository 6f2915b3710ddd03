"""How good answers are, on every set at hand: `python -m benchmarks.quality`."""
