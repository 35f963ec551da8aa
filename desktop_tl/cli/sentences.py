"""Says in a sentence what a model's figures mean."""

from desktop_tl.runs.evaluation import Evaluation


def describe_evaluation(evaluation: Evaluation) -> str:
    """``Right on 351 of 359 new images (97.8 %, ± 1.5); often takes 3 for 8.``"""
    total = len(evaluation.samples)
    if not total:
        return "There were no images to measure on."
    share = f"{evaluation.right / total * 100:.1f} %, ± {evaluation.margin * 100:.1f}"
    text = f"Right on {evaluation.right} of {total} new images ({share})"
    confusions = evaluation.confusions()
    if not confusions:
        return f"{text}."
    worst = confusions[0]
    names = evaluation.classes
    often = "sometimes" if worst.count < 3 else "often"
    return f"{text}; {often} takes {names[worst.target]} for {names[worst.predicted]}."
