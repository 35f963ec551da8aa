"""Offers text backbones of the library transformers to Desktop TL; listing them imports neither it nor torch."""

from collections.abc import Iterable

from desktop_tl.api import BackboneSpec, hookimpl
from desktop_tl_transformers.catalog import list_pretrained, list_pretrained_writers
from desktop_tl_transformers.folder import FOLDER, FOLDER_WRITER
from desktop_tl_transformers.fresh import FRESH_WRITER, list_fresh
from desktop_tl_transformers.hub import HUB, HUB_WRITER


@hookimpl
def desktop_tl_backbones() -> Iterable[BackboneSpec]:
    """Those with weights, any by folder or name, and small ones to begin from scratch; then those that write."""
    readers = [*list_pretrained(), FOLDER, HUB, *list_fresh()]
    return [*readers, *list_pretrained_writers(), FOLDER_WRITER, HUB_WRITER, FRESH_WRITER]
