"""Offers timm's backbones to Desktop TL; listing them reads a table and imports neither torch nor timm."""

from collections.abc import Iterable

from desktop_tl.api import BackboneSpec, hookimpl
from desktop_tl_timm.catalog import list_backbones


@hookimpl
def desktop_tl_backbones() -> Iterable[BackboneSpec]:
    """Every backbone of the table, the one whose weights are already installed first."""
    return list_backbones()
