"""A reloaded best checkpoint says of every validation picture what it said when it was saved."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch

from desktop_tl.engine.computing import multiplies_bf16
from desktop_tl.engine.prediction import load_predictor
from desktop_tl.runs.folder import RunFolder
from desktop_tl_classification.task import Classification
from tests.helpers.killable import run, small_recipe
from tests.helpers.nets import SMALL_NET, colored_squares

BF16 = pytest.mark.skipif(not multiplies_bf16(torch.device("cpu")), reason="this CPU has no instructions for bf16")


@pytest.mark.parametrize("strategy", ["head", "last:1", "lora:2", "lora:2:1", "all", "lp-ft"])
@pytest.mark.parametrize("settings", [{}, {"ema_decay": 0.8}, pytest.param({"precision": "bf16"}, marks=BF16)])
def test_the_reloaded_best_model_gives_its_stored_metrics(
    tmp_path: Path, strategy: str, settings: dict[str, object]
) -> None:
    torch.manual_seed(5)
    weights = tmp_path / "small.pth"
    torch.save(SMALL_NET.build(SMALL_NET.options()).module.state_dict(), weights)
    folder = RunFolder.create(tmp_path / "run", small_recipe(strategy, epochs=4, learning_rate=0.02, **settings))
    run(folder.path, weights, tmp_path / "cache")

    stored = folder.evaluation()
    assert stored is not None
    dataset, predictor = (
        colored_squares(96, classes=3),
        load_predictor(folder, backbone=SMALL_NET, task=Classification()),
    )
    sources = [dataset.pixels[int(name.removeprefix("sample-"))] for name in stored.samples]
    said = [dict(prediction.scores) for prediction in predictor.predict(sources, stored.samples)]
    classes = predictor.classes
    top = [max(scores, key=scores.__getitem__) for scores in said]
    loss = np.mean([-math.log(scores[classes[target]]) for scores, target in zip(said, stored.targets, strict=True)])
    assert [classes.index(name) for name in top] == list(stored.predicted)
    assert stored.metrics["accuracy"] == pytest.approx(
        np.mean([classes.index(name) == target for name, target in zip(top, stored.targets, strict=True)]), abs=1e-6
    )
    assert stored.metrics["loss"] == pytest.approx(loss, abs=1e-6)
    assert [scores[name] for scores, name in zip(said, top, strict=True)] == pytest.approx(
        list(stored.confidences), abs=2e-6
    )
