"""Builds of a run's best model what exporters need, and checks that what they wrote computes the same."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from desktop_tl.api.backbones import Backbone, BackboneSpec
from desktop_tl.api.errors import UserError
from desktop_tl.api.exporters import TrainedModel
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing, parse_preprocessing
from desktop_tl.api.tasks import AnswerKind, Task, answer_kind
from desktop_tl.engine.prediction import rebuild_model
from desktop_tl.engine.texts import NO_TOKEN
from desktop_tl.engine.treatment import plain_treatment
from desktop_tl.runs.folder import RunFolder


class WholeNetwork(nn.Module):
    """All stages and the head as one plain module, without freezing, folding and memory layouts."""

    def __init__(self, backbone: Backbone, head: nn.Module) -> None:
        super().__init__()
        self.stages = nn.ModuleDict({stage.name: stage.module for stage in backbone.stages})
        self.head = head
        self._run = backbone.run

    def forward(self, samples: Tensor) -> Tensor:
        outputs: Tensor = self.head(self._run(samples).float())
        return outputs


def load_trained_model(folder: RunFolder, backbone: BackboneSpec, task: Task) -> TrainedModel:
    """Raises: UserError, as `load_predictor`."""
    model, built, document = rebuild_model(folder, backbone=backbone, task=task)
    module = WholeNetwork(built, model.head).eval().requires_grad_(False)
    module.to(memory_format=torch.contiguous_format)
    example = plain_treatment(document.preprocessing).example(2)
    weights, classifier = name_weights(built, model.head)
    recipe = folder.recipe()
    return TrainedModel(
        name=folder.name,
        module=module,
        weights=weights,
        classifier=classifier,
        classes=tuple(document.classes),
        preprocessing=document.preprocessing,
        example=example,
        backbone=backbone.id,
        backbone_options=folder.model()["backbone_options"],
        task=recipe.task,
        answer=answer_kind(task),
        about=describe(folder, backbone, classifier, answer_kind(task)),
    )


def name_weights(backbone: Backbone, head: nn.Module) -> tuple[dict[str, Tensor], str]:
    """All weights under the names of the original network, and the name there of the layer that the head replaces."""
    used = {id(t) for stage in backbone.stages for t in stage.module.state_dict(keep_vars=True).values()}
    network = backbone.module.state_dict(keep_vars=True)
    weights = {name: t.detach().clone().contiguous() for name, t in network.items() if id(t) in used}
    classifier = next((name for name, m in backbone.module.named_modules() if m is backbone.classifier), "")
    classifier = classifier if isinstance(head, nn.Linear) and isinstance(backbone.classifier, nn.Linear) else ""
    weights |= {
        f"{classifier or 'head'}.{name}": t.detach().clone().contiguous() for name, t in head.state_dict().items()
    }
    return weights, classifier


_MEANINGS: dict[AnswerKind, str] = {
    "class": "one number for each class; a softmax over them gives probabilities",
    "labels": "one number for each label; its sigmoid is the probability that the sample has it",
    "values": "the values, in the unit of the training data",
    "text": "for every token one number for each token that may follow; a softmax over them gives probabilities",
    "boxes": "class, score and box (left, top, right, bottom, as parts of the input's sides) of what was found",
}


def describe_input(preprocessing: Preprocessing) -> dict[str, Any]:
    """Name, shape and type of what the network takes."""
    if isinstance(preprocessing, ImagePreprocessing):
        side = preprocessing.size
        return {"name": "pictures", "shape": ["batch", 3, side, side], "type": "float32", "channels": "RGB"}
    return {"name": "tokens", "shape": ["batch", "length"], "type": "int64", "behind the end": NO_TOKEN}


def describe(folder: RunFolder, backbone: BackboneSpec, classifier: str, answer: AnswerKind) -> dict[str, Any]:
    """What a program, and a person who gets the files, need to know of the model."""
    document, recipe, environment = folder.model(), folder.recipe(), folder.environment()
    weights = backbone.find_weights(str(document.get("weights") or ""))
    is_pretrained = recipe.parsed_strategy().is_pretrained
    preprocessing = parse_preprocessing(document["preprocessing"])
    return {
        "format": 1,
        "name": recipe.name or folder.name,
        "task": recipe.task,
        "classes": document["classes"],
        "preprocessing": preprocessing.model_dump(mode="json", exclude={"document", "tokenizer"}),
        "input": describe_input(preprocessing),
        "output": {
            "name": "outputs",
            "shape": ["batch", "length", "tokens"] if answer == "text" else ["batch", len(document["classes"])],
            "answer": answer,
            "meaning": _MEANINGS[answer],
        },
        "backbone": {
            "id": backbone.id,
            "options": document["backbone_options"],
            "original_last_layer": classifier,
        },
        "licences": {
            "backbone": backbone.licence or "unknown",
            "pretrained weights": (weights.licence if weights else "unknown") if is_pretrained else "none",
        },
        "pretrained on": (weights.training_data if weights else "unknown") if is_pretrained else "nothing",
        "metrics": folder.result().get("metrics") or {},
        "versions": environment.get("versions") or {},
    }


def probe_batches(example: Tensor) -> list[Tensor]:
    """Two samples, one alone; and two texts of different length, both shorter than they may be."""
    batches = [example, example[:1]]
    if not example.is_floating_point():
        shorter = example[:, : max(2, example.shape[1] // 2)].clone()
        shorter[1, -1] = NO_TOKEN
        batches.append(shorter)
    return batches


def require_same_outputs(
    trained: TrainedModel, load: Callable[[], Callable[[Tensor], Tensor]], tolerance: float, title: str
) -> None:
    """Raises: UserError if what was written computes something else, for two samples at once or for one alone."""
    again = load()
    for batch in probe_batches(trained.example):
        with torch.no_grad():
            wanted, found = trained.module(batch), torch.as_tensor(again(batch))
        if found.shape != wanted.shape:
            raise UserError(
                f"What {title} wrote gives outputs of shape {tuple(found.shape)} instead of {tuple(wanted.shape)}; "
                "nothing was kept.",
                advice="Choose another format.",
            )
        if not torch.allclose(found.float(), wanted.float(), rtol=tolerance, atol=tolerance):
            worst = float((found - wanted).abs().max())
            raise UserError(
                f"What {title} wrote gives other outputs: they differ by up to {worst:.2g}; nothing was kept.",
                advice="Choose another format, or update the libraries that write this one.",
            )
