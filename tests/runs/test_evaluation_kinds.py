"""Evaluations of labels and of values: their figures are those of scikit-learn, and files are read back as written."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from desktop_tl.api import UserError
from desktop_tl.runs.evaluation import load_evaluation
from desktop_tl.runs.label_evaluation import LabelEvaluation, LabelMistake, make_label_evaluation
from desktop_tl.runs.rows import certainty, describe_row, good_rows, worst_rows
from desktop_tl.runs.value_evaluation import ValueEvaluation


def make_labels(truth: Any, scores: Any, names: str = "abc") -> LabelEvaluation:
    truth, scores = np.asarray(truth, bool), np.asarray(scores, np.float32)
    samples = tuple(f"s{row}" for row in range(len(truth)))
    return make_label_evaluation("validation", tuple(names), samples, truth, scores, {"average_precision": 0.5})


def make_values(truth: Any, predicted: Any, names: tuple[str, ...] = ("age", "size")) -> ValueEvaluation:
    truth, predicted = np.asarray(truth, np.float32), np.asarray(predicted, np.float32)
    return ValueEvaluation("test", names, tuple(f"s{row}" for row in range(len(truth))), truth, predicted, {"r2": 0.5})


LABELS = make_labels(
    [[1, 0, 0], [1, 1, 0], [0, 0, 0], [0, 1, 0]], [[0.9, 0.2, 0.1], [0.4, 0.8, 0.95], [0.1, 0.2, 0.3], [0.7, 0.6, 0.5]]
)
VALUES = make_values([[10, 1], [20, 2], [30, 3], [40, 4]], [[11, 1], [20, 2.5], [20, 3], [40, 4.1]])


def test_wrong_and_missing_labels_are_told_apart_the_surest_mistake_first() -> None:
    assert LABELS.right == 2
    assert LABELS.mistakes() == [
        LabelMistake(1, "s1", right=(1,), wrong=(2,), missing=(0,), certainty=pytest.approx(0.95)),  # type: ignore[arg-type]
        LabelMistake(3, "s3", right=(1,), wrong=(0, 2), missing=(), certainty=pytest.approx(0.7)),  # type: ignore[arg-type]
    ]
    assert [mistake.sample for mistake in LABELS.mistakes_with(0)] == ["s1", "s3"]
    assert LABELS.mistakes_with(1) == []


def test_figures_of_labels_agree_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(1)
    truth = rng.random((200, 3)) < 0.3
    scores = np.round(np.clip(truth * 0.3 + rng.random((200, 3)) * 0.8, 0, 1), 2).astype(np.float32)
    evaluation = make_labels(truth, scores)
    found = [(one.precision, one.recall, one.f1, one.average_precision) for one in evaluation.labels]
    said = evaluation.scores >= 0.5
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(truth, said)
    expected = metrics.average_precision_score(truth, evaluation.scores, average=None)
    assert np.array(found) == pytest.approx(np.stack([precision, recall, f1, expected], 1))
    assert evaluation.right / 200 == metrics.accuracy_score(truth, said)


def test_a_label_that_no_sample_has_gets_no_figure() -> None:
    last = LABELS.labels[2]
    assert (last.positives, last.recall, last.average_precision) == (0, None, None)
    assert last.precision == 0.0


def test_a_score_just_below_the_threshold_stays_below_it(tmp_path: Path) -> None:
    evaluation = make_labels([[0, 0, 0]], [[0.49999997, 0.5, 0.0]])
    assert evaluation.said.tolist() == [[False, True, False]]
    evaluation.save(tmp_path / "evaluation.json")
    assert load_evaluation(tmp_path / "evaluation.json").said.tolist() == [[False, True, False]]  # type: ignore[union-attr]


def test_figures_of_values_agree_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(2)
    truth = rng.normal([50, 0.1], [10, 0.02], (300, 2))
    evaluation = make_values(truth, truth + rng.normal(0, [5, 0.01], (300, 2)))
    for index, figures in enumerate(evaluation.values):
        pair = evaluation.truth[:, index], evaluation.predicted[:, index]
        assert figures.r2 == pytest.approx(metrics.r2_score(*pair), abs=1e-6)
        assert figures.mae == pytest.approx(metrics.mean_absolute_error(*pair), rel=1e-5)
        assert figures.rmse == pytest.approx(metrics.root_mean_squared_error(*pair), rel=1e-5)
        assert evaluation.count_within(index, figures.within) == 270


def test_the_largest_errors_come_first_each_value_in_its_own_spread() -> None:
    assert [mistake.sample for mistake in VALUES.mistakes()][:2] == ["s2", "s1"]
    assert [mistake.sample for mistake in VALUES.mistakes(1)][:2] == ["s1", "s3"]
    assert VALUES.values[0].spread == pytest.approx(11.18, abs=0.01)
    assert make_values([[1, 1], [1, 2]], [[1, 1], [2, 2]]).values[0].r2 is None


def test_without_samples_there_are_no_figures() -> None:
    none = make_values(np.empty((0, 2)), np.empty((0, 2)))
    assert (none.values, none.mistakes()) == ((), [])
    nothing = make_labels(np.empty((0, 3)), np.empty((0, 3)))
    assert (nothing.right, nothing.margin, nothing.mistakes()) == (0, 0.0, [])
    assert nothing.labels[0].f1 is None


def test_rows_are_described_in_words() -> None:
    assert describe_row(LABELS, 1) == ("a, b", "b, c")
    assert describe_row(LABELS, 2) == ("none", "none")
    assert describe_row(VALUES, 2) == ("30, 3", "20, 3")
    assert certainty(VALUES, 0) is None
    assert certainty(LABELS, 3) == pytest.approx(0.5)
    assert worst_rows(LABELS, 1) == [1]
    assert good_rows(LABELS) == [0, 2]
    assert worst_rows(VALUES, 2) == [2, 1]
    assert good_rows(VALUES) == [0, 3]


@pytest.mark.parametrize("evaluation", [LABELS, VALUES, make_values([[1 / 3, 1e-30]], [[1e30, 0.1]])])
def test_an_evaluation_is_read_back_as_it_was_written(tmp_path: Path, evaluation: Any) -> None:
    evaluation.save(tmp_path / "evaluation.json")
    again = load_evaluation(tmp_path / "evaluation.json")
    assert again == evaluation
    assert again.answer == evaluation.answer


@pytest.mark.parametrize(
    ("evaluation", "change", "words"),
    [
        (LABELS, {"truth": [[0], [0, 1], [], [3]]}, "none of its 3"),
        (LABELS, {"truth": [[0], [0, 1], [], [True]]}, "none of its 3"),
        (LABELS, {"truth": [[0]]}, "different lengths"),
        (LABELS, {"scores": [[0.1, 0.2], [0.1], [0.3], [0.1]]}, "different lengths"),
        (LABELS, {"samples": ["a", 2, "c", "d"]}, "no text"),
        (VALUES, {"predicted": [["1", 1]] * 4}, "no number"),
        (VALUES, {"predicted": [[1e300, 1]] * 4}, "no number"),
        (VALUES, {"predicted": [[10**400, 1]] * 4}, "too large"),
        (VALUES, {"predicted": 3}, "not those of an evaluation"),
        (VALUES, {"metrics": {"r2": "good"}}, "no number"),
    ],
)
def test_a_damaged_file_is_told_in_words(tmp_path: Path, evaluation: Any, change: dict[str, Any], words: str) -> None:
    path = tmp_path / "evaluation.json"
    evaluation.save(path)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(UserError, match=words):
        load_evaluation(path)
