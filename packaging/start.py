"""What PyInstaller makes the executable of."""

import sys

from desktop_tl.frozen import main

if __name__ == "__main__":
    sys.exit(main())
