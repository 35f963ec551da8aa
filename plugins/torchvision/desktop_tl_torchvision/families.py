"""Splits each family of torchvision's networks into stages: one small function per class."""

from collections import OrderedDict
from collections.abc import Callable

from torch import Tensor, cat, nn
from torchvision import models

from desktop_tl.api import Backbone, UserError
from desktop_tl_torchvision.stages import (
    GlobalAverage,
    Group,
    assemble,
    each,
    group_by_width,
    out_channels,
    pooled,
    split_after,
)


class RescaledInput(nn.Module):
    """Undoes ImageNet's normalisation where a network was trained on values between -1 and 1."""

    def forward(self, x: Tensor) -> Tensor:
        mean, std = x.new_tensor((0.485, 0.456, 0.406)), x.new_tensor((0.229, 0.224, 0.225))
        return x * (std / 0.5)[:, None, None] + ((mean - 0.5) / 0.5)[:, None, None]


class PatchEmbedding(nn.Module):
    """The input side of a vision transformer: patches, class token and positions."""

    def __init__(self, vit: models.VisionTransformer) -> None:
        super().__init__()
        self.conv_proj = vit.conv_proj
        self.class_token = vit.class_token
        self.pos_embedding = vit.encoder.pos_embedding
        self.dropout = vit.encoder.dropout

    def forward(self, x: Tensor) -> Tensor:
        patches = self.conv_proj(x).flatten(2).transpose(1, 2)
        tokens = cat([self.class_token.expand(len(x), -1, -1), patches], dim=1)
        return self.dropout(tokens + self.pos_embedding)


class ClassToken(nn.Module):
    """Picks the class token from tokens of shape (N, tokens, C)."""

    def forward(self, x: Tensor) -> Tensor:
        return x[:, 0]


def split_into_stages(model: nn.Module) -> Backbone:
    """The backbone of a built torchvision network.

    Raises:
        UserError: there is no rule for its class.
    """
    split = FAMILIES.get(type(model).__name__)
    if split is None:
        raise UserError(
            f"No rule splits networks of the kind ‘{type(model).__name__}’ into stages.",
            advice="Choose another backbone.",
        )
    return split(model)


def _resnet(m: models.ResNet) -> Backbone:
    groups = [
        Group("stem", (m.conv1, m.bn1, m.relu, m.maxpool)),
        *each("layer", "Layer", (m.layer1, m.layer2, m.layer3, m.layer4)),
    ]
    return assemble(m, groups, (m.avgpool, nn.Flatten(1)), m.fc, m.fc.in_features)


def _regnet(m: models.RegNet) -> Backbone:
    groups = [Group("stem", (m.stem,)), *each("block", "Block", m.trunk_output)]
    return assemble(m, groups, (m.avgpool, nn.Flatten(1)), m.fc, m.fc.in_features)


def _efficientnet(m: models.EfficientNet) -> Backbone:
    stem, *blocks, last = m.features
    groups = [Group("stem", (stem,)), *each("block", "Block", blocks), Group("last_conv", (last,), "Last convolution")]
    dropout, linear = m.classifier
    return assemble(m, groups, (m.avgpool, nn.Flatten(1), dropout), linear, linear.in_features)


def _mobilenet_v2(m: models.MobileNetV2) -> Backbone:
    stem, *blocks, last = m.features
    groups = [
        Group("stem", (stem,)),
        *group_by_width("block", "Block", blocks),
        Group("last_conv", (last,), "Last convolution"),
    ]
    dropout, linear = m.classifier
    return assemble(m, groups, (*pooled(), dropout), linear, linear.in_features)


def _mobilenet_v3(m: models.MobileNetV3) -> Backbone:
    stem, *blocks, last = m.features
    groups = [
        Group("stem", (stem,)),
        *group_by_width("block", "Block", blocks),
        Group("last_conv", (last,), "Last convolution"),
    ]
    *hidden, linear = m.classifier
    return assemble(m, groups, (m.avgpool, nn.Flatten(1), *hidden), linear, linear.in_features)


def _mnasnet(m: models.MNASNet) -> Backbone:
    layers = list(m.layers)
    groups = [
        Group("stem", tuple(layers[:8])),
        *each("block", "Block", layers[8:14]),
        Group("last_conv", tuple(layers[14:]), "Last convolution"),
    ]
    dropout, linear = m.classifier
    # MNASNet refuses a state dict that does not carry torch's own version number, and plain files carry none.
    whole = nn.Sequential(OrderedDict(layers=m.layers, pool=GlobalAverage(), classifier=m.classifier))
    return assemble(whole, groups, (whole.pool, dropout), linear, linear.in_features)


def _shufflenet(m: models.ShuffleNetV2) -> Backbone:
    groups = [
        Group("stem", (m.conv1, m.maxpool)),
        *(
            Group(f"stage{n}", (stage,), f"Stage {n} · {len(stage)} blocks", width=2 * out_channels(stage))
            for n, stage in enumerate((m.stage2, m.stage3, m.stage4), start=2)
        ),  # each halves, works and joins again
        Group("last_conv", (m.conv5,), "Last convolution"),
    ]
    return assemble(m, groups, (GlobalAverage(),), m.fc, m.fc.in_features)


def _densenet(m: models.DenseNet) -> Backbone:
    parts = dict(m.features.named_children())
    stem = tuple(module for name, module in parts.items() if name.endswith("0"))
    groups = [Group("stem", stem)]
    for number in range(1, 1 + sum(name.startswith("denseblock") for name in parts)):
        block, after = parts[f"denseblock{number}"], parts.get(f"transition{number}")
        modules = (block,) if after is None else (block, after)
        groups.append(
            Group(f"denseblock{number}", modules, f"Dense block {number} · {len(list(block.children()))} layers")
        )
    tail = (parts["norm5"], nn.ReLU(inplace=True), *pooled())
    return assemble(m, groups, tail, m.classifier, m.classifier.in_features)


def _convnext(m: models.ConvNeXt) -> Backbone:
    norm, flatten, linear = m.classifier
    return assemble(m, _pyramid(m.features), (m.avgpool, norm, flatten), linear, linear.in_features)


def _swin(m: models.SwinTransformer) -> Backbone:
    tail = (m.norm, m.permute, m.avgpool, m.flatten)
    return assemble(m, _pyramid(m.features), tail, m.head, m.head.in_features)


def _pyramid(features: nn.Sequential) -> list[Group]:
    """Stem, stage, then (downsampling, stage) again and again."""
    stem, first, *rest = features
    stages = [(first,), *zip(rest[::2], rest[1::2], strict=True)]
    return [
        Group("stem", (stem,)),
        *(Group(f"stage{n}", modules, f"Stage {n} · {len(modules[-1])} blocks") for n, modules in enumerate(stages, 1)),
    ]


def _maxvit(m: models.MaxVit) -> Backbone:
    *hidden, linear = m.classifier
    groups = [Group("stem", (m.stem,)), *each("block", "Block", m.blocks)]
    return assemble(m, groups, hidden, linear, linear.in_features)


def _vit(m: models.VisionTransformer) -> Backbone:
    groups = [
        Group("embedding", (PatchEmbedding(m),), "Patches and positions"),
        *each("block", "Block", m.encoder.layers),
    ]
    *hidden, linear = m.heads
    return assemble(m, groups, (m.encoder.ln, ClassToken(), *hidden), linear, linear.in_features)


def _vgg(m: models.VGG | models.AlexNet) -> Backbone:
    groups = [
        Group(f"block{n}", run, f"Block {n}") for n, run in enumerate(split_after(nn.MaxPool2d, m.features), start=1)
    ]
    *hidden, linear = m.classifier
    return assemble(m, groups, (m.avgpool, nn.Flatten(1), *hidden), linear, linear.in_features)


def _squeezenet(m: models.SqueezeNet) -> Backbone:
    runs = enumerate(split_after(nn.MaxPool2d, m.features), start=1)
    groups = [Group(f"block{n}", run, f"Block {n}", width=_fire_width(run)) for n, run in runs]
    # The original classifier pools after its convolution, so nothing maps pooled features to its outputs.
    return assemble(m, groups, pooled(), None, m.classifier[1].in_channels)


def _fire_width(run: tuple[nn.Module, ...]) -> int | None:
    fires = [module for module in run if hasattr(module, "expand3x3")]
    return fires[-1].expand1x1.out_channels + fires[-1].expand3x3.out_channels if fires else None


def _googlenet(m: models.GoogLeNet) -> Backbone:
    groups = [
        Group("stem", (RescaledInput(), m.conv1, m.maxpool1, m.conv2, m.conv3, m.maxpool2)),
        Group("inception3", (m.inception3a, m.inception3b, m.maxpool3), "Inception 3 · 2 blocks", width=0),
        Group(
            "inception4",
            (m.inception4a, m.inception4b, m.inception4c, m.inception4d, m.inception4e, m.maxpool4),
            "Inception 4 · 5 blocks",
            width=0,
        ),
        Group("inception5", (m.inception5a, m.inception5b), "Inception 5 · 2 blocks", width=0),
    ]
    return assemble(m, groups, (m.avgpool, nn.Flatten(1), m.dropout), m.fc, m.fc.in_features)


def _inception(m: models.Inception3) -> Backbone:
    groups = [
        Group(
            "stem",
            (
                RescaledInput(),
                m.Conv2d_1a_3x3,
                m.Conv2d_2a_3x3,
                m.Conv2d_2b_3x3,
                m.maxpool1,
                m.Conv2d_3b_1x1,
                m.Conv2d_4a_3x3,
                m.maxpool2,
            ),
        ),
        Group("mixed5", (m.Mixed_5b, m.Mixed_5c, m.Mixed_5d), "Mixed 5 · 3 blocks", width=0),
        Group("mixed6", (m.Mixed_6a, m.Mixed_6b, m.Mixed_6c, m.Mixed_6d, m.Mixed_6e), "Mixed 6 · 5 blocks", width=0),
        Group("mixed7", (m.Mixed_7a, m.Mixed_7b, m.Mixed_7c), "Mixed 7 · 3 blocks", width=0),
    ]
    return assemble(m, groups, (m.avgpool, m.dropout, nn.Flatten(1)), m.fc, m.fc.in_features)


FAMILIES: dict[str, Callable[..., Backbone]] = {
    "AlexNet": _vgg,
    "ConvNeXt": _convnext,
    "DenseNet": _densenet,
    "EfficientNet": _efficientnet,
    "GoogLeNet": _googlenet,
    "Inception3": _inception,
    "MNASNet": _mnasnet,
    "MaxVit": _maxvit,
    "MobileNetV2": _mobilenet_v2,
    "MobileNetV3": _mobilenet_v3,
    "RegNet": _regnet,
    "ResNet": _resnet,
    "ShuffleNetV2": _shufflenet,
    "SqueezeNet": _squeezenet,
    "SwinTransformer": _swin,
    "VGG": _vgg,
    "VisionTransformer": _vit,
}
