"""Measures in which way a part of a model is computed fastest, and says why it was chosen. Never by opinion.

Channels-last was 2.4 × faster for one network, contiguous 1.3 × for the last stage of another; bf16 was 40 × slower on
a CPU without the right instructions, and on one with them 3 × faster forward and 5 × slower backward.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Literal

import psutil
import torch
from torch import Tensor

from desktop_tl.engine.computing import Computing, multiplies_bf16, threads
from desktop_tl.engine.model import FineTunedModel

Wanted = Literal["auto", "fp32", "bf16", "fp16"]
Pass = Callable[[], Tensor]

SAMPLES = 8

CLEARLY = {"cpu": 1.25, "cuda": 1.05}
"""Half precision must be so much faster than fp32 before it is taken: it has fewer digits, and below it is noise."""

USUALLY = 1.05
"""Pixels come in channels-last order and most networks are faster so: contiguous must be so much faster to be taken."""

FEWER_THREADS = 1.15
"""Fewer threads than cores must be so much faster to be taken."""

BUSY = 0.5
"""So much work of other programs a core, and what threads are measured to do holds for today only."""

SMALL_SECONDS = 0.01
"""A part that needs no more for the samples of one measurement gains nothing that could be felt."""

HOPELESS = 2.5
"""Half precision whose first pass takes so much longer is not measured any further."""

LONG_SECONDS = 0.1
"""A pass that takes so long is measured once: it is hardly disturbed, and keeps two threads busy in any case."""

MOST_DIFFERENCE = 0.05
"""Of the outputs in half precision from those in fp32, as a share of their length, before half precision is refused."""

HEAD_BATCH, HEAD_STEPS = 32, 20


class Part:
    """Measures ways to compute one part of a model."""

    def __init__(self, model: FineTunedModel, run: Pass, device: torch.device) -> None:
        self._model, self._run, self._device = model, run, device
        self._reasons: list[str] = []

    def choose(self, wanted: Wanted, *, is_trained: bool = False) -> tuple[Computing, str, float]:
        """The fastest way, why, and the seconds that the samples of one measurement then take.

        Args:
            is_trained: whether it is also computed backward.
        """
        plain = Computing(threads=torch.get_num_threads() if self._device.type == "cpu" else 0)
        last = replace(plain, channels_last=True)
        took_plain = self._time(plain, times=1)
        took_last = self._time(last, times=1 if took_plain > LONG_SECONDS else 2)
        self._reasons = [f"channels last took {took_last / took_plain:.2f} × the time of contiguous"]
        best, took = (last, took_last) if took_last < took_plain * USUALLY else (plain, took_plain)
        if wanted == "auto":
            full, took_full = best, took
            best, took = self._consider_half(best, took)
            if is_trained:
                best, took = self._consider_matrices(full, took_full, best, took)
        elif wanted != "fp32":
            best, took = replace(best, precision=wanted), self._time(replace(best, precision=wanted))
        best, took = self._consider_fewer_threads(best, took)
        return best, "; ".join(self._reasons), took

    def _consider_half(self, best: Computing, took: float) -> tuple[Computing, float]:
        if self._device.type not in CLEARLY:
            self._reasons.append("half precision is not used on this kind of device")
        elif not multiplies_bf16(self._device):
            self._reasons.append("the device has no instructions for half precision, which is then many times slower")
        elif self._device.type == "cpu" and took < SMALL_SECONDS:
            self._reasons.append("so small that half precision gains nothing")
        else:
            half = replace(best, precision="bf16")
            took_half = self._time(half, times=0)
            if took_half < took * HOPELESS:
                took_half = self._time(half, times=1 if took > LONG_SECONDS else 2)
            told = f"bf16 took {took_half / took:.2f} × the time of fp32"
            if took_half * CLEARLY[self._device.type] >= took:
                self._reasons.append(told)
                return best, took
            difference = self._difference(half, best)
            self._reasons.append(f"{told}, what it gives differs by {difference:.1%}")
            if difference <= MOST_DIFFERENCE:
                return half, took_half
        return best, took

    def _consider_matrices(
        self, full: Computing, took_full: float, best: Computing, took: float
    ) -> tuple[Computing, float]:
        """Half precision that does not slow the backward pass down, on a CPU with the instructions for it.

        Args:
            full: the fastest in fp32.
            best: the fastest so far.
        """
        is_small = took_full < SMALL_SECONDS
        if self._device.type != "cpu" or not multiplies_bf16(self._device) or is_small or not self._has_convolutions():
            return best, took
        products = replace(full, channels_last=True, convolutions="matrices")
        took_products = self._time(products, times=1 if took_full > LONG_SECONDS else 2)
        told = f"convolutions as matrix products in bf16 took {took_products / took_full:.2f} × the time of fp32"
        if took_products * CLEARLY["cpu"] >= took_full or took_products * USUALLY >= took:
            self._reasons.append(told)
            return best, took
        difference = self._difference(products, full)
        self._reasons.append(f"{told}, what they give differs by {difference:.1%}")
        return (products, took_products) if difference <= MOST_DIFFERENCE else (best, took)

    def _has_convolutions(self) -> bool:
        trained = list(self._model.stages.values())[self._model.fixed :]
        return any(isinstance(module, torch.nn.Conv2d) for stage in trained for module in stage.modules())

    def _consider_fewer_threads(self, best: Computing, took: float) -> tuple[Computing, float]:
        most = torch.get_num_threads()
        if self._device.type != "cpu" or most == 1 or (most == 2 and took > LONG_SECONDS):
            return best, took
        if psutil.getloadavg()[0] > BUSY * most:
            self._reasons.append("other programs are busy, so that fewer threads were not tried")
            return best, took
        fewer = replace(best, threads=most // 2)
        took_fewer = self._time(fewer, times=1)
        self._reasons.append(f"{fewer.threads} threads took {took_fewer / took:.2f} × the time of {most}")
        return (fewer, took_fewer) if took_fewer * FEWER_THREADS < took else (best, took)

    def _time(self, how: Computing, times: int = 2) -> float:
        self._model.compute_as(how, how)
        with threads(how.threads):
            return measure_seconds(self._run, self._model, times)

    def _difference(self, half: Computing, full: Computing) -> float:
        outputs = []
        for how in (half, full):
            self._model.compute_as(how, how)
            with torch.no_grad():
                outputs.append(self._run().float())
        return float((outputs[0] - outputs[1]).norm() / outputs[1].norm().clamp_min(1e-12))


def choose_for_head(model: FineTunedModel, device: torch.device) -> tuple[Computing, str, float]:
    """The head alone, whose steps are too small to be divided well."""
    most = torch.get_num_threads()
    if model.answer == "boxes":  # what it computes depends on what is to be found
        return Computing(threads=most if device.type == "cpu" else 0), "the head alone, which is not measured", 0.0
    features = model.repeat_example(-1, HEAD_BATCH).to(device)

    def steps(count: int) -> float:
        with threads(count):
            for number in range(HEAD_STEPS + 5):
                if number == 5:  # the first ones warm up
                    began = time.perf_counter()
                model.suffix(features).sum().backward()
        model.zero_grad(set_to_none=True)
        return time.perf_counter() - began

    several = steps(0)
    seconds = several / HEAD_STEPS * SAMPLES / HEAD_BATCH
    if device.type != "cpu":
        return Computing(), "the head alone", seconds
    if most == 1:
        return Computing(threads=1), "the head alone", seconds
    one = steps(1)
    reason = f"the head alone; 1 thread took {one / several:.2f} × the time of {most}"
    return Computing(threads=1 if one * FEWER_THREADS < several else most), reason, seconds


def training_pass(model: FineTunedModel, samples: int, device: torch.device) -> Pass:
    """Forward and backward through the trained stages. A forward pass alone would mislead."""
    x = model.repeat_example(model.fixed, samples).to(device)

    def run() -> Tensor:
        outputs = model.suffix_to_measure(x)
        if outputs.requires_grad:
            outputs.sum().backward()
        return outputs.detach()

    return run


def measure_seconds(run: Pass, model: FineTunedModel, times: int = 2) -> float:
    """The best of a few passes after one that warms up; with ``times`` 0 that one."""
    best = float("inf")
    for number in range(times + 1):
        began = time.perf_counter()
        outputs = run()
        if outputs.device.type == "cuda":
            torch.cuda.synchronize()
        if number or not times:
            best = min(best, time.perf_counter() - began)
        model.zero_grad(set_to_none=True)
    return best
