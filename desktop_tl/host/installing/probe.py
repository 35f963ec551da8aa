"""Loads plugins in a child process, to see whether they work here; `desktop_tl.child_programs` starts it."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from desktop_tl.host.loading import load_plugins


def main() -> None:
    """Writes the records of all plugins, those below ``--packages`` among them, into ``--answer``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--packages", required=True, help="appended to the path, as at the start of the app")
    parser.add_argument("--notes", type=Path, required=True, help="where it is noted which plugin is being loaded")
    parser.add_argument("--answer", type=Path, required=True, help="the file to write")
    parser.add_argument("--leave-out", action="append", default=[], help="key of a plugin that is not imported")
    options = parser.parse_args()
    sys.path.append(options.packages)
    records = load_plugins(disabled=frozenset(options.leave_out), state_folder=options.notes).records
    options.answer.write_text(json.dumps([asdict(record) for record in records]), "utf-8")
    sys.stdout.flush()
    os._exit(0)  # what a plugin does at the end of the process is not asked


if __name__ == "__main__":
    main()
