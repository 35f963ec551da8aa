"""The whole network as a program of `torch.export`."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from desktop_tl.api import TrainedModel

FILE = "model.pt2"
SCRIPT = '''"""Tries the model: python predict.py {what} …   Needs torch, numpy and {library}."""

import sys
from pathlib import Path

import torch
from {module} import prepare, say

model = torch.export.load(Path(__file__).parent / "model.pt2").module()
for {argument} in sys.argv[1:]:
    with torch.no_grad():
        outputs = model(torch.from_numpy(prepare({argument})))
    print(f"{{{argument}}}: {{say(outputs[0].numpy())}}")
'''
WRITING_SCRIPT = '''"""Lets the model write: python predict.py "A BEGINNING" …   Needs torch, numpy and tokenizers."""

import sys
from pathlib import Path

import torch
from writing import write

model = torch.export.load(Path(__file__).parent / "model.pt2").module()


def tell(tokens):
    with torch.no_grad():
        return model(torch.from_numpy(tokens)).numpy()


for prompt in sys.argv[1:]:
    print(prompt + write(tell, prompt, max_tokens=100, temperature=0.8, seed=0))
'''
WORDS = {
    "image": {"what": "PICTURE", "argument": "path", "module": "pictures", "library": "Pillow"},
    "text": {"what": "TEXT", "argument": "text", "module": "texts", "library": "tokenizers"},
}
"""What the script says, by the kind of samples."""


def write(trained: TrainedModel, folder: Path) -> None:
    """Traces the network with any number of samples at once, and texts of any length."""
    free = {
        dimension: torch.export.Dim(size.name, min=size.least, max=size.most)
        for dimension, size in trained.free_sizes.items()
    }
    program = torch.export.export(trained.module, (trained.example,), dynamic_shapes=(free,), strict=False)
    torch.export.save(program, folder / FILE)
    script = WRITING_SCRIPT if trained.answer == "text" else SCRIPT.format(**WORDS[trained.preprocessing.kind])
    (folder / "predict.py").write_text(script, encoding="utf-8")


def load(folder: Path) -> Callable[[Tensor], Tensor]:
    """The network from its file alone."""
    module: Callable[[Tensor], Tensor] = torch.export.load(folder / FILE).module()
    return module
