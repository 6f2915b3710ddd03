"""Saved web pages with known truth: `python -m benchmarks.webpages`."""
