"""How answers of each kind look in the terminal, in a table and in JSON: a class, labels, values, or boxes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from desktop_tl.api.backbones import Modality
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.cli.box_answers import CSV_HEADER, box_csv_rows, box_rows, boxes_to_json, list_box_figures
from desktop_tl.cli.output import format_metric, format_percent
from desktop_tl.runs.box_evaluation import BoxEvaluation
from desktop_tl.runs.evaluation import AnyEvaluation, Evaluation
from desktop_tl.runs.label_evaluation import THRESHOLD, LabelEvaluation
from desktop_tl.runs.rows import describe_row
from desktop_tl.runs.text_evaluation import TextEvaluation
from desktop_tl.runs.value_evaluation import ValueEvaluation
from desktop_tl.runs.value_words import format_value

if TYPE_CHECKING:
    from desktop_tl.app.predictions import Prediction

TITLES: dict[Modality, str] = {"image": "Picture", "text": "Text"}
"""What a sample is called above its column."""

HARDEST = 5
"""How many of the hardest texts are shown."""

Table = tuple[list[str], list[list[str]], Sequence[int]]
"""Column names, rows, and the numbers of the columns that stand at the right."""


def table_of(
    predictions: "Sequence[Prediction]", answer: AnswerKind, classes: Sequence[str], top: int, modality: Modality
) -> Table:
    """What was said of each sample that could be read; of classes the ``top`` most probable ones."""
    title = TITLES[modality]
    known = [one for one in predictions if not one.problem]
    match answer:
        case "values":
            names = [name for name, _ in known[0].scores] if known else []
            rows = [[one.source, *(format_value(value) for _, value in one.scores)] for one in known]
            return [title, *names], rows, range(1, 1 + len(names))
        case "labels":
            rows = []
            for one in known:
                said = [f"{name} {format_percent(share)}" for name, share in said_labels(one)]
                rows.append([one.source, ", ".join(said) or "none"])
            return [title, "Labels"], rows, ()
        case "boxes":
            header = [title, "Found", "Sure", "Left", "Top", "Right", "Bottom"]
            return header, [row for one in known for row in box_rows(one, classes)], range(2, len(header))
        case "text":
            return [title], [[one.source] for one in known], ()
        case "class":
            header = [title, *(word for place in range(top) for word in (_title(place), "Sure"))]
            rows = []
            for one in known:
                cells = [cell for name, share in one.scores[:top] for cell in (name, format_percent(share))]
                rows.append([one.source, *cells, *[""] * (len(header) - 1 - len(cells))])
            return header, rows, range(2, len(header), 2)


def said_labels(prediction: "Prediction") -> list[tuple[str, float]]:
    """The labels that are probable enough to be said, the surest first."""
    return [(name, share) for name, share in prediction.scores if share >= THRESHOLD]


def csv_header(answer: AnswerKind, classes: Sequence[str], modality: Modality) -> list[str]:
    """Names of the columns of `csv_rows`."""
    if answer == "boxes":
        return CSV_HEADER
    said = {"class": ["predicted", "probability"], "labels": ["predicted"]}.get(answer, [])
    return [modality, *said, "problem", *classes]


def csv_rows(prediction: "Prediction", answer: AnswerKind, classes: Sequence[str]) -> list[list[Any]]:
    """One row, or one for each box; labels are separated by semicolons."""
    if answer == "boxes":
        return box_csv_rows(prediction, classes)
    scores = dict(prediction.scores)
    said: list[Any] = []
    if answer == "class":
        said = list(prediction.scores[0]) if prediction.scores else ["", ""]
    elif answer == "labels":
        said = ["; ".join(name for name, _ in said_labels(prediction))]
    return [[prediction.source, *said, prediction.problem, *(scores.get(name, "") for name in classes)]]


def to_json(
    prediction: "Prediction", answer: AnswerKind, classes: Sequence[str], top: int, modality: Modality
) -> dict[str, Any]:
    """One object, whose sample is called by its modality."""
    if prediction.problem:
        return {modality: prediction.source, "problem": prediction.problem}
    if answer == "boxes":
        return boxes_to_json(prediction, classes)
    if answer == "values":
        return {modality: prediction.source, "values": dict(prediction.scores)}
    if answer == "labels":
        names = [name for name, _ in said_labels(prediction)]
        return {modality: prediction.source, "predicted": names, "probabilities": dict(prediction.scores)}
    best, share = prediction.scores[0]
    scores = [{"class": name, "probability": value} for name, value in prediction.scores[:top]]
    return {modality: prediction.source, "predicted": best, "probability": share, "top": scores}


def list_figures(evaluation: AnyEvaluation) -> tuple[list[str], list[list[str]]]:
    """How well each class, label, value or, of the hardest, text is told: names of columns, and a row for each."""
    if isinstance(evaluation, LabelEvaluation):
        label_rows = []
        for label in evaluation.labels:
            shares = label.recall, label.precision, label.f1, label.average_precision
            label_rows.append([label.name, str(label.positives), *map(format_percent, shares)])
        return ["Label", "Have it", "Recognised", "Right when said", "F1", "Average precision"], label_rows
    if isinstance(evaluation, ValueEvaluation):
        value_rows = [
            [one.name, format_metric("r2", one.r2), *map(format_value, (one.mae, one.rmse, one.within))]
            for one in evaluation.values
        ]
        return ["Value", "R²", "Mean error", "Root mean square error", "9 of 10 within"], value_rows
    if isinstance(evaluation, TextEvaluation):
        hardest = evaluation.mistakes()[:HARDEST]
        return ["Hardest text", "Tokens", "Perplexity"], [
            [text.sample, str(text.tokens), format_value(text.perplexity)] for text in hardest
        ]
    if isinstance(evaluation, BoxEvaluation):
        return list_box_figures(evaluation)
    counts = evaluation.confusion.sum(1).tolist()
    rows = [
        [
            name,
            str(counts[index]),
            format_percent(evaluation.recalls[index]),
            format_percent(evaluation.precisions[index]),
        ]
        for index, name in enumerate(evaluation.classes)
    ]
    return ["Class", "Samples", "Recognised", "Right when said"], rows


def sample_rows(evaluation: AnyEvaluation, numbers: Sequence[int], modality: Modality) -> Table:
    """Of some samples what they are and what was said of them."""
    rows = [[evaluation.samples[row], *describe_row(evaluation, row)] for row in numbers]
    if isinstance(evaluation, Evaluation):
        for row, cells in zip(numbers, rows, strict=True):
            cells.append(format_percent(evaluation.confidences[row]))
        return [TITLES[modality], "Is", "Predicted", "Sure"], rows, (3,)
    if isinstance(evaluation, TextEvaluation):
        return [TITLES[modality], "Told", "How well"], rows, (1, 2)
    right = (1, 2) if isinstance(evaluation, ValueEvaluation) else ()
    return [TITLES[modality], "Is", "Predicted"], rows, right


def _title(place: int) -> str:
    return "Predicted" if place == 0 else f"{place + 1}."
