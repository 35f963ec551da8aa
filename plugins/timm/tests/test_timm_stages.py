"""Every rule gives stages that are the network: same features, each parameter once, gradients through all."""

from typing import Any

import pytest
import timm
import torch

from desktop_tl_timm.chains import CHAINS
from desktop_tl_timm.checking import check_stages
from desktop_tl_timm.families import NO_RULE, RULES, split_into_stages
from desktop_tl_timm.stages import Unsplittable

Small = tuple[str, int, dict[str, Any]]

SMALL: list[Small] = [
    ("beit_base_patch16_224", 32, {"img_size": 32, "embed_dim": 48, "depth": 2, "num_heads": 3}),
    ("cait_xxs24_224", 32, {"img_size": 32, "depth": 2}),
    ("coat_lite_tiny", 64, {"img_size": 64}),
    ("convit_tiny", 32, {"img_size": 32, "depth": 3, "local_up_to_layer": 2}),
    ("crossvit_tiny_240", 48, {"img_size": 48}),
    ("deit_tiny_distilled_patch16_224", 32, {"img_size": 32, "depth": 2}),
    ("densenet121", 32, {"block_config": (2, 2, 2, 2)}),
    ("dpn48b", 32, {}),
    ("vit_tiny_patch16_dinov3_qkvb", 48, {"img_size": 48, "depth": 2}),
    ("vit_small_patch16_rope_mixed_224", 48, {"img_size": 48, "depth": 2, "embed_dim": 96, "num_heads": 3}),
    ("eva02_tiny_patch14_224", 28, {"img_size": 28, "depth": 2}),
    ("hiera_tiny_224", 224, {"stages": (1, 1, 1, 1)}),
    ("sam2_hiera_tiny", 128, {"stages": (1, 2, 1, 1), "global_att_blocks": (3,)}),
    ("hrnet_w18_small", 64, {}),
    ("levit_128s", 224, {}),
    ("mvitv2_tiny", 64, {"img_size": 64, "depths": (1, 1, 1, 1)}),
    ("naflexvit_base_patch16_gap", 32, {"embed_dim": 48, "depth": 2, "num_heads": 3}),
    ("nest_tiny", 224, {"depths": (1, 1, 1)}),
    ("pit_ti_224", 64, {"img_size": 64, "depth": (1, 1, 1)}),
    ("pit_ti_distilled_224", 64, {"img_size": 64, "depth": (1, 1, 1)}),
    ("tnt_s_legacy_patch16_224", 32, {"img_size": 32, "depth": 2}),
    ("twins_svt_small", 64, {"img_size": 64, "depths": (1, 1, 1, 1)}),
    ("vgg11", 32, {}),
    ("volo_d1_224", 64, {"img_size": 64, "layers": (1, 1, 1, 1)}),
    ("test_vit", 160, {}),
    ("test_vit_relpos", 160, {}),
    ("vit_srelpos_small_patch16_224", 32, {"img_size": 32, "depth": 2}),
    ("samvit_base_patch16", 64, {"img_size": 64, "embed_dim": 48, "depth": 2, "num_heads": 3, "global_attn_indexes": (1,)}),
    ("visformer_tiny", 64, {"img_size": 64, "depth": (1, 1, 1)}),
    ("xcit_nano_12_p8_224", 32, {"img_size": 32, "depth": 2}),
    ("test_byobnet", 64, {}),
    ("test_coatnet", 160, {}),
    ("test_convnext", 64, {}),
    ("test_efficientnet", 64, {}),
    ("test_mambaout", 64, {}),
    ("test_nfnet", 64, {}),
    ("test_resnet", 64, {}),
    ("efficientvit_m0", 224, {}),
    ("mobilenetv3_small_050", 64, {}),
    ("swin_tiny_patch4_window7_224", 224, {"depths": (1, 1, 1, 1), "embed_dim": 24, "num_heads": (1, 1, 1, 1)}),
]  # fmt: skip
"""Rules and networks that show them on little computing: name, picture size, arguments that make it small."""


@pytest.fixture(autouse=True)
def seeded():
    torch.manual_seed(0)


@pytest.mark.parametrize(("name", "size", "arguments"), SMALL, ids=[name for name, _, _ in SMALL])
def test_the_stages_are_the_network(name: str, size: int, arguments: dict[str, Any]):
    model = timm.create_model(name, pretrained=False, **arguments)
    backbone = split_into_stages(model)
    names = [stage.name for stage in backbone.stages]
    assert len(set(names)) == len(names) > 1
    assert all(name.replace("_", "").replace("-", "").isalnum() for name in names)
    check_stages(backbone, torch.randn(2, 3, size, size))

    batch = torch.randn(2, 3, size, size)
    backbone.run(batch).square().sum().backward()
    for stage in backbone.stages:
        assert any(p.grad is not None and p.grad.abs().sum() > 0 for p in stage.module.parameters()), stage.name


def test_each_class_has_one_rule():
    assert not set(CHAINS) & set(RULES)
    assert not set(NO_RULE) & (set(CHAINS) | set(RULES))


def test_every_rule_that_is_code_is_shown_by_a_small_network():
    with torch.device("meta"):
        shown = {type(timm.create_model(name)).__name__ for name, _, _ in SMALL}
    shown |= {"LevitDistilled"}  # the same function as Levit
    heavy = {"DeepseekVitClassifier", "Qwen3VitClassifier", "MobileNetV5", "SelecSls", "Levit"}
    assert {rule for rule in RULES if rule not in shown} <= heavy


def test_what_has_no_rule_says_why():
    with torch.device("meta"):
        model = timm.create_model("coat_tiny")
    with pytest.raises(Unsplittable, match="four scales"):
        split_into_stages(model)
