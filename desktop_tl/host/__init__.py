"""Finds plugins, loads them one at a time, contains their failures and merges what they offer into the catalog."""

from desktop_tl.host.catalog import Catalog
from desktop_tl.host.crashes import forget_crash
from desktop_tl.host.discovery import FIRST_PARTY, GivenPlugin, PluginSource
from desktop_tl.host.loading import OnWait, Plugins, load_more, load_plugins
from desktop_tl.host.records import Kind, PluginRecord, State

__all__ = [
    "FIRST_PARTY",
    "Catalog",
    "GivenPlugin",
    "Kind",
    "OnWait",
    "PluginRecord",
    "PluginSource",
    "Plugins",
    "State",
    "forget_crash",
    "load_more",
    "load_plugins",
]
