"""Says in a sentence what a model's figures mean."""

from collections.abc import Iterator

from desktop_tl.api.events import Calibrated
from desktop_tl.runs.evaluation import Evaluation

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
    return f"{text} ({_STRATEGIES[text]})" if text in _STRATEGIES else text


def describe_evaluation(evaluation: Evaluation) -> str:
    """``Right on 351 of 359 new pictures (97.8 %, ± 1.5); often takes 3 for 8.``"""
    total = len(evaluation.samples)
    if not total:
        return "There were no pictures to measure on."
    share = f"{evaluation.right / total * 100:.1f} %, ± {evaluation.margin * 100:.1f}"
    text = f"Right on {evaluation.right} of {total} new pictures ({share})"
    confusions = evaluation.confusions()
    if not confusions:
        return f"{text}."
    worst = confusions[0]
    names = evaluation.classes
    often = "sometimes" if worst.count < 3 else "often"
    return f"{text}; {often} takes {names[worst.target]} for {names[worst.predicted]}."


def describe_calibration(event: Calibrated, *, short: bool = False) -> Iterator[str]:
    """What was decided by measuring how to compute: each choice, with its reason unless ``short``."""
    for name, choice in event.choices.items():
        reason = event.reasons.get(name, "")
        if short and name not in ("frozen part", "trained part"):
            continue
        yield f"{name} {choice}" if short else f"{name}: {choice}{f' ({reason})' if reason else ''}"


def describe_loading(event: Calibrated) -> str:
    """``2 processes (threads need 120 ms …)``; "" where threads load the pictures."""
    count, reason = event.choices.get("loader workers", "0"), event.reasons.get("loader workers", "")
    return "" if count == "0" else f"{count} {'process' if count == '1' else 'processes'} ({reason})"
