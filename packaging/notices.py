#!/usr/bin/env python3
"""Writes the licences of everything that an installer hands on, from what the parts themselves say.

python packaging/notices.py --site-packages DIR --out THIRD-PARTY-NOTICES.txt [--bundle DIR] [--without NAME …]

Run it with the Python and in the environment that the app is built in. Ends with status 1 if a part has no licence.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from parts import UNKNOWN, Part, find_parts

_LINE = "=" * 100
_HEAD = """\
Desktop TL is under the BSD-3-Clause licence (see LICENSE). It is made with the parts below, which others have made.
Each has its own licence, whose text follows the list. Pretrained weights have licences of their own, which the page
Model shows."""


def write_notices(
    site_packages: Path, out: Path, *, bundle: Path | None = None, without: Iterable[str] = ()
) -> list[Part]:
    """Writes the document and returns the parts of which nobody says under which licence they are: mend these.

    Args:
        bundle, without: as for `find_parts`.
    """
    parts = find_parts(site_packages, bundle=bundle, without=without)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(format_notices(parts), encoding="utf-8", newline="\n")
    return [part for part in parts if part.licence == UNKNOWN and not part.texts]


def format_notices(parts: Sequence[Part]) -> str:
    """The list, then every text; one that is the same as an earlier one is only pointed to."""
    blocks = [_HEAD, "\n".join(f"  {_title(part)}: {part.licence}" for part in parts)]
    seen: dict[str, str] = {}
    for part in parts:
        lines = [_LINE, _title(part), f"Licence: {part.licence}"]
        lines += [f"Home page: {part.home}"] if part.home else []
        lines += ["", part.note] if part.note else []
        blocks.append("\n".join(lines))
        for name, text in part.texts:
            same = " ".join(text.split())
            if same in seen:
                blocks.append(f"[{name}: the same text as {seen[same]}]")
            else:
                seen[same] = f"{name} of {_title(part)}"
                blocks.append(f"[{name}]\n\n{text}")
        if not part.texts:
            blocks.append("[It brings no licence text.]")
    return "\n\n".join(blocks) + "\n"


def _title(part: Part) -> str:
    return f"{part.name} {part.version}".rstrip()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site-packages", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--bundle", type=Path, metavar="DIR", help="the frozen app")
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME", help="distributions not handed on")
    given = parser.parse_args(arguments)
    unknown = write_notices(given.site_packages, given.out, bundle=given.bundle, without=given.without)
    for part in unknown:
        print(f"{_title(part)} states no licence: find it out and add it to parts.py.", file=sys.stderr)
    print(given.out)
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
