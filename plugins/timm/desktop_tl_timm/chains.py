"""Names, class by class, the modules that timm runs one after the other, so that most families need no code."""

import re
from collections.abc import Iterator

from torch import nn

from desktop_tl_timm.stages import Part

STAGES = "stem: stem | stage: stages*"

CHAINS: dict[str, str] = {
    "ByobNet": "stem: stem | stage: stages* | last_conv: final_conv",
    "CPUBone": STAGES,
    "CSATv2": "stem: stem_dct | stage: stages*",
    "ConvMixer": "stem: stem | block: blocks*",
    "ConvNeXt": "stem: stem | stage: stages* | norm: norm_pre",
    "CspNet": STAGES,
    "CspNext": STAGES,
    "DLA": "stem: base_layer level0 level1 | level2: level2 | level3: level3 | level4: level4 | level5: level5",
    "DaVit": "stem: stem | stage: stages* | norm: norm_pre",
    "EdgeNeXt": "stem: stem | stage: stages* | norm: norm_pre",
    "EfficientFormer": "stem: stem | stage: stages* | norm: norm",
    "EfficientFormerV2": "stem: stem | stage: stages* | norm: norm",
    "EfficientNet": "stem: conv_stem bn1 | block: blocks* | last_conv: conv_head bn2",
    "EfficientVit": STAGES,
    "EfficientVitLarge": STAGES,
    "EfficientVitMsra": "stem: patch_embed | stage: stages*",
    "FasterNet": "stem: patch_embed | stage: stages*",
    "FastVit": "stem: stem | stage: stages* | last_conv: final_conv",
    "FocalNet": "stem: stem | stage: layers* | norm: norm",
    "GhostNet": "stem: conv_stem bn1 act1 | block: blocks*",
    "GlobalContextVit": STAGES,
    "HighPerfGpuNet": STAGES,
    "IFormer": STAGES,
    "InceptionResnetV2": "stem: conv2d_1a conv2d_2a conv2d_2b maxpool_3a conv2d_3b conv2d_4a maxpool_5a"
    " | mixed5: mixed_5b repeat | mixed6: mixed_6a repeat_1 | mixed7: mixed_7a repeat_2 block8 | last_conv: conv2d_7b",
    "InceptionV3": "stem: Conv2d_1a_3x3 Conv2d_2a_3x3 Conv2d_2b_3x3 Pool1 Conv2d_3b_1x1 Conv2d_4a_3x3 Pool2"
    " | mixed5: Mixed_5b Mixed_5c Mixed_5d | mixed6: Mixed_6a Mixed_6b Mixed_6c Mixed_6d Mixed_6e"
    " | mixed7: Mixed_7a Mixed_7b Mixed_7c",
    "InceptionV4": "stem: features[0:6] | inception_a: features[6:10] | inception_b: features[10:18]"
    " | inception_c: features[18:22]",
    "LCNetV2": STAGES,
    "LowFormer": STAGES,
    "MambaOut": STAGES,
    "MaxxVit": "stem: stem | stage: stages* | norm: norm",
    "MetaFormer": STAGES,
    "MetaNeXt": STAGES,
    "MlpMixer": "stem: stem | block: blocks* | norm: norm",
    "MobileNetV3": "stem: conv_stem bn1 | block: blocks*",
    "NextViT": "stem: stem | stage: stages* | norm: norm",
    "NormFreeNet": "stem: stem | stage: stages* | last_conv: final_conv final_act",
    "PyramidVisionTransformerV2": "stem: patch_embed | stage: stages*",
    "RDNet": "stem: stem | stage: dense_stages* | norm: norm_pre",
    "RegNet": "stem: stem | stage1: s1 | stage2: s2 | stage3: s3 | stage4: s4 | last_conv: final_conv",
    "RepGhostNet": "stem: conv_stem bn1 act1 | block: blocks*",
    "RepVit": STAGES,
    "ResNet": "stem: conv1 bn1 act1 maxpool | layer1: layer1 | layer2: layer2 | layer3: layer3 | layer4: layer4",
    "ResNetV2": "stem: stem | stage: stages* | norm: norm",
    "RexNet": "stem: stem | block: features*",
    "SENet": "stem: layer0 pool0 | layer1: layer1 | layer2: layer2 | layer3: layer3 | layer4: layer4",
    "SHViT": "stem: patch_embed | stage: stages*",
    "Sequencer2d": "stem: stem | stage: stages* | norm: norm",
    "StarNet": "stem: stem | stage: stages* | norm: norm",
    "SwiftFormer": "stem: stem | stage: stages* | norm: norm",
    "SwinTransformer": "stem: patch_embed | stage: layers* | norm: norm",
    "SwinTransformerV2": "stem: patch_embed | stage: layers* | norm: norm",
    "SwinTransformerV2Cr": "stem: patch_embed | stage: stages*",
    "TResNet": "stem: body[0:2] | layer: body[2:]*",
    "TinyVit": "stem: patch_embed | stage: stages*",
    "VovNet": STAGES,
    "Xception": "stem: conv1 bn1 act1 conv2 bn2 act2 | entry: block1 block2 block3"
    " | middle: block4 block5 block6 block7 block8 block9 block10 block11 | exit: block12"
    " | last_conv: conv3 bn3 act3 conv4 bn4 act4",
    "XceptionAligned": "stem: stem | block: blocks* | act: act",
}
"""Per class its stages, separated by ``|``: ``name: modules``. ``name: modules*`` makes one stage of each child, and
``modules[6:10]`` means these children."""


def chain_parts(model: nn.Module, chain: str) -> Iterator[Part]:
    """The parts that a line of `CHAINS` describes; modules that this variant lacks are left out."""
    for group in chain.split("|"):
        name, paths = (text.strip() for text in group.split(":", 1))
        if paths.endswith("*"):
            for number, child in enumerate(_find(model, paths.rstrip("* "), children=True), start=1):
                yield Part(f"{name}{number}", (child,))
            continue
        modules = tuple(module for path in paths.split() for module in _find(model, path))
        if modules:
            yield Part(name, modules)


def _find(model: nn.Module, path: str, *, children: bool = False) -> tuple[nn.Module, ...]:
    name, start, stop = re.fullmatch(r"(\w+)(?:\[(\d*):(\d*)\])?", path).groups()
    module = getattr(model, name, None)
    if module is None:
        return ()
    if start is not None:
        return tuple(module.children())[int(start or 0) : int(stop) if stop else None]
    return tuple(module.children()) if children else (module,)
