"""What a run's folder holds before the training begins: what its model is made of, and the stages that never move."""

import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop_tl.api.errors import UserError
from desktop_tl.api.preprocessing import Preprocessing
from desktop_tl.engine.calibration import Calibration
from desktop_tl.engine.checkpoints import load_weights, save_weights
from desktop_tl.engine.devices import DeviceChoice
from desktop_tl.engine.environment import describe_environment
from desktop_tl.engine.errors import wait_for_room
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.run import Run
from desktop_tl.runs.files import is_disk_full


def write_documents(
    run: Run, preprocessing: Preprocessing, model: FineTunedModel, device: DeviceChoice, calibration: Calibration
) -> None:
    """``model.json``, from which the model can be built again, and ``environment.json``."""
    recipe, folder = run.recipe, run.folder
    environment = describe_environment(
        device, seed=recipe.training.seed, dataset_fingerprint=run.parts.dataset.fingerprint()
    )
    try:
        folder.write("model", describe_model(run, preprocessing, model, calibration))
        folder.write("environment", {**environment, "calibration": asdict(calibration)})
    except OSError as error:
        reason = "the disk is full" if is_disk_full(error) else error.strerror or str(error)
        raise UserError(f"The run's folder {folder.path} cannot be written: {reason}.", advice="Make room.") from error


def describe_model(
    run: Run, preprocessing: Preprocessing, model: FineTunedModel, calibration: Calibration
) -> dict[str, Any]:
    """All that building the model again needs, besides its weights."""
    return {
        "task": run.recipe.task,
        "backbone": run.recipe.backbone.id,
        "backbone_options": run.recipe.backbone.options,
        "weights": run.parts.weights.id if run.parts.weights else "",
        "classes": list(run.parts.dataset.classes),
        "stages": list(model.stages),
        "frozen_stages": model.fixed,
        "preprocessing": preprocessing.model_dump(mode="json"),
        "computing": {
            "frozen": asdict(calibration.frozen) if calibration.frozen else None,
            "trained": asdict(calibration.trained),
        },
    }


def save_fixed(run: Run, model: FineTunedModel) -> None:
    """Writes the stages that never move, once. Raises: UserError if a resumed run finds others than it left."""
    folder = run.folder
    check_room(folder.path, model)
    sha256 = model.hash_fixed()
    if folder.frozen_path.is_dir():
        if load_weights(folder.frozen_path)[1]["sha256"] != sha256:
            raise UserError(
                f"The pretrained weights are not those with which the run ‘{folder.name}’ began.",
                advice="Bring back the weights file of then, or start a new run.",
            )
        return
    wait_for_room(lambda: save_weights(folder.frozen_path, model.fixed_state(), {"sha256": sha256}), run.emit, run.stop)


def check_room(path: Path, model: FineTunedModel) -> None:
    """Raises: UserError if the disk cannot hold the fixed weights and some sets of the trained ones."""
    fixed = sum(t.numel() * t.element_size() for t in model.fixed_state().values())
    trained = sum(t.numel() * t.element_size() for t in model.trained_state().values())
    needed = round(1.1 * (fixed + 6 * trained))
    free = shutil.disk_usage(path).free
    if free < needed:
        raise UserError(
            f"The disk of {path} has {free / 1e6:.0f} MB free, the run needs {needed / 1e6:.0f} MB.",
            advice="Make room or choose a folder on another disk.",
        )
