"""One process of a small fine-tuning that several do together, as a plan says; it notes what it saw."""

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from pydantic import BaseModel

from desktop_tl.api import Backbone
from desktop_tl.api import events as e
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.engine import lora
from desktop_tl.engine.data import Data
from desktop_tl.engine.distributed import World
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.inputs import Batch
from desktop_tl.engine.process_group import join
from desktop_tl.engine.run import Parts
from desktop_tl.engine.step import Step
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from tests.helpers.nets import SMALL_NET, build_small_net, colored_squares


def build_without_dropout(options: BaseModel) -> Backbone:
    """The small net without what each process would draw for itself."""
    backbone = build_small_net(options)
    for module in backbone.module.modules():
        if isinstance(module, torch.nn.Dropout):
            module.p = 0.0
    return backbone


def run_part(folder: Path, plan: dict[str, Any], world: World, seen: dict[str, Any]) -> None:
    """This process's part of the run; what it sees goes into ``seen``."""
    torch.set_num_threads(1)
    lora.DROPOUT = 0.0  # as for the net itself
    run_folder, stop = RunFolder(folder), StopToken()
    dataset = colored_squares(plan["samples"], classes=3)
    for index in plan.get("damaged", ()):
        dataset.pixels[index] = b"no picture"  # type: ignore[index]
    if world.rank == plan.get("other_data_on"):
        dataset.classes = ("one", "two", "three")
    seen |= {"epochs": [], "features": {}}
    parts = Parts(
        task=Classification(),
        dataset=dataset,
        backbone=replace(SMALL_NET, build=build_without_dropout),
        weights=None,
        weights_path=Path(plan["weights"]),
        features=FeatureStore(Path(plan["cache"]), limit_bytes=10**9) if "cache" in plan else None,
        calibrations=folder.parent / "calibration.json",
        checkpoint_seconds=plan.get("checkpoint_seconds", 300.0),
    )
    watch(seen, plan, world, stop)

    def emit(event: e.Event) -> None:
        assert world.is_first, "only the first process tells what happens"
        log.append(event)

    log = run_folder.event_log() if world.is_first else None
    try:
        resume = plan.get("resume", False)
        seen["result"] = finetune(run_folder.recipe(), parts, run_folder, emit, stop, resume=resume, world=world)  # type: ignore[arg-type]
    finally:
        if log is not None:
            log.close()


def watch(seen: dict[str, Any], plan: dict[str, Any], world: World, stop: StopToken) -> None:
    """Notes the samples of every step, and stops or dies where the plan says so."""
    make = Data.inputs_at

    def inputs_at(self: Data, boundary: int) -> Any:
        inputs = make(self, boundary)
        train = inputs["train"]
        take = train.batches

        def batches(parts: Any, *, epoch: int = 0) -> Iterator[Batch]:
            indices: list[list[int]] = []
            if epoch:
                seen["epochs"].append(indices)
            for batch in take(parts, epoch=epoch):
                indices.append(batch.indices.tolist())
                yield batch

        if plan.get("features"):
            every = train.batches([np.arange(len(train.indices))])
            seen["features"] = {
                str(i): x.flatten().tolist() for b in every for i, x in zip(b.indices, b.x, strict=True)
            }
        train.batches = batches  # type: ignore[method-assign]
        return inputs

    Data.inputs_at = inputs_at  # type: ignore[method-assign]
    run_step, compute = Step.run, Step._compute
    steps_done = 0

    def stepping(self: Any, *arguments: Any) -> float:
        nonlocal steps_done
        if plan.get("stop_at") == steps_done and world.is_first:
            stop.request()
        if plan.get("die_at") == steps_done and world.rank == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        loss = run_step(self, *arguments)
        steps_done += 1
        return loss

    def computing(self: Any, x: torch.Tensor, targets: torch.Tensor) -> Any:
        if world.rank == 1 and (len(x) > plan.get("fits", len(x)) or plan.get("fail_at") == steps_done):
            raise torch.OutOfMemoryError
        return compute(self, x, targets)

    Step.run, Step._compute = stepping, computing  # type: ignore[method-assign]


def take_part(folder: Path, plan_path: Path, environment: dict[str, str]) -> None:
    """The whole of one process, in the world that torchrun's variables describe."""
    os.environ.update(environment)
    plan, seen = json.loads(plan_path.read_text()), dict[str, Any]()
    try:
        with join() as world:
            run_part(folder, plan, world, seen)
    except (UserError, Stopped) as error:
        seen["error"] = str(error) or type(error).__name__
    folder.with_name(f"{folder.name}-seen-{environment['RANK']}.json").write_text(json.dumps(seen))
