"""Fine-tunes as the paper says: build, freeze, cache, train, evaluate, save. Reads from top to bottom."""

import errno
import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from desktop_tl.api import events as e
from desktop_tl.api.backbones import Backbone, BackboneSpec, Weights
from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.preprocessing import ImagePreprocessing, Preprocessing
from desktop_tl.api.tasks import FittedHead, Task, answer_kind, lower_is_better
from desktop_tl.engine.calibration import (
    Calibration,
    calibrate,
    consider_compiling,
    parse_calibration,
)
from desktop_tl.engine.checkpoints import (
    find_checkpoint,
    load_weights,
    prepare_checkpoints,
    read_trained_model,
    save_weights,
)
from desktop_tl.engine.computing import threads
from desktop_tl.engine.data import Data
from desktop_tl.engine.devices import DeviceChoice, choose_device
from desktop_tl.engine.distributed import AgreedStop, SharedEmit, World, code_facts
from desktop_tl.engine.environment import describe_environment
from desktop_tl.engine.errors import wait_for_room
from desktop_tl.engine.evaluation import Verdicts
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.engine.fitting import loss_options, require_processes, require_settings
from desktop_tl.engine.generation import Write, make_writer
from desktop_tl.engine.heads import build_head
from desktop_tl.engine.image_treatment import ImageTreatment, at_image_size, choose_augmentation, with_intensity_range
from desktop_tl.engine.loop import CHECKPOINT_SECONDS, Loop, LoopSetting
from desktop_tl.engine.model import FineTunedModel, check_features
from desktop_tl.engine.plan import never_trained, plan_epochs, rate_scales
from desktop_tl.engine.split import SplitIndices, split_dataset
from desktop_tl.engine.text_treatment import TextTreatment, at_length, note_cut
from desktop_tl.engine.treatment import Treatment
from desktop_tl.engine.weights_file import count_parameters, load_pretrained
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.targets import read_targets, require_kind

Emit = Callable[[e.Event], None]


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a recipe names, found in the catalog, opened and fetched.

    Args:
        preprocessing: with what the app has read for it (the tokenizer's document); None takes that of the weights or
            the backbone.
        features: where cached features are kept for later runs; None keeps them in memory for this one.
        calibrations: file with what was measured of this and other models here; None measures anew.
        checkpoint_seconds: after so much time within an epoch a checkpoint is saved.
    """

    task: Task
    dataset: Dataset
    backbone: BackboneSpec
    weights: Weights | None
    weights_path: Path | None
    preprocessing: Preprocessing | None = None
    features: FeatureStore | None = None
    calibrations: Path | None = None
    checkpoint_seconds: float = CHECKPOINT_SECONDS


def finetune(
    recipe: Recipe,
    parts: Parts,
    folder: RunFolder,
    emit: Emit,
    stop: StopToken,
    *,
    resume: bool = False,
    world: World | None = None,
) -> dict[str, Any]:
    """Runs a recipe and leaves a complete run folder, all but ``result.json``.

    Called on the run thread. Asked to stop, it ends within one step and keeps what is there.

    Args:
        resume: go on from the last checkpoint of an interrupted run in ``folder``, exactly as if it had never stopped.
        world: the processes that run this together. Only the first reads and writes ``folder``, emits and is stopped.

    Returns:
        The figures of the result; ``stopped`` tells whether it was asked to.

    Raises:
        Stopped: asked to before anything was trained.
        UserError: in words.
    """
    began = time.monotonic()
    training, strategy = recipe.training, recipe.parsed_strategy()
    world = world or World.alone()
    require_processes(parts.task, world.size)
    recipe = resolve_options(recipe, parts.backbone)
    if not world.is_alone:
        emit, stop = SharedEmit(emit, world), AgreedStop(stop, world)
    saved = world.from_first(lambda: load_last(folder)) if resume else None
    if resume:
        emit(e.RunResumed(epoch=saved[1]["epoch"] if saved else 0))
    emit(e.PhaseProgressed(phase="preparing", done=0, total=0))
    device = agree_on_device(recipe, parts, world)
    emit(e.DeviceChosen(device=device.title, reason=device.reason))
    if saved and saved[1].get("processes", 1) != world.size:
        emit(e.Noted(level="warning", message=describe_other_processes(saved[1].get("processes", 1), world.size)))
    emit(
        e.TaskBuilt(
            answer=answer_kind(parts.task),
            main_metric=parts.task.main_metric,
            lower_is_better=lower_is_better(parts.task),
        )
    )
    split = world.together(lambda: divide(recipe, parts, emit))
    treatment = world.together(lambda: choose_treatment(recipe, parts, split, emit))
    model = world.together(lambda: build_model(recipe, parts, treatment, split.train))
    known = parse_calibration(folder.environment().get("calibration")) if saved and world.is_first else None
    calibration = agree_on_calibration(recipe, parts, model, device, len(split.train), known, world)
    emit(e.Calibrated(choices=calibration.choices(), reasons=calibration.reasons))
    stop.check()
    emit(
        e.ModelBuilt(
            stages=tuple(model.stages),
            frozen_stages=model.fixed,
            parameters=count_parameters(model),
            trained_parameters=count_parameters(model, trained_only=True),
        )
    )
    world.from_first(
        lambda: write_documents(folder, recipe, parts, treatment.preprocessing, model, device, calibration)
    )
    world.from_first(lambda: save_fixed(folder, model, emit, stop))

    data = Data(
        recipe,
        parts.dataset,
        model,
        treatment,
        split,
        calibration,
        device.device,
        parts.features,
        emit,
        stop,
        world,
    )
    setting = LoopSetting(
        training=training if strategy.is_pretrained else training.model_copy(update={"freeze_norm": False}),
        plan=plan_epochs(strategy, len(model.stages), training),
        scales=rate_scales(strategy, len(model.stages), training),
        task=parts.task,
        loss_options=loss_options(
            training,
            read_targets(parts.dataset),
            split.train,
            classes=len(parts.dataset.classes),
            device=device.device,
        ),
        dataset=parts.dataset,
        preprocessing=treatment.preprocessing,
        folder=folder,
        device=device.device,
        calibration=calibration,
        emit=emit,
        stop=stop,
        checkpoint_seconds=parts.checkpoint_seconds,
        world=world,
    )
    kept_back = split.validation if len(split.validation) else split.train
    write = make_writer(parts.task, treatment.preprocessing, parts.dataset, kept_back, model, device.device, stop)
    loop = Loop(replace(setting, write=write), model, data.inputs_at)
    if saved:
        loop.resume(*saved)
    stopped = False
    with data, threads(calibration.trained.threads):
        try:
            loop.run()
        except Stopped:
            stopped = True
            if not loop.steps_done:
                raise
        loop.check_frozen()
        loop.frozen_unchanged = not world.any(not loop.frozen_unchanged)
        verdicts = conclude(loop, model, parts, folder, emit, stopped, world, write)
    return {
        **main_figure(parts.task, verdicts.metrics if verdicts else {}),
        "metrics": dict(verdicts.metrics) if verdicts else {},
        "best_epoch": loop.best_epoch,
        "epochs": loop.epochs_done,
        "device": device.title,
        "stopped": stopped,
        "frozen_unchanged": loop.frozen_unchanged,
        "training_seconds": round(time.monotonic() - began, 3),
    }


def resolve_options(recipe: Recipe, backbone: BackboneSpec) -> Recipe:
    """The recipe with all that building needs, so that nothing asks for the person's files again."""
    options = backbone.resolve(recipe.backbone.options)
    return recipe.model_copy(update={"backbone": recipe.backbone.model_copy(update={"options": options})})


def main_figure(task: Task, metrics: Mapping[str, float]) -> dict[str, Any]:
    """The figure by which runs are compared, under its own name, with that name; empty if it was not measured."""
    name = task.main_metric
    if name not in metrics:
        return {}
    return {name: metrics[name], "main_metric": name, **({"lower_is_better": True} if lower_is_better(task) else {})}


def agree_on_device(recipe: Recipe, parts: Parts, world: World) -> DeviceChoice:
    """The device of this process. Raises: UserError if the processes are not about to do the same."""
    wanted = recipe.training.device
    device = world.together(lambda: choose_device(wanted, number=world.local_rank, of=world.local_size))
    if not world.is_alone:
        device = replace(device, title=f"{world.size} × {device.title}")
        world.require_same(facts_to_share(recipe, parts, device))
    return device


def agree_on_calibration(
    recipe: Recipe,
    parts: Parts,
    model: FineTunedModel,
    device: DeviceChoice,
    samples: int,
    known: Calibration | None,
    world: World,
) -> Calibration:
    """What the first process measures, for all; prepares ``model``.

    Args:
        samples: of an epoch.
        known: that of the run that is resumed.
    """
    training = recipe.training
    plan = plan_epochs(recipe.parsed_strategy(), len(model.stages), training)

    def prepare(known: Calibration | None) -> Calibration:
        found = calibrate(
            model,
            device.device,
            training.precision,
            frozen=max(epoch.frozen for epoch in plan),
            known=known,
            kept_in=parts.calibrations,
        )
        if known is not None and not known.compiled:
            return found
        size = min(training.batch_size, samples)
        return consider_compiling(found, model, samples=samples * training.epochs, batch=size)

    calibration = world.from_first(lambda: prepare(known))
    if not world.is_first:
        prepare(calibration)
    return calibration


def load_last(folder: RunFolder) -> tuple[dict[str, torch.Tensor], dict[str, Any]] | None:
    """The last checkpoint of an interrupted run, if it came so far. Raises: UserError if it is damaged."""
    last = find_checkpoint(folder.checkpoints_path, "last")
    saved = load_weights(last) if last else None
    prepare_checkpoints(folder.checkpoints_path)
    return saved


def facts_to_share(recipe: Recipe, parts: Parts, device: DeviceChoice) -> dict[str, object]:
    """What must be the same in every process of a run."""
    dataset = parts.dataset
    return {
        "recipe": recipe.model_dump_json(),
        "samples": (dataset.fingerprint(), len(dataset), tuple(dataset.classes)),
        "kind of device": device.device.type,
        **code_facts(),
    }


def describe_other_processes(before: int, now: int) -> str:
    """For a run that goes on with another number of processes than it had."""
    then = "one process" if before == 1 else f"{before} processes"
    return (
        f"The run was begun with {then} and goes on with {now}: the result will be as good, but not the same to the "
        "last digit."
    )


def divide(recipe: Recipe, parts: Parts, emit: Emit) -> SplitIndices:
    """Checks the dataset, says what is worth saying of it, and splits it."""
    dataset = parts.dataset
    for left_out in dataset.set_aside:
        emit(e.SampleSetAside(sample=left_out.id, reason=left_out.reason))
    for note in dataset.notes:  # before the check, which may refuse the data for what they explain
        emit(e.Noted(level=note.level, message=note.message, items=note.items))
    require_settings(recipe.training, parts.task)
    require_kind(read_targets(dataset), answer_kind(parts.task))
    for note in parts.task.check(dataset):
        emit(e.Noted(level=note.level, message=note.message, items=note.items))
    training = recipe.training
    split = split_dataset(dataset, share=training.validation_share, seed=training.seed, limit=recipe.dataset.limit)
    emit(
        e.DatasetOpened(
            classes=tuple(dataset.classes),
            train=len(split.train),
            validation=len(split.validation),
            test=len(split.test),
        )
    )
    return split


def choose_treatment(recipe: Recipe, parts: Parts, split: SplitIndices, emit: Emit) -> Treatment:
    """How samples are treated: as the weights or the backbone want it, at the recipe's size, fitted to this dataset."""
    training, title = recipe.training, parts.backbone.title
    given = parts.preprocessing or (parts.weights and parts.weights.preprocessing) or parts.backbone.preprocessing
    if isinstance(given, ImagePreprocessing):
        preprocessing = at_image_size(given, training.image_size, title=title, is_fixed=parts.backbone.fixed_size)
        preprocessing, notes = with_intensity_range(preprocessing, parts.dataset, split.train)
        for note in notes:
            emit(note)
        augmentation = choose_augmentation(training.augmentation, answer_kind(parts.task))
        return ImageTreatment(preprocessing=preprocessing, augmentation=augmentation, seed=training.seed)
    if training.augmentation != "none" or training.mixing != "none":
        raise UserError("Texts are not augmented or mixed.", advice="Set augmentation and mixing to none.")
    texts = at_length(given, training.max_length, title=title)
    if answer_kind(parts.task) == "text" and (cut := note_cut(parts.dataset, split.train, texts)):
        emit(cut)
    return TextTreatment(preprocessing=texts)


def build_model(
    recipe: Recipe, parts: Parts, treatment: Treatment, train: NDArray[np.int64] | None = None
) -> FineTunedModel:
    """The backbone with its weights and a new head, frozen as far as it stays so in the whole run.

    The same seed gives the same fresh weights, whatever was drawn before.

    Args:
        train: indices of the training samples, to which a head is fitted; None takes all.
    """
    strategy = recipe.parsed_strategy()
    torch.manual_seed(recipe.training.seed)
    backbone = build_backbone(parts.backbone, recipe.backbone.options)
    if strategy.is_pretrained and not recipe.start_from:
        if parts.weights_path is None:
            raise UserError(
                f"{parts.backbone.title} has no pretrained weights here.",
                advice="Choose a weights file or the strategy scratch.",
            )
        load_pretrained(backbone, parts.weights, parts.weights_path)
    stages = len(backbone.stages)
    if strategy.stages > stages:
        raise UserError(
            f"{parts.backbone.title} has {stages} stages; the strategy asks for {strategy.stages}.",
            advice=f"Choose {replace(strategy, stages=stages)} or fewer, or all.",
        )
    examples = check_features(backbone, treatment.example(2), treatment.input_words, answer_kind(parts.task))
    torch.manual_seed(recipe.training.seed)
    head = build_head(parts.task, backbone, parts.dataset.classes)
    if isinstance(head, FittedHead):
        rows = read_targets(parts.dataset).rows
        head.fit_targets(torch.from_numpy(rows if train is None else rows[train]))
    fixed = never_trained(plan_epochs(strategy, stages, recipe.training))
    model = FineTunedModel(backbone, head, fixed, examples, answer_kind(parts.task))
    if recipe.start_from:
        start_from_run(model, RunFolder.open(Path(recipe.start_from)), parts)
    if strategy.rank:
        model.adapt(strategy.rank)
    return model


def build_backbone(spec: BackboneSpec, options: Mapping[str, Any]) -> Backbone:
    """What the plugin makes of the options.

    Raises:
        UserError: the plugin's own, or it made something else than a backbone.
        RuntimeError: names the backbone, whatever else the plugin raised.
    """
    try:
        backbone = spec.build(spec.options.model_validate(options))
    except UserError:
        raise
    except Exception as error:  # a plugin may raise anything: it is the culprit
        raise RuntimeError(f"the backbone {spec.id} could not be built: {type(error).__name__}: {error}") from error
    if not isinstance(backbone, Backbone) or not backbone.stages:
        raise UserError(
            f"The backbone {spec.id} was built as {type(backbone).__name__}, without stages.",
            advice="This is a fault of the plugin that offers it; tell its authors, and choose another backbone.",
        )
    return backbone


def start_from_run(model: FineTunedModel, run: RunFolder, parts: Parts) -> None:
    """Takes the trained model of another run, with its head. Raises: UserError if it is of other classes or parts."""
    known, now = run.model().get("classes", []), list(parts.dataset.classes)
    if known != now:
        other = sorted(set(known) ^ set(now))
        raise UserError(
            f"The model of the run ‘{run.name}’ has {len(known)} classes, the data {len(now)}; they differ in "
            f"{', '.join(f'‘{name}’' for name in other[:10])}{' …' if len(other) > 10 else ''}.",
            advice="Start a new run from this model instead: it gets a new head.",
        )
    model.load(read_trained_model(run))


def save_fixed(folder: RunFolder, model: FineTunedModel, emit: Emit, stop: StopToken) -> None:
    """Writes the stages that never move, once. Raises: UserError if a resumed run finds others than it left."""
    check_room(folder.path, model)
    sha256 = model.hash_fixed()
    if folder.frozen_path.is_dir():
        if load_weights(folder.frozen_path)[1]["sha256"] != sha256:
            raise UserError(
                f"The pretrained weights are not those with which the run ‘{folder.name}’ began.",
                advice="Bring back the weights file of then, or start a new run.",
            )
        return
    wait_for_room(lambda: save_weights(folder.frozen_path, model.fixed_state(), {"sha256": sha256}), emit, stop)


def check_room(path: Path, model: FineTunedModel) -> None:
    """Raises: UserError if the disk cannot hold the fixed weights and some sets of the trained ones."""
    fixed = sum(t.numel() * t.element_size() for t in model.fixed_state().values())
    trained = sum(t.numel() * t.element_size() for t in model.trained_state().values())
    needed = round(1.1 * (fixed + 6 * trained))
    free = shutil.disk_usage(path).free
    if free < needed:
        raise UserError(
            f"The disk of {path} has {free / 1e6:.0f} MB free, the run needs {needed / 1e6:.0f} MB.",
            advice="Make room or choose a folder on another disk.",
        )


def write_documents(
    folder: RunFolder,
    recipe: Recipe,
    parts: Parts,
    preprocessing: Preprocessing,
    model: FineTunedModel,
    device: DeviceChoice,
    calibration: Calibration,
) -> None:
    """``model.json``, from which the model can be built again, and ``environment.json``."""
    environment = describe_environment(
        device, seed=recipe.training.seed, dataset_fingerprint=parts.dataset.fingerprint()
    )
    try:
        folder.write(
            "model",
            {
                "task": recipe.task,
                "backbone": recipe.backbone.id,
                "backbone_options": recipe.backbone.options,
                "weights": parts.weights.id if parts.weights else "",
                "classes": list(parts.dataset.classes),
                "stages": list(model.stages),
                "frozen_stages": model.fixed,
                "preprocessing": preprocessing.model_dump(mode="json"),
                "computing": {
                    "frozen": asdict(calibration.frozen) if calibration.frozen else None,
                    "trained": asdict(calibration.trained),
                },
            },
        )
        folder.write("environment", {**environment, "calibration": asdict(calibration)})
    except OSError as error:
        reason = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
        raise UserError(f"The run's folder {folder.path} cannot be written: {reason}.", advice="Make room.") from error


def conclude(
    loop: Loop,
    model: FineTunedModel,
    parts: Parts,
    folder: RunFolder,
    emit: Emit,
    stopped: bool,
    world: World,
    write: Write | None,
) -> Verdicts | None:
    """Makes the best checkpoint the model's, evaluates what is not yet evaluated, lets it write, and records it."""
    if not loop.epochs_done:
        loop.save_as_it_is()
    best = world.from_first(lambda: load_best(folder))
    verdicts, split = loop.best, "validation"
    if best is not None:
        if model.adapters is not None:
            model.take_out_adapters()
            verdicts = verdicts if stopped else None  # merged, the same network computes other last digits
        model.load(best)
    if not stopped:
        if loop.has("test"):
            emit(e.PhaseProgressed(phase="evaluation", done=0, total=0))
            verdicts, split = loop.evaluate("test"), "test"
        elif verdicts is None and loop.has("validation"):
            emit(e.PhaseProgressed(phase="evaluation", done=0, total=0))
            verdicts = loop.evaluate("validation")
    if verdicts is None:
        if not loop.has("validation"):
            emit(e.Noted(level="warning", message="There is no validation sample, so nothing tells how good it is."))
        return None
    found, part = verdicts, split

    def record() -> None:
        evaluated = replace(found, generated=write()) if write and not stopped else found
        evaluated.as_evaluation(parts.dataset, part).save(folder.path / "evaluation.json")

    world.from_first(record)
    emit(
        e.EvaluationFinished(
            split="test" if split == "test" else "validation",
            metrics=dict(verdicts.metrics),
            samples=len(verdicts.indices),
        )
    )
    return verdicts


def load_best(folder: RunFolder) -> dict[str, torch.Tensor] | None:
    """The trained part of the best model so far. Raises: UserError if it is damaged."""
    best = find_checkpoint(folder.checkpoints_path, "best")
    return load_weights(best)[0] if best else None
