"""Seconds and accuracy of the demo in the terminal, as a person starts it."""

import json
import subprocess
import sys
import time

from tests.bench.setting import prepare, report

if __name__ == "__main__":
    home = prepare()
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "desktop_tl", "demo", "--no-window", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = time.perf_counter() - began
    report(seconds=seconds, accuracy=json.loads(done.stdout.strip().splitlines()[-1])["accuracy"])
