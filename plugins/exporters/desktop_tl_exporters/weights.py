"""The weights under the names that they have in the library which the network comes from."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import safetensors.torch
from torch import Tensor, nn

from desktop_tl.api import TrainedModel, UserError

FILE = "model.safetensors"
LIBRARIES = ("timm", "torchvision")
SCRIPT = '''"""Tries the model: python predict.py PICTURE …   Needs torch, {library}, safetensors, numpy and Pillow."""

import sys
from pathlib import Path

import {library}
import torch
from pictures import prepare, say
from safetensors.torch import load_file

model = {make}
model.load_state_dict(load_file(Path(__file__).parent / "model.safetensors"), strict={strict})
model.eval()
for path in sys.argv[1:]:
    with torch.no_grad():
        outputs = model(torch.from_numpy(prepare(path)))
    print(f"{{path}}: {{say(outputs[0].numpy())}}")
'''


def write(trained: TrainedModel, folder: Path) -> None:
    """Raises: UserError for a network that is of no known library."""
    library, _, name = trained.backbone.partition("/")
    if library not in LIBRARIES or not trained.classifier:
        built = f"is built on {trained.backbone}" if library not in LIBRARIES else "has a last layer of another kind"
        raise UserError(
            f"Weights alone help with networks of timm and torchvision as they are; this model {built}.",
            advice="Export it as torch-export, which holds the network too.",
        )
    safetensors.torch.save_file(dict(trained.weights), folder / FILE, metadata={"format": "pt"})
    network = make_network(library, name, len(trained.classes), trained.backbone_options)
    strict = set(network.state_dict()) == set(trained.weights)  # else auxiliary outputs, which only training uses
    arguments = "".join(f", {key}={value!r}" for key, value in options_of(library, trained.backbone_options).items())
    function = "timm.create_model" if library == "timm" else "torchvision.models.get_model"
    make = f"{function}({name!r}, num_classes={len(trained.classes)}{arguments})"
    script = SCRIPT.format(library=library, make=make.replace("'", '"'), strict=strict)
    (folder / "predict.py").write_text(script, encoding="utf-8")


def load(folder: Path) -> Callable[[Tensor], Tensor]:
    """The network as its library builds it, with these weights."""
    about = json.loads((folder / "model.json").read_text("utf-8"))
    library, _, name = about["backbone"]["id"].partition("/")
    network = make_network(library, name, len(about["classes"]), about["backbone"]["options"])
    problems = network.load_state_dict(safetensors.torch.load_file(folder / FILE), strict=False)
    if problems.unexpected_keys:
        raise UserError(
            f"{library} has no place for {problems.unexpected_keys[0]} in {name}.",
            advice="Export it as torch-export, which holds the network too.",
        )
    return network.eval()


def make_network(library: str, name: str, classes: int, options: Mapping[str, Any]) -> nn.Module:
    """A fresh network as the library makes it."""
    if library == "timm":
        import timm

        network: nn.Module = timm.create_model(name, num_classes=classes)
    else:
        import torchvision

        network = torchvision.models.get_model(name, weights=None, num_classes=classes, **options_of(library, options))
    return network


def options_of(library: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Of the backbone's options those that the library takes."""
    return {key: value for key, value in options.items() if value is not None} if library == "torchvision" else {}
