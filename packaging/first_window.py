#!/usr/bin/env python3
"""Measures how long the frozen app takes to its first window, beside the same app from source.

python3 packaging/first_window.py --frozen build/installers/slim/desktop-tl/desktop-tl --source .venv/bin/python

Both are started in turn on a virtual screen (Xvfb), after one start each that warms the disk; what counts is
the quickest of each, since everything else on the computer only ever makes a start longer. The goal is a ratio of 1.5.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from smoke import DISPLAY, Failed, find_window, screen, wait_for

GOAL = 1.5


def measure(command: Sequence[str], home: Path) -> float:
    """Seconds from starting the command until its window is on the screen."""
    environment = os.environ | {"DISPLAY": DISPLAY, "DESKTOP_TL_HOME": str(home), "QT_QPA_PLATFORM": "xcb"}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(find_window, process, " ".join(command))
        return time.perf_counter() - began
    finally:
        process.kill()
        process.wait()
        while find_window():
            time.sleep(0.05)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frozen", required=True, help="the executable")
    parser.add_argument("--source", required=True, help="a Python that the app is installed in")
    parser.add_argument("--times", type=int, default=5)
    given = parser.parse_args(arguments)
    commands = {"frozen": [given.frozen], "source": [given.source, "-m", "desktop_tl"]}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    try:
        with screen(), tempfile.TemporaryDirectory() as home:
            for _ in range(given.times + 1):
                for name, command in commands.items():
                    seconds[name].append(measure(command, Path(home)))
    except Failed as failed:
        print(failed, file=sys.stderr)
        return 1
    best = {name: round(min(found[1:]), 2) for name, found in seconds.items()}
    ratio = best["frozen"] / best["source"]
    print(json.dumps(best | {"ratio": round(ratio, 2), "goal": GOAL}))
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
