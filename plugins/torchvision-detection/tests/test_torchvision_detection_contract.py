"""The plugin keeps the contract, as the kit for authors checks it, on the small detector."""

import pytest

from desktop_tl.testing import PluginTests


class TestContract(PluginTests):
    plugin = "desktop_tl_torchvision_detection"
    only = ("torchvision-detection/fcos_resnet18", "object-detection")

    @pytest.fixture
    def examples(self):
        return {"torchvision-detection/fcos_resnet18": {"size": 64}}
