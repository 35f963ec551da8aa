"""What follows from the kind of the targets: which settings make sense, and what the loss has to know of the data."""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray

from desktop_tl.api import events as e
from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind, LossOptions, Task, answer_kind
from desktop_tl.runs.targets import Targets
from desktop_tl.runs.training_choice import TrainingChoice

MOST_WEIGHT = 100.0
"""A label that hardly any sample has would otherwise send gradients that drown all others."""


_LEARNT: dict[AnswerKind, str] = {"values": "values", "text": "texts", "boxes": "boxes"}


def require_settings(training: TrainingChoice, task: Task) -> None:
    """Raises: UserError for a setting that means nothing for the answers of this task."""
    if training.mixing != "none" and not task.mixes_targets:
        raise UserError("This task cannot learn from samples that are mixed out of two.", advice="Set mixing to none.")
    if training.class_balance == "sampling" and answer_kind(task) != "class":
        raise UserError(
            "Samples can only be shown more often where each has one class.",
            advice=f"Set class balance to {'weights or none' if answer_kind(task) == 'labels' else 'none'}.",
        )
    learnt = _LEARNT.get(answer_kind(task))
    if learnt and training.class_balance != "none":
        raise UserError(
            f"There are no classes to balance where {learnt} are learnt.", advice="Set class balance to none."
        )
    if learnt and training.label_smoothing:
        raise UserError(f"Label smoothing means nothing for {learnt}.", advice="Set label smoothing to 0.")


def require_processes(task: Task, processes: int) -> None:
    """Raises: UserError for a task that cannot be divided among several processes."""
    if processes > 1 and answer_kind(task) == "boxes":
        raise UserError("A network that finds boxes is trained by one process only.", advice="Set processes to 1.")


def loss_options(
    training: TrainingChoice, targets: Targets, train: NDArray[np.int64], *, classes: int, device: torch.device
) -> LossOptions:
    """What the loss has to know.

    Args:
        train: indices of the training samples.
        classes: how many there are.
    """
    if targets.kind in ("text", "boxes"):
        return LossOptions()
    rows = targets.rows[train]
    if targets.kind == "values":
        return LossOptions(spread=spread_of(torch.from_numpy(rows)).to(device))
    weights = None
    if training.class_balance == "weights":
        weights = _class_weights(rows, classes) if targets.kind == "class" else _label_weights(rows)
        weights = weights.to(device)
    return LossOptions(label_smoothing=training.label_smoothing, class_weights=weights)


def spread_of(values: torch.Tensor) -> torch.Tensor:
    """Standard deviation of each column, float32; 1 for one that does not vary.

    Args:
        values: shape (N, values).
    """
    spread = values.double().std(dim=0, correction=0)
    return torch.where(values.amax(0) > values.amin(0), spread, 1.0).float()


def _class_weights(targets: NDArray[np.int64], classes: int) -> torch.Tensor:
    """For each class the inverse of its share of the samples, 1 on average over the samples."""
    counts = np.bincount(targets, minlength=classes)
    weights = len(targets) / np.maximum(counts, 1) / np.count_nonzero(counts)
    return torch.tensor(weights, dtype=torch.float32)


def _label_weights(rows: NDArray[np.uint8]) -> torch.Tensor:
    """For each label how many samples lack it for each that has it."""
    having = rows.sum(0, dtype=np.int64)
    weights = np.where(having > 0, (len(rows) - having) / np.maximum(having, 1), 1.0)
    return torch.tensor(np.clip(weights, 1 / MOST_WEIGHT, MOST_WEIGHT), dtype=torch.float32)


def tell_lost(
    targets: Targets,
    classes: tuple[str, ...],
    train: NDArray[np.int64],
    readable: NDArray[np.int64],
    emit: Callable[[e.Event], None],
) -> None:
    """Says which classes or labels have lost all their training samples, of which only ``readable`` are left.

    Raises:
        UserError: fewer than two classes are left.
    """
    if targets.kind in ("values", "text"):
        return
    before, left = (_present(targets, indices) for indices in (train, readable))
    names = tuple(classes[index] for index in sorted(before - left))
    if not names:
        return
    shown = ", ".join(f"‘{name}’" for name in names[:10]) + (" …" if len(names) > 10 else "")
    if targets.kind == "class" and len(left) < 2:
        raise UserError(
            f"Fewer than two classes are left: none of the training samples of {shown} can be read.",
            advice="The list of files says why for each.",
        )
    emit(
        e.Noted(
            level="warning",
            message=f"None of the training samples of {shown} can be read: the model will hardly ever predict it.",
            items=names,
        )
    )


def _present(targets: Targets, indices: NDArray[np.int64]) -> set[int]:
    if targets.kind == "boxes":
        boxes = [targets.rows[index][:, 0] for index in indices.tolist()]
        return set(np.unique(np.concatenate(boxes).astype(np.int64)).tolist()) if boxes else set()
    rows = targets.rows[indices]
    return set((np.unique(rows) if targets.kind == "class" else np.flatnonzero(rows.any(0))).tolist())
