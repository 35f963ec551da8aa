"""Checks of a dataset: samples and classes agree, pictures can be decoded, the fingerprint tells of changes."""

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, get_args

from desktop_tl.api import Dataset, DatasetSpec, Sample, Split, UserError
from desktop_tl.testing.checks import Check, NotApplicable
from desktop_tl.testing.options import check_form, check_storing, make_options

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
            ("its pictures can be decoded", check_decoding),
            ("its fingerprint is that of its samples", check_fingerprint),
            ("its fingerprint tells of a change", check_changed_fingerprint),
            ("goes to another process", check_pickling),
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
    dataset = _open(spec, example)
    count = len(dataset)
    for name in ("targets", "splits", "groups"):
        values = getattr(dataset, name)
        if values is not None and len(values) != count:
            raise AssertionError(f"{name} has {len(values)} entries for {count} samples")
    classes = list(dataset.classes)
    if len(set(classes)) < len(classes) or not all(isinstance(name, str) and name for name in classes):
        raise AssertionError("classes are not names that differ")
    outside = [int(target) for target in dataset.targets if not 0 <= int(target) < len(classes)]
    if outside:
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
        if int(sample.target) != int(dataset.targets[index]):
            raise AssertionError(f"sample({index}) has target {sample.target}, targets says {dataset.targets[index]}")


def check_decoding(spec: DatasetSpec, example: Mapping[str, Any]) -> None:
    """The app decodes: sources are files, encoded bytes or pixels that it can read."""
    if spec.modality != "image":
        raise NotApplicable("its samples are no pictures")
    from desktop_tl.engine.images import probe_image  # Pillow

    dataset = _open(spec, example)
    for index in _spread(len(dataset)):
        sample = dataset.sample(index)
        reason = probe_image(sample.source)
        if reason is not None:
            raise AssertionError(f"the picture of ‘{sample.id}’ cannot be decoded: {reason}")


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
