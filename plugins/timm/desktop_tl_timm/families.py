"""Finds the rule that splits a timm network into stages, by its class."""

from collections.abc import Callable, Iterator

from torch import nn

from desktop_tl.api import Backbone
from desktop_tl_timm import convolutional, transformers
from desktop_tl_timm.chains import CHAINS, chain_parts
from desktop_tl_timm.stages import Part, Unsplittable, assemble

RULES: dict[str, Callable[[nn.Module], Iterator[Part]]] = {
    "Beit": transformers.beit,
    "Cait": transformers.cait,
    "CoaT": transformers.coat,
    "ConVit": transformers.convit,
    "CrossVit": transformers.crossvit,
    "DPN": convolutional.dpn,
    "DeepseekVitClassifier": transformers.encoder_with_rope,
    "DenseNet": convolutional.densenet,
    "Eva": transformers.eva,
    "Hiera": transformers.hiera,
    "HieraDet": transformers.hiera_det,
    "HighResolutionNet": convolutional.hrnet,
    "Levit": convolutional.levit,
    "LevitDistilled": convolutional.levit,
    "MobileNetV5": convolutional.mobilenet_v5,
    "MultiScaleVit": transformers.mvit,
    "NaFlexVit": transformers.naflex,
    "Nest": convolutional.nest,
    "PoolingVisionTransformer": transformers.pit,
    "Qwen3VitClassifier": transformers.encoder_with_rope,
    "SelecSls": convolutional.selecsls,
    "TNT": transformers.tnt,
    "Twins": transformers.twins,
    "VGG": convolutional.vgg,
    "VOLO": transformers.volo,
    "VisionTransformer": transformers.vit,
    "VisionTransformerDistilled": transformers.vit,
    "VisionTransformerRelPos": transformers.relative_positions,
    "VisionTransformerSAM": transformers.sam,
    "Visformer": convolutional.visformer,
    "Xcit": transformers.xcit,
}
"""Per class the function that yields its parts, where a line of `CHAINS` does not do."""

NO_RULE = {
    "DeepseekVitEncoder": "puts out a map for a language model, no features of a picture",
    "EfficientViM": "every stage also gives features of its own",
    "EfficientViMDistilled": "every stage also gives features of its own",
    "Gemma4VitClassifier": "takes the places of the patches along",
    "Gemma4VitEncoder": "puts out a map for a language model, no features of a picture",
    "MobileNetV5Encoder": "puts out a map for a language model, no features of a picture",
    "NASNetALarge": "every cell takes the outputs of the two before it",
    "PNASNet5Large": "every cell takes the outputs of the two before it",
    "Qwen3VitEncoder": "puts out a map for a language model, no features of a picture",
}
"""Classes that are left out, and why."""


def split_into_stages(model: nn.Module) -> Backbone:
    """The backbone of a built timm model.

    Raises:
        Unsplittable: no rule knows this class, or its rule refuses this variant.
    """
    family = type(model).__name__
    if family in CHAINS:
        return assemble(model, chain_parts(model, CHAINS[family]))
    if family in RULES:
        return assemble(model, RULES[family](model))
    raise Unsplittable(NO_RULE.get(family, f"no rule knows networks of the kind ‘{family}’"))
