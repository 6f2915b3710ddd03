"""Builds killed at random, failing disks, and a reader that asks: `python -m benchmarks.crash`."""
