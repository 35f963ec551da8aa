"""Says how a run ended, as one sentence."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.events import EpochFinished, Outcome
from desktop_tl.gui.pages.answer_words import figure_text
from desktop_tl.gui.pages.train_words import best_accuracy, percent_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import duration_text
from desktop_tl.runs.progress import Progress

translate = QCoreApplication.translate


def outcome_text(progress: Progress, nouns: SampleWords) -> str:
    """How the run ended, as one sentence."""
    end = progress.end
    if end is None:
        return ""
    if end.outcome == "failed":
        return end.message or translate("TrainWords", "The training failed.")
    done = len(progress.epochs)
    if end.outcome == "stopped" and not done:
        return translate("TrainWords", "Stopped before the first epoch was over.")
    took = duration_text(end.seconds)
    metric, accuracy = progress.main_metric, best_accuracy(progress)
    if metric != "accuracy" and progress.best is not None and metric in progress.best.validation:
        return _told_in(metric, progress.best, end.outcome, took, nouns)
    if accuracy is None:
        if end.outcome == "stopped":
            return translate("TrainWords", "Stopped after {0} of {1} epochs ({2}); what was learned is kept.").format(
                done, progress.epochs_planned, took
            )
        return translate("TrainWords", "Training is finished after {0}.").format(took)
    best = progress.best.epoch if progress.best else 0
    words = {"share": percent_text(accuracy), "best": best, "took": took, "samples": nouns.many}
    if end.outcome == "stopped":
        return translate(
            "TrainWords",
            "Stopped; what was learned is kept: right on {share} of the {samples} kept back (epoch {best}).",
        ).format(**words)
    return translate(
        "TrainWords", "Finished in {took}: right on {share} of the {samples} kept back, best in epoch {best}."
    ).format(**words)


def _told_in(metric: str, best: EpochFinished, outcome: Outcome, took: str, nouns: SampleWords) -> str:
    """In another figure than the accuracy."""
    words = {
        "figure": figure_text(metric, best.validation[metric]),
        "best": best.epoch,
        "took": took,
        "samples": nouns.many,
    }
    if outcome == "stopped":
        return translate(
            "TrainWords", "Stopped; what was learned is kept: {figure} on the {samples} kept back (epoch {best})."
        ).format(**words)
    return translate(
        "TrainWords", "Finished in {took}: {figure} on the {samples} kept back, best in epoch {best}."
    ).format(**words)
