"""Trains a small network with a PyTorch that was just installed; `desktop_tl.child_programs` starts it as a child.

Imports, in the order in which they break: torch, torchvision with its own operators (which fail if the two come from
different builds), and then what every run needs: a convolution, its gradient and a step of an optimiser, on the device
that runs would take.
"""

import argparse
import importlib
import importlib.util
import json
import os
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STEPS = 20


@dataclass(frozen=True, kw_only=True)
class Trial:
    """What came of it.

    Args:
        problem: the error, by its type; empty if all is well.
        device: that computed, for people.
        reason: why that one.
    """

    torch: str = ""
    torchvision: str = ""
    cuda: str = ""
    device: str = ""
    reason: str = ""
    seconds: float = 0.0
    problem: str = ""
    details: str = ""


def main() -> None:
    """Writes what came of it into ``--answer``, as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--packages", required=True, help="appended to the path, as at the start of the app")
    parser.add_argument("--answer", type=Path, required=True, help="the file to write")
    options = parser.parse_args()
    sys.path.append(options.packages)
    importlib.invalidate_caches()
    facts: dict[str, Any] = {}
    try:
        _try(Path(options.packages), facts)
    except BaseException as error:  # SystemExit too: whatever a broken library raises is the answer
        facts["problem"] = f"{type(error).__name__}: {error}"
        facts["details"] = traceback.format_exc()
    options.answer.write_text(json.dumps(facts), "utf-8")
    sys.stdout.flush()
    os._exit(0)  # what a driver does at the end of the process is not asked


def _try(packages: Path, facts: dict[str, Any]) -> None:
    for name in ("torch", "torchvision"):
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None or not Path(spec.origin).is_relative_to(packages):
            raise ImportError(f"{name} is not in {packages}: {spec.origin if spec else 'it was not found'}")
    import desktop_tl.engine  # noqa: F401  # sets what torch reads when it is loaded

    begun = time.perf_counter()
    import torch

    facts["torch"], facts["cuda"] = str(torch.__version__), str(torch.version.cuda or "")
    import torchvision

    facts["torchvision"] = str(torchvision.__version__)
    from desktop_tl.engine.devices import choose_device

    choice = choose_device("auto")
    facts["device"], facts["reason"] = choice.title, choice.reason
    _suppress_boxes(choice.device)
    _train(choice.device)
    facts["seconds"] = time.perf_counter() - begun


def _suppress_boxes(device: Any) -> None:
    """One operator of torchvision's own: of two boxes that nearly coincide the better one stays."""
    import torch
    from torchvision.ops import nms

    boxes = torch.tensor([[0.0, 0, 10, 10], [1, 1, 10, 10], [20, 20, 30, 30]], device=device)
    kept = nms(boxes, torch.tensor([0.9, 0.8, 0.7], device=device), 0.5).tolist()
    if kept != [0, 2]:
        raise RuntimeError(f"torchvision.ops.nms keeps the boxes {kept} instead of 0 and 2")


def _train(device: Any) -> None:
    """Learns to tell bright pictures from dark ones."""
    import torch
    from torch import nn

    torch.manual_seed(0)
    labels = torch.arange(16, device=device) % 2
    pictures = torch.rand(16, 3, 16, 16, device=device) * 0.5 + labels.view(-1, 1, 1, 1) * 0.5
    network = nn.Sequential(
        nn.Conv2d(3, 8, 3, padding=1),
        nn.BatchNorm2d(8),
        nn.ReLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(8, 2),
    ).to(device)
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.05)
    losses = []
    for _ in range(STEPS):
        loss = nn.functional.cross_entropy(network(pictures), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    if not losses[-1] < losses[0] / 2:  # nan too
        raise RuntimeError(f"a small network does not learn: its loss went from {losses[0]:.3f} to {losses[-1]:.3f}")


if __name__ == "__main__":
    main()
