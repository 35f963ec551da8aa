#!/usr/bin/env python3
"""Prints the version of the app, or with --latest PAGE the document that tells installed copies of it."""

import json
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def main(arguments: list[str]) -> int:
    version = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["version"]
    if arguments[:1] == ["--latest"]:
        print(json.dumps({"version": version, "page": arguments[1]}, indent=2))
    else:
        print(version)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
