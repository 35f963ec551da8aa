"""The stages of a backbone: what they are, and whether they keep what their plugin promises."""

from dataclasses import dataclass

import torch
from pydantic import BaseModel
from torch import Tensor

from desktop_tl.api.backbones import Backbone, BackboneSpec
from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.engine.lora import count_added, find_layers


@dataclass(frozen=True)
class StageInfo:
    """One stage as the stage tree shows it."""

    name: str
    title: str
    parameters: int
    layers: tuple[tuple[int, int], ...] = ()
    """Of each layer that LoRA can adapt: the parameters of an adapter of rank 1, and its weights."""


def describe_stages(spec: BackboneSpec, options: BaseModel) -> tuple[StageInfo, ...]:
    """The stages of a backbone with their parameter counts; builds it without memory, on torch's meta device."""
    with torch.device("meta"):
        backbone = spec.build(options)
    return tuple(
        StageInfo(
            stage.name,
            stage.title or stage.name,
            sum(p.numel() for p in stage.module.parameters()),
            tuple((count_added(layer), layer.weight.numel()) for layer in find_layers(stage.module).values()),
        )
        for stage in backbone.stages
    )


def check_features(backbone: Backbone, x: Tensor, input_words: str, answer: AnswerKind = "class") -> list[Tensor]:
    """Runs two samples through all stages.

    Args:
        x: what the first stage takes.
        input_words: what that is, in words.
        answer: what is to be told of them: for a text, the last stage gives what lies between the stages of texts.

    Returns:
        What each stage takes, and at the end the features.

    Raises:
        UserError: names the stage that fails, or the shape that came out and the one that was promised.
    """
    modes = [(m, m.training) for stage in backbone.stages for m in stage.module.modules()]
    for stage in backbone.stages:
        stage.module.eval()
    examples = [x]
    advice = "Tell the author of the plugin; another backbone will work."
    with torch.no_grad():
        for index, stage in enumerate(backbone.stages):
            try:
                x = backbone.run(x, index, index + 1)
            except Exception as error:  # the stage is named, which is all that can be done for a foreign network
                raise UserError(
                    f"Stage ‘{stage.name}’ of the backbone fails on {input_words}: {error}",
                    advice="Another size may work. " + advice,
                ) from error
            examples.append(x)
    for module, mode in modes:
        module.training = mode
    wanted = (2, examples[0].shape[1], backbone.num_features + 1) if answer == "text" else (2, backbone.num_features)
    if tuple(x.shape) != wanted:
        raise UserError(
            f"The backbone's features have shape {tuple(x.shape)} and should have {wanted}.",
            advice=advice,
        )
    return examples
