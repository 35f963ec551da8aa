"""Lets several processes run the tests in little time: each computes with one thread, and long files come first.

Threads that wait for one another on busy processors made small networks take eight times as long.
"""

import os
from collections import Counter

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when torch is imported


def pytest_configure(config: pytest.Config) -> None:
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False  # xdist would leave files of few long tests for the end


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where xdist hands out files: first those with slow tests and the stories, then those that hold much."""
    if not hasattr(config, "workerinput"):
        return
    count = Counter(item.path for item in items)
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.path.parent.name == "story"}
    items.sort(key=lambda item: (item.path not in slow, -count[item.path], str(item.path)))
