"""Writes ONNX through torch's own exporter, and runs it in ONNX Runtime."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from desktop_tl.api import TrainedModel, UserError

FILE = "model.onnx"
MOST_BYTES = 2_000_000_000
"""A single ONNX file is a protobuf message, which holds less than 2 GiB."""

SCRIPT = '''"""Tries the model: python predict.py {what} …   Needs onnxruntime, numpy and {library}."""

import sys
from pathlib import Path

import onnxruntime
from {module} import prepare, say

session = onnxruntime.InferenceSession(Path(__file__).parent / "model.onnx", providers=["CPUExecutionProvider"])
for {argument} in sys.argv[1:]:
    (outputs,) = session.run(None, {{"{input}": prepare({argument})}})
    print(f"{{{argument}}}: {{say(outputs[0])}}")
'''
WRITING_SCRIPT = '''"""Lets the model write: python predict.py "A BEGINNING" …  Needs onnxruntime, numpy, tokenizers."""

import sys
from pathlib import Path

import onnxruntime
from writing import write

session = onnxruntime.InferenceSession(Path(__file__).parent / "model.onnx", providers=["CPUExecutionProvider"])


def tell(tokens):
    return session.run(None, {"tokens": tokens})[0]


for prompt in sys.argv[1:]:
    print(prompt + write(tell, prompt, max_tokens=100, temperature=0.8, seed=0))
'''
WORDS = {
    "image": {"what": "PICTURE", "argument": "path", "module": "pictures", "library": "Pillow", "input": "pictures"},
    "text": {"what": "TEXT", "argument": "text", "module": "texts", "library": "tokenizers", "input": "tokens"},
}
"""What the script says and what the input is called, by the kind of samples."""


def write(trained: TrainedModel, folder: Path) -> None:
    """Raises: UserError for a network that is too large for one file."""
    size = sum(t.numel() * t.element_size() for t in trained.module.state_dict().values())
    if size > MOST_BYTES:
        raise UserError(
            f"The network has {size / 1e9:.1f} GB of weights; one ONNX file holds up to 2 GB.",
            advice="Export it as torch-export.",
        )
    words = WORDS[trained.preprocessing.kind]
    free = {
        dimension: torch.export.Dim(size.name, min=size.least, max=size.most)
        for dimension, size in trained.free_sizes.items()
    }
    torch.onnx.export(
        trained.module,
        (trained.example,),
        folder / FILE,
        dynamo=True,
        input_names=[words["input"]],
        output_names=["outputs"],
        dynamic_shapes=(free,),
        external_data=False,
        verbose=False,
    )
    script = WRITING_SCRIPT if trained.answer == "text" else SCRIPT.format(**words)
    (folder / "predict.py").write_text(script, encoding="utf-8")


def load(folder: Path) -> Callable[[Tensor], Tensor]:
    """The file as ONNX Runtime runs it on the CPU."""
    import onnxruntime

    session = onnxruntime.InferenceSession(folder / FILE, providers=["CPUExecutionProvider"])
    (given,) = session.get_inputs()
    return lambda batch: torch.from_numpy(session.run(None, {given.name: batch.numpy()})[0])
