"""Exports a run's model through an exporter of a plugin: written beside, checked, and only then there."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_tl.api.backbones import Modality
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.exporters import ExporterSpec
from desktop_tl.api.preprocessing import Preprocessing, TextPreprocessing
from desktop_tl.api.tasks import AnswerKind, TaskSpec
from desktop_tl.app.context import AppContext
from desktop_tl.app.matching import SAMPLES
from desktop_tl.app.options import validate_options
from desktop_tl.app.resources import resource
from desktop_tl.app.torch_import import require_torch
from desktop_tl.host import Catalog
from desktop_tl.runs.files import is_disk_full, remove_temporaries, write_bytes, write_folder, write_json
from desktop_tl.runs.folder import RunFolder

_HELPERS: dict[Modality, str] = {"image": "pictures.py", "text": "texts.py"}
_WRITING = "writing.py"
"""For a model that writes."""

STEPS = ("Loading the model", "Writing the files", "Checking that they compute the same")


def export_run(
    context: AppContext,
    run: RunFolder,
    exporter_id: str,
    options: dict[str, Any] | None = None,
    *,
    out: Path | None = None,
    on_step: Callable[[str], None] = lambda _step: None,
) -> Path:
    """Makes a new folder with the model in that format. Blocks for seconds to a minute: on a worker thread.

    Args:
        out: the folder; None takes a new one among the run's own.
        on_step: told of each of `STEPS` before it is done.

    Raises:
        UserError: the exporter or the run's model is not there, the files do not compute the same as the model, or the
            folder cannot be written. Nothing is left behind then.
    """
    spec = context.catalog.find_exporter(exporter_id)
    chosen = validate_options(spec.options, options or {}, where=f"exporter {exporter_id}")
    target = out.absolute() if out else new_place(run, exporter_id)
    require_new(target)
    recipe = run.recipe()
    backbone, task = context.catalog.find_backbone(recipe.backbone.id), context.catalog.find_task(recipe.task)
    _require_plain_answers(task)
    _require_modality(context.catalog, spec, task)
    require_torch()
    from desktop_tl.engine.export import load_trained_model, require_same_outputs  # imports torch: only on the worker

    on_step(STEPS[0])
    trained = load_trained_model(run, backbone, task.build())

    def fill(folder: Path) -> None:
        on_step(STEPS[1])
        write_json(folder / "model.json", dict(trained.about))
        write_helpers(trained.preprocessing, task.answer, folder)
        spec.write(trained, folder, chosen)
        on_step(STEPS[2])
        require_same_outputs(trained, lambda: spec.load(folder), spec.tolerance, spec.title)
        for leftover in folder.glob("**/__pycache__"):
            shutil.rmtree(leftover, ignore_errors=True)

    with _failing_in_words(spec, target):
        target.parent.mkdir(parents=True, exist_ok=True)
        if out is None:
            remove_temporaries(target.parent)
        if target.is_dir():
            target.rmdir()  # it is empty
        write_folder(target, fill)
    return target


@contextmanager
def _failing_in_words(spec: ExporterSpec, target: Path) -> Iterator[None]:
    """Raises: UserError for whatever goes wrong inside."""
    try:
        yield
    except (UserError, Stopped):
        raise
    except OSError as error:
        if is_disk_full(error):
            raise UserError(f"The disk is full ({target}); nothing was kept.", advice="Make room.") from error
        raise UserError(
            f"The folder {target} cannot be written: {error.strerror or error}.", advice="Choose another folder."
        ) from error
    except Exception as error:  # an exporter may raise anything, and not every network can be had in every format
        reason = (str(error).strip().splitlines() or [""])[0][:300]
        raise UserError(
            f"{spec.title} cannot take this model: {type(error).__name__}{f': {reason}' if reason else ''}.",
            advice="Choose another format, or update the libraries that write this one.",
        ) from error


def exporters_for(catalog: Catalog, task_id: str) -> list[ExporterSpec]:
    """Those that take a model which has learned the task; all where the task is not here any more."""
    task = catalog.tasks.get(task_id)
    return [spec for spec in catalog.exporters.values() if task is None or task.modality in spec.modalities]


def _require_plain_answers(task: TaskSpec) -> None:
    if task.answer == "boxes":
        raise UserError(
            "A network that finds boxes cannot be exported: which places it looks at depends on what it has found, "
            "and no format here can say that.",
            advice="Use it here: the page Predict, or `desktop-tl predict`, which writes tables and JSON.",
        )


def _require_modality(catalog: Catalog, spec: ExporterSpec, task: TaskSpec) -> None:
    if task.modality in spec.modalities:
        return
    fitting = ", ".join(other.id for other in exporters_for(catalog, task.id))
    raise UserError(
        f"{spec.title} ({spec.id}) takes models of {' and '.join(SAMPLES[m] for m in spec.modalities)}, this one is of "
        f"{SAMPLES[task.modality]}.",
        advice=f"Formats for {SAMPLES[task.modality]}: {fitting or 'no plugin that is here offers one'}.",
    )


def write_helpers(preprocessing: Preprocessing, answer: AnswerKind, folder: Path) -> None:
    """A module that makes the model's input out of samples, without the app, and what it needs for that."""
    name = _WRITING if answer == "text" else _HELPERS[preprocessing.kind]
    write_bytes(folder / name, resource("export", name).read_bytes())
    if isinstance(preprocessing, TextPreprocessing):
        write_bytes(folder / "tokenizer.json", preprocessing.document.encode())


def new_place(run: RunFolder, exporter_id: str) -> Path:
    """A folder among the run's own that does not exist yet."""
    return _first_free(run.path / "exports", exporter_id.replace("/", "_"))


def new_place_in(folder: Path, run: RunFolder, exporter_id: str) -> Path:
    """As `new_place`, in a folder that a person has chosen."""
    return _first_free(folder, f"{run.name}-{exporter_id.replace('/', '_')}")


def _first_free(folder: Path, name: str) -> Path:
    number = 1
    while (place := folder / (name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    return place


def require_new(folder: Path) -> None:
    """Raises: UserError if there is something already."""
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise UserError(f"{folder} already exists and is not empty.", advice="Choose a new folder for the export.")
