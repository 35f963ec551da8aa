"""Makes `python -m desktop_tl` the same as `desktop-tl`."""

import sys

from desktop_tl.cli import main

if __name__ == "__main__":
    sys.exit(main())
