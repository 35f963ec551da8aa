"""Says in words what is offered of PyTorch, how far its set-up is, and what has become of it."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop_tl.api.errors import UserError
from desktop_tl.gui.outside_words import engine_text
from desktop_tl.gui.widgets.amounts import bytes_text, count_text, join_sentences

if TYPE_CHECKING:
    from desktop_tl.app.torch_builds import Offer
    from desktop_tl.app.torch_folder import InstalledTorch
    from desktop_tl.app.torch_making import TorchProgress
    from desktop_tl.app.torch_setup import TorchPlan, Trial


def offer_title(offer: Offer, *, is_best: bool) -> str:
    """For whom a build is."""
    words = {
        "cuda": _tr("For NVIDIA graphics cards"),
        "cpu": _tr("For the processor"),
        "mps": _tr("For this Mac"),
    }[offer.build.family]
    return _tr("{0} (fits this computer)").format(words) if is_best else words


def offer_sentence(offer: Offer) -> str:
    """Why, and how large."""
    reason = engine_text(offer.reason)
    size = _tr("About {0} to download, {1} on the disk.").format(
        bytes_text(offer.build.download_bytes), bytes_text(offer.build.disk_bytes)
    )
    return join_sentences(_tr("{0}.").format(reason[:1].upper() + reason[1:]), size)


def need_text(offers: list[Offer]) -> str:
    """What the one more step is, before anything was looked up."""
    if not offers:
        return _tr("One more step: PyTorch, the engine that trains")
    size = bytes_text(offers[0].build.download_bytes)
    return _tr("One more step: PyTorch, the engine that trains, about {0} for this computer").format(size)


def plan_sentence(plan: TorchPlan) -> str:
    """What would come."""
    count = len(plan.distributions)
    words = _tr("PyTorch {0} with torchvision {1} and {2} more packages.").format(
        plan.version_of("torch"), plan.version_of("torchvision"), count_text(count - 2)
    )
    if plan.download_bytes is None:
        size = _tr("The index does not say how large they are.")
    elif plan.download_bytes:
        size = _tr("{0} to download, about {1} on the disk.").format(
            bytes_text(plan.download_bytes), bytes_text(plan.disk_bytes)
        )
    else:
        size = _tr("Nothing is to be downloaded. It takes about {0} on the disk.").format(bytes_text(plan.disk_bytes))
    return join_sentences(words, size, *map(engine_text, plan.notes))


def step_text(progress: TorchProgress | None) -> str:
    """What is being done."""
    if progress is None:
        return _tr("Looking what is needed")
    words = {
        "downloading": _tr("Downloading {0}"),
        "checking": _tr("Looking at what came before: {0}"),
        "installing": _tr("Unpacking"),
        "trying": _tr("Training a small network to try it"),
        "switching": _tr("Switching over"),
    }[progress.step]
    return words.format(progress.what)


def amount_text(progress: TorchProgress | None) -> str:
    """How much of it is done; empty where nobody knows."""
    if progress is None or not progress.total:
        return ""
    return _tr("{0} of {1}").format(bytes_text(progress.done), bytes_text(progress.total))


def done_text(installed: InstalledTorch) -> str:
    """What is there now."""
    return _tr("PyTorch {0} is set up and works. It computes on: {1}.").format(
        installed.version, engine_text(installed.device)
    )


def trial_text(trial: Trial) -> str:
    """What a trial has shown."""
    return _tr("PyTorch {0} works: it has trained a small network on: {1}.").format(
        trial.torch, engine_text(trial.device)
    )


def build_text(key: str) -> str:
    """A build for people: ``cu130`` → CUDA 13.0."""
    if key.startswith("cu") and key[2:].isdecimal():
        return f"CUDA {key[2:-1]}.{key[-1]}"
    return {"cpu": _tr("processor"), "mps": _tr("Apple GPU and processor")}.get(key, key)


def own_version(name: str) -> str:
    """Of a library of this Python, without importing it; empty if it is not there."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def error_words(error: UserError) -> tuple[str, str]:
    """Message and advice in the language of the window."""
    return engine_text(error.message), engine_text(error.advice)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TorchWords", text)
