"""The plugin keeps the contract, as the kit for authors checks it, on networks small enough."""

import pytest

from desktop_tl.testing import PluginTests
from tests.helpers.text_models import make


class TestContract(PluginTests):
    plugin = "desktop_tl_transformers"
    only = ("transformers/folder*", "transformers/*-small*")

    @pytest.fixture
    def examples(self, tmp_path):
        make(tmp_path / "mine", "roberta")
        make(tmp_path / "writes", "gpt2")
        small = {"width": 64, "layers": 2}
        return {
            "transformers/folder": {"path": str(tmp_path / "mine")},
            "transformers/bert-small": small,
            "transformers/gpt2-small": small,
            "transformers/folder-lm": {"path": str(tmp_path / "writes")},
            "transformers/gpt2-small-lm": small,
        }
