"""Chooses what computes, and says why."""

from dataclasses import dataclass
from typing import Literal

import torch

from desktop_tl.api.errors import UserError

Wanted = Literal["auto", "cpu", "cuda", "mps"]


@dataclass(frozen=True)
class DeviceChoice:
    """A torch device with its name for people and the reason why it was chosen."""

    device: torch.device
    title: str
    reason: str


def choose_device(wanted: Wanted = "auto", *, number: int = 0, of: int = 1) -> DeviceChoice:
    """A working GPU if there is one and nothing else is asked for; otherwise the CPU, with the reason.

    Args:
        number: which of this machine's GPUs, for one of several processes.
        of: how many processes there are on this machine; each needs a GPU of its own.

    Raises:
        UserError: a GPU is asked for by name and does not work.
    """
    if of > 1 and wanted != "cpu" and (found := torch.cuda.device_count()) < of:
        if wanted != "auto":
            raise UserError(
                f"{of} processes need {of} GPUs, and this computer has {found}.",
                advice="Set processes to 0, which takes one for each GPU, or device to cpu.",
            )
        return _cpu(f"{of} processes need {of} GPUs, and this computer has {found}")
    if of > 1 and wanted != "cpu":
        torch.cuda.set_device(number)
    if wanted == "cpu":
        return _cpu("the recipe asks for the CPU" if _gpu_problem() else "the recipe asks for the CPU, a GPU is here")
    problem = _gpu_problem()
    if wanted == "mps" or (wanted == "auto" and torch.backends.mps.is_available()):
        if torch.backends.mps.is_available():
            return DeviceChoice(torch.device("mps"), "Apple GPU", "a working Apple GPU is here")
        raise UserError("The recipe asks for an Apple GPU (mps), and there is none.", advice="Set device to auto.")
    if problem is None:
        name = torch.cuda.get_device_name(number)
        return DeviceChoice(torch.device("cuda", number), name, "a working GPU is here")
    if wanted == "cuda":
        raise UserError(
            f"The recipe asks for a CUDA GPU: {problem}.", advice="Set device to auto, or run `desktop-tl doctor`."
        )
    return _cpu(problem)


def _cpu(reason: str) -> DeviceChoice:
    threads = torch.get_num_threads()
    return DeviceChoice(torch.device("cpu"), f"CPU, {threads} {'thread' if threads == 1 else 'threads'}", reason)


def _gpu_problem() -> str | None:
    """Why no CUDA GPU can be used, as half a sentence; None if one computes."""
    if not torch.backends.cuda.is_built():
        return "this torch was built without CUDA"
    if not torch.cuda.is_available():
        return "no GPU with a working CUDA driver was found"
    try:
        torch.ones(8, device="cuda").sum().item()  # a driver that is found may still be too old for this torch
    except RuntimeError as error:
        return f"the GPU was found but does not compute ({str(error).splitlines()[0]})"
    return None
