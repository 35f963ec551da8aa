"""Writes ONNX through torch's own exporter, and runs it in ONNX Runtime."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from desktop_tl.api import TrainedModel, UserError

FILE = "model.onnx"
MOST_BYTES = 2_000_000_000
"""A single ONNX file is a protobuf message, which holds less than 2 GiB."""

SCRIPT = '''"""Tries the model: python predict.py PICTURE …   Needs onnxruntime, numpy and Pillow."""

import sys
from pathlib import Path

import onnxruntime
from pictures import explain, prepare

session = onnxruntime.InferenceSession(Path(__file__).parent / "model.onnx", providers=["CPUExecutionProvider"])
for path in sys.argv[1:]:
    (outputs,) = session.run(None, {"pictures": prepare(path)})
    name, share = explain(outputs[0])[0]
    print(f"{path}: {name} ({share:.1%})")
'''


def write(trained: TrainedModel, folder: Path) -> None:
    """Raises: UserError for a network that is too large for one file."""
    size = sum(t.numel() * t.element_size() for t in trained.module.state_dict().values())
    if size > MOST_BYTES:
        raise UserError(
            f"The network has {size / 1e9:.1f} GB of weights; one ONNX file holds up to 2 GB.",
            advice="Export it as torch-export.",
        )
    batch = torch.export.Dim("batch", min=1)
    torch.onnx.export(
        trained.module,
        (trained.example,),
        folder / FILE,
        dynamo=True,
        input_names=["pictures"],
        output_names=["outputs"],
        dynamic_shapes=({0: batch},),
        external_data=False,
        verbose=False,
    )
    (folder / "predict.py").write_text(SCRIPT, encoding="utf-8")


def load(folder: Path) -> Callable[[Tensor], Tensor]:
    """The file as ONNX Runtime runs it on the CPU."""
    import onnxruntime

    session = onnxruntime.InferenceSession(folder / FILE, providers=["CPUExecutionProvider"])
    return lambda pictures: torch.from_numpy(session.run(None, {"pictures": pictures.numpy()})[0])
