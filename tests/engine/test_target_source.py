"""The targets of a batch, whatever they are."""

import numpy as np
import pytest
import torch

from desktop_tl.api import BoxTargets, ImagePreprocessing, UserError
from desktop_tl.engine.answers import token_losses
from desktop_tl.engine.image_treatment import ImageTreatment, choose_augmentation
from desktop_tl.engine.measuring import align_targets
from desktop_tl.engine.split import split_dataset
from desktop_tl.engine.target_source import make_target_source
from desktop_tl.engine.treatment import plain_treatment
from desktop_tl.runs.targets import Targets, read_targets
from tests.runs.test_targets import Listed

CPU = torch.device("cpu")
PLAIN = plain_treatment(ImagePreprocessing(size=64, resize=64, mean=(0, 0, 0), std=(1, 1, 1)))


class Finds:
    """All that is asked of a task here."""

    answer = "boxes"


def scattered(pictures: int) -> BoxTargets:
    """Every third picture has a dog, every second two cats."""
    rows, starts = [], [0]
    for number in range(pictures):
        rows += [(0.0, 0.1, 0.1, 0.4, 0.4), (0.0, 0.5, 0.5, 0.8, 0.8)] * (number % 2 == 0)
        rows += [(1.0, 0.2, 0.2, 0.9, 0.9)] * (number % 3 == 0)
        starts.append(len(rows))
    return BoxTargets(np.array(rows, np.float32), np.array(starts), np.full((pictures, 2), 64, np.int32))


def test_boxes_are_filled_up_to_the_most_of_the_batch() -> None:
    taken = make_target_source(Targets("boxes", scattered(6)), PLAIN, CPU).take(np.array([0, 1, 3]))
    assert taken is not None
    assert taken.shape == (3, 3, 5)
    assert taken[:, :, 0].tolist() == [[0, 0, 1], [-1, -1, -1], [1, -1, -1]]


def test_boxes_follow_the_letterbox_and_the_mirror() -> None:
    pixels = np.zeros((32, 64, 3), np.uint8)
    pixels[8:16, 8:24] = 255
    boxes = BoxTargets(
        np.array([[1, 8 / 64, 8 / 32, 24 / 64, 16 / 32]], np.float32), np.array([0, 1]), np.array([[64, 32]], np.int32)
    )
    treatment = ImageTreatment(
        preprocessing=ImagePreprocessing(size=64, resize=64, mean=(0, 0, 0), std=(1, 1, 1), crop="letterbox"),
        augmentation=choose_augmentation("light", "boxes"),
    )
    source, seen = make_target_source(Targets("boxes", boxes), treatment, CPU), set()
    for epoch in range(8):
        (row,) = source.take(np.array([0]), epoch=epoch)[0].tolist()  # type: ignore[index]
        white = np.argwhere(treatment.finish(treatment.load(pixels), epoch, 0)[..., 0] == 255)
        edges = np.array([*white.min(0)[::-1], *(white.max(0)[::-1] + 1)]) / 64
        assert row == pytest.approx([1, *edges])
        seen.add(row[1])
    assert len(seen) == 2
    assert treatment.is_mirrored(0, 0) is False


def test_what_boxes_cannot_follow_is_refused() -> None:
    with pytest.raises(UserError, match="cannot follow"):
        choose_augmentation("strong", "boxes")
    assert choose_augmentation("strong", "class") == "strong"


def test_pictures_with_boxes_are_split_class_by_class() -> None:
    pictures = Listed(scattered(60), ("cat", "dog"))
    split = split_dataset(pictures, share=0.2, seed=1)
    present = read_targets(pictures).presence(2)
    assert len(split.validation) == 12
    assert present[split.validation].sum(0).tolist() == [6, 4]


def test_boxes_of_other_data_get_the_numbers_of_the_run() -> None:
    pictures = Listed(scattered(4), ("dog", "cat"))  # other names for the same boxes
    own = align_targets(pictures, ["cat", "bird", "dog"], Finds())
    assert [rows[:, 0].tolist() for rows in own.rows] == [[2, 2, 0], [], [2, 2], [0]]
    without = align_targets(Listed(scattered(4), ("lamp", "cat")), ["cat", "dog"], Finds())
    assert [rows[:, 0].tolist() for rows in without.rows] == [[0], [], [], [0]]


def test_a_token_is_as_surprising_as_its_probability_says() -> None:
    scores = torch.tensor([[[0.5, 0.25, 0.25], [0.1, 0.1, 0.8], [1.0, 0.0, 0.0]]]).log().repeat(2, 1, 1)
    losses, tokens = token_losses(scores, torch.tensor([[0, 1, 2], [2, 0, -1]]))
    assert tokens.tolist() == [2, 1]
    assert losses.exp().tolist() == [pytest.approx([4, 1.25]), pytest.approx([2, 1])]
