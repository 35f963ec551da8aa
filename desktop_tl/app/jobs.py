"""Runs a recipe on one background thread and tells what happens as events; exactly one `RunEnded`, whatever happens."""

import math
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.api.events import Event, PhaseProgressed, RunEnded, RunStarted
from desktop_tl.app.backbones import choose_weights, discover_backbone, find_backbone
from desktop_tl.app.datasets import open_dataset
from desktop_tl.app.disk import is_disk_full
from desktop_tl.app.matching import require_fit
from desktop_tl.app.observing import Chosen, Setting, Watching, check_observers
from desktop_tl.app.own_process import EndedElsewhere, Surroundings, run_in_processes
from desktop_tl.app.settings import ObserverSetting
from desktop_tl.app.torch_import import require_torch
from desktop_tl.app.trained import as_built, read_as_trained
from desktop_tl.app.weights import WeightsStore, check_chosen_file, complete_preprocessing
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.host import Catalog
from desktop_tl.runs.event_log import EventLog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.progress import Progress, fold
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.store import RunStore
from desktop_tl.runs.strategy import require_package

if TYPE_CHECKING:
    from desktop_tl.engine.distributed import World
    from desktop_tl.engine.finetune import Parts

Work = Callable[[RunFolder, Callable[[Event], None], StopToken], dict[str, Any]]
"""Does the run on the run thread and returns the result's figures; raises `Stopped`, `UserError` or whatever."""

MADE_UP_LENGTH = 60
"""Characters of each part: a file system takes 255 bytes, and a letter may take four."""


class Job:
    """One run in progress, or ended. Made by `Jobs.start`; all methods may be called from any thread.

    Attributes:
        recipe: what is being run.
        folder: where.
        end: the last event, once there is one.
        watching: those who look on; None before the run has begun.
    """

    def __init__(self, recipe: Recipe, folder: RunFolder, work: Work, watch: Callable[[], Watching]) -> None:
        self.recipe = recipe
        self.folder = folder
        self.end: RunEnded | None = None
        self.watching: Watching | None = None
        self._work = work
        self._watch = watch
        self._events: deque[Event] = deque()  # append and popleft are atomic: the only thing both threads touch
        self._stop = StopToken()
        self._begun = threading.Event()
        self._ended = threading.Event()
        self._progress = Progress(name=folder.name)
        self._thread = threading.Thread(target=self._run, name=f"run {folder.name}")

    @property
    def is_running(self) -> bool:
        """Whether `RunEnded` is still to come."""
        return not self._ended.is_set()

    @property
    def is_stopping(self) -> bool:
        """Whether a stop was asked for and the run has not ended yet."""
        return self._stop.is_requested and self.is_running

    def drain(self) -> list[Event]:
        """Every event since the last call, in order. One reader only."""
        events = []
        while self._events:
            events.append(self._events.popleft())
        return events

    def stop(self) -> None:
        """Asks it to end after saving what it has; returns at once."""
        self._stop.request()

    def wait(self, timeout: float | None = None) -> bool:
        """Waits until the run has ended and its folder is free; False if ``timeout`` seconds were not enough."""
        return self._ended.wait(timeout)

    def _begin(self) -> None:
        """Starts the thread; returns once it holds the run's lock, so that nobody sees the run as interrupted."""
        try:
            self._thread.start()
        except BaseException:  # the system has no thread left, or Ctrl-C
            if not self._thread.is_alive():
                self._ended.set()
            raise
        self._begun.wait()

    def _run(self) -> None:
        started = time.monotonic()
        try:
            with self.folder.locked():
                self._begun.set()
                end = self._run_logged(started)
        except BaseException as error:  # the lock or the log: no event could be written
            end = describe_end(error, started, self.folder.path)
        self.end = end
        self._events.append(end)
        self._ended.set()
        self._begun.set()

    def _run_logged(self, started: float) -> RunEnded:
        """Runs with the log open, then seals the folder: the end of the log first, the result last."""
        log = self.folder.event_log()
        end = self._work_to_end(log, started)
        problems: list[BaseException] = []
        seals = (
            lambda: self._end_watching(log, end),
            lambda: log.append(end),
            log.close,
            lambda: self._write_result(end),
        )
        for seal in seals:
            try:
                seal()
            except Exception as error:  # a full disk, most likely: the window must hear of it all the same
                problems.append(error)
        if not problems or end.outcome == "failed":
            return end
        return replace(describe_end(problems[0], started, self.folder.path), result=end.result)

    def _record(self, log: EventLog, event: Event) -> None:
        log.append(event)
        fold(self._progress, event)
        self._events.append(event)

    def _end_watching(self, log: EventLog, end: RunEnded) -> None:
        for note in self.watching.end(end) if self.watching else ():
            self._record(log, note)

    def _write_result(self, end: RunEnded) -> None:
        self.folder.write("result", {"outcome": end.outcome, "message": end.message, **end.result})

    def _work_to_end(self, log: EventLog, started: float) -> RunEnded:
        figures: dict[str, Any] = {}
        try:
            watching = self.watching = self._watch()

            def emit(event: Event) -> None:
                self._record(log, event)
                for note in watching.tell(event):
                    self._record(log, note)

            self._progress = self.folder.progress()  # of a resumed run: what it did before; else nothing
            emit(RunStarted(name=self.folder.name, epochs=self.recipe.training.epochs))
            figures = self._work(self.folder, emit, self._stop)
            if figures.pop("stopped", False):  # what there was is saved and measured
                raise Stopped
            end = RunEnded(outcome="finished", seconds=_since(started))
        except BaseException as error:  # a plugin may raise anything, SystemExit too: the run must still end in words
            end = describe_end(error, started, self.folder.path)
        known = _figures_so_far(self._progress) | figures | {"seconds": end.seconds}
        return replace(end, result={name: to_json_value(value) for name, value in known.items()})


class Jobs:
    """Starts runs, one at a time. Used by the thread that owns the window or the terminal.

    Attributes:
        current: the run that is running or ended last; None before the first.
    """

    def __init__(
        self,
        catalog: Catalog,
        weights: WeightsStore,
        runs: Callable[[], RunStore],
        features: Callable[[], FeatureStore],
        own_process: Callable[[], bool] = lambda: False,
        observers: Callable[[], Mapping[str, ObserverSetting]] = dict,
        shared: Path = Path(),
    ) -> None:
        self.current: Job | None = None
        self._catalog = catalog
        self._weights = weights
        self._runs = runs
        self._features = features
        self._own_process = own_process
        self._observers = observers
        self._shared = shared

    def start(
        self,
        recipe: Recipe,
        *,
        path: Path | None = None,
        observers: Chosen | None = None,
        dataset: Dataset | None = None,
    ) -> Job:
        """Makes the run's folder and begins.

        Args:
            recipe: what to run.
            path: the run's folder; None takes a new one among the runs, by the recipe's name.
            observers: who looks on; None takes those of the settings.
            dataset: what the recipe names, where it is open already; a process of its own opens it again.

        Raises:
            UserError: another run is running, the folder cannot be written, an observer cannot be had, or a package
                that the strategy needs.
        """
        require_package(recipe.parsed_strategy().package)
        work = self._make_work(recipe, resume=False, dataset=dataset)
        return self.start_work(recipe, work, path=path, observers=observers)

    def resume(self, folder: RunFolder, work: Work | None = None, *, observers: Chosen | None = None) -> Job:
        """Goes on with a run that was interrupted, stopped or failed, from its last checkpoint, in its own folder.

        Args:
            folder: the run.
            work: what to do instead of going on in the way that the recipe and the settings say.
            observers: who looks on; None takes those who did before, with their options in the settings.

        Raises:
            UserError: another run is running, this one is finished or running elsewhere, or its recipe cannot be read.
        """
        status = folder.status()
        if status == "finished":
            raise UserError(
                f"The run ‘{folder.name}’ is finished.", advice="Start a new run from it to train it longer."
            )
        if status == "running":
            raise UserError(f"The run ‘{folder.name}’ is running.", advice="Wait for it, or stop it where it runs.")
        recipe = folder.recipe()
        go_on = work or self._make_work(recipe, resume=True)

        def work_again(folder: RunFolder, emit: Callable[[Event], None], stop: StopToken) -> dict[str, Any]:
            folder.forget_result()
            return go_on(folder, emit, stop)

        if observers is None:
            settings = self._observers()
            observers = {name: settings[name].options if name in settings else {} for name in folder.observers()}
        else:
            check_observers(self._catalog, observers)
        return self._begin(recipe, folder, work_again, observers, resumed=True)

    def _make_work(self, recipe: Recipe, *, resume: bool, dataset: Dataset | None = None) -> Work:
        """In this process, or in one or several of its own, as the recipe and the settings say."""

        def work(folder: RunFolder, emit: Callable[[Event], None], stop: StopToken) -> dict[str, Any]:
            features = self._features()
            processes = recipe.training.processes or count_gpus()
            if processes == 1 and not self._own_process():
                parts = (recipe, self._catalog, self._weights, features, folder, emit, stop)
                return run_recipe(*parts, resume=resume, dataset=dataset)
            surroundings = Surroundings(
                weights=self._weights.folder,
                features=features.folder,
                features_bytes=features.limit_bytes,
                is_offline=self._weights.is_offline(),
            )
            emit(PhaseProgressed(phase="preparing", done=0, total=0))
            return run_in_processes(folder, emit, stop, processes=processes, surroundings=surroundings, resume=resume)

        return work

    def start_work(
        self, recipe: Recipe, work: Work, *, path: Path | None = None, observers: Chosen | None = None
    ) -> Job:
        """`start` for any work that is done as a run. Raises: UserError, as `start`."""
        self.require_idle()
        if observers is None:
            observers = {name: setting.options for name, setting in self._observers().items() if setting.always}
        else:
            check_observers(self._catalog, observers)
        if path is None:
            recipe = recipe if recipe.name else recipe.model_copy(update={"name": self._make_up_name(recipe)})
            path = self._runs().new_path(recipe.name)
        folder = RunFolder.create(path, recipe, list(observers))
        return self._begin(recipe, folder, work, observers)

    def _make_up_name(self, recipe: Recipe) -> str:
        """ "Handwritten digits · ResNet-50": what a person would call it who has chosen these two."""
        dataset = self._catalog.datasets.get(recipe.dataset.id)
        backbone = self._catalog.backbones.get(recipe.backbone.id)
        data = dataset.title if dataset else recipe.dataset.id.rpartition("/")[2]
        if dataset is not None and dataset.path_option:
            data = Path(str(recipe.dataset.options.get(dataset.path_option) or data)).name or data
        network = backbone.title if backbone else recipe.backbone.id.rpartition("/")[2]
        return f"{data[:MADE_UP_LENGTH]} · {network[:MADE_UP_LENGTH]}"

    def gather_parts(self, recipe: Recipe, emit: Callable[[Event], None], stop: StopToken) -> "Parts":
        """Opens and fetches all that a recipe names, for what is not a run of its own. Raises: UserError, Stopped."""
        return gather_parts(recipe, self._catalog, self._weights, self._features(), emit, stop)

    def require_idle(self) -> None:
        """Raises: UserError while a run is running."""
        if self.current is not None and self.current.is_running:
            raise UserError(f"The run ‘{self.current.folder.name}’ is still running.", advice="Stop it first, or wait.")

    def _begin(self, recipe: Recipe, folder: RunFolder, work: Work, observers: Chosen, *, resumed: bool = False) -> Job:
        self.require_idle()
        setting = Setting(catalog=self._catalog, shared=self._shared, is_offline=self._weights.is_offline())
        job = Job(recipe, folder, work, lambda: Watching(setting, observers, folder, recipe, resumed=resumed))
        self.current = job
        job._begin()
        return job

    def stop_all(self) -> None:
        """Asks what is running to stop; returns at once."""
        if self.current is not None:
            self.current.stop()


def run_recipe(
    recipe: Recipe,
    catalog: Catalog,
    weights: WeightsStore,
    features: FeatureStore,
    folder: RunFolder,
    emit: Callable[[Event], None],
    stop: StopToken,
    *,
    resume: bool = False,
    world: "World | None" = None,
    dataset: Dataset | None = None,
) -> dict[str, Any]:
    """From a recipe to a trained model: gathers the parts and hands them to the engine. On the run thread.

    Args:
        dataset: what the recipe names, where it is open already.
        world: the processes that run it together, if there are several.

    Returns:
        The figures of the result, as `finetune` gives them.

    Raises:
        UserError: something is missing or does not fit, in words.
        Stopped: on request.
    """
    emit(PhaseProgressed(phase="preparing", done=0, total=0))
    require_torch()
    from desktop_tl.engine.finetune import finetune  # imports torch, which takes seconds: only here, on the run thread

    stop.check()
    resumed = folder if resume else None
    recipe = recipe.model_copy(update={"backbone": as_built(folder)}) if resume else recipe
    if world is None:
        parts = gather_parts(recipe, catalog, weights, features, emit, stop, resumed, dataset)
    else:
        parts = world.together(lambda: gather_parts(recipe, catalog, weights, features, emit, stop, resumed))
    return finetune(recipe, parts, folder, emit, stop, resume=resume, world=world)


def count_gpus() -> int:
    """How many processes a run takes that wants one for each GPU: 1 without any. On the run thread."""
    require_torch()
    import torch  # takes seconds: only here, on the run thread

    return max(1, torch.cuda.device_count())


def gather_parts(
    recipe: Recipe,
    catalog: Catalog,
    store: WeightsStore,
    features: FeatureStore | None,
    emit: Callable[[Event], None],
    stop: StopToken,
    resumed: RunFolder | None = None,
    dataset: Dataset | None = None,
) -> "Parts":
    """Opens and fetches all that a recipe names; a run that goes on keeps its tokenizer. Raises: UserError, Stopped."""
    from desktop_tl.engine.finetune import Parts  # as above

    require_fit(catalog, recipe)
    task = catalog.find_task(recipe.task)
    choice = discover_backbone(catalog, recipe.backbone, store, _Reporter(emit), stop)
    backbone = find_backbone(catalog, choice)
    weights = choose_weights(backbone, recipe.backbone) if recipe.parsed_strategy().is_pretrained else None
    dataset = dataset or open_dataset(catalog, recipe.dataset)
    stop.check()
    weights_path = None
    if recipe.parsed_strategy().is_pretrained and not recipe.start_from:  # a run to start from brings all weights
        if recipe.backbone.weights_file:
            weights_path = check_chosen_file(recipe.backbone.weights_file)
        elif weights is None:
            raise UserError(
                f"The backbone {backbone.id} has no pretrained weights.",
                advice="Choose the strategy scratch, another backbone, or a weights file on this computer.",
            )
        else:
            weights_path = store.fetch(backbone.id, weights, on_progress=_Reporter(emit), stop=stop)
    preprocessing = (weights.preprocessing if weights else None) or backbone.preprocessing
    before = recipe.start_from or (recipe.backbone.weights_file if recipe.parsed_strategy().is_pretrained else "")
    preprocessing = read_as_trained(preprocessing, str(resumed.path) if resumed else before)
    return Parts(
        task=task.build(),
        dataset=dataset,
        backbone=backbone,
        weights=weights,
        weights_path=weights_path,
        preprocessing=complete_preprocessing(backbone.id, preprocessing, store, _Reporter(emit), stop),
        features=features,
        calibrations=features.folder.with_name("calibration.json") if features else None,
    )


class _Reporter:
    """Turns bytes into events of the phase ``weights``."""

    def __init__(self, emit: Callable[[Event], None]) -> None:
        self._emit = emit
        self._first: tuple[float, int] | None = None

    def __call__(self, done: int, total: int | None) -> None:
        now = time.monotonic()
        self._first = self._first or (now, done)
        seconds, before = now - self._first[0], self._first[1]
        rate = (done - before) / seconds if seconds > 0 else 0.0
        self._emit(PhaseProgressed(phase="weights", done=done, total=total or 0, rate=rate))


def describe_end(error: BaseException, started: float, folder: Path) -> RunEnded:
    """How a run ended that raised ``error``, in words."""
    seconds = _since(started)
    if isinstance(error, EndedElsewhere):
        return replace(error.end, seconds=seconds)
    if isinstance(error, Stopped):
        return RunEnded(outcome="stopped", message="Stopped on request.", seconds=seconds)
    if isinstance(error, UserError):
        retry = getattr(error, "retry", {})  # of the engine's RetryableError, whose module may be behind a broken torch
        return RunEnded(outcome="failed", message=error.message, advice=error.advice, seconds=seconds, retry=retry)
    report = "".join(traceback.format_exception(error))
    if is_disk_full(error):
        return RunEnded(
            outcome="failed",
            message=f"The disk is full ({getattr(error, 'filename', None) or folder}).",
            advice="Make room, for instance by deleting runs, and train again.",
            seconds=seconds,
        )
    text = (str(error).strip().splitlines() or [""])[0]
    return RunEnded(
        outcome="failed",
        message=f"The run failed unexpectedly: {type(error).__name__}{f': {text}' if text else ''}.",
        advice="This is a fault of the app or of a plugin; the report tells its authors where.",
        report=report,
        seconds=seconds,
    )


def _figures_so_far(progress: Progress) -> dict[str, Any]:
    figures: dict[str, Any] = {"device": progress.device, "epochs": len(progress.epochs)}
    if progress.best is not None:
        figures["best_epoch"] = progress.best.epoch
    if progress.evaluation is not None:
        figures["metrics"] = dict(progress.evaluation.metrics)
        name = progress.main_metric
        if name in progress.evaluation.metrics:
            figures |= {name: progress.evaluation.metrics[name], "main_metric": name}
            figures |= {"lower_is_better": True} if progress.lower_is_better else {}
    return figures


def to_json_value(value: Any) -> Any:
    """The value with None for every number that JSON cannot write."""
    if isinstance(value, dict):
        return {name: to_json_value(item) for name, item in value.items()}
    return None if isinstance(value, float) and not math.isfinite(value) else value  # JSON has no word for NaN


def _since(started: float) -> float:
    return round(time.monotonic() - started, 3)
