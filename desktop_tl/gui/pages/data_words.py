"""Says in words how many samples and classes there are, and what they are used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text, join_sentences

if TYPE_CHECKING:  # it needs numpy, which the first paint of the window does not
    from desktop_tl.gui.pages.data_summary import DataSummary


def classes_text(count: int) -> str:
    """ "1 class" or "10 classes"."""
    if count == 1:
        return QCoreApplication.translate("DataPage", "1 class")
    return QCoreApplication.translate("DataPage", "{0} classes").format(count_text(count))


def total_text(summary: DataSummary, words: SampleWords) -> str:
    """ "1,797 pictures in 10 classes"."""
    sentence = QCoreApplication.translate("DataPage", "{0} in {1}")
    return sentence.format(words.count(summary.total), classes_text(len(summary.classes)))


def split_text(summary: DataSummary, validation_share: float) -> str:
    """How the samples are divided between learning and measuring, as a sentence."""
    translate = QCoreApplication.translate
    percent = f"{validation_share * 100:.3g}"
    if summary.splits is None:
        return translate("DataPage", "{0} % of each class is kept back to measure on.").format(percent)
    train, validation, test = (count_text(count) for count in summary.splits)
    if not summary.splits[1]:
        words = translate(
            "DataPage", "As the data says, {0} are to learn from; {1} % of them is kept back to measure on."
        )
        words = words.format(train, percent)
    else:
        words = translate("DataPage", "As the data says, {0} are to learn from and {1} to measure on.")
        words = words.format(train, validation)
    if summary.splits[2]:
        words = join_sentences(words, translate("DataPage", "{0} more wait for the final test.").format(test))
    return words
