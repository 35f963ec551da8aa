"""The whole network as a program of `torch.export`."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from desktop_tl.api import TrainedModel

FILE = "model.pt2"
SCRIPT = '''"""Tries the model: python predict.py PICTURE …   Needs torch, numpy and Pillow."""

import sys
from pathlib import Path

import torch
from pictures import explain, prepare

model = torch.export.load(Path(__file__).parent / "model.pt2").module()
for path in sys.argv[1:]:
    with torch.no_grad():
        outputs = model(torch.from_numpy(prepare(path)))
    name, share = explain(outputs[0].numpy())[0]
    print(f"{path}: {name} ({share:.1%})")
'''


def write(trained: TrainedModel, folder: Path) -> None:
    """Traces the network with any number of pictures at once."""
    batch = torch.export.Dim("batch", min=1)
    program = torch.export.export(trained.module, (trained.example,), dynamic_shapes=({0: batch},), strict=False)
    torch.export.save(program, folder / FILE)
    (folder / "predict.py").write_text(SCRIPT, encoding="utf-8")


def load(folder: Path) -> Callable[[Tensor], Tensor]:
    """The network from its file alone."""
    module: Callable[[Tensor], Tensor] = torch.export.load(folder / FILE).module()
    return module
