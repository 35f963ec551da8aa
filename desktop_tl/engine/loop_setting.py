"""What stays the same over all epochs of a run."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.preprocessing import Preprocessing
from desktop_tl.api.tasks import LossOptions, Task
from desktop_tl.engine.calibration import Calibration
from desktop_tl.engine.distributed import World
from desktop_tl.engine.fitting import loss_options
from desktop_tl.engine.generation import Write
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.plan import EpochPlan, plan_epochs, rate_scales
from desktop_tl.engine.run import CHECKPOINT_SECONDS, Emit, Run
from desktop_tl.engine.split import SplitIndices
from desktop_tl.engine.treatment import Treatment
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.targets import read_targets
from desktop_tl.runs.training_choice import TrainingChoice


@dataclass(frozen=True, kw_only=True)
class LoopSetting:
    """All that the loop needs besides the model and its inputs.

    Args:
        scales: of the learning rate, for each stage.
        preprocessing: through which the model sees the samples.
        write: of a model that writes, lets it; draws nothing from the generators of the training.
    """

    training: TrainingChoice
    plan: Sequence[EpochPlan]
    scales: list[float]
    task: Task
    loss_options: LossOptions
    dataset: Dataset
    preprocessing: Preprocessing
    folder: RunFolder
    device: torch.device
    calibration: Calibration
    emit: Emit
    stop: StopToken
    checkpoint_seconds: float = CHECKPOINT_SECONDS
    world: World = field(default_factory=World.alone)
    write: Write | None = None


def make_setting(
    run: Run,
    model: FineTunedModel,
    treatment: Treatment,
    split: SplitIndices,
    calibration: Calibration,
    device: torch.device,
    write: Write | None,
) -> LoopSetting:
    """Of a run whose model is built and calibrated."""
    training, strategy, dataset = run.recipe.training, run.recipe.parsed_strategy(), run.parts.dataset
    targets, classes = read_targets(dataset), len(dataset.classes)
    return LoopSetting(
        training=training if strategy.is_pretrained else training.model_copy(update={"freeze_norm": False}),
        plan=plan_epochs(strategy, len(model.stages), training),
        scales=rate_scales(strategy, len(model.stages), training),
        task=run.parts.task,
        loss_options=loss_options(training, targets, split.train, classes=classes, device=device),
        dataset=dataset,
        preprocessing=treatment.preprocessing,
        folder=run.folder,
        device=device,
        calibration=calibration,
        emit=run.emit,
        stop=run.stop,
        checkpoint_seconds=run.parts.checkpoint_seconds,
        world=run.world,
        write=write,
    )
