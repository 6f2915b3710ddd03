"""Benchmarks of `gongda serve`: kills, crowds, memory."""
