"""What does not fit into memory at once is computed in portions, wherever the answer stays the same."""

from collections.abc import Callable

import torch

from desktop_tl.engine.errors import is_out_of_memory, out_of_memory


def compute_in_portions(compute: Callable[[slice], object], samples: int) -> None:
    """Computes so many samples together, or in halves, quarters … in their order where memory does not suffice.

    Args:
        compute: takes the samples from start to stop, and leaves nothing behind where it fails.

    Raises:
        RetryableError: not even one sample fits.
    """
    waiting = [slice(0, samples)]
    while waiting:
        part = waiting.pop()
        try:
            compute(part)
            continue
        except (RuntimeError, MemoryError) as error:
            if not is_out_of_memory(error):
                raise
        # outside the except block, which would keep the failed tensors alive
        free_memory()
        if part.stop - part.start < 2:
            raise out_of_memory(1)
        middle = (part.start + part.stop) // 2
        waiting += [slice(middle, part.stop), slice(part.start, middle)]


def free_memory() -> None:
    """Gives back what torch holds of a GPU without using it."""
    torch.cuda.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()
