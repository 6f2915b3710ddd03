"""Newspaper pages with known truth, set by two presses: `python -m benchmarks.broadsheets`."""
