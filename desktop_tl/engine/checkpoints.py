"""Saves and loads weights so that a crash, a full disk or a flipped byte is never mistaken for a model."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
from torch import Tensor

from desktop_tl.api.errors import UserError
from desktop_tl.engine.errors import DiskFull
from desktop_tl.runs.files import is_disk_full, remove_temporaries, write_folder
from desktop_tl.runs.folder import CheckpointKind, RunFolder, list_checkpoints
from desktop_tl.runs.folder import find_checkpoint as find_checkpoint

Kind = CheckpointKind
Saved = tuple[dict[str, Tensor], dict[str, Any]]
"""Tensors and state of a checkpoint."""

_WEIGHTS, _STATE, _MANIFEST = "weights.safetensors", "state.json", "manifest.json"


def save_weights(path: Path, tensors: Mapping[str, Tensor], state: Mapping[str, Any]) -> None:
    """Writes the new folder ``path``: tensors, ``state`` as JSON, and a manifest of SHA-256 hashes, as one step.

    Raises:
        DiskFull: there is no room.
        UserError: it may not be written. In both cases what was there before is untouched.
    """
    data = {
        _WEIGHTS: safetensors.torch.save({name: t.detach().cpu().contiguous() for name, t in tensors.items()}),
        _STATE: json.dumps(state, indent=2).encode(),
    }
    manifest = {name: hashlib.sha256(content).hexdigest() for name, content in data.items()}

    def fill(folder: Path) -> None:
        for name, content in (data | {_MANIFEST: json.dumps(manifest, indent=2).encode()}).items():
            (folder / name).write_bytes(content)

    with _in_words(path):
        write_folder(path, fill)


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """Raises: DiskFull, UserError, as `save_weights`."""
    try:
        yield
    except FileNotFoundError as error:
        raise UserError(
            f"{path} could not be saved: the run's folder is gone.",
            advice="It was deleted or moved while the run went on. Train again.",
        ) from error
    except OSError as error:
        if is_disk_full(error):
            raise DiskFull(
                f"The disk is full: {path} could not be saved. What was saved before is still there.",
                advice="Make room and train again.",
            ) from error
        raise UserError(
            f"The checkpoint {path} could not be saved: {error.strerror or error}.",
            advice="What was saved before is still there. Mend it and train again.",
        ) from error


def load_weights(path: Path) -> Saved:
    """The tensors (on the CPU) and the state that `save_weights` wrote.

    Raises:
        UserError: a file is missing, its hash is not that of the manifest, or it is no safetensors or JSON.
    """
    try:
        manifest = dict(json.loads((path / _MANIFEST).read_text("utf-8")))
        data = {name: (path / name).read_bytes() for name in (_WEIGHTS, _STATE)}
    except (OSError, ValueError, TypeError, RecursionError) as error:
        reason = f"{error.strerror} ({error.filename})" if isinstance(error, OSError) else f"{_MANIFEST} is damaged"
        raise UserError(
            f"The checkpoint {path} cannot be read: {reason}.",
            advice="Restore it from a copy or train the run again.",
        ) from error
    damaged = [name for name, content in data.items() if hashlib.sha256(content).hexdigest() != manifest.get(name)]
    if damaged:
        raise UserError(
            f"The checkpoint {path} is damaged: {damaged[0]} is not what was saved.",
            advice="Restore it from a copy or train the run again.",
        )
    try:
        return safetensors.torch.load(data[_WEIGHTS]), dict(json.loads(data[_STATE]))
    except (safetensors.SafetensorError, ValueError, TypeError, RecursionError) as error:  # who made the hashes agree?
        raise UserError(
            f"The checkpoint {path} does not hold what a checkpoint holds: {error}.",
            advice="Restore it from a copy or train the run again.",
        ) from error


def save_checkpoint(
    folder: Path, kind: Kind, epoch: int, tensors: Mapping[str, Tensor], state: Mapping[str, Any]
) -> Path:
    """Saves ``<kind>-<number>``, numbered upwards, in ``folder`` and only then removes the older ones of that kind."""
    older = list_checkpoints(folder, kind)
    number = 1 + max([int(p.name.split("-")[1]) for p in older], default=0)
    path = folder / f"{kind}-{number:06d}"
    with _in_words(path):
        folder.mkdir(exist_ok=True)  # not its parents: a run that was deleted meanwhile must not go on
    save_weights(path, tensors, {"epoch": epoch, **state})
    for old in older:
        shutil.rmtree(old, ignore_errors=True)
    return path


def read_trained_model(folder: RunFolder) -> dict[str, Tensor]:
    """All tensors of a run's best model by name: ``stages.<stage>.…`` and ``head.…``.

    May be called while the run goes on and replaces its best checkpoint by a better one.

    Raises:
        UserError: the run has no trained model, or a file is damaged.
    """
    while True:
        best = find_checkpoint(folder.checkpoints_path, "best")
        if best is None:
            raise UserError(
                f"The run ‘{folder.name}’ has no trained model.", advice="It ended too early; train it again."
            )
        try:
            return load_weights(folder.frozen_path)[0] | load_weights(best)[0]
        except UserError:
            if best == find_checkpoint(folder.checkpoints_path, "best"):
                raise


def load_best(folder: RunFolder) -> dict[str, Tensor] | None:
    """The trained part of the best model so far. Raises: UserError if it is damaged."""
    best = find_checkpoint(folder.checkpoints_path, "best")
    return load_weights(best)[0] if best else None


def load_last(folder: RunFolder) -> Saved | None:
    """The last checkpoint of an interrupted run, if it came so far; removes what a crash left half-written.

    Raises:
        UserError: it is damaged.
    """
    last = find_checkpoint(folder.checkpoints_path, "last")
    saved = load_weights(last) if last else None
    remove_temporaries(folder.checkpoints_path)
    return saved
