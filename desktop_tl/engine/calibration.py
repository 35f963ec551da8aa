"""Decides by a short measurement on the real model how to compute: memory layout, number format, threads, compiling.
Never by opinion.

Channels-last was 2.4 × faster on one CPU; bf16 was 40 × slower on another without the right instructions.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import psutil
import torch

from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.runs.files import write_json

Precision = Literal["fp32", "bf16", "fp16"]
Wanted = Literal["auto", "fp32", "bf16", "fp16"]
How = Callable[[], AbstractContextManager[object]]
PICTURES = 8
CLEARLY = 1.05
"""On a GPU half precision must be so much faster than fp32 before it is taken: below, it is noise."""

CLEARLY_ON_A_CPU = 1.25
USUALLY = 1.3
"""Pixels come in channels-last order and most networks are faster so: contiguous must be so much faster to be taken."""

FEWER_THREADS = 1.15
"""Fewer threads than cores must be so much faster to be taken."""

BUSY = 0.5
"""So much work of other programs a core, and what threads are measured to do holds for today only."""

SMALL_SECONDS = 0.01
"""A network that needs no more for the pictures of one measurement gains nothing that could be felt."""

MOST_DIFFERENCE = 0.05
"""Of the outputs in half precision from those in fp32, as a share of their length, before half precision is refused."""

COMPILING_PAYS_FROM = 1200.0
"""Seconds of training from which on it is worth trying to compile: that takes one to three minutes."""

HEAD_BATCH, HEAD_STEPS = 32, 20
_TYPES = {"bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How the model is computed on this device, and why.

    Args:
        threads: of the computation on a CPU.
        head_threads: where the head alone is trained, whose steps are too small to be divided.
        picture_seconds: what one picture of a training step took.
        compiled: whether the trained stages are compiled by torch.compile.
    """

    device: str
    channels_last: bool
    precision: Precision
    threads: int
    head_threads: int
    picture_seconds: float
    compiled: bool = False
    reasons: dict[str, str] = field(default_factory=dict)

    def autocast(self) -> AbstractContextManager[object]:
        """The context of every forward pass."""
        return autocast(self.device, self.precision)

    def choices(self) -> dict[str, str]:
        """For the record."""
        alone = "" if self.head_threads == self.threads else f", {self.head_threads} for the head alone"
        return {
            "memory layout": "channels last" if self.channels_last else "contiguous",
            "precision": self.precision,
            "threads": f"{self.threads}{alone}",
            "torch.compile": "on" if self.compiled else "off",
        }

    def features_depend_on(self) -> list[str]:
        """What changes the last bits of features."""
        return [self.device, str(self.channels_last), self.precision, str(self.threads)]


def parse_calibration(values: object) -> Calibration | None:
    """What `dataclasses.asdict` made of one; None if another version of the app did."""
    try:
        return Calibration(**values)  # type: ignore[arg-type]
    except TypeError:
        return None


def autocast(device: str, precision: Precision) -> AbstractContextManager[object]:
    """The context of a forward pass in that number format."""
    return nullcontext() if precision == "fp32" else torch.autocast(device, _TYPES[precision])


def calibrate(
    model: FineTunedModel,
    preprocessing: ImagePreprocessing,
    device: torch.device,
    wanted: Wanted,
    *,
    known: "Calibration | None" = None,
    kept_in: Path | None = None,
) -> Calibration:
    """Measures a few small batches and leaves ``model`` on ``device``, folded and in the faster memory layout.

    Measured once for a model and device: another choice changes the last bits of every result.

    Args:
        known: that of the run that is resumed.
        kept_in: a JSON file with what was measured here before; None keeps nothing.
    """
    model.to(device)
    model.fold(preprocessing)
    name = _name(model, preprocessing, device, wanted)
    found = known or _read(kept_in).get(name)
    if found is None:
        found = _measure(model, preprocessing, device, wanted)
        if kept_in is not None:
            kept_in.parent.mkdir(parents=True, exist_ok=True)
            write_json(kept_in, {key: asdict(value) for key, value in (_read(kept_in) | {name: found}).items()})
    torch.set_num_threads(found.threads)
    model.lay_out(torch.channels_last if found.channels_last else torch.contiguous_format)
    return found


@cache
def most_threads() -> int:
    """How many torch began with: one for each core, or what the person's environment says."""
    return torch.get_num_threads()


def use_all_threads() -> None:
    """What one run chose is not for what comes after it."""
    torch.set_num_threads(most_threads())


def consider_compiling(
    calibration: Calibration, model: FineTunedModel, preprocessing: ImagePreprocessing, *, pictures: int, batch: int
) -> Calibration:
    """Compiles the trained stages where that was measured to pay in a run of so many pictures, or was so decided.

    Args:
        pictures: that go through a training step in the whole run.
        batch: of a training step.

    Returns:
        The calibration with the choice and its reason.
    """
    if calibration.compiled:
        model.compile_trained()
        return calibration
    expected = pictures * calibration.picture_seconds
    if model.fixed == len(model.stages):
        return _with_reason(calibration, "no stage is trained, and the head is too small to gain from it")
    if expected < COMPILING_PAYS_FROM:
        return _with_reason(calibration, "the training is too short to win back the minutes that compiling takes")
    device = torch.device(calibration.device)
    x = torch.randn(batch, 3, preprocessing.size, preprocessing.size, device=device)
    plain = _seconds(model, x, calibration.autocast)
    began = time.perf_counter()
    try:
        model.compile_trained()
        compiled = _seconds(model, x, calibration.autocast)
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


def _with_reason(calibration: Calibration, reason: str) -> Calibration:
    return replace(calibration, reasons={**calibration.reasons, "torch.compile": reason})


def _measure(
    model: FineTunedModel, preprocessing: ImagePreprocessing, device: torch.device, wanted: Wanted
) -> Calibration:
    use_all_threads()
    reasons: dict[str, str] = {}
    noise = torch.Generator().manual_seed(0)
    x = torch.randn(PICTURES, 3, preprocessing.size, preprocessing.size, generator=noise).to(device)
    model.lay_out(torch.contiguous_format)
    plain = _seconds(model, x, nullcontext, times=1)
    model.lay_out(torch.channels_last)
    last = _seconds(model, x, nullcontext)
    channels_last = last < plain * USUALLY
    reasons["memory layout"] = f"channels last took {last / plain:.2f} × the time of contiguous"
    model.lay_out(torch.channels_last if channels_last else torch.contiguous_format)
    took = last if channels_last else plain
    precision: Precision = "fp32" if wanted == "auto" else wanted
    reasons["precision"] = "the recipe asks for it"
    if wanted == "auto":
        precision, reasons["precision"], took = _choose_precision(model, x, device, took)

    def how() -> AbstractContextManager[object]:
        return autocast(device.type, precision)

    threads, reasons["threads"], took = _choose_threads(model, x, how, took)
    head_threads, reason = _choose_head_threads(model, device, threads)
    reasons["threads"] += reason
    return Calibration(
        device=device.type,
        channels_last=channels_last,
        precision=precision,
        threads=threads,
        head_threads=head_threads,
        picture_seconds=took / PICTURES,
        reasons=reasons,
    )


def _choose_precision(
    model: FineTunedModel, x: torch.Tensor, device: torch.device, plain: float
) -> tuple[Precision, str, float]:
    """Which, why, and what the measured pictures then take."""
    if device.type == "cpu":
        if not multiplies_bf16(device):
            return "fp32", "this CPU has no instructions for half precision, which is then many times slower", plain
        if plain < SMALL_SECONDS:
            return "fp32", "the network is so small that half precision gains nothing", plain
    elif device.type != "cuda":
        return "fp32", "half precision is not used on this kind of device", plain
    elif not multiplies_bf16(device):
        return "fp32", "this GPU has no bf16", plain

    def half() -> AbstractContextManager[object]:
        return torch.autocast(device.type, torch.bfloat16)

    took = _seconds(model, x, half)
    measured = f"bf16 took {took / plain:.2f} × the time of fp32"
    if took * (CLEARLY_ON_A_CPU if device.type == "cpu" else CLEARLY) >= plain:
        return "fp32", measured, plain
    with torch.inference_mode():
        expected = model(x).float()
        with half():
            difference = float((model(x).float() - expected).norm() / expected.norm().clamp_min(1e-12))
    told = f"{measured}, its outputs differ by {difference:.1%}"
    return ("bf16", told, took) if difference <= MOST_DIFFERENCE else ("fp32", told, plain)


def multiplies_bf16(device: torch.device) -> bool:
    """Whether the device has instructions for bf16; without them it is many times slower than fp32."""
    if device.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    names = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")  # torch has no public name for them
    return device.type == "cpu" and any(getattr(torch.cpu, name, lambda: False)() for name in names)


def _choose_threads(model: FineTunedModel, x: torch.Tensor, how: How, took: float) -> tuple[int, str, float]:
    """How many, why, and what the measured pictures then take."""
    most = most_threads()
    if x.device.type != "cpu":
        return most, "the device computes, not they", took
    if most == 1:
        return most, "there is one core", took
    if psutil.getloadavg()[0] > BUSY * most:
        return most, "one for each core; other programs are busy, so that fewer were not tried", took
    fewer = most // 2
    with _threads(fewer):
        took_fewer = _seconds(model, x, how, times=1)
    reason = f"{fewer} took {took_fewer / took:.2f} × the time of {most}"
    return (fewer, reason, took_fewer) if took_fewer * FEWER_THREADS < took else (most, reason, took)


def _choose_head_threads(model: FineTunedModel, device: torch.device, threads: int) -> tuple[int, str]:
    if device.type != "cpu" or threads == 1:
        return threads, ""
    features = torch.randn(HEAD_BATCH, model.num_features, generator=torch.Generator().manual_seed(0))

    def steps(count: int) -> float:
        with _threads(count):
            for number in range(HEAD_STEPS + 5):
                if number == 5:  # the first ones warm up
                    began = time.perf_counter()
                model.head(features).float().sum().backward()
        return time.perf_counter() - began

    try:
        several, one = steps(threads), steps(1)
    except Exception:  # a head that takes something else than one row of features for each sample
        return threads, ""
    finally:
        model.zero_grad(set_to_none=True)
    alone = f"; for the head alone 1 took {one / several:.2f} × the time of {threads}"
    return (1 if one * FEWER_THREADS < several else threads), alone


@contextmanager
def _threads(count: int) -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _name(model: FineTunedModel, preprocessing: ImagePreprocessing, device: torch.device, wanted: str) -> str:
    what = torch.cuda.get_device_name(device) if device.type == "cuda" else device.type
    shapes = [(name, list(t.shape)) for name, t in model.state_dict().items() if not name.startswith("head.")]
    facts: list[Any] = [2, shapes, model.fixed, preprocessing.size, what, wanted, most_threads(), torch.__version__]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _read(path: Path | None) -> dict[str, Calibration]:
    try:
        known = json.loads(path.read_text("utf-8")).items() if path else ()
    except (OSError, ValueError, AttributeError):
        return {}  # measured again
    return {name: found for name, values in known if (found := parse_calibration(values)) is not None}


def _seconds(model: FineTunedModel, x: torch.Tensor, how: How, times: int = 2) -> float:
    """The best of a few passes after one that warms up: forward, and backward through the stages that are trained.

    A forward pass alone misleads: bf16 took 0.6 × its time on one CPU and 1.5 × that of a whole step.
    """
    best = float("inf")
    with torch.inference_mode(model.fixed == len(model.stages)):
        for number in range(times + 1):
            began = time.perf_counter()
            with how():
                outputs = model(x)
            if outputs.requires_grad:
                outputs.float().sum().backward()
            if x.device.type == "cuda":
                torch.cuda.synchronize()
            if number:
                best = min(best, time.perf_counter() - began)
    model.zero_grad(set_to_none=True)
    return best
