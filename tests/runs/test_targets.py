"""What the targets of a dataset are is told by the targets alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from desktop_tl.api import BoxTargets, Sample, UserError
from desktop_tl.runs.targets import glance, read_targets


@dataclass
class Listed:
    """Nothing but targets."""

    targets: Any
    classes: tuple[str, ...]
    splits: None = None
    groups: None = None
    notes: tuple[()] = ()
    set_aside: tuple[()] = ()

    def __len__(self) -> int:
        return len(self.targets)

    def sample(self, index: int) -> Sample:
        return Sample(f"sample {index}", b"", self.targets[index])

    def fingerprint(self) -> str:
        return ""


def boxes(*rows: tuple[float, ...]) -> BoxTargets:
    """Three pictures: the first with all but the last of the boxes, the second with none, the third with the last."""
    starts = np.array([0, len(rows) - 1, len(rows) - 1, len(rows)], np.int64)
    return BoxTargets(np.array(rows, np.float32), starts, np.full((3, 2), 100, np.int32))


def test_texts_that_are_learnt_themselves_have_no_classes() -> None:
    texts = Listed(np.empty((4, 0)), ())
    assert read_targets(texts).kind == glance(texts) == "text"
    assert len(read_targets(texts)) == 4


def test_boxes_belong_to_their_pictures() -> None:
    drawn = boxes((0, 0.1, 0.1, 0.5, 0.5), (1, 0.0, 0.0, 1.0, 1.0), (0, 0.2, 0.2, 0.3, 0.3))
    pictures = Listed(drawn, ("cat", "dog"))
    known = read_targets(pictures)
    assert known.kind == glance(pictures) == "boxes"
    assert [len(rows) for rows in drawn] == [2, 0, 1]
    assert drawn[-1].tolist() == [pytest.approx([0, 0.2, 0.2, 0.3, 0.3])]
    assert known.presence(2).tolist() == [[1, 1], [0, 0], [1, 0]]


@pytest.mark.parametrize(
    "unfit", [(2, 0.1, 0.1, 0.2, 0.2), (0, 0.1, 0.1, 0.1, 0.2), (0, 0.1, 0.1, 1.1, 0.2), (0, float("nan"), 0, 1, 1)]
)
def test_a_box_that_cannot_be_is_refused_with_its_picture(unfit: tuple[float, ...]) -> None:
    pictures = Listed(boxes((0, 0.1, 0.1, 0.5, 0.5), unfit), ("cat", "dog"))
    with pytest.raises(UserError, match="sample 2"):
        read_targets(pictures)
