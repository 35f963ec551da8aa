"""Benchmarks: not tests, never in CI. `python3 dev.py bench` prints them; compare only figures of one run."""
