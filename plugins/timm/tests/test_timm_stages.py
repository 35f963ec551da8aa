"""Every rule gives stages that are the network: same features, each parameter once, gradients through all."""

import copy
from collections.abc import Callable
from functools import partial

import pytest
import torch
from timm import create_model
from timm.models import crossvit, dpn, efficientvit_msra, hiera, hieradet_sam2, mvitv2, nest, vgg, volo
from torch import nn

from desktop_tl.testing.stages import check_stages
from desktop_tl_timm.chains import CHAINS
from desktop_tl_timm.families import NO_RULE, RULES, split_into_stages
from desktop_tl_timm.stages import Unsplittable
from desktop_tl_timm.tables import own_features

SMALL: list[tuple[str, int, Callable[[], nn.Module]]] = [
    ("Beit", 32, partial(create_model, "beit_base_patch16_224", img_size=32, embed_dim=48, depth=2, num_heads=3)),
    ("Cait", 32, partial(create_model, "cait_xxs24_224", img_size=32, depth=2)),
    ("CoaT", 64, partial(create_model, "coat_lite_tiny", img_size=64)),
    ("ConVit", 32, partial(create_model, "convit_tiny", img_size=32, depth=3, local_up_to_layer=2)),
    (
        "CrossVit",
        240,
        partial(
            crossvit.CrossVit,
            img_size=240,
            img_scale=(1.0, 224 / 240),
            patch_size=(12, 16),
            embed_dim=(24, 48),
            depth=((1, 2, 0),),
            num_heads=(3, 3),
            mlp_ratio=(4, 4, 1),
        ),
    ),
    ("VisionTransformerDistilled", 32, partial(create_model, "deit_tiny_distilled_patch16_224", img_size=32, depth=2)),
    ("DenseNet", 32, partial(create_model, "densenet121", block_config=(2, 2, 2, 2))),
    (
        "DPN",
        32,
        partial(
            dpn.DPN, small=True, num_init_features=10, k_r=32, groups=8, k_sec=(1, 1, 1, 1), inc_sec=(16, 32, 24, 32)
        ),
    ),
    ("Eva", 48, partial(create_model, "vit_tiny_patch16_dinov3_qkvb", img_size=48, depth=2)),
    (
        "Eva",
        48,
        partial(create_model, "vit_small_patch16_rope_mixed_224", img_size=48, depth=2, embed_dim=96, num_heads=3),
    ),
    ("Eva", 28, partial(create_model, "eva02_tiny_patch14_224", img_size=28, depth=2)),
    ("Hiera", 64, partial(hiera.Hiera, img_size=(64, 64), embed_dim=24, num_heads=1, stages=(1, 1, 1, 1))),
    (
        "HieraDet",
        256,
        partial(hieradet_sam2.HieraDet, embed_dim=16, num_heads=1, stages=(1, 2, 1, 1), global_att_blocks=(2,)),
    ),
    ("HighResolutionNet", 64, partial(create_model, "hrnet_w18_small")),
    ("LevitDistilled", 64, partial(create_model, "levit_128s", img_size=64)),
    (
        "MultiScaleVit",
        64,
        partial(
            mvitv2.MultiScaleVit,
            mvitv2.MultiScaleVitCfg(depths=(1, 1, 1, 1), embed_dim=(24, 48, 96, 192), num_heads=(1, 2, 4, 8)),
            img_size=64,
        ),
    ),
    ("NaFlexVit", 32, partial(create_model, "naflexvit_base_patch16_gap", embed_dim=48, depth=2, num_heads=3)),
    ("Nest", 64, partial(nest.Nest, img_size=64, embed_dims=(16, 32, 64), num_heads=(1, 2, 4), depths=(1, 1, 1))),
    ("PoolingVisionTransformer", 64, partial(create_model, "pit_ti_224", img_size=64, depth=(1, 1, 1))),
    ("PoolingVisionTransformer", 64, partial(create_model, "pit_ti_distilled_224", img_size=64, depth=(1, 1, 1))),
    ("TNT", 32, partial(create_model, "tnt_s_legacy_patch16_224", img_size=32, depth=2)),
    ("Twins", 64, partial(create_model, "twins_svt_small", img_size=64, depths=(1, 1, 1, 1))),
    ("VGG", 32, partial(vgg.VGG, cfg=[8, "M", 16, "M", 16, "M", 16, "M", 32, "M"])),
    (
        "VOLO",
        64,
        partial(volo.VOLO, layers=(1, 1, 1, 1), embed_dims=(24, 48, 48, 48), num_heads=(2, 4, 4, 4), img_size=64),
    ),
    ("VisionTransformer", 160, partial(create_model, "test_vit")),
    ("VisionTransformerRelPos", 160, partial(create_model, "test_vit_relpos")),
    ("VisionTransformerRelPos", 32, partial(create_model, "vit_srelpos_small_patch16_224", img_size=32, depth=2)),
    (
        "VisionTransformerSAM",
        64,
        partial(
            create_model,
            "samvit_base_patch16",
            img_size=64,
            embed_dim=48,
            depth=2,
            num_heads=3,
            global_attn_indexes=(1,),
        ),
    ),
    ("Visformer", 64, partial(create_model, "visformer_tiny", img_size=64, depth=(1, 1, 1))),
    ("Xcit", 32, partial(create_model, "xcit_nano_12_p8_224", img_size=32, depth=2)),
    ("ByobNet", 64, partial(create_model, "test_byobnet")),
    ("MaxxVit", 160, partial(create_model, "test_coatnet")),
    ("ConvNeXt", 64, partial(create_model, "test_convnext")),
    ("EfficientNet", 64, partial(create_model, "test_efficientnet")),
    ("MambaOut", 64, partial(create_model, "test_mambaout")),
    ("NormFreeNet", 64, partial(create_model, "test_nfnet")),
    ("ResNet", 64, partial(create_model, "test_resnet")),
    (
        "EfficientVitMsra",
        224,
        partial(
            efficientvit_msra.EfficientVitMsra,
            embed_dim=(16, 32, 64),
            key_dim=(4, 4, 4),
            depth=(1, 1, 1),
            num_heads=(2, 2, 4),
            window_size=(7, 7, 7),
            kernels=(5, 5, 5, 5),
        ),
    ),
    ("MobileNetV3", 64, partial(create_model, "mobilenetv3_small_050")),
    (
        "SwinTransformer",
        64,
        partial(
            create_model,
            "swin_tiny_patch4_window7_224",
            img_size=64,
            window_size=2,
            depths=(1, 1, 1, 1),
            embed_dim=24,
            num_heads=(1, 1, 1, 1),
        ),
    ),
]
"""One small network for each rule: family, picture size, how it is made."""

CHECKED_WITH_THE_TABLE = {"DeepseekVitClassifier", "MobileNetV5", "Qwen3VitClassifier", "SelecSls", "Levit"}
"""Their smallest network is too large for a quick test; `desktop_tl_timm.tables` checks it like all others."""


@pytest.fixture(autouse=True)
def seeded():
    """The same numbers each time, on one thread: for pictures this small more threads only wait for each other."""
    threads = torch.get_num_threads()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.mark.parametrize(("family", "size", "make"), SMALL, ids=[f"{n}-{row[0]}" for n, row in enumerate(SMALL)])
def test_the_stages_are_the_network(family: str, size: int, make: Callable[[], nn.Module]):
    model = make()
    assert type(model).__name__ == family
    backbone = split_into_stages(model)
    names = [stage.name for stage in backbone.stages]
    assert len(set(names)) == len(names) > 1
    assert all(name.replace("_", "").replace("-", "").isalnum() for name in names)
    assert all(stage.title for stage in backbone.stages)
    check_stages(backbone, torch.randn(2, 3, size, size), features_of=partial(own_features, model))

    backbone.run(torch.randn(2, 3, size, size)).square().sum().backward()
    for stage in backbone.stages:
        assert any(p.grad is not None and p.grad.abs().sum() > 0 for p in stage.module.parameters()), stage.name


@pytest.mark.parametrize("name", ["test_vit", "test_resnet"])
def test_a_copied_backbone_does_not_touch_the_original(name: str):
    """Averaged weights copy the stages; what a step refers to must be copied along."""
    original = split_into_stages(create_model(name))
    copied = copy.deepcopy(original)
    batch = torch.randn(2, 3, 160, 160)
    original.module.eval()
    copied.module.eval()
    expected = original.run(batch)
    for parameter in copied.module.parameters():
        parameter.data.zero_()
    assert torch.equal(original.run(batch), expected)
    assert not copied.run(batch).any()


def test_each_class_has_one_rule():
    assert not set(CHAINS) & set(RULES)
    assert not set(NO_RULE) & (set(CHAINS) | set(RULES))


def test_every_rule_that_is_code_is_shown_by_a_small_network():
    assert set(RULES) - {family for family, _, _ in SMALL} == CHECKED_WITH_THE_TABLE


def test_what_has_no_rule_says_why():
    with torch.device("meta"):
        model = create_model("coat_tiny")
    with pytest.raises(Unsplittable, match="four scales"):
        split_into_stages(model)
