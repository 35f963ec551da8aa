"""Every choice of a run as one validated, versioned document that a person can read and a machine can repeat."""

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any

import tomlkit
from pydantic import AfterValidator, BaseModel, Field, ValidationError, model_validator

from desktop_tl.api.errors import UserError
from desktop_tl.runs.fields import RecipePart, advanced
from desktop_tl.runs.files import write_text
from desktop_tl.runs.strategy import Strategy
from desktop_tl.runs.training_choice import TrainingChoice

RECIPE_VERSION = 1


class DatasetChoice(RecipePart):
    """Which dataset, by its id in the catalog, with its options."""

    id: str = Field(title="Dataset", description="Where the samples come from, for instance folders/images.")
    options: dict[str, Any] = Field(default_factory=dict, title="Options of the dataset")
    limit: int = advanced(
        "Use only so many samples, the same share of every class. 0 uses all.",
        default=0,
        ge=0,
        title="Limit of samples",
    )


class BackboneChoice(RecipePart):
    """Which backbone, by its id in the catalog, with its options and weights."""

    id: str = Field(title="Backbone", description="The pretrained network, for instance torchvision/resnet50.")
    options: dict[str, Any] = Field(default_factory=dict, title="Options of the backbone")
    weights: str = Field(
        default="",
        title="Weights",
        description="Which pretrained weights; empty takes the first that the backbone offers.",
    )
    weights_file: str = advanced(
        "A weights file on this computer, or the folder of a run, used instead of the published weights.",
        default="",
        title="Weights file",
    )


def _check_strategy(text: str) -> str:
    return str(Strategy.parse(text))


StrategyText = Annotated[str, AfterValidator(_check_strategy)]


class Recipe(RecipePart):
    """One run, before it is run.

    Raises (from `Recipe.model_validate`): `pydantic.ValidationError`; `parse_recipe` turns it into a `UserError`.
    """

    version: int = Field(default=RECIPE_VERSION, ge=1)
    name: str = Field(default="", title="Name", description="What the run is called in the list; empty makes one up.")
    task: str = "image-classification"
    dataset: DatasetChoice
    backbone: BackboneChoice
    strategy: StrategyText = Field(
        default="head",
        title="Strategy",
        description="How much of the backbone is trained: head, last:K stages, lora:R (small adapters of rank R; "
        "lora:R:K in the last K stages), all, scratch (no pretrained weights), lp-ft (head first, then everything) or "
        "gradual (one more stage each epoch).",
    )
    start_from: str = advanced(
        "Folder of a run on the same classes whose trained model, with its head, this run goes on from.",
        default="",
        title="Start from run",
    )
    training: TrainingChoice = TrainingChoice()

    @model_validator(mode="before")
    @classmethod
    def _refuse_newer(cls, data: Any) -> Any:
        version = data.get("version", RECIPE_VERSION) if isinstance(data, dict) else RECIPE_VERSION
        if isinstance(version, int) and version > RECIPE_VERSION:
            raise ValueError(
                f"written by a newer Desktop TL (recipe version {version}; this one reads up to {RECIPE_VERSION})"
            )
        return data

    def parsed_strategy(self) -> Strategy:
        """The strategy as a value."""
        return Strategy.parse(self.strategy)

    def to_toml(self) -> str:
        """The recipe as a TOML document; `parse_recipe` reads it back to an equal one."""
        document = tomlkit.document()
        document.add(tomlkit.comment("A recipe of Desktop TL: every choice of one run."))
        for key, value in self.model_dump(mode="json").items():
            document.add(key, value)
        return tomlkit.dumps(document)

    def save(self, path: Path) -> None:
        """Writes the document as one step."""
        write_text(path, self.to_toml())

    def with_settings(self, settings: dict[str, Any]) -> "Recipe":
        """A recipe in which fields are replaced by name: ``learning_rate`` or in full ``training.learning_rate``.

        Raises:
            UserError: an unknown field (with the nearest name) or a value that does not fit it.
        """
        data = self.model_dump(mode="json")
        for name, value in settings.items():
            *parents, leaf = _full_name(name).split(".")
            place = data
            for parent in parents:
                place = place[parent]
            place[leaf] = value
        return validate_recipe(data, where="Settings")


def _field_names() -> dict[str, type[BaseModel]]:
    parts: dict[str, type[BaseModel]] = {
        "dataset": DatasetChoice,
        "backbone": BackboneChoice,
        "training": TrainingChoice,
    }
    names: dict[str, type[BaseModel]] = {name: Recipe for name in Recipe.model_fields if name not in parts}
    for part, model in parts.items():
        names |= {f"{part}.{name}": model for name in model.model_fields}
    return names


def _full_name(name: str) -> str:
    names = _field_names()
    if name in names or name.startswith(("dataset.options.", "backbone.options.")):
        return name
    endings = [full for full in names if full.rsplit(".", 1)[-1] == name]
    if len(endings) == 1:
        return endings[0]
    raise UserError(f"A recipe has no field ‘{name}’.", advice=_did_you_mean(name, list(names)))


def _did_you_mean(name: str, names: list[str]) -> str:
    leaves = {full.rsplit(".", 1)[-1]: full for full in names} | {full: full for full in names}
    near = difflib.get_close_matches(name, leaves, n=1, cutoff=0.5)
    return f"Did you mean {leaves[near[0]]}?" if near else "The fields are: " + ", ".join(sorted(names)) + "."


def parse_recipe(text: str, *, where: str) -> Recipe:
    """Reads a TOML document.

    Args:
        text: the document.
        where: the file, for messages.

    Raises:
        UserError: names line and column of a syntax error, or the field, what is wrong and what is allowed.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{where} is not valid TOML: {error}.", advice="Mend that line and try again.") from error
    except RecursionError as error:
        raise UserError(f"{where} is nested too deeply to be a recipe.", advice="Mend it and try again.") from error
    return validate_recipe(data, where=where)


def load_recipe(path: Path) -> Recipe:
    """Reads a recipe file. Raises: UserError, as `parse_recipe`, and when the file cannot be read."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise UserError(f"There is no recipe at {path}.", advice="Check the path.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path} cannot be read as a recipe: {getattr(error, 'strerror', None) or 'it is not a text file'}.",
            advice="A recipe is a TOML text file that you may read.",
        ) from error
    return parse_recipe(text, where=str(path))


def validate_recipe(data: dict[str, Any], *, where: str) -> Recipe:
    """Checks a document of plain values. Raises: UserError, as `parse_recipe`."""
    try:
        return Recipe.model_validate(data)
    except ValidationError as error:
        message, advice = _explain(error, where)
        raise UserError(message, advice=advice) from error


def _explain(error: ValidationError, where: str) -> tuple[str, str]:
    sentences, advice = [], ""
    for item in error.errors():
        name = ".".join(str(part) for part in item["loc"]) or "the recipe"
        if item["type"] == "extra_forbidden":
            sentences.append(f"unknown field ‘{name}’")
            advice = advice or _did_you_mean(name, list(_field_names()))
        elif item["type"] in ("model_type", "model_attributes_type", "dict_type"):
            sentences.append(f"‘{name}’ must be a table, not {item['input']!r}")
        elif item["type"] == "missing":
            sentences.append(f"‘{name}’ is missing")
        else:
            reason = item["msg"].removeprefix("Value error, ")
            if "newer Desktop TL" in reason:
                advice = "Update Desktop TL, or write a recipe for this version."
            sentences.append(f"{name} = {item['input']!r}: {reason[:1].lower()}{reason[1:]}" if item["loc"] else reason)
    return f"{where}: {'; '.join(sentences)}.", advice or "Change it and try again."
