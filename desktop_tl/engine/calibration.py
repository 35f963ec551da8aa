"""Decides by a short measurement on the real model how to compute: memory layout and number format. Never by opinion.

Channels-last was 2.4 × faster on one CPU; bf16 was 40 × slower on another without the right instructions.
"""

import hashlib
import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

import torch

from desktop_tl.api.preprocessing import ImagePreprocessing
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.runs.files import write_json

Precision = Literal["fp32", "bf16", "fp16"]
PICTURES = 8
CLEARLY = {"cuda": 1.05, "cpu": 1.5}
"""Half precision must be so much faster than fp32 before it is taken: below, it is noise, and on a CPU not worth the
digits."""

USUALLY = 1.3
"""Pixels come in channels-last order and most networks are faster so: contiguous must be so much faster to be taken."""

_TYPES = {"bf16": torch.bfloat16, "fp16": torch.float16}


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """How the model is computed on this device, and why."""

    device: str
    channels_last: bool
    precision: Precision
    reasons: dict[str, str] = field(default_factory=dict)

    def autocast(self) -> AbstractContextManager[object]:
        """The context of every forward pass."""
        if self.precision == "fp32":
            return nullcontext()
        return torch.autocast(self.device, _TYPES[self.precision])

    def choices(self) -> dict[str, str]:
        """For the record."""
        return {
            "memory layout": "channels last" if self.channels_last else "contiguous",
            "precision": self.precision,
            "threads": str(torch.get_num_threads()),
            "torch.compile": "off",
        }


def calibrate(
    model: FineTunedModel,
    preprocessing: ImagePreprocessing,
    device: torch.device,
    wanted: Literal["auto", "fp32", "bf16", "fp16"],
    *,
    known: "Calibration | None" = None,
    kept_in: Path | None = None,
) -> Calibration:
    """Measures a few small batches and leaves ``model`` on ``device`` in the faster memory layout.

    Measured once for a model and device: another choice changes the last bits of every result.

    Args:
        known: that of the run that is resumed.
        kept_in: a JSON file with what was measured here before; None keeps nothing.
    """
    name = _name(model, preprocessing, device, wanted)
    found = known or _read(kept_in).get(name)
    if found is None:
        found = _measure(model, preprocessing, device, wanted)
        if kept_in is not None:
            kept_in.parent.mkdir(parents=True, exist_ok=True)
            write_json(kept_in, {key: asdict(value) for key, value in (_read(kept_in) | {name: found}).items()})
    model.to(device)
    model.lay_out(torch.channels_last if found.channels_last else torch.contiguous_format)
    return found


def _measure(
    model: FineTunedModel,
    preprocessing: ImagePreprocessing,
    device: torch.device,
    wanted: Literal["auto", "fp32", "bf16", "fp16"],
) -> Calibration:
    model.to(device)
    reasons = {
        "threads": "one for each core; they wait without spinning, so that the window keeps its share",
        "torch.compile": "compiling takes a minute or more, which the cached and short runs here do not win back",
    }
    x = torch.randn(PICTURES, 3, preprocessing.size, preprocessing.size, device=device)
    model.lay_out(torch.contiguous_format)
    plain = _seconds(model, x, nullcontext)
    model.lay_out(torch.channels_last)
    last = _seconds(model, x, nullcontext)
    channels_last = last < plain * USUALLY
    reasons["memory layout"] = f"channels last took {last / plain:.2f} × the time of contiguous"
    precision: Precision = "fp32" if wanted == "auto" else wanted
    reasons["precision"] = "the recipe asks for it"
    if wanted == "auto":
        precision, reasons["precision"] = _choose_precision(model, x, device, min(plain, last), channels_last)
    return Calibration(device=device.type, channels_last=channels_last, precision=precision, reasons=reasons)


def _choose_precision(
    model: FineTunedModel, x: torch.Tensor, device: torch.device, plain: float, channels_last: bool
) -> tuple[Precision, str]:
    if device.type == "cpu":
        if not _cpu_multiplies_bf16():
            return "fp32", "this CPU has no instructions for half precision, which is then many times slower"
    elif device.type != "cuda":
        return "fp32", "half precision is not used on this kind of device"
    elif not torch.cuda.is_bf16_supported():
        return "fp32", "this GPU has no bf16"
    model.lay_out(torch.channels_last if channels_last else torch.contiguous_format)
    half = _seconds(model, x, lambda: torch.autocast(device.type, torch.bfloat16))
    if half * CLEARLY[device.type] < plain:
        return "bf16", f"bf16 took {half / plain:.2f} × the time of fp32"
    return "fp32", f"bf16 took {half / plain:.2f} × the time of fp32"


def _name(model: FineTunedModel, preprocessing: ImagePreprocessing, device: torch.device, wanted: str) -> str:
    what = torch.cuda.get_device_name(device) if device.type == "cuda" else device.type
    shapes = [(name, list(t.shape)) for name, t in model.state_dict().items() if not name.startswith("head.")]
    facts = [shapes, preprocessing.size, what, wanted, torch.get_num_threads(), torch.__version__]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:32]


def _read(path: Path | None) -> dict[str, Calibration]:
    try:
        known = json.loads(path.read_text("utf-8")) if path else {}
        return {name: Calibration(**values) for name, values in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # measured again


def _cpu_multiplies_bf16() -> bool:
    known = torch.backends.cpu.get_cpu_capability() if hasattr(torch.backends, "cpu") else ""
    return "AMX" in known or bool(getattr(torch.cpu, "_is_amx_tile_supported", lambda: False)())


def _seconds(
    model: FineTunedModel, x: torch.Tensor, autocast: Callable[[], AbstractContextManager[object]], times: int = 2
) -> float:
    """The best of a few forward passes after one that warms up."""
    best = float("inf")
    with torch.inference_mode():
        for number in range(times + 1):
            began = time.perf_counter()
            with autocast():
                model(x)
            if x.device.type == "cuda":
                torch.cuda.synchronize()
            if number:
                best = min(best, time.perf_counter() - began)
    return best
