"""What is kept of a model's answers in an evaluation, by their kind."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.api.tasks import Task, answer_kind

Columns = dict[str, NDArray[Any]]
"""One row for each sample in every column."""


def answer_columns(task: Task, outputs: Any, targets: Tensor) -> Columns:
    """For a class its ``targets``, the ``predicted`` and their ``confidences``; for labels ``targets`` and ``scores``;
    for values ``targets`` and those ``predicted``; for texts the number of their ``tokens`` that are told, and the mean
    of their ``losses``; for boxes those ``found`` in what the network saw, of each picture an array of its own.

    Args:
        outputs: of the head, for one batch.
        targets: as `Task.answer` says.
    """
    scores = task.scores(outputs)
    match answer_kind(task):
        case "class":
            top = scores.float().max(1)
            return _on_cpu(targets=targets, predicted=top.indices, confidences=top.values)
        case "labels":
            return _on_cpu(targets=targets, scores=scores.float())
        case "values":
            return _on_cpu(targets=targets, predicted=scores.float())
        case "text":
            losses, tokens = token_losses(scores, targets)
            return _on_cpu(losses=losses.sum(1) / tokens.clamp(min=1), tokens=tokens)
        case "boxes":
            return {"found": as_column([rows.float().cpu().numpy() for rows in scores])}


def token_losses(scores: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
    """How surprising each token but the first of a text is, in nats, and how many these are in each text.

    Args:
        scores: logarithms of the probabilities of the next token, of shape (N, length, tokens).
        targets: the tokens, int64 of shape (N, length), -1 behind the end.

    Returns:
        float32 of shape (N, length - 1), 0 behind the end; int64 of shape (N,).
    """
    length = min(scores.shape[1], targets.shape[1])
    following = targets[:, 1:length]
    is_told = following >= 0
    chosen = scores[:, : length - 1].gather(2, following.clamp(min=0)[..., None])[..., 0].float()
    return torch.where(is_told, -chosen, 0.0), is_told.sum(1)


def no_columns(task: Task, classes: int) -> Columns:
    """Of no sample at all."""
    none = np.empty(0, np.float32)
    rows = np.empty((0, classes), np.float32)
    match answer_kind(task):
        case "class":
            return {"targets": none.astype(np.int64), "predicted": none.astype(np.int64), "confidences": none}
        case "labels":
            return {"targets": rows, "scores": rows}
        case "values":
            return {"targets": rows, "predicted": rows}
        case "text":
            return {"losses": none, "tokens": none.astype(np.int64)}
        case "boxes":
            return {"found": none.astype(object)}


def join_columns(parts: Sequence[Columns]) -> Columns:
    """One behind the other; at least one."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _on_cpu(**columns: Tensor) -> Columns:
    return {name: column.cpu().numpy() for name, column in columns.items()}


def as_column(rows: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Arrays of different length, each one element."""
    column = np.empty(len(rows), object)
    for index, row in enumerate(rows):
        column[index] = row
    return column
