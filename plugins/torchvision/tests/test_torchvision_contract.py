"""The plugin keeps the contract, as the kit for authors checks it, on small networks of different families."""

from desktop_tl.testing import PluginTests


class TestContract(PluginTests):
    plugin = "desktop_tl_torchvision"
    only = ("torchvision/resnet18", "torchvision/mobilenet_v3_small", "torchvision/squeezenet1_1")
