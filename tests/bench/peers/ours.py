"""Desktop TL, as its terminal and its window run a recipe: through `Jobs`, with run folder, events and checkpoints."""

import importlib
import os
import sys
from pathlib import Path

from tests.bench.job import Clock, Job, Result, load_job

IMPORTS = (
    "desktop_tl.engine.finetune",
    "desktop_tl_folders.opening",
    "desktop_tl_classification.task",
    "desktop_tl_timm.families",
    "desktop_tl_torchvision.families",
    "safetensors.torch",
    "timm",
    "torchvision",
)
"""Imported before the clock starts, as the peers' are."""
STRATEGIES = {"head": "head", "last_stage": "last:1", "all": "all"}


def main(job: Job) -> None:
    """Starts the run and waits for its end."""
    from desktop_tl.api.events import EpochFinished, ModelBuilt
    from desktop_tl.app.context import build_context
    from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
    from desktop_tl.runs.training_choice import TrainingChoice

    for name in IMPORTS:
        importlib.import_module(name)
    sys.modules["torch"].set_num_threads(job.threads)
    context = build_context()

    clock = Clock()
    recipe = Recipe(
        dataset=DatasetChoice(id="folders/images", options={"root": job.data}),
        backbone=BackboneChoice(id=job.backbone, weights_file=job.weights),
        strategy=STRATEGIES[job.trained],
        training=TrainingChoice(
            epochs=job.epochs,
            learning_rate=job.learning_rate,
            batch_size=job.batch_size,
            momentum=job.momentum,
            weight_decay=0.0,
            schedule="constant",
            image_size=job.image_size,
            seed=job.seed,
        ),
    )
    run = context.jobs.start(recipe)
    run.wait()
    took = clock.read()
    if run.end is None or run.end.outcome != "finished":
        raise SystemExit(f"The run did not finish: {run.end}")
    events = run.drain()
    epochs = [event for event in events if isinstance(event, EpochFinished)]
    built = next(event for event in events if isinstance(event, ModelBuilt))
    if os.environ.get("DESKTOP_TL_BENCH_EVENTS"):  # where the time went, to be read by a person
        print(Path(run.folder.path, "events.jsonl").read_text("utf-8"), file=sys.stderr)
    Result(
        **took,
        accuracy=epochs[-1].validation["accuracy"],
        trained_parameters=built.trained_parameters,
        device=str(run.end.result.get("device", "")),
    ).tell()


if __name__ == "__main__":
    chosen = load_job(sys.argv[1])
    os.environ["DESKTOP_TL_HOME"] = chosen.home
    main(chosen)
