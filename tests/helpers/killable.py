"""Runs a small fine-tuning in a process that can be killed at any moment: python -m tests.helpers.killable."""

import json
import sys
from pathlib import Path

from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import Parts, finetune
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl_image_classification.task import ImageClassification
from tests.helpers.nets import SMALL_NET, colored_squares


def small_recipe(strategy: str, **settings: object) -> Recipe:
    """Three epochs of the small net on coloured squares."""
    recipe = Recipe(
        dataset=DatasetChoice(id="test/squares"), backbone=BackboneChoice(id=SMALL_NET.id), strategy=strategy
    )
    return recipe.with_settings({"epochs": 3, "batch_size": 8, "device": "cpu", "precision": "fp32", **settings})


def run(folder: Path, weights: Path, cache: Path) -> dict[str, object]:
    """Starts the run in ``folder``, or goes on with it if it was begun."""
    run_folder = RunFolder(folder)
    parts = Parts(
        task=ImageClassification(),
        dataset=colored_squares(96, classes=3),
        backbone=SMALL_NET,
        weights=None,
        weights_path=weights,
        features=FeatureStore(cache, limit_bytes=10**9),
        calibrations=weights.with_name("calibration.json"),
        checkpoint_seconds=0.0,  # after every step: a kill may hit any of these saves
    )
    with run_folder.locked(), run_folder.event_log() as log:
        resume = (folder / "events.jsonl").stat().st_size > 0
        result = finetune(run_folder.recipe(), parts, run_folder, log.append, StopToken(), resume=resume)
    run_folder.write("result", {"outcome": "finished", **{k: v for k, v in result.items() if k != "training_seconds"}})
    return result


if __name__ == "__main__":
    print("ready", flush=True)
    sys.stdin.readline()
    run(*map(Path, sys.argv[1:4]))
    print(json.dumps("done"))
