"""Starts runs, one at a time, each on a background thread, and lets them go on."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.api.events import Event, PhaseProgressed
from desktop_tl.app.job import Job, Work
from desktop_tl.app.observing import Chosen, Setting, Watching, check_observers
from desktop_tl.app.own_process import Surroundings, run_in_processes
from desktop_tl.app.running import count_processes, gather_parts, run_recipe
from desktop_tl.app.settings import ObserverSetting
from desktop_tl.app.weights import WeightsStore
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.host import Catalog
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.store import RunStore
from desktop_tl.runs.strategy import require_package

if TYPE_CHECKING:
    from desktop_tl.engine.run import Parts

MADE_UP_LENGTH = 60
"""Characters of each part: a file system takes 255 bytes, and a letter may take four."""


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
        *,
        safe_mode: bool = False,
    ) -> None:
        self.current: Job | None = None
        self._catalog = catalog
        self._weights = weights
        self._runs = runs
        self._features = features
        self._own_process = own_process
        self._observers = observers
        self._shared = shared
        self._safe_mode = safe_mode

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
            processes = count_processes(recipe, self._catalog)
            if processes == 1 and not self._own_process():
                parts = (recipe, self._catalog, self._weights, features, folder, emit, stop)
                return run_recipe(*parts, resume=resume, dataset=dataset)
            surroundings = Surroundings(
                weights=self._weights.folder,
                features=features.folder,
                features_bytes=features.limit_bytes,
                is_offline=self._weights.is_offline(),
                safe_mode=self._safe_mode,
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
        job.begin()
        return job

    def stop_all(self) -> None:
        """Asks what is running to stop; returns at once."""
        if self.current is not None:
            self.current.stop()
