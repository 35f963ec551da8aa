"""Says which task, dataset and backbone go together, and in words where they do not."""

from collections.abc import Iterable
from typing import TypeVar

from desktop_tl.api.backbones import BackboneSpec, Modality
from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind, TaskSpec
from desktop_tl.host import Catalog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe

Spec = TypeVar("Spec", BackboneSpec, DatasetSpec)

SAMPLES: dict[Modality, str] = {"image": "pictures", "text": "texts"}
"""What the samples of a modality are called."""

_SHOWN = 3


def task_of_dataset(catalog: Catalog, dataset_id: str) -> str:
    """The first task that the dataset serves and that is here. Raises: UserError for a dataset that is not here."""
    spec = catalog.find_dataset(dataset_id)
    return next((task for task in spec.tasks if task in catalog.tasks), next(iter(spec.tasks), ""))


def samples_of(catalog: Catalog, recipe: Recipe) -> str:
    """What the samples of a run are called; where the plugin of its task is gone, just that."""
    task = catalog.tasks.get(recipe.task)
    return SAMPLES[task.modality] if task else "samples"


def modality_of_run(run: RunFolder) -> Modality:
    """Of the samples that a run learned from, as its model.json says; pictures where it did not come so far."""
    kind = (run.model().get("preprocessing") or {}).get("kind", "image")
    return "text" if kind == "text" else "image"


def find_fitting(specs: Iterable[Spec], task: TaskSpec) -> list[Spec]:
    """Those that name the task; where none does, as for the task of another plugin, those for its kind of samples."""
    alike = [spec for spec in specs if spec.modality == task.modality]
    return [spec for spec in alike if task.id in spec.tasks] or alike


def require_fit(catalog: Catalog, recipe: Recipe) -> None:
    """Raises: UserError if one of the three is not here, or if not all of them are about the same kind of samples."""
    task = catalog.find_task(recipe.task)
    dataset, backbone = catalog.find_dataset(recipe.dataset.id), catalog.find_backbone(recipe.backbone.id)
    held = f"the dataset {dataset.id} holds {SAMPLES[dataset.modality]}"
    if dataset.modality != task.modality:
        raise UserError(
            f"The task {task.id} is about {SAMPLES[task.modality]}, but {held}.",
            advice=f"Leave the task out, or choose one that the dataset serves: {', '.join(dataset.tasks)}.",
        )
    if backbone.modality != dataset.modality:
        fitting = [spec.id for spec in find_fitting(catalog.backbones.values(), task)]
        known = f"{' or '.join(fitting[:_SHOWN])}{' …' if len(fitting) > _SHOWN else ''}" or "no plugin offers one"
        raise UserError(
            f"The backbone {backbone.id} takes {SAMPLES[backbone.modality]}, but {held}.",
            advice=f"Choose a backbone for {SAMPLES[dataset.modality]}: {known}.",
        )
    if not _can_serve(catalog, backbone, task):
        fitting = [spec.id for spec in find_fitting(catalog.backbones.values(), task)]
        raise UserError(
            f"The backbone {backbone.id} is not made for {task.title.lower()}.",
            advice=f"Choose one that is: {' or '.join(fitting[:_SHOWN])}{' …' if len(fitting) > _SHOWN else ''}.",
        )


def _can_serve(catalog: Catalog, backbone: BackboneSpec, task: TaskSpec) -> bool:
    """Whether the backbone gives what the task builds upon: one row of features for a sample, whatever is told of it;
    or something of its own, as for texts that are written and for boxes."""
    if task.id in backbone.tasks:
        return True
    served = {_grounds(catalog.tasks[name].answer) for name in backbone.tasks if name in catalog.tasks}
    return not served or _grounds(task.answer) in served


def _grounds(answer: AnswerKind) -> str:
    return answer if answer in ("text", "boxes") else "features"
