"""Measures what the design promises: the first window, a window that stays alive in a run, and head-only training."""

import argparse
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import Any

BENCHMARKS = {
    "first_window": "from the start of the process to the first painted window, warm",
    "heartbeat": "a 10 ms timer in the window while the demo trains",
    "head_only": "ten epochs of head-only training against one forward pass over the same pictures",
    "demo": "the demo in the terminal, from the command to the result",
}


def main() -> int:
    """Runs each benchmark in processes of its own and prints one table."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*BENCHMARKS, []], help="which ones; all without a name")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions and less data")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    chosen = parser.parse_args()
    figures: dict[str, Any] = {}
    for name in chosen.names or BENCHMARKS:
        print(f"{name}: {BENCHMARKS[name]} …", flush=True)
        repetitions = 2 if chosen.quick else 5
        figures[name] = summarise([measure(name, chosen.quick) for _ in range(repetitions)])
        for key, value in figures[name].items():
            print(f"  {key:28} {value['median']:10.3f}   ({value['least']:.3f} … {value['most']:.3f})")
    if chosen.json:
        machine = {"platform": platform.platform(), "cpus": os.cpu_count(), "python": platform.python_version()}
        chosen.json.write_text(json.dumps({"machine": machine, **figures}, indent=2) + "\n", "utf-8")
    return 0


def measure(name: str, quick: bool) -> dict[str, float]:
    """One repetition in a fresh process; its last line of output is the figures."""
    command = [sys.executable, "-m", f"tests.bench.{name}", *(["--quick"] if quick else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def summarise(runs: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Median and spread of each figure."""
    columns = {key: [run[key] for run in runs] for key in runs[0]}
    return {key: {"median": median(v), "least": min(v), "most": max(v)} for key, v in columns.items()}


if __name__ == "__main__":
    raise SystemExit(main())
