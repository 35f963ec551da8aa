"""What the processes of a run settle before they train: that they are about to do the same, and how it is computed."""

from dataclasses import replace

from desktop_tl.api import events as e
from desktop_tl.engine.calibration import Calibration, calibrate, consider_compiling, parse_calibration
from desktop_tl.engine.devices import DeviceChoice, choose_device
from desktop_tl.engine.distributed import code_facts
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.plan import plan_epochs
from desktop_tl.engine.run import Run


def agree_on_device(run: Run) -> DeviceChoice:
    """The device of this process. Raises: UserError if the processes are not about to do the same."""
    world, wanted = run.world, run.recipe.training.device
    device = world.together(lambda: choose_device(wanted, number=world.local_rank, of=world.local_size))
    if not world.is_alone:
        device = replace(device, title=f"{world.size} × {device.title}")
        world.require_same(facts_to_share(run, device))
    return device


def facts_to_share(run: Run, device: DeviceChoice) -> dict[str, object]:
    """What must be the same in every process of a run."""
    dataset = run.parts.dataset
    return {
        "recipe": run.recipe.model_dump_json(),
        "samples": (dataset.fingerprint(), len(dataset), tuple(dataset.classes)),
        "kind of device": device.device.type,
        **code_facts(),
    }


def note_other_processes(before: int, now: int) -> e.Noted:
    """For a run that goes on with another number of processes than it had."""
    then = "one process" if before == 1 else f"{before} processes"
    return e.Noted(
        level="warning",
        message=f"The run was begun with {then} and goes on with {now}: the result will be as good, but not the same "
        "to the last digit.",
    )


def note_other_device(before: str, now: str) -> e.Noted:
    """For a run that goes on on another kind of device than it was begun on."""
    return e.Noted(
        level="warning",
        message=f"The run was begun on {before} and continues on {now}: the result will be as good, but not the same "
        "to the last digit.",
    )


def agree_on_calibration(
    run: Run, model: FineTunedModel, device: DeviceChoice, samples: int, *, goes_on: bool
) -> Calibration:
    """What the first process measures, for all; prepares ``model``.

    Args:
        samples: of an epoch.
        goes_on: whether the run computes as it did before it was interrupted.
    """
    training = run.recipe.training
    plan = plan_epochs(run.recipe.parsed_strategy(), len(model.stages), training)

    def prepare(known: Calibration | None) -> Calibration:
        found = calibrate(
            model,
            device.device,
            training.precision,
            frozen=max(epoch.frozen for epoch in plan),
            known=known,
            kept_in=run.parts.calibrations,
        )
        if known is not None and not known.compiled:
            return found
        size = min(training.batch_size, samples)
        return consider_compiling(found, model, samples=samples * training.epochs, batch=size)

    is_known = goes_on and run.world.is_first
    before = parse_calibration(run.folder.environment().get("calibration")) if is_known else None
    if before is not None and before.device != device.device.type:
        run.emit(note_other_device(before.device, device.device.type))
        before = None
    calibration = run.world.from_first(lambda: prepare(before))
    if not run.world.is_first:
        prepare(calibration)
    return calibration
