"""Weights files reach the network: the installed one, those that timm wrote, and those that it must convert."""

from importlib.metadata import distribution

import pytest
import torch
from PIL import Image
from skimage import data

from desktop_tl.api import BackboneSpec, ImagePreprocessing, UserError
from desktop_tl_timm.catalog import list_backbones
from desktop_tl_timm.weights import adapt_weights


@pytest.fixture(scope="module")
def lite0() -> BackboneSpec:
    return list_backbones()[0]


@pytest.fixture(scope="module")
def installed(lite0: BackboneSpec) -> dict[str, torch.Tensor]:
    source = lite0.weights[0].source
    path = distribution(source.distribution).locate_file(source.path)
    assert path.stat().st_size == source.size
    return torch.load(path, weights_only=True)


@pytest.fixture(scope="module")
def network(lite0: BackboneSpec, installed: dict[str, torch.Tensor]):
    backbone = lite0.build(lite0.options())
    backbone.module.load_state_dict(lite0.weights[0].adapt(installed, backbone.module.state_dict()))
    backbone.module.eval()
    return backbone


def batch_of(picture, preprocessing: ImagePreprocessing) -> torch.Tensor:
    image = Image.fromarray(picture)
    scale = preprocessing.resize / min(image.size)
    image = image.resize((round(image.width * scale), round(image.height * scale)), Image.Resampling.BICUBIC)
    left, top = (image.width - preprocessing.size) // 2, (image.height - preprocessing.size) // 2
    image = image.crop((left, top, left + preprocessing.size, top + preprocessing.size))
    pixels = torch.tensor(list(image.tobytes()), dtype=torch.float32).reshape(preprocessing.size, -1, 3) / 255
    pixels = (pixels - torch.tensor(preprocessing.mean)) / torch.tensor(preprocessing.std)
    return pixels.permute(2, 0, 1)[None]


@torch.no_grad()
def best_guesses(network, spec: BackboneSpec, picture) -> list[tuple[str, float]]:
    features = network.run(batch_of(picture, spec.preprocessing))
    shares, places = network.classifier(features).softmax(1)[0].topk(3)
    return [(spec.weights[0].labels[int(place)], float(share)) for share, place in zip(shares, places, strict=True)]


def test_a_cup_of_coffee_is_an_espresso(lite0, network):
    label, share = best_guesses(network, lite0, data.coffee())[0]
    assert label == "espresso"
    assert share == pytest.approx(0.95, abs=0.02)


def test_chelsea_is_a_cat(lite0, network):
    guesses = best_guesses(network, lite0, data.chelsea())
    assert all("cat" in label for label, _ in guesses)
    assert sum(share for _, share in guesses) > 0.8


def test_installed_weights_come_first_and_are_checked_by_hash(lite0):
    assert lite0.id == "timm/tf_efficientnet_lite0"
    assert lite0.weights[0].id == "installed"
    assert len(lite0.weights[0].source.sha256) == 64


def test_installed_weights_for_another_network_are_refused_in_words(lite0, installed, network):
    shuffled = dict(reversed(installed.items()))
    with pytest.raises(UserError, match="does not fit EfficientNet-Lite0"):
        lite0.weights[0].adapt(shuffled, network.module.state_dict())
    with pytest.raises(UserError, match="tensors instead of"):
        lite0.weights[0].adapt({"a": torch.zeros(1)}, network.module.state_dict())


def spec_of(name: str) -> BackboneSpec:
    return next(spec for spec in list_backbones() if spec.id == f"timm/{name}")


def test_a_file_that_timm_wrote_fits_as_it_is():
    spec = spec_of("test_resnet")
    own = spec.build(spec.options()).module.state_dict()
    file = {name: torch.full_like(tensor, 2) for name, tensor in own.items()}
    adapted = spec.weights[0].adapt(file, own)
    assert all(adapted[name] is file[name] for name in own)


def test_a_classifier_that_is_missing_or_for_other_classes_stays_fresh():
    spec = spec_of("test_resnet")
    own = spec.build(spec.options()).module.state_dict()
    file = {name: torch.full_like(tensor, 2) for name, tensor in own.items()}
    file["fc.weight"] = torch.zeros(7, file["fc.weight"].shape[1])
    del file["fc.bias"]
    adapted = spec.weights[0].adapt(file, own)
    assert adapted["fc.weight"] is own["fc.weight"]
    assert adapted["fc.bias"] is own["fc.bias"]
    assert adapted["conv1.0.weight"] is file["conv1.0.weight"]


def test_positions_for_another_size_are_converted_by_timm():
    spec = spec_of("test_vit")
    own = spec.build(spec.options()).module.state_dict()
    file = {name: torch.ones_like(tensor) for name, tensor in own.items()}
    file["pos_embed"] = torch.ones(1, 1 + 4, own["pos_embed"].shape[2])
    adapted = spec.weights[0].adapt(file, own)
    assert adapted["pos_embed"].shape == own["pos_embed"].shape
    assert torch.allclose(adapted["pos_embed"], torch.ones(()), atol=1e-3)


@pytest.mark.parametrize("file", [{}, {"layer.weight": torch.zeros(3)}])
def test_a_file_of_another_network_is_refused_without_a_look_at_the_network(file, monkeypatch):
    monkeypatch.setattr("timm.models._builder.load_state_dict_from_hf", lambda *_, **__: pytest.fail("downloads"))
    monkeypatch.setattr("timm.models._builder.load_state_dict_from_url", lambda *_, **__: pytest.fail("downloads"))
    spec = spec_of("test_vit")
    own = spec.build(spec.options()).module.state_dict()
    with pytest.raises(UserError, match="does not fit the network ‘test_vit’"):
        adapt_weights("test_vit", "r160_in1k", file, own)


def test_converting_weights_leaves_the_random_numbers_of_the_run_alone():
    spec = spec_of("test_vit")
    own = spec.build(spec.options()).module.state_dict()
    file = {**own, "pos_embed": torch.ones(1, 1 + 4, own["pos_embed"].shape[2])}
    torch.manual_seed(0)
    expected = torch.rand(1)
    torch.manual_seed(0)
    spec.weights[0].adapt(file, own)
    assert torch.equal(torch.rand(1), expected)
