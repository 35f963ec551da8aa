"""Opens datasets, checks that every picture can be used, and makes thumbnails. Without torch, on worker threads."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from desktop_tl.api.datasets import Dataset, SetAside
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.app.options import validate_options
from desktop_tl.engine import images
from desktop_tl.engine.images import UnreadableImage
from desktop_tl.host import Catalog
from desktop_tl.runs.recipe import DatasetChoice
from desktop_tl.runs.stop import StopToken

__all__ = ["StopToken", "UnreadableImage", "check_images", "load_picture", "load_thumbnail", "open_dataset"]

_REPORT_SECONDS = 0.05
_AHEAD = 8
"""Pictures that wait for each thread: enough to keep it busy, few enough to stop at once."""


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


def check_images(
    dataset: Dataset,
    *,
    on_progress: Callable[[int, int], None],
    on_set_aside: Callable[[SetAside], None],
    stop: StopToken,
    threads: int = 1,
) -> None:
    """Decodes every picture once. Both functions are called on the calling thread, in the order of the samples.

    Args:
        dataset: an opened one.
        on_progress: pictures done and all of them, at most some twenty times a second and at the end.
        on_set_aside: a picture that cannot be used, and why.
        stop: looked at for every picture.
        threads: how many decode at a time.

    Raises:
        Stopped: on request.
    """
    total, reported = len(dataset), 0.0
    on_progress(0, total)
    for done, (sample_id, reason) in enumerate(_probe_all(dataset, threads, stop), start=1):
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


def load_picture(source: images.Source, side: int) -> NDArray[np.uint8]:
    """As `load_thumbnail`, for a picture that is in no dataset. Raises: UnreadableImage."""
    return images.load_thumbnail(source, side)


def _probe_all(dataset: Dataset, threads: int, stop: StopToken) -> Iterator[tuple[str, str | None]]:
    def probe(index: int) -> tuple[str, str | None]:
        sample = dataset.sample(index)
        return sample.id, images.probe_image(sample.source)

    indices = iter(range(len(dataset)))
    with ThreadPoolExecutor(max(1, threads), thread_name_prefix="check-images") as pool:
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
