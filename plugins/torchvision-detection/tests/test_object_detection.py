"""The task refuses what cannot be learnt, warns of what is weak, and measures the loss."""

import json
import subprocess
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from torch import nn

import desktop_tl_torchvision_detection as plugin
from desktop_tl.api import BoxTargets, UserError
from desktop_tl_torchvision_detection.outputs import FoundAndLosses

SQUARE = (0.2, 0.2, 0.6, 0.6)


@pytest.fixture
def task():
    (spec,) = plugin.desktop_tl_tasks()
    return spec.build()


def make_dataset(pictures, splits=None):
    rows = [row for picture in pictures for row in picture]
    starts = np.cumsum([0, *map(len, pictures)])
    boxes = BoxTargets(np.array(rows, np.float32).reshape(-1, 5), starts, np.full((len(pictures), 2), 64, np.int32))
    return SimpleNamespace(classes=("cat", "dog"), targets=boxes, splits=splits)


def test_listing_imports_no_torch():
    code = (
        "import sys, desktop_tl_torchvision_detection as p; list(p.desktop_tl_backbones()); list(p.desktop_tl_tasks())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code + "; print('torch' in sys.modules)"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_what_cannot_be_learnt_is_refused_in_words(task):
    for pictures, splits, words in (
        ([], None, "no pictures"),
        ([[]] * 5, None, "not a single box"),
        ([[(0, *SQUARE)]], ["test"], "no training pictures"),
    ):
        with pytest.raises(UserError, match=words) as caught:
            task.check(make_dataset(pictures, splits))
        assert caught.value.advice


def test_few_boxes_and_background_are_told_of(task):
    few, background = task.check(make_dataset([[(0, *SQUARE)]] * 12 + [[(1, *SQUARE)]] * 3 + [[]]))
    assert few.items == ("dog: 3",)
    assert "1 picture has no box" in background.message
    assert task.check(make_dataset([[(0, *SQUARE), (1, *SQUARE)]] * 12)) == []


def test_a_backbone_that_looks_for_no_boxes_is_refused_in_words(task):
    for predictor in (None, nn.Linear(3, 4)):
        with pytest.raises(UserError, match="not where"):
            task.build_head_from(predictor, 3, ["cat"])


def test_the_meter_is_of_the_losses_and_goes_on_after_a_break(task):
    parts = [FoundAndLosses(torch.empty(0), {"a": torch.tensor(one), "b": torch.tensor(1.0)}) for one in (1.0, 4.0)]
    targets = [torch.empty(3, 0, 5), torch.empty(1, 0, 5)]
    whole, resumed = task.meter(["cat"]), task.meter(["cat"])
    assert whole.compute() == {}
    for part, true in zip(parts, targets, strict=True):
        whole.update(part, true)
    before = task.meter(["cat"])
    before.update(parts[0], targets[0])
    resumed.merge(json.loads(json.dumps(before.state())))
    resumed.update(parts[1], targets[1])
    assert whole.compute() == resumed.compute() == {"loss": pytest.approx((3 * 2 + 1 * 5) / 4)}
