"""Each detector is torchvision's: what it finds, its losses, and its weights."""

import json

import pytest
import torch
import torchvision
from torch import nn
from torchvision.models import detection
from torchvision.ops import FrozenBatchNorm2d

from desktop_tl.api import UserError
from desktop_tl_torchvision_detection import desktop_tl_backbones
from desktop_tl_torchvision_detection.building import EPSILON, adapt_body, adapt_detector, build_detector
from desktop_tl_torchvision_detection.catalog import read_table
from desktop_tl_torchvision_detection.networks import split_into_stages
from desktop_tl_torchvision_detection.outputs import NO_BOX

SIZES = {
    "fasterrcnn_mobilenet_v3_large_fpn": 64,
    "retinanet_resnet50_fpn_v2": 64,
    "ssdlite320_mobilenet_v3_large": 320,
}
"""One of each kind that is quick enough, and a size for it; FCOS is what the kit checks as the small detector."""


@pytest.fixture(autouse=True)
def seeded():
    """The same numbers each time, on one thread: for pictures this small more threads only wait for each other."""
    threads = torch.get_num_threads()
    torch.manual_seed(0)
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def make(name, size):
    """The backbone, and the original network without any threshold, so that even fresh weights find something."""
    network = detection.__dict__[name](weights=None, weights_backbone=None)
    getattr(network, "roi_heads", network).score_thresh = 0.0
    network.topk_candidates = 20  # enough, and quick
    backbone = split_into_stages(network, size)
    for module in (network, backbone.classifier, *(stage.module for stage in backbone.stages)):
        module.eval()
    return backbone, network


@pytest.mark.parametrize("name", SIZES)
@torch.no_grad()
def test_stages_and_head_find_what_torchvision_finds(name):
    size = SIZES[name]
    backbone, network = make(name, size)
    batch = torch.randn(2, 3, size, size)
    features = backbone.run(batch)
    assert features.shape == (2, backbone.num_features)
    found = backbone.classifier(features)
    hooks = dict(network._forward_hooks)
    network._forward_hooks.clear()  # as torchvision says it
    expected = network(list(batch))
    network._forward_hooks.update(hooks)
    assert torch.equal(found, network(batch))
    first = 1 if name.startswith(("faster", "ssd")) else 0
    for rows, one in zip(found, expected, strict=True):
        rows = rows[rows[:, 0] != NO_BOX]
        order = one["scores"].argsort(descending=True, stable=True)
        assert len(rows) == len(order) > 0
        assert torch.equal(rows[:, 0].long(), one["labels"][order] - first)
        assert torch.equal(rows[:, 1], one["scores"][order])
        assert torch.allclose(rows[:, 2:] * size, one["boxes"][order], atol=1e-4)


@pytest.mark.parametrize("name", SIZES)
def test_other_classes_are_learnt_from_with_torchvisions_losses(name):
    size = SIZES[name]
    backbone, _ = make(name, size)
    detector = backbone.classifier
    kept = {key: tensor.clone() for key, tensor in detector.state_dict().items()}
    detector.replace_predictor(2)
    changed = {key for key, tensor in detector.state_dict().items() if tensor.shape != kept[key].shape}
    assert changed
    assert all(torch.equal(t, kept[key]) for key, t in detector.state_dict().items() if "regression" in key)
    detector.train()
    features = backbone.run(torch.randn(2, 3, size, size)).detach().requires_grad_()
    targets = torch.full((2, 1, 5), -1.0)  # the second picture is background
    targets[0, 0] = torch.tensor([1, 0.2, 0.2, 0.7, 0.8])
    outputs = detector(features)
    loss = outputs.loss(targets)
    loss.backward()
    assert loss.item() == pytest.approx(sum(part.item() for part in outputs.losses.values()), rel=1e-5)
    assert features.grad.abs().sum() > 0
    assert all(p.grad is not None for p in detector.parameters())
    assert outputs.detach().losses == outputs.losses
    detector.eval()
    state = {key: tensor.clone() for key, tensor in detector.state_dict().items()}
    drawn = torch.get_rng_state()
    with torch.no_grad():
        labels = detector(features)[..., 0]
        measured, again = (detector.measure(features, targets) for _ in range(2))
    assert set(labels.unique().tolist()) <= {-1.0, 0.0, 1.0}
    assert torch.equal(measured.rows[..., 0], labels)
    assert measured.losses == again.losses and measured.losses.keys() == outputs.losses.keys()
    assert all(part.isfinite() and not part.requires_grad for part in measured.losses.values())
    assert torch.equal(drawn, torch.get_rng_state())  # a run that is measured trains as one that is not
    assert not any(module.training for module in detector.modules())
    assert all(torch.equal(tensor, state[key]) for key, tensor in detector.state_dict().items())
    if name.startswith("ret"):  # nothing in it is drawn, and it has no normalisation of batches
        assert sum(measured.losses.values()).item() == pytest.approx(loss.item(), rel=1e-5)


def test_pictures_without_boxes_are_background():
    backbone, _ = make("fasterrcnn_mobilenet_v3_large_fpn", 64)
    backbone.classifier.train()
    with torch.no_grad():
        loss = backbone.classifier(backbone.run(torch.randn(2, 3, 64, 64))).loss(torch.empty(2, 0, 5))
    assert loss.isfinite()
    assert loss > 0


def test_weights_of_a_frozen_normalisation_that_adds_nothing_compute_the_same():
    ours, theirs = nn.BatchNorm2d(4).eval(), FrozenBatchNorm2d(4, eps=0.0)
    for tensor in theirs.buffers():
        tensor.copy_(torch.rand_like(tensor) + 0.01)
    file = {f"bn.{name}": tensor for name, tensor in theirs.state_dict().items()}
    own = {f"bn.{name}": tensor for name, tensor in ours.state_dict().items()}
    adapted = adapt_detector(file, own, is_legacy=True)
    ours.load_state_dict({name.removeprefix("bn."): t for name, t in adapted.items()}, strict=False)
    assert ours.eps == EPSILON
    x = torch.randn(2, 4, 5, 5)
    assert torch.allclose(ours(x), theirs(x), atol=1e-5)


def test_the_first_files_of_retinanet_fit():
    own = {"head.classification_head.conv.0.0.weight": torch.zeros(2), "head.classification_head.cls_logits.bias": None}
    file = {"head.classification_head.conv.0.weight": torch.ones(2), "other": torch.zeros(1)}
    assert list(adapt_detector(file, own, is_legacy=False)) == ["head.classification_head.conv.0.0.weight"]


def test_a_body_takes_the_weights_of_a_classifier():
    own = {"backbone.body.conv1.weight": torch.zeros(1), "head.conv.weight": torch.zeros(1)}
    adapted = adapt_body({"conv1.weight": torch.ones(1), "fc.weight": torch.ones(1)}, own)
    assert adapted == {"backbone.body.conv1.weight": torch.ones(1)}


def test_the_small_detector_has_the_stages_of_torchvisions_classifier():
    classifier = pytest.importorskip("desktop_tl_torchvision.building").build_backbone("resnet18")
    spec = next(spec for spec in desktop_tl_backbones() if spec.id.endswith("fcos_resnet18"))
    small = spec.build(spec.options(size=64))
    for ours, theirs in zip(small.stages, classifier.stages, strict=True):
        assert ours.name == theirs.name
        assert {k: t.shape for k, t in ours.module.state_dict().items()} == {
            k: t.shape for k, t in theirs.module.state_dict().items()
        }


def test_the_chosen_size_is_that_of_the_preprocessing_and_of_the_network():
    spec = next(spec for spec in desktop_tl_backbones() if spec.id.endswith("fasterrcnn_mobilenet_v3_large_fpn"))
    chosen = spec.for_options({"size": 96})
    assert (chosen.preprocessing.size, chosen.preprocessing.crop) == (96, "letterbox")
    with torch.device("meta"):
        backbone = spec.build(spec.options(size=96, score_threshold=0.3, overlap=0.4, most_boxes=7))
    assert backbone.classifier.size == 96
    heads = backbone.classifier.network.roi_heads
    assert (heads.score_thresh, heads.nms_thresh, heads.detections_per_img) == (0.3, 0.4, 7)


def test_a_detector_that_torchvision_does_not_have_is_refused_in_words():
    spec = desktop_tl_backbones()[0]
    with pytest.raises(UserError, match="no detector ‘yolo’"):
        build_detector("yolo", spec.options())


def test_the_table_is_that_of_the_installed_torchvision():
    table = read_table()
    if table["library"] != f"torchvision {torchvision.__version__.split('+')[0]}":
        pytest.skip("the table was made from another version of torchvision")
    for row in table["models"]:
        weights = torchvision.models.get_model_weights(row["name"]).DEFAULT
        assert row["weights"]["url"] == weights.url
        assert row["weights"]["sha256"] in weights.url
        assert table["labels"] == weights.meta["categories"]
    assert json.dumps(table)
