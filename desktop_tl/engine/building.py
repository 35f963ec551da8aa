"""A backbone with its weights and a head, as the recipe asks for it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from desktop_tl.api.backbones import Backbone, BackboneSpec
from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import FittedHead, answer_kind
from desktop_tl.engine.checkpoints import read_trained_model
from desktop_tl.engine.heads import build_head
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.plan import never_trained, plan_epochs
from desktop_tl.engine.run import Parts
from desktop_tl.engine.stages import check_features
from desktop_tl.engine.treatment import Treatment
from desktop_tl.engine.weights_file import load_pretrained
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.targets import read_targets


def build_model(
    recipe: Recipe, parts: Parts, treatment: Treatment, train: NDArray[np.int64] | None = None
) -> FineTunedModel:
    """The backbone with its weights and a new head, frozen as far as it stays so in the whole run.

    The same seed gives the same fresh weights, whatever was drawn before.

    Args:
        train: indices of the training samples, to which a head is fitted; None takes all.
    """
    strategy = recipe.parsed_strategy()
    torch.manual_seed(recipe.training.seed)
    backbone = build_backbone(parts.backbone, recipe.backbone.options)
    if strategy.is_pretrained and not recipe.start_from:
        _load_published(backbone, parts)
    stages = len(backbone.stages)
    if strategy.stages > stages:
        raise UserError(
            f"{parts.backbone.title} has {stages} stages; the strategy asks for {strategy.stages}.",
            advice=f"Choose {replace(strategy, stages=stages)} or fewer, or all.",
        )
    examples = check_features(backbone, treatment.example(2), treatment.input_words, answer_kind(parts.task))
    torch.manual_seed(recipe.training.seed)
    head = _build_fitted_head(backbone, parts, train)
    fixed = never_trained(plan_epochs(strategy, stages, recipe.training))
    model = FineTunedModel(backbone, head, fixed, examples, answer_kind(parts.task))
    if recipe.start_from:
        start_from_run(model, RunFolder.open(Path(recipe.start_from)), parts)
    if strategy.rank:
        model.adapt(strategy.rank)
    return model


def build_backbone(spec: BackboneSpec, options: Mapping[str, Any]) -> Backbone:
    """What the plugin makes of the options.

    Raises:
        UserError: the plugin's own, or it made something else than a backbone.
        RuntimeError: names the backbone, whatever else the plugin raised.
    """
    try:
        backbone = spec.build(spec.options.model_validate(options))
    except UserError:
        raise
    except Exception as error:  # a plugin may raise anything: it is the culprit
        raise RuntimeError(f"the backbone {spec.id} could not be built: {type(error).__name__}: {error}") from error
    if not isinstance(backbone, Backbone) or not backbone.stages:
        raise UserError(
            f"The backbone {spec.id} was built as {type(backbone).__name__}, without stages.",
            advice="This is a fault of the plugin that offers it; tell its authors, and choose another backbone.",
        )
    return backbone


def _load_published(backbone: Backbone, parts: Parts) -> None:
    if parts.weights_path is None:
        raise UserError(
            f"{parts.backbone.title} has no pretrained weights here.",
            advice="Choose a weights file or the strategy scratch.",
        )
    load_pretrained(backbone, parts.weights, parts.weights_path)


def _build_fitted_head(backbone: Backbone, parts: Parts, train: NDArray[np.int64] | None) -> nn.Module:
    head = build_head(parts.task, backbone, parts.dataset.classes)
    if isinstance(head, FittedHead):
        rows = read_targets(parts.dataset).rows
        head.fit_targets(torch.from_numpy(rows if train is None else rows[train]))
    return head


def start_from_run(model: FineTunedModel, run: RunFolder, parts: Parts) -> None:
    """Takes the trained model of another run, with its head. Raises: UserError if it is of other classes or parts."""
    known, now = run.model().get("classes", []), list(parts.dataset.classes)
    if known != now:
        other = sorted(set(known) ^ set(now))
        raise UserError(
            f"The model of the run ‘{run.name}’ has {len(known)} classes, the data {len(now)}; they differ in "
            f"{', '.join(f'‘{name}’' for name in other[:10])}{' …' if len(other) > 10 else ''}.",
            advice="Start a new run from this model instead: it gets a new head.",
        )
    model.load(read_trained_model(run))
