"""Says in words what each family of networks is; read when the table is made."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class About:
    """What is said of all networks of a class of torchvision."""

    family: str
    description: str
    paper: str


ABOUT: dict[str, About] = {
    "AlexNet": About(
        "AlexNet",
        "The network of 2012 that started deep learning on pictures. Of historical interest: large and less exact.",
        "One weird trick for parallelizing convolutional neural networks (2014), https://arxiv.org/abs/1404.5997",
    ),
    "ConvNeXt": About(
        "ConvNeXt",
        "A convolutional network with the ideas of transformers. Very good features; wants a GPU beyond a few hundred "
        "pictures.",
        "A ConvNet for the 2020s (2022), https://arxiv.org/abs/2201.03545",
    ),
    "DenseNet": About(
        "DenseNet",
        "Every layer sees the outputs of all layers before it. Few parameters for its accuracy, common in medicine.",
        "Densely Connected Convolutional Networks (2016), https://arxiv.org/abs/1608.06993",
    ),
    "EfficientNet": About(
        "EfficientNet",
        "Depth, width and picture size grown together. Good accuracy for little computing.",
        "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks (2019), "
        "https://arxiv.org/abs/1905.11946",
    ),
    "EfficientNetV2": About(
        "EfficientNetV2",
        "The successor of EfficientNet, quicker to train.",
        "EfficientNetV2: Smaller Models and Faster Training (2021), https://arxiv.org/abs/2104.00298",
    ),
    "GoogLeNet": About(
        "GoogLeNet",
        "The first network with parallel filters of several sizes. Small, and less exact than newer ones.",
        "Going Deeper with Convolutions (2014), https://arxiv.org/abs/1409.4842",
    ),
    "Inception3": About(
        "Inception",
        "Parallel filters of several sizes; sees larger pictures than most networks of its time.",
        "Rethinking the Inception Architecture for Computer Vision (2015), https://arxiv.org/abs/1512.00567",
    ),
    "MNASNet": About(
        "MNASNet",
        "Found by a search for networks that are quick on a phone.",
        "MnasNet: Platform-Aware Neural Architecture Search for Mobile (2018), https://arxiv.org/abs/1807.11626",
    ),
    "MaxVit": About(
        "MaxViT",
        "Convolutions and attention in every block. Exact, and slow without a GPU.",
        "MaxViT: Multi-Axis Vision Transformer (2022), https://arxiv.org/abs/2204.01697",
    ),
    "MobileNetV2": About(
        "MobileNet",
        "Made for phones: small and quick. A good first try on a computer without a GPU.",
        "MobileNetV2: Inverted Residuals and Linear Bottlenecks (2018), https://arxiv.org/abs/1801.04381",
    ),
    "MobileNetV3": About(
        "MobileNet",
        "Made for phones: small and quick. A good first try on a computer without a GPU.",
        "Searching for MobileNetV3 (2019), https://arxiv.org/abs/1905.02244",
    ),
    "RegNet": About(
        "RegNet",
        "A regular design whose members grow from very small to very large.",
        "Designing Network Design Spaces (2020), https://arxiv.org/abs/2003.13678",
    ),
    "ResNet": About(
        "ResNet",
        "The classic that most results are compared with. Robust, quick, a good default.",
        "Deep Residual Learning for Image Recognition (2015), https://arxiv.org/abs/1512.03385",
    ),
    "ResNeXt": About(
        "ResNeXt",
        "A ResNet whose blocks are split into parallel paths: more exact for as much computing.",
        "Aggregated Residual Transformations for Deep Neural Networks (2016), https://arxiv.org/abs/1611.05431",
    ),
    "Wide ResNet": About(
        "Wide ResNet",
        "A ResNet with twice the width inside its blocks.",
        "Wide Residual Networks (2016), https://arxiv.org/abs/1605.07146",
    ),
    "ShuffleNetV2": About(
        "ShuffleNet",
        "Among the quickest there are; for weak computers.",
        "ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture Design (2018), "
        "https://arxiv.org/abs/1807.11164",
    ),
    "SqueezeNet": About(
        "SqueezeNet",
        "A very small file; less exact.",
        "SqueezeNet: AlexNet-level accuracy with 50x fewer parameters (2016), https://arxiv.org/abs/1602.07360",
    ),
    "SwinTransformer": About(
        "Swin",
        "A transformer that looks through windows that shift. Exact; wants a GPU.",
        "Swin Transformer: Hierarchical Vision Transformer using Shifted Windows (2021), "
        "https://arxiv.org/abs/2103.14030",
    ),
    "Swin V2": About(
        "Swin",
        "A transformer that looks through windows that shift, second version. Exact; wants a GPU.",
        "Swin Transformer V2: Scaling Up Capacity and Resolution (2021), https://arxiv.org/abs/2111.09883",
    ),
    "VGG": About(
        "VGG",
        "Plain and deep, from 2014. Large files and slow, still used for its simple features.",
        "Very Deep Convolutional Networks for Large-Scale Image Recognition (2014), https://arxiv.org/abs/1409.1556",
    ),
    "VisionTransformer": About(
        "ViT",
        "A transformer over small patches of the picture. Strong features when trained on much data; wants a GPU.",
        "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale (2020), "
        "https://arxiv.org/abs/2010.11929",
    ),
}

VARIANTS = {
    "resnext": "ResNeXt",
    "wide_resnet": "Wide ResNet",
    "efficientnet_v2": "EfficientNetV2",
    "swin_v2": "Swin V2",
}
"""Names that begin so have their own paper although they share a class."""

TITLES = [
    (r"alexnet", "AlexNet"),
    (r"googlenet", "GoogLeNet"),
    (r"inception_v3", "Inception v3"),
    (r"convnext_(\w+)", "ConvNeXt {0:title}"),
    (r"densenet(\d+)", "DenseNet-{0}"),
    (r"efficientnet_(b\d)", "EfficientNet-{0:upper}"),
    (r"efficientnet_v2_(\w)", "EfficientNetV2-{0:upper}"),
    (r"maxvit_(\w)", "MaxViT-{0:upper}"),
    (r"mnasnet(\d)_(\d+)", "MNASNet {0}.{1}"),
    (r"mobilenet_v2", "MobileNetV2"),
    (r"mobilenet_v3_(\w+)", "MobileNetV3 {0:title}"),
    (r"regnet_([xy])_(\d+)_(\d+)gf", "RegNet{0:upper}-{1}.{2}GF"),
    (r"regnet_([xy])_(\d+[gm]f)", "RegNet{0:upper}-{1:upper}"),
    (r"resnet(\d+)", "ResNet-{0}"),
    (r"resnext(\d+)_(\d+)x(\d+)d", "ResNeXt-{0} {1}×{2}d"),
    (r"shufflenet_v2_x(\d)_(\d)", "ShuffleNetV2 ×{0}.{1}"),
    (r"squeezenet(\d)_(\d)", "SqueezeNet {0}.{1}"),
    (r"swin_(\w)", "Swin-{0:upper}"),
    (r"swin_v2_(\w)", "Swin V2-{0:upper}"),
    (r"vgg(\d+)", "VGG-{0}"),
    (r"vgg(\d+)_bn", "VGG-{0} with batch norm"),
    (r"vit_(\w)_(\d+)", "ViT-{0:upper}/{1}"),
    (r"wide_resnet(\d+)_(\d)", "Wide ResNet-{0}-{1}"),
]


class _Word(str):
    def __format__(self, spec: str) -> str:
        return {"title": self.title(), "upper": self.upper(), "": str(self)}[spec]


def title_of(name: str) -> str:
    """torchvision's name as people write it; names without a rule stay as they are."""
    for pattern, title in TITLES:
        if match := re.fullmatch(pattern, name):
            return title.format(*map(_Word, match.groups()))
    return name


def about(name: str, class_name: str) -> About:
    """What is said of the network ``name``."""
    variant = next((key for prefix, key in VARIANTS.items() if name.startswith(prefix)), class_name)
    return ABOUT.get(variant, About(class_name, "", ""))
