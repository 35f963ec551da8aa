"""Lets these tests import the scripts of packaging/, which are programs and no package."""

import sys
from pathlib import Path

SCRIPTS = Path(__file__).parents[2] / "packaging"

if str(SCRIPTS) not in sys.path:
    sys.path.append(str(SCRIPTS))
