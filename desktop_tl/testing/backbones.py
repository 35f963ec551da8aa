"""Checks of a backbone: it is built without weights, its stages are the network, and freezing freezes."""

import copy
import re
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_tl.api import AnswerKind, Backbone, BackboneSpec, LocalFile, PackageFile, Stage, Weights
from desktop_tl.testing.checks import Check, NotApplicable
from desktop_tl.testing.inputs import alone, make_batch, usual_and_other_sizes
from desktop_tl.testing.options import check_form, check_storing, make_options

if TYPE_CHECKING:
    from torch import Tensor

    from desktop_tl.engine.model import FineTunedModel

# torch and the engine are imported inside: listing the checks of a plugin takes no seconds.

_NAME = re.compile(r"[A-Za-z0-9_-]+")
_COPIES = 6
"""Weights, gradients, momentum, a second network to compare with, and what the batch becomes."""


def backbone_checks(spec: BackboneSpec, example: Mapping[str, Any]) -> list[Check]:
    """All checks of one backbone, the quick ones first.

    Args:
        spec: as the plugin hands it out.
        example: values for options that have no default.
    """
    rules: list[tuple[str, Callable[[], None]]] = [
        ("its options make a form", partial(check_form, spec.options)),
        ("its options can be stored", partial(check_storing, spec.options, example)),
    ]
    looks = [
        ("is built with fresh weights", check_building),
        ("the seed decides on its weights", check_seed),
        ("tells how large it is", check_parameters),
        ("gives the features that it promises", check_features),
        ("its stages are the network", check_stages_are_network),
        ("every stage learns", check_gradients),
        ("what is frozen stays as it is", check_freezing),
        ("its state can be saved and loaded", check_state),
        ("a copy is independent", check_copy),
        ("its installed weights fit", check_weights),
    ]
    if spec.modality == "text":
        looks.append(("tells the end of a text", check_padding))
        looks.append(("goes on with a text as from its beginning", check_going_on))
    rules += [(rule, partial(_at_options, look, spec, example)) for rule, look in looks]
    return [Check(spec.id, rule, look) for rule, look in rules]


def _at_options(
    look: Callable[[BackboneSpec, Mapping[str, Any]], None], spec: BackboneSpec, example: Mapping[str, Any]
) -> None:
    """Looks at the spec as it is with these options, built as a run builds it."""
    if spec.specialise:
        spec = spec.for_options(make_options(spec.options, example).model_dump())
    look(spec, spec.resolve(example))


def check_building(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """It is a backbone with named stages."""
    from torch import nn

    backbone = spec.build(make_options(spec.options, example))
    if not isinstance(backbone, Backbone):
        raise AssertionError(f"build returned {type(backbone).__name__}, not a Backbone")
    if not isinstance(backbone.module, nn.Module):
        raise AssertionError("Backbone.module is no torch module")
    if not backbone.stages:
        raise AssertionError("it has no stages")
    if not (isinstance(backbone.num_features, int) and backbone.num_features > 0):
        raise AssertionError(f"num_features is {backbone.num_features!r}, not a number from 1")
    for stage in backbone.stages:
        if not isinstance(stage, Stage) or not isinstance(stage.module, nn.Module):
            raise AssertionError(f"{stage!r} is no Stage with a torch module")
        if not _NAME.fullmatch(stage.name):
            raise AssertionError(f"‘{stage.name}’ is no name for a stage: use letters, digits, ‘_’ and ‘-’")
    names = [stage.name for stage in backbone.stages]
    if len(set(names)) < len(names):
        raise AssertionError(f"two stages have one name: {', '.join(sorted({n for n in names if names.count(n) > 1}))}")


def check_seed(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """What is random comes from torch's global generator, so that a run can be repeated."""
    from desktop_tl.engine.state import hash_state

    first, second = (_build(spec, example, seed=7).module.state_dict() for _ in range(2))
    if hash_state(first) != hash_state(second):
        raise AssertionError("two networks with one seed differ: draw from torch's global generator alone")


def check_parameters(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """The count of the spec, and a network on the meta device: the window shows stages without memory for them."""
    from desktop_tl.engine.stages import describe_stages

    backbone = _build(spec, example)
    counts = [sum(p.numel() for p in stage.module.parameters()) for stage in backbone.stages]
    try:
        described = describe_stages(spec, make_options(spec.options, example))
    except Exception as error:  # the plugin's code, on a device that it may not have thought of
        raise AssertionError(f"it cannot be built on torch's meta device, without memory: {error}") from error
    if [info.parameters for info in described] != counts:
        raise AssertionError("on torch's meta device, its stages have other numbers of parameters")
    if spec.parameters is not None and spec.parameters != sum(counts):
        raise AssertionError(f"the spec says {spec.parameters:,} parameters, the stages have {sum(counts):,}")


def check_features(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """Shape, and that a sample's features do not depend on its neighbours."""
    import torch

    from desktop_tl.engine.stages import check_features as run_stages

    backbone = _build_in_eval_mode(spec, example)
    batch = make_batch(spec, 3)
    with torch.no_grad():
        together = backbone.run(batch.clone())
        by_themselves = [backbone.run(alone(batch, number))[0] for number in range(3)]
    answer: AnswerKind = "text" if spec.modality == "text" and together.ndim == 3 else "class"
    for treatment in usual_and_other_sizes(spec):
        run_stages(_build(spec, example), treatment.example(2), treatment.input_words, answer)
    if not together.isfinite().all():
        raise AssertionError("its features are not all finite numbers")
    own = [row[: len(found)] if answer == "text" else row for row, found in zip(together, by_themselves, strict=True)]
    if not all(_agree(found, row) for found, row in zip(by_themselves, own, strict=True)):
        kind = {"image": "picture", "text": "text"}[spec.modality]
        raise AssertionError(f"in eval mode, the features of a {kind} depend on the other {kind}s of the batch")


def check_stages_are_network(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """As `desktop_tl.testing.stages.check_stages`."""
    from desktop_tl.testing.stages import check_stages

    check_stages(_build(spec, example), make_batch(spec, 2))


def check_gradients(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """With nothing frozen, each stage that has parameters gets a gradient."""
    model = _with_head(_build(spec, example), fixed=0)
    _step(model, spec)
    for name, stage in model.stages.items():
        parameters = list(stage.parameters())
        gradients = [p.grad for p in parameters if p.grad is not None]
        if parameters and not any(bool(gradient.abs().sum() > 0) for gradient in gradients):
            raise AssertionError(f"no gradient reaches the stage ‘{name}’")
        if not all(bool(gradient.isfinite().all()) for gradient in gradients):
            raise AssertionError(f"the gradient of the stage ‘{name}’ is not finite")


def check_freezing(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """Whatever the boundary: neither parameters nor buffers of the frozen stages move, the rest does."""
    import torch

    from desktop_tl.engine.state import hash_state

    stages = len(_build(spec, example).stages)
    for boundary in sorted({1, (stages + 1) // 2, stages}):
        model = _with_head(_build(spec, example), fixed=boundary)
        model.train()
        frozen, moving = hash_state(model.fixed_state()), hash_state(model.trained_state())
        batch = make_batch(spec, 2)
        before = model.prefix(batch.clone())
        _step(model, spec)
        _step(model, spec)
        if hash_state(model.fixed_state()) != frozen:
            raise AssertionError(f"with {boundary} of {stages} stages frozen, something in the frozen ones has moved")
        if not torch.equal(model.prefix(batch.clone()), before):
            raise AssertionError(f"with {boundary} of {stages} stages frozen, their output has changed in training")
        if hash_state(model.trained_state()) == moving:
            raise AssertionError(f"with {boundary} of {stages} stages frozen, nothing moves")


def check_state(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """A checkpoint, written and read as every run does it, gives the same network again."""
    import torch

    from desktop_tl.engine.checkpoints import load_weights, save_weights

    saved, loaded = (_with_head(_build(spec, example, seed=seed), fixed=0) for seed in (1, 2))
    saved.train()
    _step(saved, spec)  # so that buffers have moved too
    with tempfile.TemporaryDirectory() as folder:
        save_weights(Path(folder, "checkpoint"), saved.trained_state(), {})
        loaded.load(load_weights(Path(folder, "checkpoint"))[0])
    saved.eval()
    loaded.eval()
    batch = make_batch(spec, 2)
    with torch.no_grad():
        if not torch.equal(saved(batch.clone()), loaded(batch.clone())):
            raise AssertionError("a network that was saved and loaded gives other outputs: some state is not kept")


def check_copy(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """Averaged weights copy the network; what a step refers to must be copied along."""
    import torch

    original = _build(spec, example)
    copied = copy.deepcopy(original)
    batch = make_batch(spec, 2)
    for backbone in (original, copied):
        for stage in backbone.stages:
            stage.module.eval()
    with torch.no_grad():
        before = original.run(batch.clone())
        for tensor in (*original.module.parameters(), *original.module.buffers()):
            tensor.fill_(torch.nan if tensor.is_floating_point() else 0)
        if not torch.equal(copied.run(batch.clone()), before):
            raise AssertionError("a copy of the network still uses parts of the original: no lambdas or closures in it")


def check_weights(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """Files that come with an installed package load; those on the network are not fetched for a check."""
    from desktop_tl.engine.weights_file import load_pretrained

    here = [(weights, path) for weights in spec.weights if (path := _find_here(weights)) is not None]
    if not here:
        raise NotApplicable("no weights of it are installed" if spec.weights else "it has no weights")
    for weights, path in here:
        load_pretrained(_build(spec, example), weights, path)


def check_padding(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """Each stage but the last hands on which places hold a token, and none looks at the others."""
    import torch

    backbone = _build_in_eval_mode(spec, example)
    batch = make_batch(spec, 3)
    is_token = (batch >= 0).float()
    x = batch.clone()
    with torch.no_grad():
        features = backbone.run(batch.clone())
        for index, stage in enumerate(backbone.stages[:-1]):
            x = backbone.run(x, index, index + 1)
            if x.ndim != 3 or not torch.equal(x[..., -1], is_token):
                raise AssertionError(
                    f"the stage ‘{stage.name}’ does not put out (N, length, width + 1) with a last channel that is 1 "
                    "for a token and 0 behind the end of a text"
                )
            filled_up = torch.nn.functional.pad(x, (0, 0, 0, 5))
            if not _agree(backbone.run(filled_up, index + 1)[:, : features.shape[1]], features):
                raise AssertionError(
                    f"behind the stage ‘{stage.name}’, zeros at the end of the texts change the features"
                )


def check_going_on(spec: BackboneSpec, example: Mapping[str, Any]) -> None:
    """What it remembers of a text stands for the text."""
    import torch

    backbone = _build_in_eval_mode(spec, example)
    memory = backbone.remember()
    if memory is None:
        raise NotApplicable("it sees every text from its beginning")
    text = alone(make_batch(spec, 2), 1)
    pieces = [text[:, :2], text[:, 2:3], text[:, 3:]]
    with torch.no_grad():
        whole = backbone.run(text)
        middle = len(backbone.stages) // 2
        found = [backbone.run_on(backbone.run_on(x, memory, 0, middle), memory, middle) for x in pieces]
    if not _agree(torch.cat(found, 1), whole):
        raise AssertionError("piece by piece, with what it remembers, it makes something else of a text than at once")


def _build_in_eval_mode(spec: BackboneSpec, example: Mapping[str, Any]) -> Backbone:
    backbone = _build(spec, example)
    backbone.module.eval()
    for stage in backbone.stages:
        stage.module.eval()
    return backbone


def _agree(found: "Tensor", expected: "Tensor") -> bool:
    import torch

    return torch.allclose(found, expected, rtol=1e-3, atol=1e-3 * float(expected.abs().max()))


def _build(spec: BackboneSpec, example: Mapping[str, Any], seed: int = 0) -> Backbone:
    import torch

    _require_memory(spec)
    torch.manual_seed(seed)
    return spec.build(make_options(spec.options, example))


def _require_memory(spec: BackboneSpec) -> None:
    import psutil

    needed = (spec.parameters or 0) * 4 * _COPIES
    if needed > psutil.virtual_memory().available:
        raise NotApplicable(f"it needs about {needed / 1e9:.0f} GB of memory, more than is free")


def _with_head(backbone: Backbone, fixed: int) -> "FineTunedModel":
    from torch import nn

    from desktop_tl.engine.model import FineTunedModel

    class Head(nn.Linear):
        def forward(self, features: "Tensor") -> "Tensor":
            """Of a backbone that gives every token, the mean of them all."""
            return super().forward(features if features.ndim == 2 else features[..., :-1].mean(1))

    return FineTunedModel(backbone, Head(backbone.num_features, 2), fixed)


def _step(model: "FineTunedModel", spec: BackboneSpec) -> None:
    """One training step as a run takes it, with momentum and decay, which move what has no gradient too."""
    import torch
    from torch.nn import functional as F

    model.train()
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.SGD(trained, lr=0.01, momentum=0.9, weight_decay=0.1)
    F.cross_entropy(model(make_batch(spec, 4)), torch.tensor([0, 1, 0, 1])).backward()
    optimiser.step()


def _find_here(weights: Weights) -> Path | None:
    source = weights.source
    if isinstance(source, PackageFile):
        try:
            path = Path(str(distribution(source.distribution).locate_file(source.path)))
        except PackageNotFoundError:
            return None
        return path if path.is_file() else None
    return Path(source.path) if isinstance(source, LocalFile) else None
