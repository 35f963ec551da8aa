"""The plugin keeps the contract, as the kit for authors checks it, on small networks of different families."""

from desktop_tl.testing import PluginTests


class TestContract(PluginTests):
    plugin = "desktop_tl_timm"
    only = ("timm/efficientnet_lite0", "timm/resnet10t*", "timm/test_vit*", "timm/test_convnext*")
