"""Every family's stages are the network: same outputs, each parameter once, gradients through all; weights fit."""

import copy

import pytest
import torch
from torch import nn
from torchvision import models

from desktop_tl.api import UserError
from desktop_tl.testing.stages import check_stages
from desktop_tl_torchvision.building import adapt_weights, build_backbone
from desktop_tl_torchvision.families import FAMILIES, split_into_stages

SMALLEST = {
    "densenet121": 32,
    "efficientnet_b0": 32,
    "googlenet": 32,
    "inception_v3": 96,
    "mnasnet0_5": 32,
    "mobilenet_v2": 32,
    "mobilenet_v3_small": 32,
    "regnet_y_400mf": 32,
    "resnet18": 32,
    "shufflenet_v2_x0_5": 32,
    "squeezenet1_1": 48,
}
"""The smallest network of each family and a small picture for it."""


def small_vgg() -> models.VGG:
    model = models.VGG(models.vgg.make_layers([8, "M", 16, "M", 16, "M"], batch_norm=True), init_weights=False)
    model.classifier[0] = nn.Linear(16 * 7 * 7, 4096)
    return model


SHRUNK = {
    "AlexNet": (64, lambda: models.AlexNet(num_classes=10)),
    "ConvNeXt": (
        64,
        lambda: models.ConvNeXt([models.convnext.CNBlockConfig(8, 16, 1), models.convnext.CNBlockConfig(16, None, 2)]),
    ),
    "MaxVit": (
        64,
        lambda: models.MaxVit((64, 64), 16, 2, [16, 16, 32], [1, 1, 1], 8, 0.0),
    ),
    "SwinTransformer": (64, lambda: models.SwinTransformer([4, 4], 24, [1, 1, 2, 1], [1, 1, 2, 2], [4, 4])),
    "VGG": (32, small_vgg),
    "VisionTransformer": (32, lambda: models.VisionTransformer(32, 16, 2, 3, 48, 96)),
}
"""Families whose published networks are too large for a quick test, as small networks of the same class."""


@pytest.fixture(autouse=True)
def seeded():
    """The same numbers each time, on one thread: for pictures this small more threads only wait for each other."""
    threads = torch.get_num_threads()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def test_every_family_is_shown():
    with torch.device("meta"):
        shrunk = {type(make()).__name__ for _, make in SHRUNK.values()}
    published = {models.get_model_builder(name).__annotations__["return"].__name__ for name in SMALLEST}
    assert shrunk | published == set(FAMILIES)


@pytest.mark.parametrize("name", SMALLEST)
def test_the_stages_of_published_networks_are_the_network(name: str):
    size = SMALLEST[name]
    require_whole(build_backbone(name), size)


@pytest.mark.parametrize("name", SMALLEST)
def test_a_network_is_described_without_memory_for_it(name: str):
    with torch.device("meta"):
        described = build_backbone(name)
    counts = [[tuple(p.shape) for p in stage.module.parameters()] for stage in build_backbone(name).stages]
    assert [[tuple(p.shape) for p in stage.module.parameters()] for stage in described.stages] == counts
    assert all(p.is_meta for p in described.module.parameters())


@pytest.mark.parametrize("family", SHRUNK)
def test_the_stages_of_large_families_are_the_network(family: str):
    size, make = SHRUNK[family]
    require_whole(split_into_stages(make()), size)


def require_whole(backbone, size: int) -> None:
    names = [stage.name for stage in backbone.stages]
    assert len(set(names)) == len(names) > 1
    assert all(name.replace("_", "").isalnum() for name in names)
    assert all(stage.title for stage in backbone.stages)
    check_stages(backbone, torch.randn(2, 3, size, size))
    backbone.module.train()
    backbone.run(torch.randn(2, 3, size, size)).square().sum().backward()
    for stage in backbone.stages:
        assert any(p.grad is not None and p.grad.abs().sum() > 0 for p in stage.module.parameters()), stage.name


def test_a_copied_backbone_does_not_touch_the_original():
    backbone = build_backbone("shufflenet_v2_x0_5")
    copied = copy.deepcopy(backbone)
    for parameter in copied.module.parameters():
        parameter.data.zero_()
    assert not any(p.abs().sum() for stage in copied.stages for p in stage.module.parameters())
    assert any(p.abs().sum() for p in backbone.stages[0].module.parameters())


def test_a_vision_transformer_is_built_for_the_size_that_its_weights_want():
    backbone = build_backbone("vit_b_32", 64)
    assert backbone.run(torch.zeros(1, 3, 64, 64)).shape == (1, 768)


def test_published_files_fit_plain_state_dicts():
    """A file from the download is a plain dict: no version numbers, old DenseNet names, auxiliary heads."""
    for name in ("mnasnet0_5", "densenet121", "googlenet"):
        own = build_backbone(name).module.state_dict()
        file = {key: torch.full_like(tensor, 2) for key, tensor in own.items()}
        for key in [key for key in file if ".norm1." in key or ".conv2." in key]:
            if "denselayer" in key:
                file[key.replace(".norm1.", ".norm.1.").replace(".conv2.", ".conv.2.")] = file.pop(key)
        file["aux1.fc1.weight"] = torch.zeros(3)
        backbone = build_backbone(name)
        backbone.module.load_state_dict(adapt_weights(file, backbone.module.state_dict()))
        assert all((p == 2).all() for stage in backbone.stages for p in stage.module.parameters())


def test_a_classifier_without_values_or_for_other_classes_stays_fresh():
    own = build_backbone("resnet18").module.state_dict()
    file = {**own, "fc.weight": torch.zeros(7, 512)}
    assert adapt_weights(file, own)["fc.weight"] is own["fc.weight"]
    assert adapt_weights({k: v for k, v in own.items() if k != "fc.bias"}, own)["fc.bias"] is own["fc.bias"]
    own = {"classifier.0.weight": torch.zeros(2, 2)}
    assert adapt_weights({"classifier.0.weight": torch.full((2, 2), torch.nan)}, own) == own


def test_a_file_of_another_network_is_refused_in_words():
    own = build_backbone("resnet18").module.state_dict()
    with pytest.raises(UserError, match=r"‘conv1\.weight’ is missing"):
        adapt_weights({}, own)
    with pytest.raises(UserError, match="has shape"):
        adapt_weights({**own, "conv1.weight": torch.zeros(1)}, own)
