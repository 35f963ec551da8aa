"""Builds once at start all that pages and commands need, to be passed down from there."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_tl.app.jobs import Jobs
from desktop_tl.app.other_runs import OtherRuns
from desktop_tl.app.paths import Paths, default_paths
from desktop_tl.app.plugins.enabling import read_disabled
from desktop_tl.app.plugins.generations import Activation, activate_plugins
from desktop_tl.app.settings import SettingsStore
from desktop_tl.app.torch_folder import TorchActivation
from desktop_tl.app.torch_folder import activate as activate_torch
from desktop_tl.app.weights import WeightsStore
from desktop_tl.engine.feature_store import FeatureStore
from desktop_tl.host import Catalog, OnWait, Plugins, load_plugins
from desktop_tl.runs.store import RunStore

if TYPE_CHECKING:
    from desktop_tl.app.plugins.changes import PluginChanges
    from desktop_tl.app.torch_setup import TorchSetup


@dataclass(frozen=True, kw_only=True)
class AppContext:
    """Made by `build_context`; holds no torch and no Qt.

    Args:
        paths: where everything lies.
        settings: the person's.
        plugins: every plugin that was found, with what became of it.
        catalog: all that the enabled plugins offer.
        weights: finds and fetches pretrained weights.
        jobs: starts runs.
        activation: which set of installed plugins this process uses.
        torch_activation: which PyTorch beside the app this process uses; none where Python has one.
        safe_mode: no third-party plugin was loaded, and none will be.
    """

    paths: Paths
    settings: SettingsStore
    plugins: Plugins
    catalog: Catalog
    weights: WeightsStore
    jobs: Jobs
    activation: Activation = field(default_factory=Activation)
    torch_activation: TorchActivation = field(default_factory=TorchActivation)
    safe_mode: bool = False

    @property
    def plugin_changes(self) -> "PluginChanges":
        """Installs, updates and removes plugins."""
        from desktop_tl.app.plugins.changes import PluginChanges  # 0.05 s that no start needs

        return PluginChanges(paths=self.paths, is_offline=lambda: self.settings.value.offline)

    @property
    def torch_setup(self) -> "TorchSetup":
        """Sets up PyTorch where the app came without it."""
        from desktop_tl.app.torch_setup import TorchSetup  # as above

        return TorchSetup(
            paths=self.paths,
            is_offline=lambda: self.settings.value.offline,
            index=lambda: self.settings.value.torch_index,
        )

    @property
    def runs(self) -> RunStore:
        """The runs in the folder that the settings name now."""
        return find_runs(self.paths, self.settings)

    @property
    def other_runs(self) -> OtherRuns:
        """Which runs outside that folder are in the list too."""
        return OtherRuns.of(self.paths)

    @property
    def features(self) -> FeatureStore:
        """What frozen stages made of pictures, kept for later runs, with the limit that the settings name now."""
        return find_features(self.paths, self.settings)


def build_context(
    *,
    paths: Paths | None = None,
    safe_mode: bool = False,
    plugins: Plugins | None = None,
    on_wait: OnWait | None = None,
) -> AppContext:
    """Reads the settings and loads the plugins. No torch, no network.

    Args:
        paths: None takes those of this computer.
        safe_mode: leave out every plugin that does not come with the app.
        plugins: already loaded ones, for tests.
        on_wait: as for `load_plugins`.
    """
    paths = paths or default_paths()
    settings = SettingsStore(paths.settings_file)
    torch_activation = activate_torch(paths)  # first: plugins were resolved beside it
    activation = Activation() if plugins else activate_plugins(paths)
    plugins = plugins or load_plugins(
        disabled=read_disabled(paths), safe_mode=safe_mode, state_folder=paths.state, on_wait=on_wait
    )
    weights = WeightsStore(folder=paths.weights, is_offline=lambda: settings.value.offline)
    plugins.catalog.is_offline = weights.is_offline
    return AppContext(
        paths=paths,
        settings=settings,
        plugins=plugins,
        catalog=plugins.catalog,
        weights=weights,
        activation=activation,
        torch_activation=torch_activation,
        safe_mode=safe_mode,
        jobs=Jobs(
            plugins.catalog,
            weights,
            lambda: find_runs(paths, settings),
            lambda: find_features(paths, settings),
            own_process=lambda: settings.value.own_process,
            observers=lambda: settings.value.observers,
            shared=paths.observers,
            safe_mode=safe_mode,
        ),
    )


def find_features(paths: Paths, settings: SettingsStore) -> FeatureStore:
    """The cache of features, as large as the settings allow."""
    return FeatureStore(paths.cache / "features", limit_bytes=round(settings.value.cache_gb * 1e9))


def find_runs(paths: Paths, settings: SettingsStore) -> RunStore:
    """The runs in the folder that the settings name, without loading a plugin."""
    chosen = settings.value.runs_folder
    folder = Path(chosen).expanduser() if chosen else paths.runs
    return RunStore(folder, OtherRuns.of(paths).paths())
