"""Files that mean harm, and random ones: `python -m benchmarks.hostile`."""
