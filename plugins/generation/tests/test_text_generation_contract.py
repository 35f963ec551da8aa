"""The plugin keeps the contract, as the kit for authors checks it."""

from desktop_tl.testing import PluginTests


class TestContract(PluginTests):
    plugin = "desktop_tl_text_generation"
