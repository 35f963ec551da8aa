"""Checks numerically that the stages of a backbone are the network that they are cut from."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from desktop_tl.api import Backbone


def check_stages(backbone: Backbone, batch: Tensor, *, features_of: Callable[[Tensor], Tensor] | None = None) -> Tensor:
    """Runs the stages on a batch and returns the features, of shape (N, ``num_features``), or for a network that writes
    (N, length, ``num_features`` + 1).

    The backbone's fresh weights are changed on the way, so that two networks that differ also show it.

    Args:
        backbone: with fresh weights.
        batch: what the first stage takes, with N ≥ 2, its samples different.
        features_of: what the network itself makes of a batch, to compare the features with. Without it, they are
            compared through the backbone's classifier, or with the module's output where that has nothing besides the
            stages; for texts not at all, since each network has its own way to be told where they end.

    Raises:
        AssertionError: stages and network differ, in words.
    """
    check_parameters(backbone)
    liven(backbone, batch)
    with torch.no_grad():
        outputs = [batch]
        for index in range(len(backbone.stages)):
            outputs.append(backbone.run(outputs[-1].clone(), index, index + 1))
        features = outputs[-1]
        tokens = (*batch.shape, backbone.num_features + 1)
        if features.shape != (len(batch), backbone.num_features) and (
            batch.is_floating_point() or features.shape != tokens
        ):
            raise AssertionError(f"features of shape {tuple(features.shape)}, not (N, {backbone.num_features})")
        _check_slices(backbone, outputs)
        if features_of is not None:
            require_equal(features, features_of(batch.clone()), "the features")
        if backbone.classifier is not None:
            require_equal(backbone.classifier(features), backbone.module(batch.clone()), "classifier(features)")
        elif features_of is None and batch.is_floating_point() and _is_all_stages(backbone):
            require_equal(features, backbone.module(batch.clone()), "the features")
        check_independence(backbone, outputs)
    return features


def check_parameters(backbone: Backbone) -> None:
    """Every parameter belongs to exactly one stage, or to none because it is part of the original classifier."""
    owners: dict[int, str] = {}
    own = {id(parameter) for parameter in backbone.module.parameters()}
    for stage in backbone.stages:
        for name, parameter in stage.module.named_parameters():
            if id(parameter) in owners:
                raise AssertionError(f"{name} belongs to {owners[id(parameter)]} and to {stage.name}")
            if id(parameter) not in own:
                raise AssertionError(f"{name} of {stage.name} is a copy")
            owners[id(parameter)] = stage.name
    classifier = {id(p) for p in backbone.classifier.parameters()} if backbone.classifier is not None else set()
    if classifier & set(owners):
        raise AssertionError("a stage holds the classifier")


def liven(backbone: Backbone, batch: Tensor) -> None:
    """Gives fresh weights what makes two networks differ: no zeros, and BatchNorm statistics that keep the signal.
    Leaves the backbone in eval mode."""
    modules = [backbone.module, *(stage.module for stage in backbone.stages)]
    with torch.no_grad():
        for parameter in backbone.module.parameters():
            if parameter.numel() == 1 or parameter.std() < 1e-3:  # set to a constant, a layer scale of 1e-6 …
                parameter.add_(torch.randn_like(parameter) * 0.1)
        norms = {norm: norm.momentum for module in modules for norm in _norms_with_statistics(module)}
        for norm in norms:
            norm.momentum = 1.0
        for module in modules:
            module.train()
        features = backbone.run(batch.clone())
        if backbone.classifier is not None:
            backbone.classifier.train()
            backbone.classifier(features)
        for norm, momentum in norms.items():
            norm.momentum = momentum
    for module in [*modules, *([backbone.classifier] if backbone.classifier is not None else [])]:
        module.eval()


def require_equal(found: Tensor, expected: Tensor, what: str) -> None:
    """Compares two outputs relative to their size; outputs that say nothing are refused."""
    if found.shape != expected.shape:
        raise AssertionError(f"{what} has shape {tuple(found.shape)}, the network's {tuple(expected.shape)}")
    scale = expected.abs().max()
    if not scale.isfinite() or (expected[0] - expected[1]).abs().max() < 1e-4 * scale:
        raise AssertionError(f"the network puts out nothing to compare {what} with")
    difference = (found - expected).abs().max() / scale
    if not difference < 1e-3:
        raise AssertionError(f"{what} differs from the network by {difference:.1e}")


def check_independence(backbone: Backbone, outputs: Sequence[Tensor]) -> None:
    """Each stage holds all that it needs: with everything else of the network spoilt, it gives the same.

    Args:
        backbone: in eval mode.
        outputs: the batch, and then what each stage made of it.
    """
    module = backbone.module
    tensors = [tensor for tensor in (*module.parameters(), *module.buffers()) if tensor.is_floating_point()]
    kept = {id(tensor): tensor.clone() for tensor in tensors}
    for tensor in tensors:
        tensor.fill_(torch.nan)
    try:
        for index, stage in enumerate(backbone.stages):
            held = [tensor for tensor in (*stage.module.parameters(), *stage.module.buffers()) if id(tensor) in kept]
            for tensor in held:
                tensor.copy_(kept[id(tensor)])
            result = backbone.run(outputs[index].clone(), index, index + 1)
            for tensor in held:
                tensor.fill_(torch.nan)
            if not torch.equal(result, outputs[index + 1]):
                raise AssertionError(f"{stage.name} does not hold all that it uses")
    finally:
        for tensor in tensors:
            tensor.copy_(kept[id(tensor)])


def _check_slices(backbone: Backbone, outputs: Sequence[Tensor]) -> None:
    """The network may be cut at any boundary, which is what freezing and the feature cache do."""
    for boundary in range(len(backbone.stages)):
        result = backbone.run(outputs[boundary].clone(), boundary)
        if not torch.equal(result, outputs[-1]):
            name = backbone.stages[boundary].name
            raise AssertionError(f"run from the stage {name} on gives other features than stage by stage")


def _is_all_stages(backbone: Backbone) -> bool:
    held = {id(parameter) for stage in backbone.stages for parameter in stage.module.parameters()}
    can_run = type(backbone.module).forward is not nn.Module.forward
    return can_run and all(id(parameter) in held for parameter in backbone.module.parameters())


def _norms_with_statistics(module: nn.Module) -> list[nn.modules.batchnorm._BatchNorm]:
    return [m for m in module.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm) and m.momentum]
