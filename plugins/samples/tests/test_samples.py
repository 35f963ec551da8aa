"""The digits are real, complete, natural to look at, and there without a slow import."""

import pickle
import subprocess
import sys

import numpy as np
import pytest

import desktop_tl_samples as plugin
from desktop_tl.api import Dataset, NoOptions, UserError
from desktop_tl_samples import digits


@pytest.fixture(scope="module")
def dataset():
    (spec,) = plugin.desktop_tl_datasets()
    return spec.open(NoOptions())


def test_there_are_1797_digits_of_ten_classes(dataset):
    assert isinstance(dataset, Dataset)
    assert len(dataset) == 1797
    assert list(dataset.classes) == list("0123456789")
    assert np.bincount(dataset.targets).min() == 174


def test_a_digit_is_dark_ink_on_white_paper(dataset):
    sample = dataset.sample(42)
    assert (sample.id, sample.target) == ("digit-0042", 1)
    assert sample.source.dtype == np.uint8
    assert sample.source.shape == (8, 8)
    assert dataset.pixels.min() == 0
    assert dataset.pixels.max() == 255
    assert np.median(dataset.pixels[:, 0, 0]) == 255  # corners are paper


def test_it_shows_what_scikit_learn_shows(dataset):
    from sklearn.datasets import load_digits

    ink, targets = load_digits(return_X_y=True)
    assert np.array_equal(dataset.targets, targets)
    assert np.array_equal(255 - dataset.pixels.reshape(-1, 64), np.rint(ink * 255 / 16))


def test_a_table_that_moved_is_read_through_the_public_door(dataset, monkeypatch, tmp_path):
    monkeypatch.setattr(digits, "_find_file", lambda: tmp_path / "moved.csv.gz")
    assert digits.Digits.read().fingerprint() == dataset.fingerprint()


def test_a_missing_scikit_learn_is_said_in_words(monkeypatch):
    monkeypatch.setattr(digits.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match="scikit-learn") as caught:
        digits.Digits.read()
    assert "pip install" in caught.value.advice


def test_it_survives_the_way_to_a_worker(dataset):
    again = pickle.loads(pickle.dumps(dataset))
    assert again.fingerprint() == dataset.fingerprint()
    assert np.array_equal(again.sample(7).source, dataset.sample(7).source)


def test_opening_imports_neither_torch_nor_scikit_learn():
    code = (
        "import sys, desktop_tl_samples as p; from desktop_tl.api import NoOptions;"
        "(s,) = p.desktop_tl_datasets(); assert 'numpy' not in sys.modules; s.open(NoOptions());"
        "print('torch' in sys.modules, 'sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
