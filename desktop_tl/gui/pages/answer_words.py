"""Says in words what a model that gives labels or values is worth, and what it said of one sample."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isinf

from PySide6.QtCore import QCoreApplication

from desktop_tl.gui.pages.train_words import SPACE, percent_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text, join_sentences
from desktop_tl.runs.label_evaluation import LabelEvaluation, LabelMistake
from desktop_tl.runs.value_evaluation import ValueEvaluation
from desktop_tl.runs.value_words import format_value

translate = QCoreApplication.translate
MOST_NAMED = 4
SHARES = frozenset(("accuracy", "average_precision", "f1_macro", "f1_micro", "exact_match", "map50", "map"))


def metric_title(name: str) -> str:
    """What a metric is called; one that is not known by its own name."""
    known = {
        "accuracy": translate("AnswerWords", "Accuracy"),
        "average_precision": translate("AnswerWords", "Average precision"),
        "f1_macro": translate("AnswerWords", "F1"),
        "exact_match": translate("AnswerWords", "All labels right"),
        "r2": translate("AnswerWords", "R²"),
        "mae": translate("AnswerWords", "Mean error"),
        "rmse": translate("AnswerWords", "Root mean square error"),
        "perplexity": translate("AnswerWords", "Perplexity"),
        "map50": translate("AnswerWords", "mAP@50"),
        "map": translate("AnswerWords", "mAP@50:95"),
        "loss": translate("AnswerWords", "Loss"),
    }
    return known.get(name, name)


def is_share(name: str) -> bool:
    """Whether a metric is a part of all, which is written as percent."""
    return name in SHARES


def metric_text(name: str, value: float | None) -> str:
    """A share as percent, R² and loss with three decimals, what has a unit with four digits; "–" for none."""
    if value is None:
        return "–"
    if is_share(name):
        return percent_text(value)
    if name == "perplexity":
        return perplexity_text(value)
    return f"{value:.3f}" if name in ("r2", "loss") else format_value(value)


def perplexity_text(value: float) -> str:
    """Three digits are all that means anything: "1.38", "31.2", "14,203"; "∞" for what no number can hold."""
    if isinf(value):
        return "∞"
    return f"{value:.2f}" if value < 9.995 else f"{value:.1f}" if value < 99.95 else count_text(round(value))


def figure_text(name: str, value: float | None) -> str:
    """With its name, but for the accuracy, which is a percentage wherever it stands alone."""
    if value is None or name == "accuracy":
        return metric_text("accuracy", value)
    return f"{metric_title(name)} {metric_text(name, value)}".replace(" ", SPACE)


def labels_sentence(evaluation: LabelEvaluation, words: SampleWords) -> str:
    """ "All labels right on 61 of 80 pictures (76.3 % ± 9.2). Best on ‘dog’, weakest on ‘cat’." """
    count = len(evaluation.samples)
    share = percent_text(evaluation.right / count).rstrip("%").rstrip(SPACE)
    figures = f"{share} % ± {100 * evaluation.margin:.1f}".replace(" ", SPACE)
    sentence = translate("AnswerWords", "All labels right on {0} of {1} ({2}).").format(
        count_text(evaluation.right), words.count(count), figures
    )
    known = [(label.f1, label.name) for label in evaluation.labels if label.positives and label.f1 is not None]
    best, worst = max(known, default=None), min(known, default=None)
    if best is None or worst is None or best[0] == worst[0]:
        return sentence
    more = translate("AnswerWords", "Best on {0}, weakest on {1}.").format(_quote(best[1]), _quote(worst[1]))
    return join_sentences(sentence, more)


def values_sentence(evaluation: ValueEvaluation, words: SampleWords, index: int) -> str:
    """ "Within ± 3.2 of the true value on 9 of 10 pictures." With several values, of the one at ``index``."""
    figures = evaluation.values[index]
    count, within = len(evaluation.samples), evaluation.count_within(index, figures.within)
    size = f"±{SPACE}{format_value(figures.within)}"
    if len(evaluation.values) == 1:
        return translate("AnswerWords", "Within {0} of the true value on {1} of {2}.").format(
            size, count_text(within), words.count(count)
        )
    return translate("AnswerWords", "{0} is within {1} of the true value on {2} of {3}.").format(
        _quote(figures.name), size, count_text(within), words.count(count)
    )


def label_mistake_caption(evaluation: LabelEvaluation, mistake: LabelMistake) -> str:
    """ "+ dog  − cat": too many, too few."""
    names = evaluation.classes
    parts = [f"+{SPACE}{names[index]}" for index in mistake.wrong] + [f"−{SPACE}{names[i]}" for i in mistake.missing]
    return "  ".join(parts)


def label_mistake_sentence(evaluation: LabelEvaluation, mistake: LabelMistake) -> str:
    """ "Right: ‘sky’. Wrongly said: ‘dog’. Missing: ‘cat’." """
    return say_labels(evaluation.classes, mistake.right, mistake.wrong, mistake.missing)


def say_labels(names: Sequence[str], right: Iterable[int], wrong: Iterable[int], missing: Iterable[int]) -> str:
    """The three kinds of labels, those that there are."""
    sentences = (
        (translate("AnswerWords", "Right: {0}."), right),
        (translate("AnswerWords", "Wrongly said: {0}."), wrong),
        (translate("AnswerWords", "Missing: {0}."), missing),
    )
    told = [words.format(list_names([names[i] for i in chosen])) for words, chosen in sentences if list(chosen)]
    return join_sentences(*told)


def value_caption(evaluation: ValueEvaluation, row: int, index: int) -> str:
    """ "12.3, is 10"."""
    said, true = (format_value(float(rows[row, index])) for rows in (evaluation.predicted, evaluation.truth))
    return translate("AnswerWords", "{0}, is {1}").format(said, true)


def value_badge(evaluation: ValueEvaluation, row: int, index: int) -> str:
    """By how much it is off: "+ 2.3"."""
    error = float(evaluation.errors[row, index])
    return f"{'+' if error >= 0 else '−'}{SPACE}{format_value(abs(error))}"


def value_row_sentence(evaluation: ValueEvaluation, row: int) -> str:
    """ "Said 12.3, but it is 10." With several values each with its name."""
    if len(evaluation.classes) == 1:
        return translate("AnswerWords", "Said {0}, and it is {1}.").format(
            *(format_value(float(rows[row, 0])) for rows in (evaluation.predicted, evaluation.truth))
        )
    each = [
        translate("AnswerWords", "{0}: said {1}, and it is {2}.").format(
            name, *(format_value(float(rows[row, index])) for rows in (evaluation.predicted, evaluation.truth))
        )
        for index, name in enumerate(evaluation.classes[:MOST_NAMED])
    ]
    return join_sentences(*each)


def list_names(names: Sequence[str]) -> str:
    """ "‘a’, ‘b’ and 3 more"."""
    comma = translate("AnswerWords", ", ")
    shown = comma.join(_quote(name) for name in names[:MOST_NAMED])
    if len(names) > MOST_NAMED:
        return translate("AnswerWords", "{0} and {1} more").format(shown, len(names) - MOST_NAMED)
    return shown


def _quote(name: str) -> str:
    return translate("AnswerWords", "‘{0}’").format(name if len(name) <= 40 else f"{name[:39]}…")
