"""A finished run is where others begin: as a backbone with a new head, or with its head, to train it longer."""

from pathlib import Path

import pytest
import torch

from desktop_tl.api import UserError
from desktop_tl.engine.building import build_model
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.rate_finder import find_rate, suggest_rate
from desktop_tl.engine.run import Parts
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl_classification.task import Classification
from tests.helpers.killable import small_recipe
from tests.helpers.nets import SMALL_NET, TREATMENT, ArrayDataset, colored_squares


def make_parts(folder: Path, dataset: ArrayDataset, weights_path: Path | None = None) -> Parts:
    return Parts(
        task=Classification(),
        dataset=dataset,
        backbone=SMALL_NET,
        weights=None,
        weights_path=weights_path,
        calibrations=folder / "calibration.json",
    )


@pytest.fixture(scope="module")
def pretrained(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """Phase one: the small net learns two colours from scratch."""
    folder = tmp_path_factory.mktemp("runs")
    recipe = small_recipe("scratch", epochs=8, learning_rate=0.03)
    run = RunFolder.create(folder / "first", recipe)
    result = finetune(recipe, make_parts(folder, colored_squares(96)), run, lambda _event: None, StopToken())
    assert result["accuracy"] > 0.9
    return run


def test_a_run_is_a_backbone_for_other_classes(pretrained: RunFolder, tmp_path: Path) -> None:
    recipe = small_recipe("head")
    parts = make_parts(tmp_path, colored_squares(48, classes=3), pretrained.path)
    model = build_model(recipe, parts, TREATMENT)
    run = RunFolder.create(tmp_path / "second", recipe)
    finetune(recipe, parts, run, lambda _event: None, StopToken())
    from desktop_tl.engine.checkpoints import read_trained_model

    first, second = read_trained_model(pretrained), read_trained_model(run)
    stages = [name for name in first if name.startswith("stages.")]
    assert stages
    assert all(torch.equal(first[name], second[name]) for name in stages), (
        "the frozen stages are those of the first run"
    )
    assert second["head.weight"].shape[0] == 3
    assert model.fixed == 3


def test_training_longer_begins_where_the_run_ended(pretrained: RunFolder, tmp_path: Path) -> None:
    recipe = small_recipe("all", epochs=1, learning_rate=1e-6, start_from=str(pretrained.path))
    run = RunFolder.create(tmp_path / "longer", recipe)
    result = finetune(recipe, make_parts(tmp_path, colored_squares(96)), run, lambda _event: None, StopToken())
    assert result["accuracy"] >= pretrained.evaluation().metrics["accuracy"] - 0.06


def test_a_run_on_other_classes_cannot_be_trained_longer_and_says_which(pretrained: RunFolder, tmp_path: Path) -> None:
    recipe = small_recipe("all", start_from=str(pretrained.path))
    with pytest.raises(UserError, match="has 2 classes, the data 3; they differ in ‘green’"):
        build_model(recipe, make_parts(tmp_path, colored_squares(48, classes=3)), TREATMENT)


def test_a_run_without_a_model_is_no_backbone(tmp_path: Path) -> None:
    empty = RunFolder.create(tmp_path / "empty", small_recipe("head"))
    with pytest.raises(UserError, match="no trained model"):
        build_model(small_recipe("head"), make_parts(tmp_path, colored_squares(), empty.path), TREATMENT)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rate_finder_finds_a_rate_that_learns(tmp_path: Path, seed: int) -> None:
    parts = make_parts(tmp_path, colored_squares(96, classes=3))
    trial = find_rate(small_recipe("scratch", seed=seed), parts, lambda _event: None, StopToken(), steps=80)
    assert list(trial.rates) == sorted(trial.rates)
    assert len(trial.rates) == len(trial.losses)
    assert trial.suggestion is not None
    recipe = small_recipe("scratch", learning_rate=trial.suggestion, epochs=8)
    run = RunFolder.create(tmp_path / "run", recipe)
    assert finetune(recipe, parts, run, lambda _event: None, StopToken())["accuracy"] > 0.8


def test_where_no_loss_falls_no_rate_is_suggested() -> None:
    rates = [10.0 ** (i / 10 - 5) for i in range(60)]
    assert suggest_rate(rates, [1 + i / 60 for i in range(60)]) is None
    assert suggest_rate([], []) is None


def test_the_suggestion_is_where_the_loss_falls_most_steeply_whatever_happens_by_chance_at_first() -> None:
    rates = [10.0 ** (i / 10 - 6) for i in range(70)]
    losses = [2.0 - 1.5 / (1 + (0.01 / rate) ** 2) for rate in rates]  # falls around a rate of 0.01
    losses[0] = 9.0
    suggestion = suggest_rate(rates, losses)
    assert suggestion is not None
    assert 0.005 <= suggestion <= 0.02
