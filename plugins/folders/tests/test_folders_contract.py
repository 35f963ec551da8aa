"""The plugin keeps the contract, as the kit for authors checks it."""

import numpy as np
import pytest
from PIL import Image

from desktop_tl.testing import PluginTests


class TestContract(PluginTests):
    plugin = "desktop_tl_folders"

    @pytest.fixture
    def examples(self, tmp_path):
        for number in range(6):
            folder = tmp_path / "pictures" / ("cats", "dogs")[number % 2]
            folder.mkdir(parents=True, exist_ok=True)
            Image.fromarray(np.full((12, 9, 3), 40 * number, np.uint8)).save(folder / f"{number}.png")
        for number in range(6):
            path = tmp_path / "texts" / ("cats", "dogs")[number % 2] / f"{number}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"It is number {number}.")
        return {
            "folders/images": {"root": str(tmp_path / "pictures")},
            "folders/texts": {"root": str(tmp_path / "texts")},
        }
