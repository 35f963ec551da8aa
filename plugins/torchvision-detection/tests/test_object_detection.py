"""The task refuses what cannot be learnt, warns of what is weak, and measures as COCO does."""

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


def rows(*found):
    return torch.tensor([*found, *[[-1.0, 0, 0, 0, 0, 0]] * (3 - len(found))])


def test_a_hit_counts_by_how_well_it_fits(task):
    shifted = [0, 0.9, 0.25, 0.2, 0.65, 0.6]  # shares 7/9 of both together
    outputs = torch.stack([rows(shifted), rows([1, 0.8, *SQUARE])])
    targets = torch.tensor([[[0, *SQUARE], [-1.0] * 5], [[1, *SQUARE], [1, 0.7, 0.7, 0.9, 0.9]]])
    meter = task.meter(["cat", "dog"])
    meter.update(outputs, targets)
    found = meter.compute()
    recall = 51 / 101  # COCO looks at 101 recalls; one of two dogs is found
    assert found["map50"] == pytest.approx((1 + recall) / 2, abs=1e-3)
    assert found["map"] == pytest.approx((0.6 + recall) / 2, abs=1e-3)  # the cat is a hit up to an overlap of 0.75
    halves = [task.meter(["cat", "dog"]) for _ in range(2)]
    for half, place in zip(halves, (slice(0, 1), slice(1, 2)), strict=True):
        half.update(outputs[place], targets[place])
    together = task.meter(["cat", "dog"])
    for half in halves:
        together.merge(json.loads(json.dumps(half.state())))
    assert together.compute() == pytest.approx(found)
    assert [len(one) for one in task.scores(outputs)] == [1, 1]


def test_without_any_true_box_nothing_is_found(task):
    meter = task.meter(["cat"])
    assert meter.compute() == {}
    meter.update(rows([0, 0.9, *SQUARE])[None], torch.empty(1, 0, 5))
    assert meter.compute() == {"map": 0.0, "map50": 0.0}
