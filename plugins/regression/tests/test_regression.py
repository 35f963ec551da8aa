"""The task refuses what cannot be learnt, warns of what is weak, and its head, loss and metrics are the textbook's."""

import json
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import torch

import desktop_tl_regression as plugin
from desktop_tl.api import LossOptions, Sample, UserError

VALUES = np.array([[20 + row % 7, 0.5 * (row % 3)] for row in range(60)])


def make_dataset(values, splits=None, classes=("age", "size")):
    return SimpleNamespace(
        classes=classes,
        targets=np.asarray(values, np.float32),
        splits=splits,
        sample=lambda index: Sample(f"picture-{index}", b"", values[index]),
    )


@pytest.fixture
def task():
    (spec,) = plugin.desktop_tl_tasks()
    return spec.build()


def test_listing_imports_no_torch():
    code = "import sys, desktop_tl_regression as p; list(p.desktop_tl_tasks()); print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_healthy_values_are_not_commented(task):
    assert task.check(make_dataset(VALUES)) == []


@pytest.mark.parametrize(
    ("values", "splits", "words"),
    [
        (np.empty((0, 2)), None, "no pictures"),
        (np.ones((30, 2)), None, "‘age’, ‘size’ never differ"),
        (VALUES, ["test"] * 60, "no training pictures"),
    ],
)
def test_what_cannot_be_learnt_is_refused_in_words(task, values, splits, words):
    with pytest.raises(UserError, match=words) as caught:
        task.check(make_dataset(values, splits))
    assert caught.value.advice


def test_weak_data_are_told_of(task):
    (few,) = task.check(make_dataset(VALUES[:10]))
    assert "10 training pictures are few" in few.message
    (constant,) = task.check(make_dataset(VALUES * [1, 0]))
    assert constant.items == ("size",)
    slipped = np.concatenate([np.tile(VALUES, (5, 1)), [[25_000, 0]]])
    (far,) = task.check(make_dataset(slipped))
    assert far.items == ("picture-300",)


def test_a_fresh_head_says_about_the_mean_and_keeps_the_unit_in_its_state(task):
    torch.manual_seed(0)
    head = task.build_head(16, ["age", "size"])
    head.fit_targets(torch.from_numpy(VALUES))
    said = head(torch.randn(200, 16))
    assert said.mean(0).tolist() == pytest.approx(VALUES.mean(0).tolist(), abs=1.5)
    assert {"mean", "spread"} <= set(head.state_dict())
    assert head.spread.tolist() == pytest.approx(VALUES.std(0).tolist())
    head.fit_targets(torch.full((5, 2), 0.1))
    assert head.spread.tolist() == [1, 1]


def test_the_loss_counts_every_value_in_its_spread(task):
    outputs, targets = torch.tensor([[10.0, 0.0]]), torch.tensor([[0.0, 1.0]])
    loss = task.loss(outputs, targets, LossOptions(spread=torch.tensor([10.0, 1.0])))
    assert loss.item() == pytest.approx(1.0)


def test_the_figures_are_those_of_scikit_learn_also_far_from_zero(task):
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(0)
    truth = (rng.normal(size=(100, 2)) * [3, 0.2] + [2000, 1]).astype(np.float32)
    said = (truth + rng.normal(size=(100, 2)) * [1, 0.1]).astype(np.float32)
    meter = task.meter(["age", "size"])
    for start in (0, 40, 90):
        stop = {0: 40, 40: 90, 90: 100}[start]
        meter.update(torch.from_numpy(said[start:stop]), torch.from_numpy(truth[start:stop]))
    found = meter.compute()
    assert found["r2"] == pytest.approx(metrics.r2_score(truth, said), abs=1e-4)
    assert found["loss"] == pytest.approx(1 - found["r2"])
    assert found["mae"] == pytest.approx(metrics.mean_absolute_error(truth, said), rel=1e-4)
    expected = metrics.root_mean_squared_error(truth, said, multioutput="uniform_average")
    assert found["rmse"] == pytest.approx(expected, rel=1e-4)
    again = task.meter(["age", "size"])
    again.merge(json.loads(json.dumps(meter.state())))
    assert again.compute() == found


def test_targets_that_do_not_vary_have_no_variance_to_explain(task):
    for said, r2 in ((0.1, 1.0), (0.2, 0.0)):
        meter = task.meter(["age"])
        meter.update(torch.full((7, 1), said), torch.full((7, 1), 0.1))
        assert meter.compute()["r2"] == r2
    assert task.meter(["age"]).compute() == {}
