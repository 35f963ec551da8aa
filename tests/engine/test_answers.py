"""Labels and values are learnt on real digits, in the unit of the data, resumed exactly, and refused where unfit."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from desktop_tl.api import LossOptions, Task, UserError
from desktop_tl.api import events as e
from desktop_tl.engine.building import build_model
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.finetune import finetune
from desktop_tl.engine.fitting import loss_options
from desktop_tl.engine.prediction import load_predictor
from desktop_tl.engine.rate_finder import find_rate
from desktop_tl.engine.run import Parts
from desktop_tl.engine.split import split_dataset
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.label_evaluation import LabelEvaluation
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.targets import Targets, read_targets
from desktop_tl.runs.training_choice import TrainingChoice
from desktop_tl.runs.value_evaluation import ValueEvaluation
from desktop_tl_classification.labels import MultiLabelClassification
from desktop_tl_classification.task import Classification
from desktop_tl_regression.task import Regression
from tests.helpers.answers import LABELS, VALUES, ListedDigits, labelled_digits, measured_digits
from tests.helpers.nets import SMALL_NET, TREATMENT

DIGITS = 400
KINDS: dict[str, tuple[Callable[[], Task], Callable[[int], ListedDigits]]] = {
    "labels": (MultiLabelClassification, labelled_digits),
    "values": (Regression, measured_digits),
}


KEPT: dict[str, Path] = {}


@pytest.fixture(scope="module", autouse=True)
def calibrations(tmp_path_factory: pytest.TempPathFactory) -> None:
    """How to compute is measured once for all of them."""
    KEPT["calibrations"] = tmp_path_factory.mktemp("kept") / "calibration.json"


def recipe_of(**settings: Any) -> Recipe:
    recipe = Recipe(
        dataset=DatasetChoice(id="test/digits"), backbone=BackboneChoice(id=SMALL_NET.id), strategy="scratch"
    )
    known = {"epochs": 10, "batch_size": 32, "learning_rate": 0.02, "device": "cpu", "precision": "fp32"}
    return recipe.with_settings({**known, **settings})


def parts_of(kind: str, count: int = DIGITS, dataset: ListedDigits | None = None, **more: Any) -> Parts:
    task, data = KINDS[kind]
    return Parts(
        task=task(),
        dataset=dataset or data(count),
        backbone=SMALL_NET,
        weights=None,
        weights_path=None,
        calibrations=KEPT["calibrations"],
        **more,
    )


def train(path: Path, recipe: Recipe, parts: Parts) -> tuple[dict[str, Any], RunFolder, list[e.Event]]:
    folder, events = RunFolder.create(path, recipe), list[e.Event]()
    return finetune(recipe, parts, folder, events.append, StopToken()), folder, events


def predict(folder: RunFolder, kind: str, dataset: ListedDigits) -> list[Any]:
    predictor = load_predictor(folder, backbone=SMALL_NET, task=KINDS[kind][0](), device="cpu")
    return predictor.predict(list(dataset.pixels), [f"digit-{i}" for i in range(len(dataset))])


def test_several_labels_are_learnt(tmp_path: Path) -> None:
    result, folder, events = train(tmp_path / "run", recipe_of(), parts_of("labels"))
    assert result["main_metric"] == "average_precision"
    assert result["average_precision"] > 0.9
    assert "accuracy" not in result
    assert e.TaskBuilt(answer="labels", main_metric="average_precision") in events
    evaluation = folder.evaluation()
    assert isinstance(evaluation, LabelEvaluation)
    assert evaluation.classes == LABELS
    assert evaluation.right / len(evaluation.samples) == pytest.approx(evaluation.metrics["exact_match"])
    assert np.mean([one.average_precision for one in evaluation.labels]) == pytest.approx(
        evaluation.metrics["average_precision"], abs=2e-3
    )
    dataset = labelled_digits(20)
    answers = predict(folder, "labels", dataset)
    assert {answer.answer for answer in answers} == {"labels"}
    said = np.array([[dict(answer.scores)[name] >= 0.5 for name in LABELS] for answer in answers])
    assert (said == dataset.targets).mean() > 0.85


def test_values_are_learnt_and_told_in_the_unit_of_the_data(tmp_path: Path) -> None:
    result, folder, _ = train(tmp_path / "run", recipe_of(), parts_of("values"))
    assert result["main_metric"] == "r2"
    assert result["r2"] > 0.7
    evaluation = folder.evaluation()
    assert isinstance(evaluation, ValueEvaluation)
    ink, width = evaluation.values
    assert (ink.name, width.name) == VALUES
    assert ink.mae < 3  # percent
    assert 1000 < evaluation.predicted[:, 1].mean() < 1400
    assert evaluation.metrics["mae"] == pytest.approx((ink.mae + width.mae) / 2, rel=1e-4)
    assert evaluation.metrics["r2"] == pytest.approx((ink.r2 + width.r2) / 2, rel=1e-4)  # type: ignore[operator]
    (answer,) = predict(folder, "values", measured_digits(1))
    assert [name for name, _ in answer.scores] == list(VALUES)
    assert 1000 < dict(answer.scores)["width"] < 1400


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_run_that_goes_on_in_the_middle_of_an_epoch_gives_the_same_bits(tmp_path: Path, kind: str) -> None:
    recipe = recipe_of(epochs=2, ema_decay=0.9)
    more: dict[str, Any] = {"checkpoint_seconds": 0.0, "features": FeatureStore(tmp_path / "cache", limit_bytes=10**9)}
    parts, unbroken, snapshots = parts_of(kind, 200, **more), RunFolder.create(tmp_path / "whole", recipe), list[Path]()

    def emit(event: e.Event) -> None:
        log.append(event)
        if isinstance(event, e.CheckpointSaved) and event.kind == "last":
            snapshots.append(tmp_path / f"after-{len(snapshots)}")
            shutil.copytree(unbroken.path, snapshots[-1])

    with unbroken.event_log() as log:
        finetune(recipe, parts, unbroken, emit, StopToken())
    assert len(snapshots) == 12  # five steps an epoch, and its end
    for snapshot in (snapshots[1], snapshots[7]):
        folder = RunFolder(snapshot)
        with folder.event_log() as again:
            finetune(recipe, parts, folder, again.append, StopToken(), resume=True)
        assert folder.evaluation() == unbroken.evaluation()
        assert [epoch.train for epoch in folder.progress().epochs] == [
            epoch.train for epoch in unbroken.progress().epochs
        ]


@pytest.mark.parametrize(
    ("kind", "settings", "words"),
    [
        ("labels", {"mixing": "mixup"}, "mixed"),
        ("labels", {"class_balance": "sampling"}, "shown more often"),
        ("values", {"class_balance": "sampling"}, "shown more often"),
        ("values", {"class_balance": "weights"}, "no classes to balance"),
        ("values", {"label_smoothing": 0.1}, "Label smoothing"),
    ],
)
def test_settings_that_mean_nothing_are_refused_in_words(
    tmp_path: Path, kind: str, settings: dict[str, Any], words: str
) -> None:
    with pytest.raises(UserError, match=words) as caught:
        train(tmp_path / "run", recipe_of(**settings), parts_of(kind, 40))
    assert caught.value.advice.startswith("Set ")


def test_data_of_another_kind_than_the_task_wants_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="any number of labels for every sample, the task wants values"):
        train(tmp_path / "run", recipe_of(), parts_of("values", dataset=labelled_digits(40)))
    unfit = Parts(
        task=Classification(), dataset=measured_digits(40), backbone=SMALL_NET, weights=None, weights_path=None
    )
    with pytest.raises(UserError, match="values for every sample, the task wants one class"):
        train(tmp_path / "another", recipe_of(), unfit)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (np.array([[0, 2, 1]]), "neither 0 nor 1"),
        (np.array([[0.5, np.nan, 1.0]]), "no number"),
        (np.array([[1e300, 0.0, 1.0]]), "too large"),
        (np.array([[0, 1]]), "a row of 2, but there are 3 names"),
        (np.array([0.5, 1.0]), "float64"),
        ([[0, 1, 1], [0, 1]], "different lengths"),
    ],
)
def test_targets_that_are_none_are_refused_in_words(rows: Any, words: str) -> None:
    with pytest.raises(UserError, match=words):
        read_targets(ListedDigits(np.zeros((2, 4, 4), np.uint8), rows, LABELS))


def test_the_split_keeps_the_share_of_every_label_and_leaves_some_of_each_behind() -> None:
    rng = np.random.default_rng(0)
    rows = (rng.random((500, 4)) < [0.5, 0.2, 0.02, 0.004]).astype(np.uint8)
    dataset = ListedDigits(np.zeros((500, 2, 2), np.uint8), rows, ("a", "b", "c", "d"))
    split = split_dataset(dataset, share=0.2, seed=3)
    assert len(split.validation) == pytest.approx(100, abs=6)
    assert (rows[split.validation].sum(0) / rows.sum(0))[:2] == pytest.approx([0.2, 0.2], abs=0.04)
    assert (rows[split.validation].sum(0) >= 1).all()
    assert (rows[split.train].sum(0) >= 1).all()
    again = split_dataset(dataset, share=0.2, seed=3)
    assert np.array_equal(again.validation, split.validation)
    assert len(split_dataset(dataset, share=0.2, seed=3, limit=100).train) == pytest.approx(80, abs=8)


def test_values_are_divided_at_random_and_groups_stay_together() -> None:
    dataset = measured_digits(100)
    split = split_dataset(dataset, share=0.25, seed=1)
    assert (len(split.train), len(split.validation)) == (75, 25)
    dataset.groups = [f"person-{index // 5}" for index in range(100)]
    split = split_dataset(dataset, share=0.25, seed=1)
    assert not {index // 5 for index in split.train} & {index // 5 for index in split.validation}
    assert len(split.validation) == 25


def test_a_rare_label_weighs_as_many_times_more_as_it_is_rarer() -> None:
    rows = np.zeros((100, 3), np.uint8)
    rows[:20, 0], rows[:80, 1] = 1, 1
    options = loss_options(
        TrainingChoice(class_balance="weights"),
        Targets("labels", rows),
        np.arange(100),
        classes=3,
        device=torch.device("cpu"),
    )
    assert options.class_weights is not None
    assert options.class_weights.tolist() == [4.0, 0.25, 1.0]


def test_the_loss_does_not_depend_on_the_unit() -> None:
    metres = measured_digits(60)
    parts = parts_of("values", dataset=metres)
    outputs = []
    for factor in (1.0, 1000.0):
        parts = parts_of("values", dataset=ListedDigits(metres.pixels, metres.targets * factor, VALUES))
        model = build_model(recipe_of(), parts, TREATMENT, np.arange(40))
        rows = torch.from_numpy(read_targets(parts.dataset).rows)
        spread = rows[:40].std(0, correction=0)
        said = model(TREATMENT.example(60))
        outputs.append(float(parts.task.loss(said, rows, LossOptions(spread=spread)).detach()))
    assert outputs[0] == pytest.approx(outputs[1], rel=1e-3)


def test_a_rate_is_found_for_values(tmp_path: Path) -> None:
    trial = find_rate(recipe_of(), parts_of("values", 100), lambda _event: None, StopToken(), steps=30)
    assert len(trial.rates) > 5
    assert trial.losses[0] == pytest.approx(1.0, abs=0.7)  # in variances of the training values
