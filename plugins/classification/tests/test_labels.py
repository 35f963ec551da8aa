"""The task of several labels: what cannot be learnt is refused, and loss and figures are those of scikit-learn."""

import json
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch.nn import functional as F

import desktop_tl_classification as plugin
from desktop_tl.api import LossOptions, UserError

ROWS = np.array([[row % 2, row % 3 == 0, row % 5 == 0] for row in range(60)], np.uint8)


def make_dataset(rows, splits=None):
    return SimpleNamespace(classes=("sky", "dog", "cat"), targets=np.asarray(rows, np.uint8), splits=splits)


@pytest.fixture
def task():
    (spec,) = (spec for spec in plugin.desktop_tl_tasks() if spec.id == "multi-label-image-classification")
    return spec.build()


def test_healthy_labels_are_not_commented(task):
    assert task.check(make_dataset(ROWS)) == []


@pytest.mark.parametrize(
    ("rows", "splits", "words"),
    [
        (np.empty((0, 3)), None, "no pictures"),
        (np.zeros((9, 3)), None, "None of the training pictures has a label"),
        (np.ones((9, 3)), None, "has every label"),
        (ROWS, ["test"] * 60, "no training pictures"),
    ],
)
def test_what_cannot_be_learnt_is_refused_in_words(task, rows, splits, words):
    with pytest.raises(UserError, match=words) as caught:
        task.check(make_dataset(rows, splits))
    assert caught.value.advice


def test_weak_labels_are_named(task):
    rows = ROWS.copy()
    rows[:, 0], rows[:, 1] = 1, 0
    rows[:, 2] = [1] * 3 + [0] * 57
    notes = {note.items: note.message for note in task.check(make_dataset(rows))}
    assert "every training picture has" in notes["sky",]
    assert "without a training picture" in notes["dog",]
    assert "fewer than 5 pictures" in notes["cat",]


def test_the_loss_is_cross_entropy_of_each_label_for_itself(task):
    outputs, targets = torch.randn(6, 3), torch.from_numpy(ROWS[:6]).float()
    plain = F.binary_cross_entropy(outputs.sigmoid(), targets)
    assert task.loss(outputs, targets, LossOptions()).item() == pytest.approx(plain.item(), rel=1e-5)
    weighted = task.loss(outputs, targets, LossOptions(class_weights=torch.tensor([4.0, 1.0, 1.0])))
    parts = F.binary_cross_entropy(outputs.sigmoid(), targets, reduction="none")
    assert weighted.item() == pytest.approx((parts * (1 + 3 * targets * torch.tensor([1.0, 0, 0]))).mean().item())


def test_the_figures_are_those_of_scikit_learn(task):
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(3)
    truth = rng.random((300, 4)) < [0.5, 0.2, 0.1, 0.0]
    logits = np.round((truth * 2.0 - 1 + rng.normal(0, 1.5, (300, 4))) * 32) / 32  # as fine as the meter counts
    outputs, targets = torch.tensor(logits, dtype=torch.float32), torch.from_numpy(truth).float()
    meter = task.meter("abcd")
    for part in (slice(0, 130), slice(130, 300)):
        meter.update(outputs[part], targets[part])
    found = meter.compute()
    said, scores = logits >= 0, 1 / (1 + np.exp(-logits))
    known = slice(0, 3)  # no sample has the last label: it has no average precision
    expected = metrics.average_precision_score(truth[:, known], scores[:, known], average="macro")
    assert found["average_precision"] == pytest.approx(expected, abs=1e-6)
    assert found["f1_micro"] == pytest.approx(metrics.f1_score(truth, said, average="micro"))
    assert found["f1_macro"] == pytest.approx(metrics.f1_score(truth[:, known], said[:, known], average="macro"))
    assert found["exact_match"] == pytest.approx((truth == said).all(1).mean())
    assert found["loss"] == pytest.approx(F.binary_cross_entropy_with_logits(outputs, targets).item(), rel=1e-5)
    again = task.meter("abcd")
    again.merge(json.loads(json.dumps(meter.state())))
    assert again.compute() == found


def test_scores_beyond_all_bins_still_count(task):
    meter = task.meter("ab")
    meter.update(torch.tensor([[400.0, -400.0], [-400.0, 400.0]]), torch.tensor([[1.0, 0.0], [0.0, 1.0]]))
    assert meter.compute()["average_precision"] == 1.0
    assert meter.compute()["exact_match"] == 1.0
