"""Says in words how many samples and classes there are, and what they are used for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.tasks import AnswerKind
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text, join_sentences

if TYPE_CHECKING:  # it needs numpy, which the first paint of the window does not
    from desktop_tl.gui.pages.data_summary import DataSummary


def classes_text(count: int, answer: AnswerKind = "class") -> str:
    """ "1 class" or "10 classes"; labels and values likewise; mere texts have none."""
    translate = QCoreApplication.translate
    match answer:
        case "labels":
            one, many = translate("DataPage", "1 label"), translate("DataPage", "{0} labels")
        case "values":
            one, many = translate("DataPage", "1 value"), translate("DataPage", "{0} values")
        case "text":
            return ""
        case "class" | "boxes":
            one, many = translate("DataPage", "1 class"), translate("DataPage", "{0} classes")
    return one if count == 1 else many.format(count_text(count))


def total_text(summary: DataSummary, words: SampleWords) -> str:
    """ "1,797 pictures in 10 classes"; of mere texts "1,204 texts"."""
    translate = QCoreApplication.translate
    if summary.answer == "text":
        return words.count(summary.total)
    if summary.answer == "boxes":
        boxes = len(summary.targets.rows)
        counted = translate("DataPage", "1 box") if boxes == 1 else translate("DataPage", "{0} boxes")
        return translate("DataPage", "{0} with {1} of {2}").format(
            words.count(summary.total), counted.format(count_text(boxes)), classes_text(len(summary.classes))
        )
    sentence = (
        translate("DataPage", "{0} in {1}") if summary.answer == "class" else translate("DataPage", "{0} with {1}")
    )
    return sentence.format(words.count(summary.total), classes_text(len(summary.classes), summary.answer))


def target_text(summary: DataSummary, index: int) -> str:
    """What a sample is, with the word for it: "Class: cats"; of mere texts nothing."""
    translate = QCoreApplication.translate
    match summary.answer:
        case "text":
            return ""
        case "labels":
            words = translate("DataPage", "Labels: {0}")
        case "values":
            words = translate("DataPage", "Values: {0}")
        case "boxes":
            words = translate("DataPage", "To be found: {0}") if len(summary.targets[index]) else "{0}"
        case "class":
            words = translate("DataPage", "Class: {0}")
    return words.format(summary.describe(index))


def split_text(summary: DataSummary, validation_share: float) -> str:
    """How the samples are divided between learning and measuring, as a sentence."""
    translate = QCoreApplication.translate
    percent = f"{validation_share * 100:.3g}"
    if summary.splits is None:
        match summary.answer:
            case "class":
                sentence = translate("DataPage", "{0} % of each class is kept back to measure on.")
            case "labels":
                sentence = translate(
                    "DataPage", "{0} % is kept back to measure on, of each label as far as that can be."
                )
            case _:
                sentence = translate("DataPage", "{0} % is kept back to measure on.")
        return sentence.format(percent)
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
