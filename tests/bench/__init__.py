"""Benchmarks: not tests, never in CI. `python3 dev.py bench` prints them; figures of one run are compared, no others."""
