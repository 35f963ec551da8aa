"""Makes `python -m desktop_tl` the same as `desktop-tl`."""

import sys

from desktop_tl.cli import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # only there does a process that loads pictures come through here

        freeze_support()
    sys.exit(main())
