"""Uses a finished run: from samples to answers, through the same preprocessing as in training."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from pydantic import BaseModel

from desktop_tl.api.backbones import Backbone, BackboneSpec
from desktop_tl.api.errors import UserError
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing, parse_preprocessing
from desktop_tl.api.tasks import AnswerKind, Task, answer_kind
from desktop_tl.engine.checkpoints import read_trained_model
from desktop_tl.engine.computing import Computing
from desktop_tl.engine.devices import Wanted, choose_device
from desktop_tl.engine.framing import to_picture
from desktop_tl.engine.heads import build_head
from desktop_tl.engine.images import picture_size
from desktop_tl.engine.memory import compute_in_portions
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.sources import Source, UnreadableSample
from desktop_tl.engine.treatment import Treatment, plain_treatment
from desktop_tl.runs.folder import RunFolder


@dataclass(frozen=True)
class FoundBox:
    """What is somewhere in a picture. The edges are parts of the picture's width and height, as it is shown.

    Args:
        label: index of the class.
        score: how sure the model is, between 0 and 1.
    """

    label: int
    score: float
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Prediction:
    """What the model says of one sample.

    Args:
        source: the name it was asked under.
        scores: class or label and probability, the highest first; of values each with its name, in their order; empty
            if the sample cannot be read. Of boxes each class that was found, with its highest score.
        problem: why it cannot be read, in words.
        answer: what the scores are.
        boxes: where boxes are the answer, those that were found, the surest first.
        size: width and height of the picture in pixels, as it is shown; known where boxes are the answer.
    """

    source: str
    scores: tuple[tuple[str, float], ...] = ()
    problem: str = ""
    answer: AnswerKind = "class"
    boxes: tuple[FoundBox, ...] = ()
    size: tuple[int, int] = (0, 0)


class Predictor:
    """A loaded model. Used by one thread at a time.

    Attributes:
        classes: in the order of the scores.
        answer: what the scores are.
        treatment: how samples are treated.
        model: on ``device``, as it computes fastest.
    """

    def __init__(
        self,
        model: FineTunedModel,
        task: Task,
        classes: Sequence[str],
        treatment: Treatment,
        device: torch.device,
    ) -> None:
        self.classes, self.answer = tuple(classes), answer_kind(task)
        self.treatment = treatment
        self.model, self.device, self._task = model, device, task

    def predict(self, sources: Sequence[Source], names: Sequence[str], *, batch_size: int = 32) -> list[Prediction]:
        """One prediction for each source, in their order; unreadable ones with their problem."""
        predictions: list[Prediction] = []
        for start in range(0, len(sources), batch_size):
            stop = start + batch_size
            predictions += self._predict_batch(sources[start:stop], names[start:stop])
        return predictions

    def _predict_batch(self, sources: Sequence[Source], names: Sequence[str]) -> list[Prediction]:
        rows, problems = [], {}
        for name, source in enumerate(sources):
            try:
                rows.append(self.treatment.load(source))
            except UnreadableSample as error:
                problems[name] = str(error)
        scores = iter(self._scores(np.stack(rows)) if rows else ())
        return [
            Prediction(name, problem=problems[index], answer=self.answer)
            if index in problems
            else self._answer(name, sources[index], next(scores))
            for index, name in enumerate(names)
        ]

    def _scores(self, rows: np.ndarray) -> list[torch.Tensor]:
        """Of each sample what `Task.scores` says."""
        scores: list[torch.Tensor] = []

        def compute(part: slice) -> None:
            with torch.inference_mode():
                x = self.treatment.to_input(torch.from_numpy(rows[part]), self.device)
                scores.extend([one.float().cpu() for one in self._task.scores(self.model(x))])

        compute_in_portions(compute, len(rows))
        return scores

    def _answer(self, name: str, source: Source, scores: torch.Tensor) -> Prediction:
        if self.answer != "boxes":
            return Prediction(name, self._rank(scores.tolist()), answer=self.answer)
        size, preprocessing = picture_size(source), self.treatment.preprocessing
        assert isinstance(preprocessing, ImagePreprocessing)  # boxes are in pictures
        placed = to_picture(scores.numpy(), preprocessing, np.array(size)).tolist()
        boxes = tuple(FoundBox(int(label), *figures) for label, *figures in placed)
        best = {self.classes[box.label]: box.score for box in reversed(boxes)}
        ranked = tuple(sorted(best.items(), key=lambda pair: -pair[1]))
        return Prediction(name, ranked, answer=self.answer, boxes=boxes, size=size)

    def _rank(self, scores: list[float]) -> tuple[tuple[str, float], ...]:
        pairs = zip(self.classes, scores, strict=True)
        return tuple(pairs if self.answer == "values" else sorted(pairs, key=lambda pair: -pair[1]))


def load_predictor(folder: RunFolder, *, backbone: BackboneSpec, task: Task, device: Wanted = "auto") -> Predictor:
    """The best checkpoint of a run, ready to predict.

    Raises:
        UserError: the run has no checkpoint, a file is damaged, or the plugin builds another network than then.
    """
    model, _, document = rebuild_model(folder, backbone=backbone, task=task)
    chosen = choose_device(device)
    model = model.to(chosen.device)
    model.compute_as(*(how.on(chosen.device) for how in document.computing))
    treatment = plain_treatment(document.preprocessing)
    model.fold(treatment.example(2))
    return Predictor(model, task, document.classes, treatment, chosen.device)


def rebuild_model(
    folder: RunFolder, *, backbone: BackboneSpec, task: Task
) -> tuple[FineTunedModel, Backbone, "TrainedDocument"]:
    """The best checkpoint of a run on the CPU, what the plugin built, and what ``model.json`` tells.

    Raises:
        UserError: as `load_predictor`.
    """
    trained = read_trained_model(folder)
    document = _read_document(folder, backbone)
    built = backbone.build(document.options)
    if [stage.name for stage in built.stages] != document.stages:
        raise UserError(
            f"The backbone {backbone.id} has other stages than when the run ‘{folder.name}’ was made.",
            advice="Install the version of the plugin that environment.json names.",
        )
    head = build_head(task, built, document.classes)
    model = FineTunedModel(built, head, document.frozen_stages, answer=answer_kind(task))
    model.load(trained)
    model.eval()
    return model, built, document


@dataclass(frozen=True)
class TrainedDocument:
    """What ``model.json`` tells of the model."""

    options: BaseModel
    stages: list[str]
    frozen_stages: int
    classes: list[str]
    preprocessing: Preprocessing
    computing: tuple[Computing, Computing]


def _read_computing(data: Mapping[str, Any]) -> tuple[Computing, Computing]:
    """Of the frozen and of the trained part; the threads are those of this computer."""
    trained = Computing(**(data.get("trained") or {"channels_last": True}))
    frozen = Computing(**data["frozen"]) if data.get("frozen") else trained
    return replace(frozen, threads=0), replace(trained, threads=0)


def _read_document(folder: RunFolder, backbone: BackboneSpec) -> TrainedDocument:
    data = folder.model()
    try:
        return TrainedDocument(
            options=backbone.options.model_validate(data["backbone_options"]),
            stages=list(data["stages"]),
            frozen_stages=int(data["frozen_stages"]),
            classes=list(data["classes"]),
            preprocessing=parse_preprocessing(data["preprocessing"]),
            computing=_read_computing(data.get("computing") or {}),
        )
    except (KeyError, TypeError, ValueError) as error:  # ValueError: pydantic's too
        raise UserError(
            f"{folder.path / 'model.json'} is missing or damaged, so the model cannot be built again.",
            advice="Restore it from a copy of the run, or train the run again.",
        ) from error
