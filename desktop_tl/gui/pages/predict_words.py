"""What the Predict page says of the samples that a model takes, and which files it looks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.backbones import Modality
from desktop_tl.app.asking import TEXT_SUFFIXES
from desktop_tl.app.pictures import SUFFIXES

TABLES = (".csv", ".tsv", ".jsonl", ".parquet")


@dataclass(frozen=True, kw_only=True)
class PredictWords:
    """For one modality.

    Args:
        looked_for: the endings of files, for people.
        file_filter: the same for the system's dialog.
        can_be_typed: a sample can be typed in.
    """

    subtitle: str
    open_files: str
    icon_name: str
    drop: str
    drop_hint: str
    looked_for: str
    file_filter: str
    can_be_typed: bool


def predict_words(modality: Modality) -> PredictWords:
    """For models that take pictures, or texts."""
    translate = QCoreApplication.translate
    match modality:
        case "text":
            suffixes = (*sorted(TEXT_SUFFIXES), *TABLES)
            return PredictWords(
                subtitle=translate("PredictPage", "Ask a trained model about new texts."),
                open_files=translate("PredictPage", "Open texts…"),
                icon_name="text",
                drop=translate("PredictPage", "Or drop files, tables or whole folders here"),
                drop_hint=translate("PredictPage", "Of a table every row is asked about. They stay on this computer."),
                looked_for=", ".join(suffixes),
                file_filter=_filter(translate("PredictPage", "Texts and tables ({0})"), suffixes),
                can_be_typed=True,
            )
        case _:
            return PredictWords(
                subtitle=translate("PredictPage", "Ask a trained model about new pictures."),
                open_files=translate("PredictPage", "Open pictures…"),
                icon_name="image",
                drop=translate("PredictPage", "Drop pictures or whole folders here"),
                drop_hint=translate(
                    "PredictPage", "Or press to choose pictures. Paste works too. They stay on this computer."
                ),
                looked_for=", ".join(sorted(SUFFIXES)[:12]) + " …",
                file_filter=_filter(translate("PredictPage", "Pictures ({0})"), sorted(SUFFIXES)),
                can_be_typed=False,
            )


def _filter(name: str, suffixes: Iterable[str]) -> str:
    everything = QCoreApplication.translate("PredictPage", "All files (*)")
    return f"{name.format(' '.join(f'*{suffix}' for suffix in suffixes))};;{everything}"
