"""How a model is computed on a device, part by part, and whether it is compiled: measured once, kept with reasons."""

import hashlib
import json
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import torch

from desktop_tl.engine.computing import Computing
from desktop_tl.engine.computing_choice import SAMPLES, Part, Wanted, choose_for_head, measure_seconds, training_pass
from desktop_tl.engine.errors import is_out_of_memory
from desktop_tl.engine.memory import free_memory
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.runs.files import write_json

COMPILING_PAYS_FROM = 1200.0
"""Seconds of training from which on it is worth trying to compile: that takes one to three minutes."""


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How the model is computed on this device, and why.

    Args:
        frozen: the stages that are frozen at first; None where none are.
        trained: the stages that are trained, and the head.
        sample_seconds: what one sample of a training step took, without the frozen stages.
        compiled: whether the trained stages are compiled by torch.compile.
        reasons: for each of `choices`.
    """

    device: str
    frozen: Computing | None
    trained: Computing
    sample_seconds: float
    compiled: bool = False
    reasons: dict[str, str] = field(default_factory=dict)

    def choices(self) -> dict[str, str]:
        """For the record."""
        return {
            **({"frozen part": self.frozen.describe()} if self.frozen else {}),
            "trained part": self.trained.describe(),
            "torch.compile": "on" if self.compiled else "off",
        }


def parse_calibration(values: Any) -> Calibration | None:
    """What `dataclasses.asdict` made of one; None if another version of the app did."""
    try:
        frozen = Computing(**values["frozen"]) if values["frozen"] else None
        return Calibration(**{**values, "frozen": frozen, "trained": Computing(**values["trained"])})
    except (TypeError, KeyError):
        return None


def calibrate(
    model: FineTunedModel,
    device: torch.device,
    wanted: Wanted,
    *,
    frozen: int | None = None,
    known: Calibration | None = None,
    kept_in: Path | None = None,
) -> Calibration:
    """Measures a few small batches and leaves ``model`` on ``device``, to be computed in the fastest way.

    Measured once for a model and device: another choice changes the last bits of every result.

    Args:
        frozen: how many stages are frozen at first; None for those that always are.
        known: that of the run that is resumed.
        kept_in: a JSON file with what was measured here before; None keeps nothing.
    """
    frozen = model.fixed if frozen is None else frozen
    model.to(device)
    model.fold(model.examples[0])
    name = _name(model, frozen, device, wanted)
    found = known or _read(kept_in).get(name)
    if found is None:
        found, is_measured = _try_to_measure(model, frozen, device, wanted)
        if kept_in is not None and is_measured:
            kept_in.parent.mkdir(parents=True, exist_ok=True)
            write_json(kept_in, {key: asdict(value) for key, value in (_read(kept_in) | {name: found}).items()})
    model.compute_as(found.frozen or found.trained, found.trained)
    return found


def consider_compiling(calibration: Calibration, model: FineTunedModel, *, samples: int, batch: int) -> Calibration:
    """Compiles the trained stages where that was measured to pay in a run of so many samples, or was so decided.

    Args:
        samples: that go through a training step in the whole run.
        batch: of a training step.

    Returns:
        The calibration with the choice and its reason.
    """
    if calibration.compiled:
        model.compile_trained()
        return calibration
    expected = samples * calibration.sample_seconds
    if reason := _why_not_compile(calibration, model, expected):
        return _with_reason(calibration, reason)
    run = training_pass(model, batch, torch.device(calibration.device))
    plain = measure_seconds(run, model)
    began = time.perf_counter()
    try:
        model.compile_trained()
        compiled = measure_seconds(run, model)
    except Exception as error:  # without a compiler or with code that it cannot follow, torch raises many kinds
        model.compile_trained(False)
        line = (str(error).strip().splitlines() or [type(error).__name__])[0]
        return _with_reason(calibration, f"it cannot be compiled here ({line[:120]})")
    cost = time.perf_counter() - began
    reason = f"a compiled step took {compiled / plain:.2f} × the time of a plain one, compiling {cost:.0f} s"
    if expected * (1 - compiled / plain) < 2 * cost:
        model.compile_trained(False)
        return _with_reason(calibration, reason)
    return replace(_with_reason(calibration, reason), compiled=True)


def _why_not_compile(calibration: Calibration, model: FineTunedModel, expected: float) -> str:
    """Why it is not even tried for a training of so many seconds; empty where it is."""
    if model.fixed == len(model.stages):
        return "no stage is trained, and the head is too small to gain from it"
    if model.adapters is not None:
        return "the adapters are taken out in the end, and it would be compiled once more"
    if not model.examples[0].is_floating_point():
        return "texts differ in length, and each length would be compiled for itself"
    if calibration.trained.convolutions == "matrices":
        return "convolutions as matrix products are not compiled"
    if expected < COMPILING_PAYS_FROM:
        return "the training is too short to win back the minutes that compiling takes"
    return ""


def _with_reason(calibration: Calibration, reason: str) -> Calibration:
    return replace(calibration, reasons={**calibration.reasons, "torch.compile": reason})


def _try_to_measure(
    model: FineTunedModel, frozen: int, device: torch.device, wanted: Wanted
) -> tuple[Calibration, bool]:
    """With whether it was measured: where memory does not suffice for a few samples, training finds what fits."""
    try:
        return _measure(model, frozen, device, wanted), True
    except (RuntimeError, MemoryError) as error:
        if not is_out_of_memory(error):
            raise
    model.zero_grad(set_to_none=True)
    free_memory()
    plain = Computing(
        precision="fp32" if wanted == "auto" else wanted,
        threads=torch.get_num_threads() if device.type == "cpu" else 0,
    )
    reason = f"not measured: there is not enough memory for {SAMPLES} samples"
    reasons = {**({"frozen part": reason} if frozen else {}), "trained part": reason}
    first = plain if frozen else None
    return Calibration(device=device.type, frozen=first, trained=plain, sample_seconds=0.0, reasons=reasons), False


def _measure(model: FineTunedModel, frozen: int, device: torch.device, wanted: Wanted) -> Calibration:
    reasons: dict[str, str] = {}
    first: Computing | None = None
    if frozen:
        x = model.repeat_example(0, SAMPLES).to(device)
        part = Part(model, lambda: model.prefix(x, 0, frozen), device)
        first, reasons["frozen part"], _ = part.choose(wanted)
    if model.fixed < len(model.stages):
        trained, reasons["trained part"], took = Part(model, training_pass(model, SAMPLES, device), device).choose(
            wanted, is_trained=True
        )
    else:
        trained, reasons["trained part"], took = choose_for_head(model, device)
    return Calibration(
        device=device.type, frozen=first, trained=trained, sample_seconds=took / SAMPLES, reasons=reasons
    )


def _name(model: FineTunedModel, frozen: int, device: torch.device, wanted: str) -> str:
    what = torch.cuda.get_device_name(device) if device.type == "cuda" else device.type
    shapes = [(name, list(t.shape)) for name, t in model.state_dict().items() if not name.startswith("head.")]
    where = [model.fixed, frozen, list(model.shapes[0])]
    facts: list[Any] = [5, shapes, where, what, wanted, torch.get_num_threads(), torch.__version__]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _read(path: Path | None) -> dict[str, Calibration]:
    try:
        known = json.loads(path.read_text("utf-8")).items() if path else ()
    except (OSError, ValueError, AttributeError):
        return {}  # measured again
    return {name: found for name, values in known if (found := parse_calibration(values)) is not None}
