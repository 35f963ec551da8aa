"""Fine-tunes as the paper says: build, freeze, cache, train, evaluate, save. Reads from top to bottom."""

import time
from typing import Any

from desktop_tl.api import events as e
from desktop_tl.api.errors import Stopped
from desktop_tl.api.tasks import answer_kind, lower_is_better
from desktop_tl.engine.agreement import agree_on_calibration, agree_on_device, note_other_processes
from desktop_tl.engine.building import build_model
from desktop_tl.engine.checkpoints import Saved, load_last
from desktop_tl.engine.computing import threads
from desktop_tl.engine.conclusion import conclude, describe_result
from desktop_tl.engine.data import Data
from desktop_tl.engine.distributed import World
from desktop_tl.engine.generation import make_writer
from desktop_tl.engine.loop import Loop
from desktop_tl.engine.loop_setting import make_setting
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.preparation import choose_treatment, divide
from desktop_tl.engine.records import save_fixed, write_documents
from desktop_tl.engine.run import Emit, Parts, Run, assemble_run
from desktop_tl.engine.weights_file import count_parameters
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken


def finetune(
    recipe: Recipe,
    parts: Parts,
    folder: RunFolder,
    emit: Emit,
    stop: StopToken,
    *,
    resume: bool = False,
    world: World | None = None,
) -> dict[str, Any]:
    """Runs a recipe and leaves a complete run folder, all but ``result.json``.

    Called on the run thread. Asked to stop, it ends within one step and keeps what is there.

    Args:
        resume: go on from the last checkpoint of an interrupted run in ``folder``, exactly as if it had never stopped.
        world: the processes that run this together. Only the first reads and writes ``folder``, emits and is stopped.

    Returns:
        The figures of the result; ``stopped`` tells whether it was asked to.

    Raises:
        Stopped: asked to before anything was trained.
        UserError: in words.
    """
    began = time.monotonic()
    run = assemble_run(recipe, parts, folder, emit, stop, world)
    recipe, emit, world = run.recipe, run.emit, run.world
    saved = take_up(run) if resume else None
    emit(e.PhaseProgressed(phase="preparing", done=0, total=0))
    device = agree_on_device(run)
    emit(e.DeviceChosen(device=device.title, reason=device.reason))
    tell_beginning(run, saved)

    split = world.together(lambda: divide(recipe, parts, emit))
    treatment = world.together(lambda: choose_treatment(recipe, parts, split, emit))
    model = world.together(lambda: build_model(recipe, parts, treatment, split.train))
    calibration = agree_on_calibration(run, model, device, len(split.train), goes_on=saved is not None)
    emit(e.Calibrated(choices=calibration.choices(), reasons=calibration.reasons))
    run.stop.check()
    emit(describe_built(model))
    world.from_first(lambda: write_documents(run, treatment.preprocessing, model, device, calibration))
    world.from_first(lambda: save_fixed(run, model))

    data = Data(recipe, parts, model, treatment, split, calibration, device.device, emit, run.stop, world)
    kept_back = split.validation if len(split.validation) else split.train
    write = make_writer(parts.task, treatment.preprocessing, parts.dataset, kept_back, model, device.device, run.stop)
    setting = make_setting(run, model, treatment, split, calibration, device.device, write)
    loop = Loop(setting, model, data.inputs_at)
    if saved:
        loop.resume(*saved)
    with data, threads(calibration.trained.threads):
        stopped = train(loop, world)
        verdicts = conclude(run, loop, model, write, stopped=stopped)
    return describe_result(run, loop, device, verdicts, stopped=stopped, began=began)


def take_up(run: Run) -> Saved | None:
    """What an interrupted run has saved last, if it came so far. Raises: UserError if it is damaged."""
    saved = run.world.from_first(lambda: load_last(run.folder))
    run.emit(e.RunResumed(epoch=saved[1]["epoch"] if saved else 0))
    return saved


def tell_beginning(run: Run, saved: Saved | None) -> None:
    """What is worth saying of the run before its data are looked at."""
    if saved and saved[1].get("processes", 1) != run.world.size:
        run.emit(note_other_processes(saved[1].get("processes", 1), run.world.size))
    task = run.parts.task
    run.emit(e.TaskBuilt(answer=answer_kind(task), main_metric=task.main_metric, lower_is_better=lower_is_better(task)))


def describe_built(model: FineTunedModel) -> e.ModelBuilt:
    """Of the stages and parameters, how many move."""
    return e.ModelBuilt(
        stages=tuple(model.stages),
        frozen_stages=model.fixed,
        parameters=count_parameters(model),
        trained_parameters=count_parameters(model, trained_only=True),
    )


def train(loop: Loop, world: World) -> bool:
    """Trains as far as it is let; returns whether it was asked to stop. Raises: Stopped before the first step."""
    stopped = False
    try:
        loop.run()
    except Stopped:
        stopped = True
        if not loop.steps_done:
            raise
    loop.check_frozen()
    loop.frozen_unchanged = not world.any(not loop.frozen_unchanged)
    return stopped
