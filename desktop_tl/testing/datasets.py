"""Checks of a dataset: samples and classes agree, samples can be read, the fingerprint tells of changes."""

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from desktop_tl.api import Dataset, DatasetSpec, Sample, Split, UserError
from desktop_tl.testing.checks import Check, NotApplicable
from desktop_tl.testing.options import check_form, check_storing, make_options

if TYPE_CHECKING:
    from desktop_tl.runs.targets import Targets

MOST_SAMPLES = 200
"""So many samples are looked at, spread over the dataset."""

MOST_COPIED_BYTES = 200_000_000


def dataset_checks(spec: DatasetSpec, example: Mapping[str, Any]) -> list[Check]:
    """All checks of one kind of dataset.

    Args:
        spec: as the plugin hands it out.
        example: values for options, for instance the path of a small example. Nothing is written there.
    """
    rules: list[tuple[str, Callable[[], None]]] = [
        ("its options make a form", partial(check_form, spec.options)),
        ("its options can be stored", partial(check_storing, spec.options, example)),
    ]
    rules += [
        (rule, partial(look, spec, example))
        for rule, look in (
            ("refuses a path that is not there in words", check_missing_path),
            ("opens", check_opening),
            ("samples, targets and classes agree", check_samples),
            ("its samples can be read", check_reading),
            ("its fingerprint is that of its samples", check_fingerprint),
            ("its fingerprint tells of a change", check_changed_fingerprint),
            ("goes to another process", check_pickling),
            *([("its preview tells what is opened", check_preview)] if spec.preview is not None else ()),
            *([("hands out samples for prediction", check_listing)] if spec.list_sources is not None else ()),
        )
    ]
    return [Check(spec.id, rule, look) for rule, look in rules]


def check_missing_path(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """A path that is not there is the most usual mistake."""
    if not spec.path_option:
        raise NotApplicable("it takes no path")
    with tempfile.TemporaryDirectory() as folder:
        missing = {**example, spec.path_option: str(Path(folder, "not there"))}
        try:
            _open(spec, missing)
        except UserError:
            return
        except NotApplicable:
            raise
        except ValueError as error:  # pydantic's own check of the path does as well
            if type(error).__module__.partition(".")[0] in ("pydantic", "pydantic_core"):
                return
            raise AssertionError(f"a path that is not there raises {type(error).__name__}, not UserError") from error
        except Exception as error:  # whatever it is, it is not what a person can read
            raise AssertionError(f"a path that is not there raises {type(error).__name__}, not UserError") from error
    raise AssertionError("a path that is not there is opened all the same")


def check_opening(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """It opens to a dataset, twice the same."""
    dataset = _open(spec, example)
    if not isinstance(dataset, Dataset):
        raise AssertionError(f"open returned {type(dataset).__name__}, which lacks something that a Dataset has")
    if not len(dataset):
        raise AssertionError("the example has no samples: give one with a few")


def check_samples(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """Lengths, ranges, unique ids."""
    import numpy as np

    dataset = _open(spec, example)
    count = len(dataset)
    for name in ("targets", "splits", "groups"):
        values = getattr(dataset, name)
        if values is not None and len(values) != count:
            raise AssertionError(f"{name} has {len(values)} entries for {count} samples")
    classes = list(dataset.classes)
    if len(set(classes)) < len(classes) or not all(isinstance(name, str) and name for name in classes):
        raise AssertionError("classes are not names that differ")
    targets = _read_targets(dataset)
    if targets.kind == "class":
        outside = targets.rows[(targets.rows < 0) | (targets.rows >= len(classes))]
        if len(outside):
            raise AssertionError(f"the target {outside[0]} belongs to none of the {len(classes)} classes")
    unknown = {split for split in dataset.splits or () if split not in get_args(Split)}
    if unknown:
        raise AssertionError(f"‘{sorted(map(str, unknown))[0]}’ is no split: {', '.join(get_args(Split))}")
    ids: set[str] = set()
    for index in _spread(count):
        sample = dataset.sample(index)
        if not isinstance(sample, Sample) or not isinstance(sample.id, str) or not sample.id:
            raise AssertionError(f"sample({index}) is {type(sample).__name__}, not a Sample with an id")
        if sample.id in ids:
            raise AssertionError(f"two samples have the id ‘{sample.id}’")
        ids.add(sample.id)
        if not np.array_equal(np.asarray(sample.target, targets.rows[index].dtype), targets.rows[index]):
            raise AssertionError(f"sample({index}) has target {sample.target}, targets says {dataset.targets[index]}")


def _read_targets(dataset: Dataset) -> "Targets":
    from desktop_tl.runs.targets import read_targets  # numpy

    try:
        return read_targets(dataset)
    except UserError as error:
        raise AssertionError(str(error)) from error


def check_reading(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """The app decodes: sources are files, encoded bytes, pixels or texts that it can read."""
    from desktop_tl.app.datasets import find_problem  # Pillow

    dataset = _open(spec, example)
    for index in _spread(len(dataset)):
        sample = dataset.sample(index)
        reason = find_problem(sample.source, spec.modality)
        if reason is not None:
            raise AssertionError(f"the sample ‘{sample.id}’ cannot be read: {reason}")


def check_preview(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """It names options and columns that are there, and the columns that it would take open the dataset."""
    assert spec.preview is not None  # else it is not asked
    shown = spec.preview(make_options(spec.options, example))
    for option, column in shown.column_options.items():
        if option not in spec.options.model_fields:
            raise AssertionError(f"the preview speaks of the option ‘{option}’, which there is not")
        if column and column not in shown.columns:
            raise AssertionError(f"the preview takes the column ‘{column}’, which there is not")
    for option, columns in shown.several_columns.items():
        if option not in spec.options.model_fields or not set(columns) <= set(shown.columns):
            raise AssertionError(f"the preview takes columns for ‘{option}’ which there are not")
    if any(len(row) != len(shown.columns) for row in shown.rows):
        raise AssertionError("a row of the preview has not one text for each column")
    _open(spec, {**example, **shown.column_options})


def check_listing(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """What is handed out for prediction can be read, each under a name of its own."""
    assert spec.list_sources is not None  # as above
    from desktop_tl.app.datasets import find_problem  # as above

    listed = list(islice(spec.list_sources(make_options(spec.options, example)), MOST_SAMPLES))
    if not listed:
        raise AssertionError("the example has no samples")
    if len({name for name, _ in listed}) < len(listed):
        raise AssertionError("two samples that are handed out for prediction have one name")
    if all(find_problem(source, spec.modality) for _, source in listed):
        raise AssertionError("none of the samples that are handed out for prediction can be read")


def check_fingerprint(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """The same samples give the same fingerprint, on which the feature cache relies."""
    first, second = (_open(spec, example).fingerprint() for _ in range(2))
    if not isinstance(first, str) or not first:
        raise AssertionError("fingerprint() is not a text")
    if first != second:
        raise AssertionError("opened twice, the same dataset has two fingerprints: the feature cache would never serve")


def check_changed_fingerprint(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """A picture that was exchanged, and one that was taken away, change the fingerprint. On a copy of the example."""
    chosen = example.get(spec.path_option) if spec.path_option else None
    if chosen is None:
        raise NotApplicable("it takes no path whose content could change")
    source = Path(chosen).resolve()
    root = source if source.is_dir() else source.parent  # a table's pictures lie beside it
    if sum(file.stat().st_size for file in root.rglob("*") if file.is_file()) > MOST_COPIED_BYTES:
        raise NotApplicable("the example is too large to be copied")
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder, "copy").resolve()
        shutil.copytree(root, copied)
        options = {**example, spec.path_option: str(copied if source.is_dir() else copied / source.name)}
        dataset = _open(spec, options)
        files = [sample.source for sample in map(dataset.sample, _spread(len(dataset)))]
        inside = [file for file in files if isinstance(file, Path) and copied in file.resolve().parents]
        if not inside:
            inside = sorted(path for path in copied.rglob("*") if path.is_file())
        before = dataset.fingerprint()
        stat = inside[-1].stat()
        os.utime(inside[-1], ns=(stat.st_atime_ns, stat.st_mtime_ns + 10_000_000_000))
        if _open(spec, options).fingerprint() == before:
            raise AssertionError(f"‘{inside[-1].name}’ was written anew, and the fingerprint is the same")
        if len(inside) > 1:
            before = _open(spec, options).fingerprint()
            inside[0].unlink()
            try:
                after = _open(spec, options).fingerprint()
            except UserError:
                return  # that it is missing is told in words
            if after == before:
                raise AssertionError(f"‘{inside[0].name}’ was taken away, and the fingerprint is the same")


def check_pickling(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """Loader processes get a copy."""
    dataset = _open(spec, example)
    try:
        again: Dataset = pickle.loads(pickle.dumps(dataset))
    except Exception as error:  # pickle raises nearly anything on what it cannot take along
        raise AssertionError(f"it cannot be pickled: {error}") from error
    if again.fingerprint() != dataset.fingerprint() or len(again) != len(dataset):
        raise AssertionError("the copy in another process is another dataset")
    index = len(dataset) - 1
    if again.sample(index).id != dataset.sample(index).id:
        raise AssertionError("the copy in another process has other samples")


def _open(spec: DatasetSpec, example: Mapping[str, Any]) -> Dataset:
    return spec.open(make_options(spec.options, example))


def _spread(count: int) -> Sequence[int]:
    """Numbers of samples from the first to the last, at most `MOST_SAMPLES`."""
    if count <= MOST_SAMPLES:
        return range(count)
    return [round(i * (count - 1) / (MOST_SAMPLES - 1)) for i in range(MOST_SAMPLES)]
