#!/usr/bin/env python3
"""Installs the wheels into an empty virtual environment and uses the app from there, far from the checkout.

python packaging/try_wheels.py [--wheels dist] [--borrow SITE-PACKAGES]

What the wheels need comes from the package index, which is gigabytes. With --borrow, pip finds it in an environment
that has it: links to exactly those distributions that the wheels ask for, directly or not, are put behind the new
environment, so that what a wheel forgets to ask for is missing there too. Ends with status 1 at the first thing that
does not work.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import Distribution, distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from wheels import ROOT, build_all

WHOLE = "desktop-tl[all]"
PYTHON = Path("Scripts/python.exe") if os.name == "nt" else Path("bin/python")


def try_wheels(wheels: Path, work: Path, borrow: Path | None = None) -> None:
    """Says what it does and how it went.

    Args:
        wheels: the folder that holds them.
        work: a folder for environment and home, emptied by whoever made it.
        borrow: site-packages of another environment with the same Python.

    Raises:
        SystemExit: something did not work, in words.
    """
    environment = work / "environment"
    _run([sys.executable, "-m", "venv", str(environment)], "make an empty virtual environment", work)
    python = environment / PYTHON
    options: list[str | Path] = ["--no-index"] if borrow else []
    if borrow:
        site = Path(_run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], "ask", work).strip())
        # Python 3.11 puts an old setuptools into a new environment, which pip may not replace without an index.
        _run([python, "-m", "pip", "uninstall", "--quiet", "--yes", "setuptools"], "ask", work)
        lend(borrow, wheels, work / "borrowed", site)
    install: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        *options,
        "--find-links",
        wheels.resolve(),
        WHOLE,
    ]
    _run(install, f"install {WHOLE} from {wheels}", work)
    _run([python, "-m", "pip", "check"], "see that nothing that they need is missing", work)
    where = _run([python, "-c", "import desktop_tl; print(desktop_tl.__file__)"], "import it", work).strip()
    if not Path(where).is_relative_to(environment):
        raise SystemExit(f"desktop_tl was imported from {where}, not from the new environment.")
    program = python.with_name("desktop-tl" + python.suffix)
    plugins = _last_object(_run([program, "plugins", "list", "--json"], "list its plugins", work))["plugins"]
    not_ready = [plugin for plugin in plugins if plugin["state"] != "ready"]
    expected = len(list(wheels.glob("desktop_tl_*.whl")))
    if not_ready or len(plugins) != expected:
        raise SystemExit(f"{len(plugins)} plugins of {expected} were found; not ready: {not_ready}")
    result = _last_object(_run([program, "demo", "--no-window", "--json"], "train the demo", work))
    if result["accuracy"] < 0.9:
        raise SystemExit(f"The demo is right on only {result['accuracy']:.0%}.")
    print(f"  {len(plugins)} plugins are ready; the demo is right on {result['accuracy']:.1%}, run in {result['run']}")
    _run([python, "-c", _WINDOW], "open the window", work)


_WINDOW = """
from desktop_tl.app.context import build_context
from desktop_tl.gui.application import make_application, open_window
context = build_context()
app = make_application(context)
window = open_window(context)
assert not app.windowIcon().pixmap(64, 64).isNull()
for page in ("data", "model", "train", "results", "predict", "runs", "plugins", "settings"):
    window.show_page(page)
    app.processEvents()
window.close()
"""


def lend(site_packages: Path, wheels: Path, links: Path, borrower: Path) -> list[str]:
    """Makes what the wheels in a folder need importable in ``borrower``, by links; returns the names."""
    lender, ours = _by_name([site_packages]), _by_name(wheels.glob("*.whl"))
    lent = _closure(ours, lender)
    links.mkdir()
    tops = {path.parts[0] for name in lent for path in lender[name].files or [] if path.parts[0] != ".."}
    for top in sorted(tops - {"__pycache__"}):
        (links / top).symlink_to(site_packages.resolve() / top)
    (borrower / "borrowed.pth").write_text(f"{links}\n", "utf-8")
    return lent


def _by_name(paths: Iterable[Path]) -> dict[str, Distribution]:
    return {canonicalize_name(dist.name): dist for dist in distributions(path=[str(path) for path in paths])}


def _closure(ours: dict[str, Distribution], lender: dict[str, Distribution]) -> list[str]:
    waiting = [(name, extra) for name in ours for extra in ("", *Requirement(WHOLE).extras)]
    found: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        dist = ours.get(name) or lender.get(name)
        if (name, extra) not in found and dist is not None:  # pip names what is missing
            found.add((name, extra))
            waiting += _needs(dist, extra)
    return sorted({name for name, _ in found} - ours.keys() - {"pip"})  # the new environment has its own pip


def _needs(dist: Distribution, extra: str) -> Iterator[tuple[str, str]]:
    """What it requires here with one of its extras, each with the extras that are asked of it, and without any."""
    for text in dist.requires or []:
        need = Requirement(text)
        if need.marker is None or need.marker.evaluate({"extra": extra}):
            yield from ((canonicalize_name(need.name), name) for name in ("", *need.extras))


def _run(command: Iterable[str | Path], purpose: str, work: Path) -> str:
    """Runs it far from the checkout, with a home of its own and no display."""
    if purpose != "ask":
        print(f"- {purpose}", flush=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment |= {"DESKTOP_TL_HOME": str(work / "home"), "QT_QPA_PLATFORM": "offscreen"}
    answer = subprocess.run(
        list(map(str, command)),
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if answer.returncode != 0:
        raise SystemExit(f"It did not work (status {answer.returncode}):\n{answer.stdout}{answer.stderr}")
    return answer.stdout


def _last_object(output: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wheels", type=Path, metavar="DIR", help="else they are built now")
    parser.add_argument("--borrow", type=Path, metavar="SITE-PACKAGES", help="of one that has what they need")
    given = parser.parse_args(arguments)
    with TemporaryDirectory(prefix="desktop-tl-try-") as folder:
        work = Path(folder).resolve()
        wheels = given.wheels or work / "wheels"
        if given.wheels is None:
            print(f"- build them from {ROOT}", flush=True)
            build_all(wheels)
        try_wheels(wheels, work, given.borrow)
    print("All of it works.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
