"""One file that holds a whole run, so that it can be sent to somebody and opened with a double click."""

import os
import shutil
import stat
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from desktop_tl.api.errors import UserError
from desktop_tl.runs.files import TEMPORARY, patiently, sync_file, write_folder
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.store import RunStore

SUFFIX = ".tlrun"
MIME_TYPE = "application/vnd.desktop-tl.run+zip"
MOST_FILES = 10_000
_LEFT_OUT = frozenset({"run.lock", "observers.json", "observers", "exports"})
"""What belongs to this computer, and what can be written again."""

_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_FIRST = "mimetype"  # uncompressed and first, as in an EPUB: so other programs know the type from the first bytes


def pack_run(run: RunFolder, path: Path) -> None:
    """Writes the run into the new file ``path``, as one step. Its data are not in it.

    Raises:
        UserError: it is running, ``path`` exists, or the file cannot be written.
    """
    if run.is_locked():
        raise UserError(f"The run ‘{run.name}’ is still running.", advice="Stop it first, or wait for its end.")
    if path.exists():
        raise UserError(f"{path} already exists.", advice="Choose another name.")
    try:
        with TemporaryDirectory(dir=path.absolute().parent, prefix=TEMPORARY) as folder:
            beside = Path(folder) / path.name
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
                archive.writestr(zipfile.ZipInfo(_FIRST), MIME_TYPE, zipfile.ZIP_STORED)
                for file in sorted(_files_of(run.path)):
                    kind = zipfile.ZIP_STORED if file.suffix == ".safetensors" else None  # noise does not get smaller
                    archive.write(file, file.relative_to(run.path).as_posix(), kind)
            sync_file(beside)
            patiently(os.rename, beside, path)
    except OSError as error:
        raise UserError(
            f"The run cannot be written to {path}: {error.strerror or error}.",
            advice="Choose a folder that you may write to, on a disk with room.",
        ) from error


def unpack_run(path: Path, store: RunStore) -> RunFolder:
    """The run in a file, put among the runs as one step; if it is there already, that one.

    Raises:
        UserError: it is no packed run, it is damaged, or it cannot be written. Nothing is left behind then.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = _check(archive, path)
            known = _find_same(archive, store)
            if known is not None:
                return known
            store.path.mkdir(parents=True, exist_ok=True)
            _require_room(sum(entry.file_size for entry in entries), store.path, path)
            place = store.new_path(path.stem)
            write_folder(place, lambda folder: _unpack(archive, entries, folder))
            return RunFolder(place)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UserError(
            f"{path} is no packed run, or it is damaged: {error}.", advice="Ask for it to be sent again."
        ) from error
    except OSError as error:
        raise UserError(
            f"{path} cannot be unpacked into {store.path}: {error.strerror or error}.",
            advice="Check that you may read it and write there, and that the disk has room.",
        ) from error


def is_packed_run(path: Path) -> bool:
    """By its name, as the desktop knows it."""
    return path.suffix.lower() == SUFFIX and path.is_file()


def _files_of(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name in _LEFT_OUT or TEMPORARY in entry.name or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from (path for path in entry.rglob("*") if path.is_file() and TEMPORARY not in str(path))
        else:
            yield entry


def _check(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    """The files of the run. Raises: ValueError for what could write elsewhere, or is something else."""
    first, *entries = archive.infolist() or [zipfile.ZipInfo("nothing")]
    if any(entry.compress_type not in _PACKINGS for entry in (first, *entries)):
        raise ValueError("it is compressed in a way that no packed run is")
    if first.filename != _FIRST or first.file_size > 100 or archive.read(first).decode("ascii", "replace") != MIME_TYPE:
        raise ValueError("it does not say that it is one")
    if len(entries) > MOST_FILES or len({entry.filename.casefold() for entry in entries}) < len(entries):
        raise ValueError("it holds a file twice, or too many")
    for entry in entries:
        name = PurePosixPath(entry.filename)
        odd = any(sign in entry.filename for sign in ("\\", ":", "\0"))
        if odd or name.is_absolute() or ".." in name.parts or stat.S_ISLNK(entry.external_attr >> 16):
            raise ValueError(f"‘{entry.filename}’ would be written elsewhere")
    if "recipe.toml" not in (entry.filename for entry in entries):
        raise ValueError("it has no recipe.toml")
    return [entry for entry in entries if not entry.is_dir()]


def _require_room(size: int, folder: Path, path: Path) -> None:
    if size > shutil.disk_usage(folder).free:
        raise UserError(
            f"There is no room for the run in {path}, which takes {size / 1e9:,.1f} GB.",
            advice="Make room on the disk.",
        )


def _unpack(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], folder: Path) -> None:
    for entry in entries:
        target = Path(archive.extract(entry, folder))
        written = time.mktime((*entry.date_time, 0, 0, -1))
        os.utime(target, (written, written))  # the recipe's time is when the run was started
    RunFolder(folder).recipe()  # what is no recipe is no run


def _find_same(archive: zipfile.ZipFile, store: RunStore) -> RunFolder | None:
    """The run that has the same recipe and of which the same is told."""
    told = {name: archive.getinfo(name) for name in ("recipe.toml", "events.jsonl") if name in archive.namelist()}
    for folder in sorted(store.path.iterdir()) if store.path.is_dir() else []:
        try:
            alike = all((folder / name).stat().st_size == entry.file_size for name, entry in told.items())
            if alike and all((folder / name).read_bytes() == archive.read(name) for name in told):
                return RunFolder(folder)
        except OSError:
            continue
    return None
