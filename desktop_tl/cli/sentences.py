"""Says in a sentence what a model's figures mean."""

from collections.abc import Iterator

from desktop_tl.api.events import Calibrated
from desktop_tl.cli.box_answers import describe_boxes
from desktop_tl.cli.output import format_metric, metric_title
from desktop_tl.runs.box_evaluation import BoxEvaluation
from desktop_tl.runs.evaluation import AnyEvaluation, Evaluation
from desktop_tl.runs.label_evaluation import LabelEvaluation
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.text_evaluation import TextEvaluation
from desktop_tl.runs.value_evaluation import ValueEvaluation
from desktop_tl.runs.value_words import format_value

_STRATEGIES = {
    "head": "only the head",
    "all": "everything",
    "scratch": "everything, from fresh weights",
    "lp-ft": "head first, then everything",
    "gradual": "one more stage each epoch",
}


def describe_strategy(text: str) -> str:
    """``last:2`` as ``last:2 (the head and the last 2 stages)``."""
    if text.startswith("last:"):
        count = text.removeprefix("last:")
        return f"{text} (the head and the last {'stage' if count == '1' else f'{count} stages'})"
    if text.startswith("lora:"):
        rank, _, last = text.removeprefix("lora:").partition(":")
        where = f" in the last {last} stages" if last else ""
        return f"{text} (the head and adapters of rank {rank}{where})"
    return f"{text} ({_STRATEGIES[text]})" if text in _STRATEGIES else text


def describe_habits(recipe: Recipe) -> str:
    """Which settings the strategy has brought; empty if none, or where all of them were chosen otherwise."""
    brought = recipe.parsed_strategy().settings
    kept = [f"{name} {value}" for name, value in brought.items() if getattr(recipe.training, name) == value]
    return f"The strategy {recipe.strategy} begins with {', '.join(kept)}." if kept else ""


def describe_evaluation(evaluation: AnyEvaluation, samples: str) -> str:
    """What was measured on samples that are called so, in a sentence."""
    if not evaluation.samples:
        return f"There were no {samples} to measure on."
    if isinstance(evaluation, LabelEvaluation):
        return _describe_labels(evaluation, samples)
    if isinstance(evaluation, ValueEvaluation):
        return _describe_values(evaluation, samples)
    if isinstance(evaluation, TextEvaluation):
        return _describe_texts(evaluation, samples)
    if isinstance(evaluation, BoxEvaluation):
        return describe_boxes(evaluation, samples)
    return _describe_classes(evaluation, samples)


def _describe_texts(evaluation: TextEvaluation, samples: str) -> str:
    """``Perplexity 31.2 on 80 new texts: at each token as unsure as between 31.2 equally likely ones.``"""
    perplexity = format_value(evaluation.perplexity)
    return (
        f"Perplexity {perplexity} on {len(evaluation.samples)} new {samples}: at each token as unsure as between "
        f"{perplexity} equally likely ones."
    )


def _describe_labels(evaluation: LabelEvaluation, samples: str) -> str:
    """``All labels right on 61 of 80 new pictures (76.3 %, ± 9.2); best on dog, weakest on cat.``"""
    total = len(evaluation.samples)
    share = f"{evaluation.right / total * 100:.1f} %, ± {evaluation.margin * 100:.1f}"
    text = f"All labels right on {evaluation.right} of {total} new {samples} ({share})"
    known = [(label.f1, label.name) for label in evaluation.labels if label.positives and label.f1 is not None]
    best, worst = max(known, default=None), min(known, default=None)
    if best is None or worst is None or best[0] == worst[0]:
        return f"{text}."
    return f"{text}; best on {best[1]}, weakest on {worst[1]}."


def _describe_values(evaluation: ValueEvaluation, samples: str) -> str:
    """``Within ± 3.2 of the true value on 329 of 359 new pictures; R² 0.930, mean error 1.2.``"""
    total = len(evaluation.samples)
    figures = ", ".join(
        f"{metric_title(name)} {format_metric(name, evaluation.metrics[name])}"
        for name in ("r2", "mae")
        if name in evaluation.metrics
    )
    if len(evaluation.values) == 1:
        within = evaluation.values[0].within
        count = evaluation.count_within(0, within)
        return f"Within ± {format_value(within)} of the true value on {count} of {total} new {samples}; {figures}."
    each = ", ".join(f"{one.name} within ± {format_value(one.within)}" for one in evaluation.values)
    return f"On 9 of 10 of {total} new {samples} each is near the true value: {each}; {figures}."


def _describe_classes(evaluation: Evaluation, samples: str) -> str:
    """``Right on 351 of 359 new pictures (97.8 %, ± 1.5); often takes 3 for 8.``"""
    total = len(evaluation.samples)
    share = f"{evaluation.right / total * 100:.1f} %, ± {evaluation.margin * 100:.1f}"
    text = f"Right on {evaluation.right} of {total} new {samples} ({share})"
    confusions = evaluation.confusions()
    if not confusions:
        return f"{text}."
    worst = confusions[0]
    names = evaluation.classes
    often = "sometimes" if worst.count < 3 else "often"
    return f"{text}; {often} takes {names[worst.target]} for {names[worst.predicted]}."


def describe_figure(metric: str, value: float | None) -> str:
    """``97.8 %``, or with its name ``R² 0.930``; a dash where nothing was measured."""
    if value is None or metric == "accuracy":
        return format_metric("accuracy", value)
    return f"{metric_title(metric)} {format_metric(metric, value)}"


def describe_calibration(event: Calibrated, *, short: bool = False) -> Iterator[str]:
    """What was decided by measuring how to compute: each choice, with its reason unless ``short``."""
    for name, choice in event.choices.items():
        reason = event.reasons.get(name, "")
        if short and name not in ("frozen part", "trained part"):
            continue
        yield f"{name} {choice}" if short else f"{name}: {choice}{f' ({reason})' if reason else ''}"


def describe_loading(event: Calibrated) -> str:
    """``2 processes (threads need 120 ms …)``; "" where threads load the samples."""
    count, reason = event.choices.get("loader workers", "0"), event.reasons.get("loader workers", "")
    return "" if count == "0" else f"{count} {'process' if count == '1' else 'processes'} ({reason})"
