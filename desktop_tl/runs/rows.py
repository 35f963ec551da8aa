"""What one row of an evaluation says, in words, whatever kind of answer it is."""

from collections import Counter
from collections.abc import Iterable, Sequence

from desktop_tl.runs.box_evaluation import BoxEvaluation
from desktop_tl.runs.evaluation import AnyEvaluation
from desktop_tl.runs.label_evaluation import LabelEvaluation
from desktop_tl.runs.targets import label_names
from desktop_tl.runs.text_evaluation import TextEvaluation, perplexity_of
from desktop_tl.runs.value_evaluation import ValueEvaluation
from desktop_tl.runs.value_words import format_value


def describe_row(evaluation: AnyEvaluation, row: int) -> tuple[str, str]:
    """What the sample is, and what was said of it."""
    names = evaluation.classes
    if isinstance(evaluation, LabelEvaluation):
        truth, said = (", ".join(label_names(names, one[row])) for one in (evaluation.truth, evaluation.said))
        return truth or "none", said or "none"
    if isinstance(evaluation, ValueEvaluation):
        truth, said = (
            ", ".join(map(format_value, one[row].tolist())) for one in (evaluation.truth, evaluation.predicted)
        )
        return truth, said
    if isinstance(evaluation, TextEvaluation):
        tokens = evaluation.tokens[row]
        said = f"perplexity {format_value(perplexity_of(evaluation.losses[row]))}" if tokens else ""
        return f"{tokens:,} {'token' if tokens == 1 else 'tokens'}", said
    if isinstance(evaluation, BoxEvaluation):
        found = evaluation.found[row]
        sure = found[found[:, 1] >= evaluation.threshold]
        truth, said = (count_labels(names, one[:, 0].astype(int).tolist()) for one in (evaluation.truth[row], sure))
        return truth or "nothing", said or "nothing"
    return names[evaluation.targets[row]], names[evaluation.predicted[row]]


def certainty(evaluation: AnyEvaluation, row: int) -> float | None:
    """How sure the answer was, between 0 and 1: of labels the least sure of them, of boxes the surest. None for values
    and texts."""
    if isinstance(evaluation, LabelEvaluation):
        scores = evaluation.scores[row]
        return float(abs(scores - 0.5).min(initial=0.5) + 0.5)
    if isinstance(evaluation, BoxEvaluation):
        return float(evaluation.found[row][:1, 1].max(initial=0.0))
    return None if isinstance(evaluation, ValueEvaluation | TextEvaluation) else evaluation.confidences[row]


def worst_rows(evaluation: AnyEvaluation, most: int) -> list[int]:
    """The surest mistakes, the largest errors, the hardest texts, or the pictures with the most mistakes."""
    if isinstance(evaluation, LabelEvaluation | ValueEvaluation | TextEvaluation | BoxEvaluation):
        return [mistake.row for mistake in evaluation.mistakes()[:most]]
    rows = {name: row for row, name in enumerate(evaluation.samples)}
    return [rows[mistake.sample] for mistake in evaluation.mistakes()[:most]]


def good_rows(evaluation: AnyEvaluation) -> list[int]:
    """Those that are right; of values the nearer half, of texts the easier one."""
    if isinstance(evaluation, LabelEvaluation):
        return (evaluation.said == evaluation.truth).all(1).nonzero()[0].tolist()
    if isinstance(evaluation, ValueEvaluation | TextEvaluation):
        return sorted(mistake.row for mistake in evaluation.mistakes()[len(evaluation.samples) // 2 :])
    if isinstance(evaluation, BoxEvaluation):
        wrong = {mistake.row for mistake in evaluation.mistakes()}
        return [row for row in range(len(evaluation.samples)) if row not in wrong]
    return [
        row for row, pair in enumerate(zip(evaluation.targets, evaluation.predicted, strict=True)) if pair[0] == pair[1]
    ]


def count_labels(names: Sequence[str], labels: Iterable[int]) -> str:
    """ "2 × cat, dog"."""
    counts = Counter(labels)
    return ", ".join(
        f"{counts[label]:,} × {names[label]}" if counts[label] > 1 else names[label] for label in sorted(counts)
    )
