"""Says a result in sentences: how many are right, what is best, what is taken for what, and what it was made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_tl.app.context import AppContext
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.pages import train_words as words
from desktop_tl.gui.pages.run_story import RunStory
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text, duration_figure, join_sentences, moment_text
from desktop_tl.runs.evaluation import Evaluation, Mistake
from desktop_tl.runs.training_choice import OPTIMIZERS, SCHEDULES

translate = QCoreApplication.translate
MOST_NAMED, LONGEST = 3, 32
LONGEST_IN_CAPTION = 8
"""With longer names "is …, called …" does not fit below a tile."""


def accuracy_of(evaluation: Evaluation) -> float:
    """Part of the samples that is right, between 0 and 1."""
    return evaluation.right / len(evaluation.samples) if evaluation.samples else 0.0


def margin_text(evaluation: Evaluation) -> str:
    """Half the 95 % interval in percent points: "± 2.0"."""
    return f"±{words.SPACE}{100 * evaluation.margin:.1f}"


def result_sentence(evaluation: Evaluation, nouns: SampleWords) -> str:
    """The result as a person would say it."""
    count, right = len(evaluation.samples), evaluation.right
    if not count:
        return translate("ResultWords", "No {0} was kept back, so nothing tells how good the model is.").format(
            nouns.one
        )
    what = (
        translate("ResultWords", "test {0}")
        if evaluation.split == "test"
        else translate("ResultWords", "validation {0}")
    ).format(nouns.many)
    share = words.percent_text(accuracy_of(evaluation)).rstrip("%").rstrip(words.SPACE)
    figures = f"{share} % {margin_text(evaluation)}".replace(" ", words.SPACE)
    if right == count:
        return translate("ResultWords", "Right on all {0} {1} ({2}).").format(count_text(count), what, figures)
    sentence = translate("ResultWords", "Right on {0} of {1} {2} ({3}).").format(
        count_text(right), count_text(count), what, figures
    )
    best, worst = best_classes(evaluation), evaluation.confusions()[0]
    often = translate("ResultWords", "most often takes {0} for {1}")
    once = translate("ResultWords", "among its mistakes, it takes {0} for {1}")
    taken = (often if worst.count > 1 else once).format(
        _quote(evaluation.classes[worst.target]), _quote(evaluation.classes[worst.predicted])
    )
    if not best:
        return join_sentences(sentence, translate("ResultWords", "{0}.").format(taken[:1].upper() + taken[1:]))
    return join_sentences(sentence, translate("ResultWords", "Best on {0}; {1}.").format(_list_names(best), taken))


def best_classes(evaluation: Evaluation) -> list[str]:
    """The classes that are recognised best; of equals the ones with more samples first. None if nothing is right."""
    totals = evaluation.confusion.sum(1)
    known = [(recall, int(totals[k]), k) for k, recall in enumerate(evaluation.recalls) if recall]
    top = max((recall for recall, _, _ in known), default=0.0)
    ranked = sorted((-total, k) for recall, total, k in known if recall == top)
    return [evaluation.classes[k] for _, k in ranked]


def has_long_names(evaluation: Evaluation) -> bool:
    """Whether what a mistake was called goes onto the tile, as `mistake_badge`, instead of below it."""
    return any(len(name) > LONGEST_IN_CAPTION for name in evaluation.classes)


def mistake_badge(evaluation: Evaluation, mistake: Mistake) -> str:
    """ "called Schnauzer"."""
    return translate("ResultWords", "called {0}").format(evaluation.classes[mistake.predicted])


def mistake_caption(evaluation: Evaluation, mistake: Mistake) -> str:
    """ "is 8, called 1 · 97 %"; with long names only "97 % · is Schnauzer"."""
    if has_long_names(evaluation):
        return translate("ResultWords", "{1} · is {0}").format(
            evaluation.classes[mistake.target], words.percent_text(mistake.confidence, 0)
        )
    return translate("ResultWords", "is {0}, called {1} · {2}").format(
        evaluation.classes[mistake.target],
        evaluation.classes[mistake.predicted],
        words.percent_text(mistake.confidence, 0),
    )


def mistake_sentence(evaluation: Evaluation, mistake: Mistake) -> str:
    """ "This is ‘8’, but it was called ‘1’ (97 % sure)." """
    share = words.percent_text(mistake.confidence, 0)
    if mistake.target == mistake.predicted:
        return translate("ResultWords", "This is ‘{0}’, and it was recognised ({1} sure).").format(
            evaluation.classes[mistake.target], share
        )
    return translate("ResultWords", "This is ‘{0}’, but it was called ‘{1}’ ({2} sure).").format(
        evaluation.classes[mistake.target], evaluation.classes[mistake.predicted], share
    )


def cell_samples(evaluation: Evaluation, target: int, predicted: int) -> list[Mistake]:
    """The samples in one cell of the confusion matrix, the most confident first; on the diagonal the right ones."""
    rows = zip(evaluation.samples, evaluation.targets, evaluation.predicted, evaluation.confidences, strict=True)
    found = [Mistake(*row) for row in rows if row[1] == target and row[2] == predicted]
    return sorted(found, key=lambda mistake: (-mistake.confidence, mistake.sample))


def unmeasured_words(story: RunStory, nouns: SampleWords) -> tuple[str, str]:
    """Why there is no result to show, and what to do: a sentence and its explanation."""
    message = str(story.result.get("message", ""))
    end = story.progress.end
    if story.problem is not None:
        return story.problem.message, story.problem.advice
    match story.status:
        case "running":
            return (
                translate("ResultWords", "This run is still training"),
                translate("ResultWords", "Its result appears here when it has ended. Train shows how far it is."),
            )
        case "failed":
            advice = end.advice if end else ""
            return message or translate("ResultWords", "This run failed"), advice
        case "stopped" if story.result.get("best_epoch"):
            return (
                translate("ResultWords", "This run was stopped before it was measured"),
                translate("ResultWords", "Its model is kept and can be used, but nothing tells how good it is."),
            )
        case "stopped":
            return (
                translate("ResultWords", "This run was stopped before it had learned anything"),
                translate("ResultWords", "Train again to get a result."),
            )
        case "interrupted":
            return (
                translate("ResultWords", "This run was interrupted"),
                translate("ResultWords", "The app or the computer ended before the run did. Runs offers to resume it."),
            )
        case _:
            return (
                translate("ResultWords", "This run has a model but was not measured"),
                translate("ResultWords", "No {0} was kept back, so nothing tells how good it is.").format(nouns.one),
            )


def facts(context: AppContext, story: RunStory) -> list[tuple[str, str]]:
    """What the run was made of, as pairs of name and value, for those who want to know or to repeat it."""
    rows: list[tuple[str, str]] = []
    recipe, progress, environment = story.recipe, story.progress, story.environment
    if recipe is not None:
        training = recipe.training
        samples = translate("ResultWords", "{0} to learn from, {1} kept back").format(
            count_text(progress.train_samples), count_text(progress.validation_samples + progress.test_samples)
        )
        rows += [
            (translate("ResultWords", "Data"), f"{words.dataset_title(context, recipe.dataset)} · {samples}"),
            (translate("ResultWords", "Backbone"), words.backbone_title(context, recipe.backbone)),
            (translate("ResultWords", "Strategy"), words.strategy_title(recipe.parsed_strategy())),
            *(
                [(translate("ResultWords", "Goes on from"), words.run_name(recipe.start_from))]
                if recipe.start_from
                else []
            ),
            (
                translate("ResultWords", "Settings"),
                translate(
                    "ResultWords", "{0} epochs · learning rate {1} · batch size {2} · {3}, {4} · seed {5}"
                ).format(
                    training.epochs,
                    f"{training.learning_rate:g}",
                    training.batch_size,
                    OPTIMIZERS[training.optimizer],
                    translate("OptionsForm", SCHEDULES[training.schedule]),
                    training.seed,
                ),
            ),
        ]
    if progress.parameters:
        trained = translate("ResultWords", "{0} of {1} parameters").format(
            count_text(progress.trained_parameters), count_text(progress.parameters)
        )
        rows.append((translate("ResultWords", "Trained"), trained))
    if progress.frozen_stages and "frozen_unchanged" in story.result:
        verified = (
            translate("ResultWords", "unchanged: verified by its hash")
            if story.result["frozen_unchanged"]
            else translate("ResultWords", "CHANGED although it should not have")
        )
        rows.append((translate("ResultWords", "Frozen part"), verified))
    device, reason = environment.get("device", progress.device), environment.get("device_reason", "")
    if device:
        named, why = engine_text(str(device)), engine_text(str(reason))
        rows.append((translate("ResultWords", "Device"), _with_reason(named, why)))
    computed = [
        translate("ResultWords", "{0}: {1}").format(name, _with_reason(choice, reason))
        for name, choice, reason in words.calibration_rows(progress.calibration)
    ]
    if computed:
        rows.append((translate("ResultWords", "How it was computed"), "\n".join(computed)))
    versions = environment.get("versions")
    if versions and isinstance(versions, dict):  # the file may be damaged
        python = {"Python": environment.get("python", "")}
        text = " · ".join(f"{name} {version}" for name, version in {**versions, **python}.items() if version)
        rows.append((translate("ResultWords", "Versions"), text))
    rows.append((translate("ResultWords", "Made"), moment_text(story.started_at)))
    return rows


def took_figure(story: RunStory) -> tuple[str, str]:
    """How long the run took, with the unit; "–" if that is not known."""
    seconds = story.result.get("seconds")
    return duration_figure(float(seconds)) if isinstance(seconds, int | float) else ("–", "")


def _with_reason(words: str, reason: str) -> str:
    return translate("ResultWords", "{0} ({1})").format(words, reason) if reason else words


def _list_names(names: Sequence[str]) -> str:
    comma = translate("ResultWords", ", ")
    shown = [_quote(name) for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED + 1:
        return translate("ResultWords", "{0} and {1} more").format(comma.join(shown), len(names) - MOST_NAMED)
    shown = [_quote(name) for name in names]
    if len(shown) == 1:
        return shown[0]
    return translate("ResultWords", "{0} and {1}").format(comma.join(shown[:-1]), shown[-1])


def _quote(name: str) -> str:
    half = LONGEST // 2
    shown = name if len(name) <= LONGEST else f"{name[:half].strip()}…{name[-half:].strip()}"
    return translate("ResultWords", "‘{0}’").format(shown)
