"""The table tells what the installed torchvision has, quickly and without importing torch."""

import subprocess
import sys
from collections import Counter

import pytest
import torchvision

from desktop_tl.api import BackboneSpec, ImagePreprocessing, Url, UserError
from desktop_tl_torchvision.building import build_backbone
from desktop_tl_torchvision.catalog import list_backbones, read_table
from desktop_tl_torchvision.tables import library_version, read_library

COUNTED = ["resnet18", "squeezenet1_1", "mobilenet_v2"]


@pytest.fixture(scope="module")
def specs() -> dict[str, BackboneSpec]:
    return {spec.id: spec for spec in list_backbones()}


def test_listing_imports_no_torch_and_is_quick():
    code = (
        "import sys, time, desktop_tl_torchvision as p; s = time.process_time();"
        "n = len(list(p.desktop_tl_backbones())); t = time.process_time() - s;"
        "bad = {'torch', 'timm', 'torchvision'} & set(sys.modules); print(n, t); sys.exit(bool(bad))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stdout + done.stderr
    number, seconds = done.stdout.split()
    assert int(number) >= 80
    assert float(seconds) < 2.0  # of a processor; 0.01 on an idle machine


def test_ids_are_unique_and_those_of_weights_within_their_backbone(specs):
    ids = Counter(spec.id for spec in list_backbones())
    assert [name for name, count in ids.items() if count > 1] == []
    assert [s.id for s in specs.values() if len({w.id for w in s.weights}) < len(s.weights)] == []


def test_every_backbone_and_its_weights_are_described(specs):
    for spec in specs.values():
        assert isinstance(spec.preprocessing, ImagePreprocessing)
        assert spec.title != spec.id.removeprefix("torchvision/")
        assert spec.description
        assert "http" in spec.paper
        assert spec.parameters > 100_000
        assert spec.flops > 10_000_000
        assert spec.weights
        for weights in spec.weights:
            assert isinstance(weights.source, Url)
            assert len(weights.source.sha256) >= 8
            assert weights.source.size > 1_000_000
            assert weights.licence


def test_resnet_50_is_offered_as_published(specs):
    spec = specs["torchvision/resnet50"]
    best = spec.weights[0]
    assert spec.title == "ResNet-50"
    assert best.id == "imagenet1k_v2"
    assert best.accuracy == pytest.approx(0.80858)
    assert best.source.url.endswith(f"resnet50-{best.source.sha256}.pth")
    assert (spec.preprocessing.size, spec.preprocessing.resize) == (224, 232)
    assert spec.find_weights("imagenet1k_v1").preprocessing.resize == 256
    assert best.labels[504] == "coffee mug"
    assert spec.parameters == 25_557_032 - 2048 * 1000 - 1000


def test_a_vision_transformer_for_larger_pictures_is_a_backbone_of_its_own(specs):
    spec = specs["torchvision/vit_b_16_384"]
    assert spec.fixed_size
    assert spec.preprocessing.size == 384
    assert [weights.licence for weights in spec.weights] == ["CC-BY-NC-4.0"]


def test_the_table_is_in_step_with_the_installed_torchvision():
    if read_table()["library"] != library_version():
        pytest.skip("the table was made from another version of torchvision")
    fresh, stored = read_library(count=False), read_table()
    assert fresh["labels"] == stored["labels"]
    assert [row["id"] for row in fresh["models"]] == [row["id"] for row in stored["models"]]
    for row, kept in zip(fresh["models"], stored["models"], strict=True):
        assert row == {key: value for key, value in kept.items() if key != "parameters"}


@pytest.mark.parametrize("name", COUNTED)
def test_parameters_are_counted_without_the_classifier(name, specs):
    backbone = build_backbone(name)
    assert specs[f"torchvision/{name}"].parameters == sum(
        p.numel() for stage in backbone.stages for p in stage.module.parameters()
    )


def test_a_network_that_the_installed_torchvision_lacks_becomes_words():
    with pytest.raises(UserError, match="has no model ‘no_such_network’"):
        build_backbone("no_such_network")


def test_a_network_that_is_built_in_an_unknown_way_becomes_words(monkeypatch):
    def changed(name, **_):
        return torchvision.models.ResNet.__new__(torchvision.models.ResNet)

    monkeypatch.setattr(torchvision.models, "get_model", changed)
    with pytest.raises(UserError, match="built in an unknown way"):
        build_backbone("resnet18")
