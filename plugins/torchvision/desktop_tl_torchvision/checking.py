"""Checks numerically that the stages of a backbone are the network; used when the table is made, and by the tests."""

import torch
from torch import Tensor, nn

from desktop_tl.api import Backbone


def check_stages(backbone: Backbone, batch: Tensor) -> Tensor:
    """Runs the stages on a batch and returns the features.

    Raises:
        AssertionError: stages and network differ, in words.
    """
    check_parameters(backbone)
    liven(backbone.module, batch)
    with torch.no_grad():
        outputs = [batch]
        for index in range(len(backbone.stages)):
            outputs.append(backbone.run(outputs[-1].clone(), index, index + 1))
        features = outputs[-1]
        if features.shape != (len(batch), backbone.num_features):
            raise AssertionError(f"features of shape {tuple(features.shape)}, not (N, {backbone.num_features})")
        if backbone.classifier is not None:
            expected = backbone.module(batch.clone())
            require_equal(backbone.classifier(features), expected, "classifier(features)")
        check_independence(backbone, outputs)
    return features


def liven(module: nn.Module, batch: Tensor) -> None:
    """Gives fresh weights what makes two networks differ: no zeros, and BatchNorm statistics that keep the signal."""
    with torch.no_grad():
        for parameter in module.parameters():
            if parameter.numel() == 1 or parameter.std() < 1e-3:  # set to a constant, a layer scale of 1e-6 …
                parameter.add_(torch.randn_like(parameter) * 0.1)
        norms = [m for m in module.modules() if isinstance(m, nn.modules.batchnorm._BatchNorm) and m.momentum]
        for norm in norms:
            norm.momentum, norm.usual_momentum = 1.0, norm.momentum
        module.train()
        module(batch.clone())
        for norm in norms:
            norm.momentum = norm.usual_momentum
    module.eval()


def require_equal(found: Tensor, expected: Tensor, what: str) -> None:
    """Compares two outputs relative to their size; outputs that say nothing are refused."""
    scale = expected.abs().max()
    if not scale.isfinite() or (expected[0] - expected[1]).abs().max() < 1e-4 * scale:
        raise AssertionError(f"the network puts out nothing to compare {what} with")
    difference = (found - expected).abs().max() / scale
    if not difference < 1e-3:
        raise AssertionError(f"{what} differs from the network by {difference:.1e}")


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


def check_independence(backbone: Backbone, outputs: list[Tensor]) -> None:
    """Each stage holds all that it needs: with everything else of the network spoilt, it gives the same."""
    module = backbone.module
    tensors = [tensor for tensor in (*module.parameters(), *module.buffers()) if tensor.is_floating_point()]
    kept = {id(tensor): tensor.clone() for tensor in tensors}
    for tensor in tensors:
        tensor.fill_(torch.nan)
    for index, stage in enumerate(backbone.stages):
        held = [tensor for tensor in (*stage.module.parameters(), *stage.module.buffers()) if id(tensor) in kept]
        for tensor in held:
            tensor.copy_(kept[id(tensor)])
        result = backbone.run(outputs[index].clone(), index, index + 1)
        for tensor in held:
            tensor.fill_(torch.nan)
        if not torch.equal(result, outputs[index + 1]):
            raise AssertionError(f"{stage.name} does not hold all that it uses")
    for tensor in tensors:
        tensor.copy_(kept[id(tensor)])
