"""Finds the column of pictures or of texts and that of classes, or says which there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import datasets

from desktop_tl.api import TableHead, UserError, guess_columns
from desktop_tl_huggingface_datasets import ColumnOptions

USUAL = ("label", "labels", "class", "category", "target", "fine_label", "species", "name")
"""Names of columns of classes, the likeliest first."""

Content = Literal["picture", "text"]
"""What samples are."""

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
    """The two that are used, what they hold, and the names of the classes where the dataset brings them."""

    sample: str
    content: Content
    label: str
    kind: Kind
    names: tuple[str, ...] = ()


def choose_columns(
    features: Mapping[str, Any], options: ColumnOptions, where: str, read_head: Callable[[list[str]], TableHead]
) -> Columns:
    """Decides by types and names; where texts are meant and these say too little, by what the first rows hold.

    Args:
        features: column → its type.
        options: what the person has chosen.
        where: names the dataset in messages.
        read_head: gives the first rows of some columns.

    Raises:
        UserError: with all columns and what they hold.
    """
    kinds = {name: kind_of(feature) for name, feature in features.items()}
    content = options.content
    for name in (options.sample_column, options.label_column):
        if name and name not in kinds:
            raise UserError(f"{where} has no column ‘{name}’.", advice=f"It has {describe(kinds)}.")
    if content == "text":
        sample, label = find_texts(kinds, options, where, read_head)
    else:
        sample = options.sample_column or find_image(kinds, where)
        label = options.label_column or find_label(kinds, sample, where)
    if kinds[sample] != content:
        raise UserError(f"The column ‘{sample}’ of {where} holds no {content}s.", advice=f"It has {describe(kinds)}.")
    if sample == label:
        raise UserError(
            f"The column ‘{sample}’ of {where} is chosen for the {content}s and for the classes.",
            advice=f"Choose two different ones. It has {describe(kinds)}.",
        )
    kind = kinds[label]
    if kind == "number" and not options.numbers_as_classes:
        raise UserError(
            f"The column ‘{label}’ of {where} holds numbers without names.",
            advice="Choose another label_column, or set numbers_as_classes if the numbers are the classes.",
        )
    if kind in ("picture", "other"):
        raise UserError(f"The column ‘{label}’ of {where} holds no classes.", advice=f"It has {describe(kinds)}.")
    names = tuple(features[label].names) if isinstance(features[label], datasets.ClassLabel) else ()
    return Columns(sample, content, label, kind, names)


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
            f"{where} has no column of pictures, but text (‘{texts[0]}’).",
            advice="Choose the kind of dataset for texts.",
        )
    raise UserError(f"{where} has no column of pictures.", advice=f"It has {describe(kinds)}.")


def find_texts(
    kinds: Mapping[str, Kind], options: ColumnOptions, where: str, read_head: Callable[[list[str]], TableHead]
) -> tuple[str, str]:
    """The columns of texts and of classes, as tables are guessed; named classes go before everything else."""
    named = [name for name, kind in kinds.items() if kind == "classes"]
    label = options.label_column or (find_label(kinds, "", where) if named else "")
    possible = [name for name, kind in kinds.items() if kind in ("text", "truth", "number")]
    texts = [name for name in possible if kinds[name] == "text" and name != label]
    if not texts and not options.sample_column:
        raise UserError(f"{where} has no column of texts.", advice=f"It has {describe(kinds)}.")
    head = read_head(possible)
    sample = (
        options.sample_column
        or guess_columns(head, classes=label, not_these=[name for name in possible if name not in texts])[0]
    )
    label = label or guess_columns(head, texts=sample)[1]
    if not label or not sample:
        raise UserError(
            f"Which column of {where} holds the {'classes' if sample else 'texts'} is not clear.",
            advice=f"Choose {'label_column' if sample else 'text_column'}. It has {describe(kinds)}.",
        )
    return sample, label


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
