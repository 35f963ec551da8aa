"""The figures follow from the verdicts, and agree with those of scikit-learn."""

import json
from pathlib import Path

import numpy as np
import pytest

from desktop_tl.api import UserError
from desktop_tl.runs.evaluation import Confusion, Evaluation, Mistake, load_evaluation


def make(targets: list[int], predicted: list[int], classes: str = "abc") -> Evaluation:
    count = len(targets)
    return Evaluation(
        split="validation",
        classes=tuple(classes),
        samples=tuple(f"s{i}" for i in range(count)),
        targets=tuple(targets),
        predicted=tuple(predicted),
        confidences=tuple(0.5 + 0.4 * i / max(1, count) for i in range(count)),
        metrics={"accuracy": 0.5},
    )


SMALL = make([0, 0, 0, 1, 1], [0, 1, 1, 1, 0])


def test_small_figures_are_those_counted_by_hand() -> None:
    assert SMALL.right == 2
    assert SMALL.confusion.tolist() == [[1, 2, 0], [1, 1, 0], [0, 0, 0]]
    assert SMALL.recalls == (pytest.approx(1 / 3), 0.5, None)
    assert SMALL.precisions == (0.5, pytest.approx(1 / 3), None)
    assert SMALL.confusions() == [Confusion(0, 1, 2), Confusion(1, 0, 1)]
    assert [mistake.sample for mistake in SMALL.mistakes()] == ["s4", "s2", "s1"]
    assert SMALL.mistakes()[0] == Mistake("s4", 1, 0, SMALL.confidences[4])


def test_figures_agree_with_scikit_learn() -> None:
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(0)
    targets, predicted = rng.integers(0, 3, 200).tolist(), rng.integers(0, 3, 200).tolist()
    evaluation = make(targets, predicted)
    assert evaluation.confusion.tolist() == metrics.confusion_matrix(targets, predicted).tolist()
    assert evaluation.recalls == pytest.approx(metrics.recall_score(targets, predicted, average=None))
    assert evaluation.precisions == pytest.approx(metrics.precision_score(targets, predicted, average=None))
    assert evaluation.right / 200 == metrics.accuracy_score(targets, predicted)


def test_the_margin_is_that_of_wilson_and_never_zero_for_a_few_samples() -> None:
    evaluation = make([0] * 100, [0] * 90 + [1] * 10)
    low, high = 0.8256, 0.9448  # R: binom::binom.wilson(90, 100)
    assert evaluation.margin == pytest.approx((high - low) / 2, abs=1e-4)
    assert make([0] * 5, [0] * 5).margin > 0.15
    assert make([], []).margin == 0.0


def test_an_evaluation_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "evaluation.json"
    SMALL.save(path)
    assert load_evaluation(path) == SMALL


@pytest.mark.parametrize("text", ["", "[]", '{"split": "validation"}', '{"unknown": 1}', "\x00", "[" * 100_000])
def test_a_damaged_evaluation_is_said_in_words(tmp_path: Path, text: str) -> None:
    path = tmp_path / "evaluation.json"
    path.write_text(text)
    with pytest.raises(UserError, match="is damaged"):
        load_evaluation(path)


@pytest.mark.parametrize(
    "change",
    [
        {"targets": [9, 9]},
        {"predicted": [-1, 0]},
        {"targets": ["a", "b"]},
        {"targets": [0]},
        {"samples": 3},
        {"classes": []},
        {"confidences": [None, None]},
        {"metrics": None},
        {"metrics": {"accuracy": "high"}},
        {"split": 5},
        {"more": 1},
    ],
)
def test_a_damaged_evaluation_is_a_message_that_names_the_file(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "evaluation.json"
    whole = {
        "split": "validation",
        "classes": ["blue", "red"],
        "samples": ["a.png", "b.png"],
        "targets": [0, 1],
        "predicted": [0, 0],
        "confidences": [0.9, 0.6],
        "metrics": {"accuracy": 0.5},
    }
    path.write_text(json.dumps(whole))
    assert load_evaluation(path).right == 1
    path.write_text(json.dumps(whole | change))
    with pytest.raises(UserError, match=r"evaluation\.json is damaged") as caught:
        load_evaluation(path)
    assert caught.value.advice
