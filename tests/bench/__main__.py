"""Measures what the design promises: the window, the demo, and training against what a person would pick instead."""

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.comparison import CASES, FULL, QUICK, compare
from tests.bench.table import print_case, print_setting

SMALL = {
    "first_window": "from the start of the process to the first painted window, warm",
    "heartbeat": "a 10 ms timer in the window while the demo trains",
    "demo": "the demo in the terminal, from the command to the result",
    "two_phases": "pretrained on eight digits of MNIST, then two others with five pictures each, against from scratch",
    "two_texts": "a small GPT-2 pretrained on the Bible, then on fortunes, against fortunes alone",
    "detection": "digits found on sheets of paper, by a detector whose body was trained here, against from scratch",
    "million": "a folder of 1,000,000 pictures opened in the window (50,000 with --quick)",
}


ONCE = {"two_phases", "two_texts", "detection"}
"""Repeats by itself what differs, or takes too long to be repeated."""


def main() -> int:
    """Runs each benchmark in processes of its own and prints one table."""
    chosen = parse_arguments()
    names = chosen.names or [*SMALL, *CASES]
    warn_if_busy()
    figures: dict[str, Any] = {"machine": describe_machine()}
    for name in (name for name in names if name in SMALL):
        print(f"{name}: {SMALL[name]} …", flush=True)
        figures[name] = summarise(
            [measure(name, chosen.quick) for _ in range(1 if chosen.quick or name in ONCE else 5)]
        )
        for key, value in figures[name].items():
            print(f"  {key:28} {value['median']:10.3f}   ({value['least']:.3f} … {value['most']:.3f})")
    if cases := [name for name in CASES if name in names]:
        plan = QUICK if chosen.quick else FULL
        given = {key: vars(chosen)[key] for key in ("data", "pictures", "image_size", "epochs", "repetitions")}
        if chosen.image_size:
            given["limit_image_size"] = chosen.image_size
        plan = replace(plan, **{key: value for key, value in given.items() if value is not None})
        figures |= compare(cases, plan)
        print_setting(figures["setting"])
        for case in cases:
            print_case(case, figures[case], figures["setting"])
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="dev.py bench",
        description=__doc__,
        epilog="\n".join(f"{name:14} {text}" for name, text in {**SMALL, **CASES}.items()).format(
            epochs=FULL.epochs, few=FULL.few_epochs
        ),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "names", nargs="*", choices=[*SMALL, *CASES, []], metavar="NAME", help="which ones (below); all without a name"
    )
    parser.add_argument("--quick", action="store_true", help="once, with less data and fewer epochs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures as JSON")
    parser.add_argument("--data", type=Path, metavar="DIR", help="pictures in one folder per class instead of digits")
    parser.add_argument("--pictures", type=int, metavar="N", help="so many of them, 0 for all")
    parser.add_argument("--image-size", type=int, metavar="PIXELS", help="at which the networks see them")
    parser.add_argument("--epochs", type=int, metavar="N", help="for the head and the last stage")
    parser.add_argument("--repetitions", type=int, metavar="N", help="of the comparison")
    return parser.parse_args()


def measure(name: str, is_quick: bool) -> dict[str, float]:
    """One repetition in a fresh process; its last line of output is the figures."""
    command = [sys.executable, "-m", f"tests.bench.{name}", *(["--quick"] if is_quick else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def summarise(runs: list[dict[str, float]]) -> dict[str, dict[str, float]]:
    """Median and spread of each figure."""
    columns = {key: [run[key] for run in runs] for key in runs[0]}
    return {key: {"median": median(v), "least": min(v), "most": max(v)} for key, v in columns.items()}


def describe_machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was."""
    return {
        "platform": platform.platform(),
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "load_at_start": load(),
    }


def load() -> float | None:
    """Processes that wanted to run in the last minute; None where the system does not tell."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def warn_if_busy() -> None:
    """Figures of a busy machine are worth little."""
    if (busy := load()) is not None and busy > 0.3 * (os.cpu_count() or 1):
        print(f"This machine is busy (load {busy}): trust the ratios only as far as their spread.", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
