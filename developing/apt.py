"""Debian's packages, where this process may install them."""

import os
import shlex
import shutil
import sys
from collections.abc import Sequence

from developing.children import run, run_or_raise


def can_apt_install() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: Sequence[str]) -> None:
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-q"], extra_environment=environment)  # a stale list may still do: install decides
    install = ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages]
    run_or_raise(
        install, f"system packages could not be installed. Try: {shlex.join(install)}", extra_environment=environment
    )
