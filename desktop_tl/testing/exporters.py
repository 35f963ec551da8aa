"""Checks of an exporter: what it writes stays in its folder, can be read again, and computes what the model does."""

import json
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_tl.api import ExporterSpec, ImagePreprocessing, Modality, TextPreprocessing, TrainedModel, UserError
from desktop_tl.testing.checks import Check, NotApplicable
from desktop_tl.testing.options import check_form, check_storing, make_options

if TYPE_CHECKING:
    from torch import Tensor, nn

_PICTURES = ImagePreprocessing(size=32, resize=32, mean=(0.5, 0.5, 0.5), std=(0.25, 0.25, 0.25))
_TEXTS = TextPreprocessing(max_length=12, longest=12)
_TOKENS = 40


def exporter_checks(spec: ExporterSpec, example: Mapping[str, Any]) -> list[Check]:
    """All checks of one exporter.

    Args:
        spec: as the plugin hands it out.
        example: values for options.
    """
    rules: list[tuple[str, Callable[[], None]]] = [
        ("its options make a form", partial(check_form, spec.options)),
        ("its options can be stored", partial(check_storing, spec.options, example)),
        ("what it writes computes the same", partial(check_round_trip, spec, example)),
        ("leaves the model and other files alone", partial(check_tidiness, spec, example)),
    ]
    return [Check(spec.id, rule, look) for rule, look in rules]


def check_round_trip(spec: ExporterSpec, example: Mapping[str, Any]) -> None:
    """From the folder alone, moved elsewhere, outputs as the model's, also for samples that it has never seen."""
    for modality in spec.modalities:
        _check_round_trip(spec, example, _MAKERS[modality]())


def _check_round_trip(spec: ExporterSpec, example: Mapping[str, Any], model: TrainedModel) -> None:
    import torch

    from desktop_tl.engine.export import probe_batches

    unseen = model.example.flip(-1) + 0.1 if model.example.is_floating_point() else model.example.flip(-1)
    with tempfile.TemporaryDirectory() as root:
        folder = _write(spec, example, model, Path(root, "written"))
        if not any(path.name != "model.json" for path in folder.rglob("*") if path.is_file()):
            raise AssertionError("it wrote nothing")
        moved = folder.rename(Path(root, "moved elsewhere"))
        run = spec.load(moved)
        for batch in (*probe_batches(model.example), unseen):
            with torch.no_grad():
                expected = model.module(batch)
            found = torch.as_tensor(run(batch.clone()))
            if found.shape != expected.shape:
                raise AssertionError(f"outputs of shape {tuple(found.shape)}, the model's are {tuple(expected.shape)}")
            if not torch.allclose(found.float(), expected, rtol=spec.tolerance, atol=spec.tolerance):
                difference = float((found - expected).abs().max())
                raise AssertionError(f"outputs differ by {difference:.1e}, more than its tolerance {spec.tolerance:g}")


def check_tidiness(spec: ExporterSpec, example: Mapping[str, Any]) -> None:
    """The model is as before, ``model.json`` is the app's, and nothing is written beside the folder."""
    from desktop_tl.engine.state import hash_state

    model = _MAKERS[spec.modalities[0]]()
    before = hash_state(model.module.state_dict())
    with tempfile.TemporaryDirectory() as root:
        folder = _write(spec, example, model, Path(root, "written"))
        if json.loads((folder / "model.json").read_text("utf-8")) != model.about:
            raise AssertionError("it changed model.json, which the app writes")
        beside = [path.name for path in Path(root).iterdir() if path != folder]
        if beside:
            raise AssertionError(f"it wrote ‘{beside[0]}’ beside the folder")
        links = [path.name for path in folder.rglob("*") if path.is_symlink()]
        if links:
            raise AssertionError(f"‘{links[0]}’ is a link; a folder that is sent elsewhere must be whole")
        if hash_state(model.module.state_dict()) != before or model.module.training:
            raise AssertionError("it changed the model")


def make_picture_model() -> TrainedModel:
    """A small network with what exporters stumble over: BatchNorm, Dropout, depthwise and strided convolutions."""
    import torch
    from torch import nn

    torch.manual_seed(4)
    features = nn.Sequential(
        nn.Conv2d(3, 8, 3, 2, 1, bias=False),
        nn.BatchNorm2d(8),
        nn.ReLU6(),
        nn.Conv2d(8, 8, 3, 1, 1, groups=8),
        nn.SiLU(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Dropout(0.2),
    )
    module = nn.Sequential()
    module.add_module("features", features)
    module.add_module("fc", nn.Linear(8, 3))
    example = torch.randn(2, 3, 32, 32)
    module.train()
    module(example)  # statistics that are not the fresh ones
    return _as_trained(module, example, _PICTURES, "fc")


def make_text_model() -> TrainedModel:
    """A small network with an embedding, attention and a mean over the tokens, whatever the length of the texts."""
    import torch
    from torch import Tensor, nn

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.words = nn.Embedding(_TOKENS, 8)
            self.block = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
            self.fc = nn.Linear(8, 3)

        def forward(self, tokens: Tensor) -> Tensor:
            mask = tokens >= 0
            states = self.words(tokens.clamp(min=0))
            states = states + self.block.self_attn(states, states, states, key_padding_mask=~mask)[0]
            states = self.block.norm1(states) * mask.unsqueeze(-1)
            pooled: Tensor = self.fc(states.sum(1) / mask.sum(1, keepdim=True))
            return pooled

    torch.manual_seed(4)
    module = Network()
    example = torch.randint(_TOKENS, (2, _TEXTS.max_length))
    return _as_trained(module, example, _TEXTS, "fc")


_MAKERS: dict[Modality, Callable[[], TrainedModel]] = {"image": make_picture_model, "text": make_text_model}


def _as_trained(
    module: "nn.Module", example: "Tensor", preprocessing: ImagePreprocessing | TextPreprocessing, classifier: str
) -> TrainedModel:
    module.eval().requires_grad_(False)
    classes = ("ant", "bee", "cat")
    task = f"{preprocessing.kind}-classification"
    about = {
        "name": "checked",
        "classes": list(classes),
        "preprocessing": preprocessing.model_dump(mode="json"),
        "backbone": "acme/net",
        "task": task,
    }
    return TrainedModel(
        name="checked",
        module=module,
        weights={name: tensor.clone() for name, tensor in module.state_dict().items()},
        classifier=classifier,
        classes=classes,
        preprocessing=preprocessing,
        example=example,
        backbone="acme/net",
        backbone_options={},
        task=task,
        about=about,
    )


def _write(spec: ExporterSpec, example: Mapping[str, Any], model: TrainedModel, folder: Path) -> Path:
    folder.mkdir()
    (folder / "model.json").write_text(json.dumps(model.about), encoding="utf-8")
    try:
        spec.write(model, folder, make_options(spec.options, example))
    except UserError as error:  # not every format takes every network
        raise NotApplicable(f"it refuses the kit's small network in words: {error}") from error
    return folder
