"""The person's settings: a small TOML file that holds only what differs from the defaults."""

import tomllib
from pathlib import Path
from typing import Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from desktop_tl.api.errors import UserError
from desktop_tl.app.options import did_you_mean, explain_validation
from desktop_tl.runs.files import write_text


class ObserverSetting(BaseModel):
    """How one observer is used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    always: bool = False
    options: dict[str, Any] = Field(default_factory=dict)


class Settings(BaseModel):
    """Each field is one row of the Settings page. The order of the fields is the order on the screen."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    appearance: Literal["system", "light", "dark"] = Field(
        default="system",
        title="Appearance",
        description="Light or dark, or as the computer is set.",
        json_schema_extra={"labels": {"system": "As the computer", "light": "Light theme", "dark": "Dark theme"}},
    )
    language: Literal["system", "en", "zh_CN"] = Field(
        default="system",
        title="Language",
        description="Of all texts; takes effect at the next start.",
        json_schema_extra={"labels": {"system": "As the computer", "en": "English", "zh_CN": "简体中文"}},
    )
    offline: bool = Field(
        default=False,
        title="Stay offline",
        description="Never use the network. Weights must then be on this computer already.",
    )
    runs_folder: str = Field(
        default="",
        title="Folder of the runs",
        description="Where new runs are kept and the list of runs is read from. Empty takes the app's own folder.",
        json_schema_extra={"folder": True, "hint": "The app's own folder"},
    )
    device: Literal["auto", "cpu", "cuda", "mps"] = Field(
        default="auto",
        title="Device",
        description="What computes in new runs. Automatic takes a GPU if there is a working one.",
        json_schema_extra={
            "labels": {"auto": "Automatic", "cpu": "CPU", "cuda": "NVIDIA or AMD GPU", "mps": "Apple GPU"}
        },
    )
    own_process: bool = Field(
        default=False,
        title="Train in a process of its own",
        description="The window then survives whatever a driver or a full memory does to the training. Each run "
        "begins a few seconds later.",
    )
    cache_gb: float = Field(
        default=10.0,
        ge=0,
        le=100_000,
        title="Room for cached features",
        description="Gigabytes on disk for what frozen stages make of your pictures, so that the next run on them "
        "starts at once. The least recently used go first; 0 keeps nothing.",
    )
    check_updates: bool = Field(
        default=False,
        title="Look for updates",
        description="Asks once a day whether there is a newer version. Nothing is downloaded.",
        json_schema_extra={"level": "hidden"},
    )
    updates_address: str = Field(
        default="",
        title="Address for updates",
        description="Who is asked; empty takes the releases that this copy belongs to, if it knows any.",
        json_schema_extra={"level": "hidden"},
    )
    torch_index: str = Field(
        default="",
        title="Index of PyTorch",
        description="Where PyTorch is downloaded from when it is set up. {build} stands for cpu, cu130 and so on; "
        "empty takes PyTorch's own index.",
        json_schema_extra={"level": "hidden"},
    )
    observers: dict[str, ObserverSetting] = Field(
        default_factory=dict,
        title="Observers",
        description="By id: whether it looks on at every run, and its options.",
        json_schema_extra={"level": "hidden"},
    )

    @field_validator("runs_folder")
    @classmethod
    def _is_whole_path(cls, text: str) -> str:
        if text and not Path(text).expanduser().is_absolute():
            raise ValueError("Give the whole path of the folder, from the drive or / on.")
        return text


class SettingsStore:
    """Reads the settings once, changes and saves them. Used by the thread that owns the window or the terminal.

    Attributes:
        path: the file.
        value: the settings as they are now.
        notes: what was wrong with the file, in words; empty if nothing.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.value = Settings()
        self.notes: tuple[str, ...] = ()
        self._kept: dict[str, Any] = {}  # unknown fields and unfit values: perhaps a newer version wrote them
        self._load()

    def change(self, **fields: Any) -> Settings:
        """Sets fields and saves them, beside what another window has saved meanwhile.

        Raises:
            UserError: an unknown field, a value that does not fit, or the file cannot be written; nothing has changed.
        """
        before, kept = self._read_anew()
        try:
            value = Settings.model_validate(before.model_dump() | fields)
        except ValidationError as error:
            message, advice = explain_validation(error, Settings)
            raise UserError(f"Settings: {message}.", advice=advice) from error
        kept = {name: item for name, item in kept.items() if name not in fields}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_text(self.path, _to_toml(value, kept))
        except OSError as error:
            raise UserError(
                f"The settings cannot be saved to {self.path}: {error.strerror or error}.",
                advice="Check that you may write there and that the disk has room.",
            ) from error
        self.value, self._kept = value, kept
        return value

    def _load(self) -> None:
        try:
            data = tomllib.loads(self.path.read_text("utf-8"))
        except FileNotFoundError:
            return
        except OSError as error:
            self.notes = (
                f"The settings in {self.path} cannot be read ({error.strerror or error}); defaults are used.",
            )
            return
        except (ValueError, RecursionError) as error:  # no TOML, no UTF-8, or nested without end
            self.notes = (self._move_aside(error),)
            return
        self.value, self._kept, problems = _divide(data)
        self.notes = tuple(f"{self.path}: {problem}" for problem in problems)

    def _read_anew(self) -> tuple[Settings, dict[str, Any]]:
        """What the file holds now; what is known of it, if it cannot be read."""
        try:
            value, kept, _ = _divide(tomllib.loads(self.path.read_text("utf-8")))
            return value, kept
        except (OSError, ValueError, RecursionError):
            return self.value, self._kept

    def _move_aside(self, error: Exception) -> str:
        aside = self.path.with_name(f"{self.path.name}.damaged")
        try:
            self.path.replace(aside)
        except OSError:
            return f"The settings in {self.path} are damaged ({error}); defaults are used."
        return f"The settings in {self.path} were damaged ({error}); defaults are used, the old file is {aside.name}."


def _divide(data: dict[str, Any]) -> tuple[Settings, dict[str, Any], list[str]]:
    """The settings in a document, what is none of them or does not fit, and why."""
    problems = {name: _find_problem(name, item) for name, item in data.items()}
    value = Settings.model_validate({name: item for name, item in data.items() if not problems[name]})
    kept = {name: item for name, item in data.items() if problems[name]}
    return value, kept, [problem for problem in problems.values() if problem]


def _find_problem(name: str, item: Any) -> str:
    if name not in Settings.model_fields:
        advice = did_you_mean(name, Settings.model_fields)
        return f"there is no setting ‘{name}’; it is kept but not used. {advice}"
    try:
        Settings.model_validate({name: item})
    except ValidationError as error:
        return f"{explain_validation(error, Settings)[0]}; the default is used."
    return ""


def _to_toml(value: Settings, kept: dict[str, Any]) -> str:
    document = tomlkit.document()
    document.add(tomlkit.comment("Settings of Desktop TL: only what differs from the defaults."))
    for name, item in (kept | value.model_dump(mode="json", exclude_defaults=True)).items():
        document.add(name, item)
    return tomlkit.dumps(document)
