"""Finds the column of pictures and that of classes, or says which there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import datasets

from desktop_tl.api import UserError
from desktop_tl_huggingface_datasets import ColumnOptions

USUAL = ("label", "labels", "class", "category", "target", "fine_label", "species", "name")
"""Names of columns of classes, the likeliest first."""

Kind = Literal["picture", "classes", "text", "truth", "number", "other"]
WORDS: dict[Kind, str] = {
    "picture": "pictures",
    "classes": "named classes",
    "text": "text",
    "truth": "yes or no",
    "number": "whole numbers",
    "other": "something else",
}


@dataclass(frozen=True)
class Columns:
    """The two that are used, what the second holds, and the names of its classes where it brings them."""

    image: str
    label: str
    kind: Kind
    names: tuple[str, ...] = ()


def choose_columns(features: Mapping[str, Any], options: ColumnOptions, where: str) -> Columns:
    """Raises: UserError, with all columns and what they hold."""
    kinds = {name: kind_of(feature) for name, feature in features.items()}
    for name in (options.image_column, options.label_column):
        if name and name not in kinds:
            raise UserError(f"{where} has no column ‘{name}’.", advice=f"It has {describe(kinds)}.")
    image = options.image_column or find_image(kinds, where)
    if kinds[image] != "picture":
        raise UserError(f"The column ‘{image}’ of {where} holds no pictures.", advice=f"It has {describe(kinds)}.")
    label = options.label_column or find_label(kinds, image, where)
    kind = kinds[label]
    if kind == "number" and not options.numbers_as_classes:
        raise UserError(
            f"The column ‘{label}’ of {where} holds numbers without names.",
            advice="Choose another label_column, or set numbers_as_classes if the numbers are the classes.",
        )
    if kind in ("picture", "other"):
        raise UserError(f"The column ‘{label}’ of {where} holds no classes.", advice=f"It has {describe(kinds)}.")
    names = tuple(features[label].names) if isinstance(features[label], datasets.ClassLabel) else ()
    return Columns(image, label, kind, names)


def kind_of(feature: Any) -> Kind:
    """What a column holds, by its type alone."""
    if isinstance(feature, datasets.Image):
        return "picture"
    if isinstance(feature, datasets.ClassLabel):
        return "classes"
    if isinstance(feature, Mapping):
        return "picture" if {"bytes", "path"} <= set(feature) else "other"  # an Image that lost its type
    dtype = str(getattr(feature, "dtype", "")) if isinstance(feature, datasets.Value) else ""
    if dtype in ("binary", "large_binary"):
        return "picture"  # encoded, most likely; one that is not is set aside when it is decoded
    if dtype in ("string", "large_string"):
        return "text"
    if dtype == "bool":
        return "truth"
    return "number" if dtype.startswith(("int", "uint")) else "other"


def find_image(kinds: Mapping[str, Kind], where: str) -> str:
    """The only column of pictures, or the one that is called so."""
    found = [name for name, kind in kinds.items() if kind == "picture"]
    usual = [name for name in found if name.lower() in ("image", "img", "picture", "photo")]
    if len(found) == 1 or usual:
        return (usual or found)[0]
    if found:
        raise UserError(f"{where} has several columns of pictures.", advice=f"Choose image_column: {', '.join(found)}.")
    texts = [name for name, kind in kinds.items() if kind == "text"]
    if texts:
        raise UserError(
            f"{where} has no column of pictures, but text (‘{texts[0]}’): only pictures can be learned from so far.",
            advice="Choose a dataset with pictures.",
        )
    raise UserError(f"{where} has no column of pictures.", advice=f"It has {describe(kinds)}.")


def find_label(kinds: Mapping[str, Kind], image: str, where: str) -> str:
    """Named classes first, then the usual names, then the only column that could be it."""
    named = [name for name, kind in kinds.items() if kind == "classes"]
    possible = [name for name, kind in kinds.items() if kind in ("text", "truth", "number") and name != image]
    for group in (named, possible):
        usual = [name for wanted in USUAL for name in group if name.lower() == wanted]
        if usual or len(group) == 1:
            return (usual or group)[0]
    raise UserError(
        f"Which column of {where} holds the classes is not clear.",
        advice=f"Choose label_column. It has {describe(kinds)}.",
    )


def describe(kinds: Mapping[str, Kind]) -> str:
    """All columns with what they hold."""
    return ", ".join(f"‘{name}’ ({WORDS[kind]})" for name, kind in kinds.items()) or "no columns"
