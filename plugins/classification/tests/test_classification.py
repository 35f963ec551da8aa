"""The task refuses what cannot be learnt, warns of what is weak, and its head, loss and metrics are the textbook's."""

import json
import subprocess
import sys
from types import SimpleNamespace

import pytest
import torch

import desktop_tl_classification as plugin
from desktop_tl.api import LossOptions, UserError


def make_dataset(*counts, splits=None):
    """A dataset with so many images of class ``a``, ``b`` …"""
    targets = [target for target, count in enumerate(counts) for _ in range(count)]
    return SimpleNamespace(classes=[chr(97 + i) for i in range(len(counts))], targets=targets, splits=splits)


@pytest.fixture
def task():
    return build("image-classification")


def build(task_id):
    (spec,) = (spec for spec in plugin.desktop_tl_tasks() if spec.id == task_id)
    return spec.build()


def test_listing_imports_no_torch():
    code = "import sys, desktop_tl_classification as p; list(p.desktop_tl_tasks()); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("counts", "words"), [((), "no pictures"), ((0, 0), "no pictures"), ((5,), "at least 2 classes")]
)
def test_too_few_classes_are_refused_in_words(task, counts, words):
    with pytest.raises(UserError, match=words) as caught:
        task.check(make_dataset(*counts))
    assert caught.value.advice


@pytest.mark.parametrize(
    ("task_id", "noun", "other"),
    [("image-classification", "picture", "text"), ("text-classification", "text", "picture")],
)
def test_each_task_calls_its_samples_by_their_name(task_id, noun, other):
    task = build(task_id)
    said = [note.message for note in task.check(make_dataset(901, 1, 3, 0))]
    for dataset in (
        make_dataset(),
        make_dataset(5),
        make_dataset(2, 2, splits=["test"] * 4),
        make_dataset(2, 2, splits=["train"] * 2 + ["test"] * 2),
    ):
        with pytest.raises(UserError) as caught:
            task.check(dataset)
        said += [caught.value.message, caught.value.advice]
    assert sum(noun in words for words in said) >= 9
    assert not [words for words in said if other in words]


def test_a_healthy_dataset_is_not_commented(task):
    assert task.check(make_dataset(20, 30)) == []


def test_weak_classes_are_named(task):
    notes = task.check(make_dataset(20, 1, 3, 0))
    assert {note.items for note in notes} == {("b",), ("c",), ("d",)}
    assert all(note.level == "warning" for note in notes)


def test_strong_imbalance_names_both_classes(task):
    (note,) = task.check(make_dataset(601, 6))
    assert note.items == ("a", "b")
    assert task.check(make_dataset(600, 6)) == []


def test_a_class_without_training_images_is_refused(task):
    with pytest.raises(UserError, match="‘b’"):
        task.check(make_dataset(6, 5, splits=["train"] * 6 + ["test"] * 5))
    with pytest.raises(UserError, match="no training pictures"):
        task.check(make_dataset(1, 1, splits=["validation", "test"]))


def test_a_target_that_is_no_class_is_refused(task):
    dataset = make_dataset(3, 3)
    dataset.targets[2] = 9
    with pytest.raises(UserError, match="picture 3 has the target 9"):
        task.check(dataset)


def test_the_head_fits_the_features_and_sends_gradients_into_them(task):
    features = torch.randn(5, 7, requires_grad=True)
    outputs = task.build_head(7, ["a", "b", "c", "d"])(features)
    assert outputs.shape == (5, 4)
    task.loss(outputs, torch.tensor([0, 1, 2, 3, 0]), LossOptions()).backward()
    assert features.grad.abs().sum() > 0
    assert torch.allclose(task.scores(outputs).sum(1), torch.ones(5))


def test_the_head_learns(task):
    features, targets = torch.eye(3).repeat(8, 1), torch.arange(3).repeat(8)
    head = task.build_head(3, ["a", "b", "c"])
    optimiser = torch.optim.SGD(head.parameters(), lr=0.5)
    for _ in range(50):
        optimiser.zero_grad()
        task.loss(head(features), targets, LossOptions()).backward()
        optimiser.step()
    assert (head(features).argmax(1) == targets).all()


def test_the_meter_gives_means_over_samples_not_over_batches(task):
    torch.manual_seed(0)
    outputs, targets = torch.randn(10, 3), torch.randint(3, (10,))
    meter = task.meter(["a", "b", "c"])
    for part in (slice(0, 7), slice(7, 10)):
        meter.update(outputs[part], targets[part])
    metrics = meter.compute()
    assert metrics["accuracy"] == pytest.approx((outputs.argmax(1) == targets).float().mean().item())
    assert metrics["loss"] == pytest.approx(task.loss(outputs, targets, LossOptions()).item(), rel=1e-6)
    assert task.main_metric in metrics


def test_merged_meters_know_what_one_meter_would(task):
    torch.manual_seed(0)
    outputs, targets = torch.randn(10, 3), torch.randint(3, (10,))
    whole, first, second, fresh = (task.meter(["a", "b", "c"]) for _ in range(4))
    for part in (slice(0, 4), slice(4, 7), slice(7, 10)):
        whole.update(outputs[part], targets[part])
        (first if part.start else second).update(outputs[part], targets[part])
    first.merge(json.loads(json.dumps(second.state())))
    fresh.merge(first.state())
    assert fresh.compute() == first.compute() == whole.compute()


def test_a_meter_without_samples_has_no_metrics(task):
    assert task.meter(["a", "b"]).compute() == {}


def test_scores_are_float32_probabilities_also_for_half_precision(task):
    scores = task.scores(torch.randn(4, 3, dtype=torch.bfloat16))
    assert scores.dtype == torch.float32
    assert torch.allclose(scores.sum(1), torch.ones(4))
