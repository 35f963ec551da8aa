"""Where a frozen app begins: the window, the terminal program and all children of the app are one executable."""

import os
import sys
from multiprocessing import freeze_support


def main() -> int:
    """Returns the exit status. A process that loads samples never comes further than the first line."""
    freeze_support()
    restore_library_path()
    from desktop_tl.child_programs import find_path  # these three cost the processes above a tenth of a second
    from desktop_tl.cli import main as run_terminal

    if find_path(sys.argv[1:], os.environ) is None:  # else the app that started this one says where everything is
        find_torch()
    return run_terminal()


def restore_library_path() -> None:
    """Gives programs that the app starts, such as a browser, the system's libraries instead of the app's own.

    PyInstaller’s starter sets these variables for this process, which has read them already.
    """
    for name in ("LD_LIBRARY_PATH", "LIBPATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"  # else a child that is the app takes them for set already


def find_torch() -> None:
    """Puts a PyTorch behind everything else on sys.path: the one that was set up here, else the one that came along."""
    from desktop_tl.app.paths import default_paths
    from desktop_tl.app.torch_folder import activate, bundled_torch, has_torch

    activate(default_paths())
    bundled = bundled_torch()
    if bundled is not None and not has_torch():
        sys.path.append(str(bundled))
