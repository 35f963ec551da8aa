"""The plugin keeps the contract, as the kit for authors checks it."""

import io

import datasets
import numpy as np
import pytest
from PIL import Image

from desktop_tl.testing import PluginTests


class TestContract(PluginTests):
    plugin = "desktop_tl_huggingface_datasets"
    only = ("huggingface-datasets/local*",)  # the hub needs the network

    @pytest.fixture
    def examples(self, tmp_path):
        pictures = []
        for number in range(6):
            data = io.BytesIO()
            Image.fromarray(np.full((12, 9, 3), 40 * number, np.uint8)).save(data, "PNG")
            pictures.append({"bytes": data.getvalue(), "path": None})
        rows = {"image": pictures, "label": ["cats", "dogs"] * 3}
        datasets.Dataset.from_dict(rows).save_to_disk(str(tmp_path / "saved"))
        texts = {"text": [f"number {number}" for number in range(6)], "label": ["cats", "dogs"] * 3}
        datasets.Dataset.from_dict(texts).save_to_disk(str(tmp_path / "texts"))
        return {
            "huggingface-datasets/local": {"path": str(tmp_path / "saved")},
            "huggingface-datasets/local-texts": {"path": str(tmp_path / "texts")},
        }
