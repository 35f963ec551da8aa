"""Makes new runs out of old ones: a trained model as a backbone, training longer, going on with changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_tl.api.errors import UserError
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing, TextPreprocessing, parse_preprocessing
from desktop_tl.host import Catalog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, Recipe
from desktop_tl.runs.store import RunStore, RunSummary, is_run_folder, run_title

PREFIX = "runs/"
"""What the id of a trained backbone begins with in lists and on the command line."""


@dataclass(frozen=True, kw_only=True)
class TrainedBackbone:
    """A finished run as a backbone: what it was made of, and how good it was on its own data.

    Args:
        id: ``runs/<name>``.
        run: its folder.
        run_title: what a person calls the run.
        choice: the backbone with the run's model as its weights, for a recipe.
        title: of the network that was trained.
        dataset: id of the kind of data that it was trained on.
        data: the name of their folder or file; empty where the kind brings its own.
        preprocessing: how it has seen its samples, and so how it sees others.
        strategy: how much of it was trained.
        accuracy: on its own samples that were kept back; None if it was not evaluated, or is measured otherwise.
        metric: by which runs of its task are compared.
        figure: the value of ``metric``; None if it was not measured.
        epochs: for how many it was trained; None if that is not known.
        before: what it began with, in words: the weights of the backbone, another run, or nothing.
        licences: what to keep to when the model is passed on: of the weights it began with, and of the data.
        is_own: it began with nothing pretrained, and no licence of its data is known: only they may bind.
    """

    id: str
    run: RunFolder
    run_title: str
    choice: BackboneChoice
    title: str
    dataset: str
    preprocessing: Preprocessing
    strategy: str
    accuracy: float | None
    metric: str = "accuracy"
    figure: float | None = None
    data: str = ""
    epochs: int | None = None
    before: str = ""
    licences: tuple[str, ...] = ()
    is_own: bool = False


def list_trained(runs: RunStore, catalog: Catalog) -> list[TrainedBackbone]:
    """The runs that left a trained model and whose backbone is in the catalog, the newest first. On a worker."""
    found, summaries = [], runs.summaries()
    for summary in summaries:
        spec = catalog.backbones.get(summary.backbone)
        folder = RunFolder(summary.path)
        if spec is None or summary.problem or summary.status == "running" or not has_model(folder):
            continue
        found.append(
            TrainedBackbone(
                id=f"{PREFIX}{summary.name}",
                run=folder,
                run_title=summary.title,
                choice=as_backbone(folder),
                title=spec.title,
                dataset=summary.dataset,
                preprocessing=read_as_trained(spec.preprocessing, str(folder.path)),
                data=_name_data(folder, summary, catalog),
                strategy=summary.strategy,
                accuracy=summary.accuracy,
                metric=summary.metric,
                figure=summary.figure,
                epochs=summary.epochs,
                **_provenance(folder, summary, summaries, catalog),
            )
        )
    return found


def _name_data(run: RunFolder, summary: RunSummary, catalog: Catalog) -> str:
    """What the data are called on the disk."""
    spec = catalog.datasets.get(summary.dataset)
    path = run.recipe().dataset.options.get(spec.path_option) if spec is not None and spec.path_option else None
    return Path(str(path)).name if path else ""


def _provenance(
    run: RunFolder, summary: RunSummary, summaries: Sequence[RunSummary], catalog: Catalog
) -> dict[str, Any]:
    """What a trained model began with, and the licences of all that went into it, also by way of other runs."""
    licences: list[str] = []
    seen = {summary.path}
    first, one = "", summary
    while True:
        data = catalog.datasets.get(one.dataset)
        licences += [data.licence] if data is not None and data.licence else []
        earlier = next((s for s in summaries if one.begins_with is not None and s.path == one.begins_with), None)
        if one is summary and one.begins_with is not None:
            first = earlier.title if earlier is not None else one.begins_with.name
        if earlier is None or earlier.path in seen:
            break
        seen.add(earlier.path)
        one = earlier
    spec = catalog.backbones.get(one.backbone)
    recipe = RunFolder(one.path).recipe()
    is_pretrained = recipe.parsed_strategy().is_pretrained
    if spec is not None and is_pretrained and not recipe.backbone.weights_file:
        weights = spec.find_weights(recipe.backbone.weights) or (spec.weights[0] if spec.weights else None)
        if weights is not None:
            first = first or weights.title
            licences += [weights.licence] if weights.licence else []
    is_own = not licences and not is_pretrained and one.begins_with is None
    return {"before": first, "licences": tuple(dict.fromkeys(licences)), "is_own": is_own}


def has_model(run: RunFolder) -> bool:
    """Whether the run left a model to go on from."""
    return (run.path / "model.json").is_file() and any(run.checkpoints_path.glob("best-*"))


def as_backbone(run: RunFolder) -> BackboneChoice:
    """The run's backbone with what it has learned as its weights. Raises: UserError when there is no trained model."""
    _require_model(run)
    return as_built(run).model_copy(update={"weights_file": str(run.path)})


def as_built(run: RunFolder) -> BackboneChoice:
    """The run's backbone with the options that its network was built with, or was meant to be."""
    choice = run.recipe().backbone
    options = run.model().get("backbone_options")
    return choice.model_copy(update={"options": options}) if isinstance(options, dict) else choice


def resolve_backbone(runs: RunStore, backbone_id: str) -> BackboneChoice:
    """The choice for an id from the catalog, or for ``runs/<name>``. Raises: UserError for a run that is not there."""
    if not backbone_id.startswith(PREFIX):
        return BackboneChoice(id=backbone_id)
    return as_backbone(runs.find(backbone_id.removeprefix(PREFIX)))


def train_longer(run: RunFolder, epochs: int) -> Recipe:
    """A new run that goes on from the run's best model, with its head, for ``epochs`` more. Raises: UserError."""
    return continue_with(run).with_settings({"epochs": epochs})


def continue_with(run: RunFolder) -> Recipe:
    """The run's recipe, to be changed, that goes on from its best model with its head. Raises: UserError."""
    _require_model(run)
    recipe = run.recipe()
    name = f"{run_title(recipe.name, run.name)} longer"
    return recipe.model_copy(update={"start_from": str(run.path), "name": name, "backbone": as_built(run)})


def read_as_trained(preprocessing: Preprocessing, run: str, *, has_fixed_size: bool = False) -> Preprocessing:
    """As the model of a run has learned to see its samples: pictures in its size and scale of values, texts with its
    tokenizer, wherever that file is now.

    Args:
        run: its folder; for anything else nothing changes.
        has_fixed_size: whether the network takes pictures of one size and cut only, as a detector does whose body comes
            from the run: of that only the scale of values is taken.
    """
    if not is_run_folder(run):
        return preprocessing
    try:
        stored = parse_preprocessing(RunFolder(Path(run)).model().get("preprocessing"))
    except ValueError:  # pydantic's; whoever loads the model says that its files are damaged
        return preprocessing
    if isinstance(preprocessing, ImagePreprocessing) and isinstance(stored, ImagePreprocessing):
        if has_fixed_size:
            return preprocessing.model_copy(update={"mean": stored.mean, "std": stored.std})
        return stored.model_copy(update={"intensity_range": preprocessing.intensity_range})  # that is of its data
    if not isinstance(preprocessing, TextPreprocessing) or not isinstance(stored, TextPreprocessing):
        return preprocessing
    kept = ("tokenizer", "document", "begin", "end") if stored.document else ()
    return preprocessing.model_copy(update={name: getattr(stored, name) for name in kept})


def _require_model(run: RunFolder) -> None:
    if not has_model(run):
        raise UserError(
            f"The run ‘{run.name}’ has no trained model.", advice="It ended too early; resume it or train it again."
        )
