"""Says what a path is that somebody opens with the app: a run, a packed run, a model for others, or data."""

from pathlib import Path

from desktop_tl.api.errors import UserError
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.packed import is_packed_run, unpack_run
from desktop_tl.runs.store import RunStore


def open_path(path: Path, store: RunStore) -> RunFolder | Path:
    """The run at a path, which is put among the runs if it is packed, or the path itself if it can only be data.

    Args:
        path: the folder of a run or a file in it, a packed run, or data for training. Blocks: on a worker thread.

    Raises:
        UserError: there is nothing, or it is a model that was exported for other programs.
    """
    path = path.expanduser().absolute()
    if not path.exists():
        raise UserError(f"{path} does not exist.", advice="Check its name.")
    if is_packed_run(path):
        return unpack_run(path, store)
    folder = path if path.is_dir() else path.parent
    if is_run(folder) and (path.is_dir() or path.name in _OF_A_RUN):
        return RunFolder(folder)
    exported = folder if (folder / "model.json").is_file() else None
    if exported is not None and (path.is_dir() or path.name == "model.json"):
        if exported.parent.name == "exports" and is_run(exported.parent.parent):
            return RunFolder(exported.parent.parent)
        raise UserError(
            f"{exported} holds a model that was exported for other programs.",
            advice="A script in it tries it. Here, open the run that it was exported from, or its packed run (.tlrun).",
        )
    return path


_OF_A_RUN = ("recipe.toml", "model.json", "environment.json", "events.jsonl", "evaluation.json", "result.json")


def is_run(folder: Path) -> bool:
    """Whether its recipe is one of ours: other programs call files so too."""
    try:
        with (folder / "recipe.toml").open("rb") as file:
            return file.read(21) == b"# A recipe of Desktop"
    except OSError:
        return False
