"""What can go wrong while training, in words, with what to try instead."""

from collections.abc import Callable
from typing import Any

from desktop_tl.api import events as e
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.runs.stop import StopToken

LOOK_AGAIN_SECONDS = 2.0

_NO_MEMORY = ("out of memory", "can't allocate memory", "CUBLAS_STATUS_ALLOC_FAILED")
"""What torch says on CUDA and MPS, on a CPU, and in cuBLAS."""


class RetryableError(UserError):
    """A failure that other settings would probably avoid.

    Args:
        retry: settings (field of the recipe → value) to try again with.
    """

    def __init__(self, message: str, *, advice: str = "", retry: dict[str, Any] | None = None) -> None:
        super().__init__(message, advice=advice)
        self.retry = retry or {}


class DiskFull(UserError):
    """Nothing was written; what was there before is untouched."""


def not_finite(what: str, *, kept_epochs: int, rate: float) -> RetryableError:
    """The loss, a gradient or a weight is NaN or infinite: nearly always the learning rate is too high."""
    kept = f"The checkpoints up to epoch {kept_epochs} are kept. " if kept_epochs else ""
    lower = float(f"{rate / 10:g}")
    return RetryableError(
        what,
        advice=f"{kept}The learning rate is probably too high: try again with {lower:g}.",
        retry={"learning_rate": lower},
    )


def is_out_of_memory(error: BaseException) -> bool:
    """Whether memory did not suffice, of a device or of the machine: only CUDA has an exception of its own for it."""
    known = type(error).__name__ == "OutOfMemoryError" or isinstance(error, MemoryError)
    return known or (isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY))


def out_of_memory(batch_size: int, *, processes: int = 1) -> RetryableError:
    """Not even one sample at a time fits, or one of several processes cannot go on alone."""
    if processes > 1 and batch_size > 1:
        return RetryableError(
            f"There is not enough memory for a batch of {batch_size}.",
            advice=f"Choose a smaller batch, for instance {batch_size // 2}, and accumulate more of them.",
            retry={"batch_size": batch_size // 2},
        )
    return RetryableError(
        "There is not enough memory for this backbone, even one sample at a time.",
        advice="Close other programs, choose a smaller backbone, freeze more stages, or set the device to cpu.",
        retry={"device": "cpu", "batch_size": batch_size},
    )


def one_sample_a_batch(samples: int, fewest: int = 2) -> RetryableError:
    """Batch normalisation takes statistics over the batch, which one sample does not give."""
    if samples < 2:
        return RetryableError(
            "There is only one training sample; batch normalisation in the trained stages needs two.",
            advice="Add samples, or train only the head.",
            retry={"strategy": "head"},
        )
    return RetryableError(
        "A batch of one sample does not work with batch normalisation in the trained stages: it takes statistics over "
        "the batch.",
        advice=f"Set batch_size to {fewest} or more, or switch freeze_norm on.",
        retry={"batch_size": fewest},
    )


def wait_for_room(save: Callable[[], object], emit: Callable[[e.Event], None], stop: StopToken) -> None:
    """Saves; on a full disk, says so and goes on as soon as there is room.

    Raises:
        Stopped: asked to while it waited.
    """
    try:
        save()
        return
    except DiskFull as error:
        emit(e.RunPaused(message=error.message, advice="Make room: the run goes on by itself then."))
    while True:
        if stop.wait(LOOK_AGAIN_SECONDS):
            raise Stopped
        try:
            save()
        except DiskFull:
            continue
        emit(e.RunContinued())
        return
