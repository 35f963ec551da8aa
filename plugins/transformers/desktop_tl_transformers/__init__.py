"""Offers text backbones of the library transformers to Desktop TL; listing them imports neither it nor torch."""

from collections.abc import Iterable

from desktop_tl.api import BackboneSpec, hookimpl
from desktop_tl_transformers.catalog import list_pretrained
from desktop_tl_transformers.folder import FOLDER
from desktop_tl_transformers.fresh import list_fresh
from desktop_tl_transformers.hub import HUB
from desktop_tl_transformers.writers import list_writers


@hookimpl
def desktop_tl_backbones() -> Iterable[BackboneSpec]:
    """Those with weights, any by folder or name, and small ones to begin from scratch; then those that write."""
    return [*list_pretrained(), FOLDER, HUB, *list_fresh(), *list_writers()]
