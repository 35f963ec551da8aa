"""Offers torchvision's classification networks to Desktop TL; listing them reads a table and imports no torch."""

from collections.abc import Iterable

from desktop_tl.api import BackboneSpec, hookimpl
from desktop_tl_torchvision.catalog import list_backbones


@hookimpl
def desktop_tl_backbones() -> Iterable[BackboneSpec]:
    """Every network of the table."""
    return list_backbones()
