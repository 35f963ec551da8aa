"""Where everything of the app lies on this computer; one environment variable moves all of it."""

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

HOME_VARIABLE = "DESKTOP_TL_HOME"


@dataclass(frozen=True, kw_only=True)
class Paths:
    """Folders and files of the app; nothing is created before it is needed.

    Args:
        home: the folder that the person knows: all of it when moved, else the one for data.
        settings_file: what differs from the defaults.
        runs: one folder for each run.
        weights: downloaded weights.
        cache: may be deleted at any time; is made again.
        state: what the window remembers (its place, the last folders).
        observers: what observers keep of all runs, one folder for each.
        plugins: installed third-party plugins and the document of those that are wanted.
        torch: PyTorch, where the app came without it.
        logs: for error reports.
    """

    home: Path
    settings_file: Path
    runs: Path
    weights: Path
    cache: Path
    state: Path
    observers: Path
    plugins: Path
    torch: Path
    logs: Path

    @classmethod
    def below(cls, home: Path) -> "Paths":
        """Everything in one folder."""
        return cls(
            home=home,
            settings_file=home / "settings.toml",
            runs=home / "runs",
            weights=home / "weights",
            cache=home / "cache",
            state=home / "state",
            observers=home / "observers",
            plugins=home / "plugins",
            torch=home / "torch",
            logs=home / "logs",
        )


def default_paths() -> Paths:
    """Where this system keeps such things, or all below ``DESKTOP_TL_HOME``."""
    home = os.environ.get(HOME_VARIABLE, "").strip()
    if home:
        return Paths.below(Path(home).expanduser().absolute())
    system = PlatformDirs("desktop-tl", appauthor=False)
    data = system.user_data_path
    return Paths(
        home=data,
        settings_file=system.user_config_path / "settings.toml",
        runs=data / "runs",
        weights=data / "weights",
        cache=system.user_cache_path,
        state=system.user_state_path,
        observers=data / "observers",
        plugins=data / "plugins",
        torch=data / "torch",
        logs=system.user_log_path,
    )
