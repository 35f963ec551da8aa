"""What a plugin's tests import from Desktop TL: checks of the contract. `stages` holds the numerical ones."""

from desktop_tl.testing.checks import Check, NotApplicable, Verdict, judge_all
from desktop_tl.testing.network import NetworkUsed, no_network
from desktop_tl.testing.plugins import Choice, PluginPlace, find_place, list_checks
from desktop_tl.testing.pytest_tests import PluginTests

__all__ = [
    "Check",
    "Choice",
    "NetworkUsed",
    "NotApplicable",
    "PluginPlace",
    "PluginTests",
    "Verdict",
    "find_place",
    "judge_all",
    "list_checks",
    "no_network",
]
