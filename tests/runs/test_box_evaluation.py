"""Evaluations of boxes: matching and figures are those of COCO, and files are read back as written."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from faster_coco_eval import COCO, COCOeval_faster

from desktop_tl.api import UserError
from desktop_tl.runs.box_evaluation import BoxEvaluation, BoxMistake, make_box_evaluation
from desktop_tl.runs.box_verdicts import JudgedBox
from desktop_tl.runs.evaluation import load_evaluation
from desktop_tl.runs.rows import certainty, describe_row, good_rows, worst_rows

CAT, DOG = 0, 1
HERE, THERE, FAR = (0.1, 0.1, 0.3, 0.3), (0.5, 0.5, 0.9, 0.9), (0.7, 0.0, 0.9, 0.2)
NEAR_HERE = (0.1, 0.1, 0.3, 0.25)  # three quarters of it


def make(truth: Any, found: Any, names: str = "cat dog") -> BoxEvaluation:
    samples = tuple(f"{row}.png" for row in range(len(truth)))
    return make_box_evaluation("validation", tuple(names.split()), samples, truth, found, {"map50": 0.5})


SMALL = make(
    [[(CAT, *HERE), (DOG, *THERE)], [(DOG, *HERE)], [], [(CAT, *FAR)]],
    [
        [(CAT, 0.9, *NEAR_HERE), (DOG, 0.8, *THERE), (DOG, 0.6, *HERE)],
        [(CAT, 0.7, *HERE), (DOG, 0.1, *HERE)],
        [(CAT, 0.75, *FAR)],
        [(CAT, 0.05, *FAR)],
    ],
)


def test_boxes_are_hits_wrong_missed_or_false_alarms() -> None:
    verdicts = SMALL.judge(0.5)
    assert [verdicts.count(name) for name in ("hit", "wrong", "missed", "alarm")] == [2, 1, 1, 2]
    edges = pytest.approx(NEAR_HERE)
    assert verdicts.of_picture(0) == [
        JudgedBox("hit", CAT, CAT, pytest.approx(0.9), edges),  # type: ignore[arg-type]
        JudgedBox("hit", DOG, DOG, pytest.approx(0.8), pytest.approx(THERE)),  # type: ignore[arg-type]
        JudgedBox("alarm", DOG, None, pytest.approx(0.6), pytest.approx(HERE)),  # type: ignore[arg-type]
    ]
    assert [(box.verdict, box.label, box.truth) for box in verdicts.of_picture(1)] == [("wrong", CAT, DOG)]
    assert [(box.verdict, box.label, box.score) for box in verdicts.of_picture(3)] == [("missed", CAT, None)]
    assert SMALL.mistakes_of(verdicts) == [
        BoxMistake(0, "0.png", missed=0, wrong=0, alarms=1),
        BoxMistake(1, "1.png", missed=0, wrong=1, alarms=0),
        BoxMistake(2, "2.png", missed=0, wrong=0, alarms=1),
        BoxMistake(3, "3.png", missed=1, wrong=0, alarms=0),
    ]


def test_what_counts_as_found_follows_the_threshold() -> None:
    low, high = SMALL.judge(0.01), SMALL.judge(0.85)
    assert [low.count(name) for name in ("hit", "wrong", "missed", "alarm")] == [4, 0, 0, 3]
    assert [high.count(name) for name in ("hit", "wrong", "missed", "alarm")] == [1, 0, 3, 0]
    assert (high.figures[DOG].recall, high.figures[DOG].precision, high.figures[DOG].missed) == (0.0, None, 2)
    figures = SMALL.judge(0.5).figures
    assert (figures[CAT].objects, figures[CAT].hits, figures[CAT].alarms) == (2, 1, 2)
    assert (figures[DOG].wrong, figures[DOG].recall, figures[DOG].precision) == (1, 0.5, 0.5)


def test_pictures_are_found_by_their_mistakes_the_surest_first() -> None:
    verdicts = SMALL.judge(0.5)
    assert verdicts.pictures_with("alarm") == [2, 0]
    assert verdicts.pictures_with("alarm", CAT) == [2]
    assert verdicts.pictures_with("wrong", CAT) == verdicts.pictures_with("wrong", DOG) == [1]
    assert verdicts.pictures_with("missed", DOG) == []
    assert verdicts.pictures_with("hit") == [0]


def test_the_best_threshold_leaves_the_fewest_mistakes() -> None:
    evaluation = make([[(CAT, *HERE)], [(CAT, *HERE)]], [[(CAT, 0.8, *HERE), (CAT, 0.2, *FAR)], [(CAT, 0.6, *HERE)]])
    assert evaluation.threshold == pytest.approx(0.4)
    assert evaluation.verdicts.count("hit") == 2 and not evaluation.mistakes()
    assert make([[(CAT, *HERE)]], [[]]).threshold == 0.5
    assert make([[(CAT, *HERE)]], [[(CAT, 0.002, *HERE)]]).threshold == 0.01
    assert 0.8 < make([[(CAT, *HERE)]], [[(CAT, 0.804, *HERE), (CAT, 0.803, *FAR)]]).threshold + 0.01 < 0.82


def make_scattered(reach: float) -> BoxEvaluation:
    """Forty pictures, in which some boxes of three classes are found, some beside their place or under another name."""
    rng = np.random.default_rng(3)
    truth, found = [], []
    for _ in range(40):
        count = rng.integers(0, 5)
        corners = rng.uniform(0, reach, (count, 2))
        boxes = np.concatenate([corners, corners + rng.uniform(0.1, 0.3, (count, 2))], 1)
        truth.append(np.column_stack([rng.integers(0, 3, count), boxes]))
        moved = np.concatenate([boxes + rng.normal(0, 0.03, boxes.shape), rng.uniform(0, 0.5, (2, 4))])
        moved[-2:, 2:] = moved[-2:, :2] + 0.2
        labels = np.concatenate([truth[-1][:, 0], [0, 1]])
        labels = np.where(rng.random(len(labels)) < 0.2, rng.integers(0, 3, len(labels)), labels)
        found.append(np.column_stack([labels, rng.random(len(labels)), moved]))
    return make(truth, found, "a b c")


def to_coco(boxes: Any, rows: Any) -> list[dict[str, Any]]:
    edges = boxes[:, -4:].astype(np.float64) - np.pad(boxes[:, -4:-2].astype(np.float64), ((0, 0), (2, 0)))
    return [
        {
            "id": number + 1,
            "image_id": int(row),
            "category_id": int(box[0]),
            "score": float(box[1]),
            "iscrowd": 0,
            "area": 1.0,
            "bbox": edge.tolist(),
        }
        for number, (box, row, edge) in enumerate(zip(boxes, rows, edges, strict=True))
    ]


@pytest.mark.parametrize("reach", [0.3, 0.7])
def test_figures_and_matches_are_those_of_coco_over_all_classes_at_once(reach: float) -> None:
    evaluation = make_scattered(reach)
    about = {"images": [{"id": row} for row in range(40)], "categories": [{"id": kind} for kind in range(3)]}
    known, said = (
        COCO({**about, "annotations": to_coco(boxes, rows)})
        for boxes, rows in (
            (evaluation.all_truth, evaluation.truth_rows),
            (evaluation.all_found, evaluation.found_rows),
        )
    )
    measured = COCOeval_faster(known, said, "bbox", print_function=lambda *_: None)
    measured.run()
    metrics = evaluation.precision.metrics
    assert metrics == pytest.approx({"map": measured.stats[0], "map50": measured.stats[1]})
    at_half = measured.eval["precision"][0, :, :, 0, -1]
    classes = [one for one in evaluation.precision.classes if one is not None]
    assert [one.at_half for one in classes] == pytest.approx(at_half.mean(0).tolist())
    for label, one in enumerate(classes):
        reached = len(one.curve.recall)
        assert one.curve.precision.tolist() == at_half[:reached, label].tolist()
        assert reached > 0 and not at_half[reached:, label].any()
    mean = evaluation.precision.mean_curve
    assert mean.precision == pytest.approx(at_half.mean(1)[: len(mean.recall)])
    hits = sum(int(iou >= 0.5) for iou in measured.eval["matched"].values())
    assert evaluation.judge(0).count("hit") == hits


def test_a_class_without_objects_gets_no_figure_and_one_that_is_never_found_nothing() -> None:
    evaluation = make([[(CAT, *HERE)]], [[(DOG, 0.9, *HERE)]])
    cat, dog = evaluation.precision.classes
    assert cat is not None and dog is None
    assert (cat.at_half, cat.mean, len(cat.curve.recall)) == (0, 0, 0)
    assert evaluation.precision.metrics == {"map": 0.0, "map50": 0.0}
    assert evaluation.verdicts.figures[DOG].recall is None
    nothing = make([], [])
    assert (nothing.objects, nothing.mistakes(), nothing.precision.classes) == (0, [], (None, None))
    assert nothing.precision.metrics == {"map": 0.0, "map50": 0.0}
    background = make([[]], [[]])
    assert (background.verdicts.of_picture(0), background.threshold) == ([], 0.5)


def test_rows_are_described_in_words() -> None:
    assert describe_row(SMALL, 2)[0] == "nothing"
    assert describe_row(make([[(CAT, *HERE), (CAT, *FAR), (DOG, *THERE)]], [[]]), 0) == ("2 × cat, dog", "nothing")
    assert certainty(SMALL, 0) == pytest.approx(0.9)
    assert certainty(make([[]], [[]]), 0) == 0.0
    assert set(worst_rows(SMALL, 9)) | set(good_rows(SMALL)) == {0, 1, 2, 3}


def test_an_evaluation_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    third = make([[(CAT, 1 / 3, 0, 2 / 3, 1)]], [[(DOG, 1 / 7, 1 / 3, 0, 0.66666, 1)]])
    for evaluation in (SMALL, third, make([], [])):
        evaluation.save(tmp_path / "evaluation.json")
        again = load_evaluation(tmp_path / "evaluation.json")
        assert again == evaluation
        assert again.answer == "boxes"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"truth": [[]]}, "different lengths"),
        ({"truth": [[[0, 1, 2, 3]], [], [], []]}, "different lengths"),
        ({"truth": [[[2, 0, 0, 1, 1]], [], [], []]}, "none of its 2"),
        ({"found": [[[0.5, 0.9, 0, 0, 1, 1]], [], [], []]}, "none of its 2"),
        ({"found": [[[0, "sure", 0, 0, 1, 1]], [], [], []]}, "no number"),
        ({"found": [[[0, 0.5, 0, 0, 1, 10**400]], [], [], []]}, "too large"),
        ({"found": [[[0, 0.5, 0, 0, 1, 1e30]], [], [], []]}, "no number"),
        ({"found": 3}, "not those of an evaluation"),
    ],
)
def test_a_damaged_file_is_told_in_words(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = tmp_path / "evaluation.json"
    SMALL.save(path)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(UserError, match=words):
        load_evaluation(path)
