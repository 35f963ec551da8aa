"""Opens datasets, checks that every sample can be used, and reads samples to be shown. Without torch, on workers."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.backbones import Modality
from desktop_tl.api.datasets import Dataset, DatasetSpec, Preview, SetAside
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.app.matching import find_fitting
from desktop_tl.app.options import validate_options
from desktop_tl.engine import images
from desktop_tl.engine.images import UnreadableImage, picture_size
from desktop_tl.engine.sources import Source, UnreadableSample
from desktop_tl.engine.texts import read_text
from desktop_tl.host import Catalog
from desktop_tl.runs.recipe import DatasetChoice
from desktop_tl.runs.stop import StopToken

__all__ = [
    "Source",
    "StopToken",
    "UnreadableImage",
    "UnreadableSample",
    "check_samples",
    "choose_dataset",
    "find_problem",
    "find_takers",
    "load_picture",
    "load_thumbnail",
    "open_dataset",
    "picture_size",
    "preview_dataset",
    "read_text",
]

_REPORT_SECONDS = 0.05
_AHEAD = 8
"""Samples that wait for each thread: enough to keep it busy, few enough to stop at once."""


def open_dataset(catalog: Catalog, choice: DatasetChoice) -> Dataset:
    """Opens the dataset that a recipe names.

    Raises:
        UserError: unknown dataset, options that do not fit, or what the dataset itself says of its files.
    """
    spec = catalog.find_dataset(choice.id)
    options = validate_options(spec.options, choice.options, where=f"dataset {choice.id}")
    if spec.uses_network and catalog.is_offline():
        raise UserError(
            f"The dataset {choice.id} needs the network, and the setting ‘Stay offline’ is on.",
            advice="Switch it off, or use a copy on this computer.",
        )
    try:
        dataset = spec.open(options)
    except (UserError, Stopped):
        raise
    except Exception as error:  # a bug, which is reported with its name
        owner = catalog.provider_of(choice.id)
        plugin = f" of the plugin {owner.name}" if owner else ""
        raise RuntimeError(
            f"the dataset {choice.id}{plugin} could not be opened: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(dataset, Dataset):
        raise UserError(
            f"The dataset {choice.id} opened as {type(dataset).__name__}, which is no dataset.",
            advice="This is a fault of the plugin that offers it; tell its authors.",
        )
    return dataset


def choose_dataset(catalog: Catalog, path: Path, dataset_id: str = "", task_id: str = "") -> DatasetChoice:
    """The choice that opens a path that a person names or drops. Reads names: on a worker.

    Args:
        path: a folder or file.
        dataset_id: the kind of dataset; "" takes the one that recognises the path, else one that says in words what it
            was looking for.
        task_id: only kinds that serve this task are looked at; "" looks at all.

    Raises:
        UserError: there is no such kind, it takes no path, or no plugin takes any.
    """
    path = path.expanduser().absolute()
    if dataset_id:
        spec = catalog.find_dataset(dataset_id)
        if not spec.path_option:
            raise UserError(
                f"The dataset {spec.id} brings its own data, it takes no path.", advice="Leave out the path."
            )
    else:
        spec = _recognise(catalog, path, task_id)
    return DatasetChoice(id=spec.id, options={spec.path_option: str(path)})


def find_takers(catalog: Catalog, path: Path) -> list[str]:
    """Ids of all kinds of dataset that recognise a path, in the order of the catalog. Reads names: on a worker."""
    path = path.expanduser().absolute()
    return [spec.id for spec in catalog.datasets.values() if spec.recognises is not None and spec.recognises(path)]


def _recognise(catalog: Catalog, path: Path, task_id: str) -> DatasetSpec:
    takers = [spec for spec in catalog.datasets.values() if spec.path_option]
    if task_id:
        takers = find_fitting(takers, catalog.find_task(task_id))
    if not takers:
        raise UserError(
            "No plugin that reads data from a path is ready.", advice="`desktop-tl plugins list` tells what failed."
        )
    for spec in takers:
        if spec.recognises is not None and spec.recognises(path):
            return spec
    wanted = "file" if path.is_file() and path.suffix.lower() not in _ARCHIVES else "folder"
    return next((spec for spec in takers if spec.path_kind == wanted), takers[0])


_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".7z", ".rar")
"""Folders in a file: whoever reads folders says that it has to be unpacked."""


def preview_dataset(catalog: Catalog, choice: DatasetChoice) -> Preview | None:
    """Columns and first rows of a table before it is opened; None for what has no columns to choose.

    Raises:
        UserError: as `open_dataset`.
    """
    spec = catalog.find_dataset(choice.id)
    if spec.preview is None:
        return None
    return spec.preview(validate_options(spec.options, choice.options, where=f"dataset {choice.id}"))


def check_samples(
    dataset: Dataset,
    modality: Modality,
    *,
    on_progress: Callable[[int, int], None],
    on_set_aside: Callable[[SetAside], None],
    stop: StopToken,
    threads: int = 1,
) -> None:
    """Reads every sample once. Both functions are called on the calling thread, in the order of the samples.

    Args:
        dataset: an opened one.
        modality: of its samples.
        on_progress: samples done and all of them, at most some twenty times a second and at the end.
        on_set_aside: a sample that cannot be used, and why.
        stop: looked at for every sample.
        threads: how many decode at a time.

    Raises:
        Stopped: on request.
    """
    total, reported = len(dataset), 0.0
    on_progress(0, total)
    for done, (sample_id, reason) in enumerate(_probe_all(dataset, modality, threads, stop), start=1):
        if reason is not None:
            on_set_aside(SetAside(sample_id, reason))
        if time.monotonic() - reported >= _REPORT_SECONDS or done == total:
            reported = time.monotonic()
            on_progress(done, total)


def load_thumbnail(dataset: Dataset, index: int, side: int) -> NDArray[np.uint8]:
    """A small RGB picture of one sample, of shape (h, w, 3), its longer side ``side`` pixels.

    Raises:
        UnreadableImage: with the reason in words.
    """
    return images.load_thumbnail(dataset.sample(index).source, side)


def load_picture(source: Source, side: int) -> NDArray[np.uint8]:
    """As `load_thumbnail`, for a picture that is in no dataset. Raises: UnreadableImage."""
    return images.load_thumbnail(source, side)


def find_problem(source: Source, modality: Modality) -> str | None:
    """Why a sample cannot be used, in words; None if it can. In any thread."""
    return _PROBES[modality](source)


def _probe_text(source: Source) -> str | None:
    try:
        read_text(source)
    except UnreadableSample as error:
        return str(error)
    return None


_PROBES: dict[Modality, Callable[[Source], str | None]] = {"image": images.probe_image, "text": _probe_text}


def _probe_all(dataset: Dataset, modality: Modality, threads: int, stop: StopToken) -> Iterator[tuple[str, str | None]]:
    def probe(index: int) -> tuple[str, str | None]:
        sample = dataset.sample(index)
        return sample.id, find_problem(sample.source, modality)

    indices = iter(range(len(dataset)))
    with ThreadPoolExecutor(max(1, threads), thread_name_prefix="check-samples") as pool:
        waiting: deque[Future[tuple[str, str | None]]] = deque()
        try:
            waiting.extend(pool.submit(probe, index) for index in islice(indices, max(1, threads) * _AHEAD))
            while waiting:
                stop.check()
                yield waiting.popleft().result()
                waiting.extend(pool.submit(probe, index) for index in islice(indices, 1))
        finally:
            for future in waiting:
                future.cancel()
