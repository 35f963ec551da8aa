"""Every choice of a run as one validated, versioned document that a person can read and a machine can repeat."""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import tomlkit
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.runs.files import write_text
from desktop_tl.runs.strategy import Strategy

RECIPE_VERSION = 1


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


def _basic(description: str, *, group: str = "", labels: Mapping[str, str] | None = None, **more: Any) -> Any:
    return _field("basic", description, group, labels, more)


def _advanced(description: str, *, group: str = "", labels: Mapping[str, str] | None = None, **more: Any) -> Any:
    return _field("advanced", description, group, labels, more)


def _field(level: str, description: str, group: str, labels: Mapping[str, str] | None, more: dict[str, Any]) -> Any:
    extra: dict[str, Any] = {"level": level, "group": group, "labels": dict(labels or {})}
    if "modality" in more:  # the only one for which it means anything
        extra["modality"] = more.pop("modality")
    if "answers" in more:  # the only kinds for which it means anything
        extra["answers"] = more.pop("answers")
    if "choice_answers" in more:  # likewise for single choices
        extra["choice_answers"] = more.pop("choice_answers")
    if "choices" in more:  # what the form offers of all that is allowed
        extra["choices"] = more.pop("choices")
    return Field(description=description, json_schema_extra=extra, **more)


HOW_LONG, OPTIMISER, SCHEDULE = "How long", "Optimiser", "Schedule"
AUGMENTATION, BALANCE, COMPUTING = "Augmentation", "Balance and stability", "Computing"

OPTIMIZERS = {
    "sgd": "SGD",
    "adamw": "AdamW",
    "adam": "Adam",
    "nadam": "NAdam",
    "radam": "RAdam",
    "rmsprop": "RMSprop",
    "adagrad": "Adagrad",
    "adafactor": "Adafactor",
}
"""How their authors write them."""

SCHEDULES = {"cosine": "Cosine", "one-cycle": "One-cycle", "step": "In steps", "constant": "Constant"}


class DatasetChoice(_Part):
    """Which dataset, by its id in the catalog, with its options."""

    id: str = Field(title="Dataset", description="Where the samples come from, for instance folders/images.")
    options: dict[str, Any] = Field(default_factory=dict, title="Options of the dataset")
    limit: int = _advanced(
        "Use only so many samples, the same share of every class. 0 uses all.",
        default=0,
        ge=0,
        title="Limit of samples",
    )


class BackboneChoice(_Part):
    """Which backbone, by its id in the catalog, with its options and weights."""

    id: str = Field(title="Backbone", description="The pretrained network, for instance torchvision/resnet50.")
    options: dict[str, Any] = Field(default_factory=dict, title="Options of the backbone")
    weights: str = Field(
        default="",
        title="Weights",
        description="Which pretrained weights; empty takes the first that the backbone offers.",
    )
    weights_file: str = _advanced(
        "A weights file on this computer, or the folder of a run, used instead of the published weights.",
        default="",
        title="Weights file",
    )


def _check_strategy(text: str) -> str:
    return str(Strategy.parse(text))


StrategyText = Annotated[str, AfterValidator(_check_strategy)]

MOST_WORKERS = 64


def _check_workers(value: Any) -> Any:
    text = str(value).strip()
    if text != "auto" and not (text.isdecimal() and int(text) <= MOST_WORKERS):
        raise ValueError(f"must be auto or a number from 0 to {MOST_WORKERS}")
    return text if text == "auto" else int(text)


LoaderWorkers = Annotated[Literal["auto"] | int, BeforeValidator(_check_workers)]


class TrainingChoice(_Part):
    """How it is trained. The order of the fields is the order on the screen, under the headings of their groups."""

    epochs: int = _basic(
        "How many times the training goes through all the data. More takes longer and can help until the validation "
        "curve stops getting better.",
        group=HOW_LONG,
        default=10,
        ge=1,
        le=10_000,
        title="Epochs",
    )
    head_epochs: int = _advanced(
        "For head first, then everything: epochs in which only the head is trained. 0 takes a third of them.",
        group=HOW_LONG,
        default=0,
        ge=0,
        le=10_000,
        title="Head epochs",
    )
    patience: int = _advanced(
        "Stops when the validation has not become better for so many epochs; 0 trains all of them.",
        group=HOW_LONG,
        default=0,
        ge=0,
        le=10_000,
        title="Early stopping",
    )
    learning_rate: float = _basic(
        "How large each correction is. Too large and the loss jumps or grows, too small and nothing moves.",
        group=OPTIMISER,
        default=0.01,
        gt=0,
        le=100,
        title="Learning rate",
    )
    batch_size: int = _basic(
        "How many samples are averaged for one correction. Halve it if memory runs out.",
        group=OPTIMISER,
        default=32,
        ge=1,
        le=65_536,
        title="Batch size",
    )
    accumulate: int = _advanced(
        "Averages so many batches for one correction: a larger batch than fits into memory.",
        group=OPTIMISER,
        default=1,
        ge=1,
        le=4096,
        title="Accumulated batches",
    )
    optimizer: Literal["sgd", "adamw", "adam", "nadam", "radam", "rmsprop", "adagrad", "adafactor"] = _advanced(
        "The rule that turns gradients into corrections: SGD with momentum (robust) or one that adapts the step of "
        "each weight, such as AdamW (wants a learning rate about ten times smaller).",
        group=OPTIMISER,
        labels=OPTIMIZERS,
        default="sgd",
        title="Optimiser",
    )
    momentum: float = _advanced(
        "For SGD: how much of the previous correction is carried on.",
        group=OPTIMISER,
        default=0.9,
        ge=0,
        lt=1,
        title="Momentum",
    )
    nesterov: bool = _advanced(
        "For SGD: looks ahead along the momentum before correcting.",
        group=OPTIMISER,
        default=False,
        title="Nesterov momentum",
    )
    weight_decay: float = _advanced(
        "Pulls weights towards zero at each step, against overfitting. Not applied to norms and biases.",
        group=OPTIMISER,
        default=1e-4,
        ge=0,
        le=10,
        title="Weight decay",
    )
    schedule: Literal["cosine", "one-cycle", "step", "constant"] = _advanced(
        "How the learning rate changes: cosine falls smoothly to zero, one-cycle rises for the first third and then "
        "falls, step divides it by ten at a half and at three quarters of the epochs, constant stays.",
        group=SCHEDULE,
        labels=SCHEDULES,
        default="cosine",
        title="Schedule",
    )
    warmup_epochs: float = _advanced(
        "The learning rate rises from zero over so many epochs, which calms the start when much is trained.",
        group=SCHEDULE,
        default=0.0,
        ge=0,
        le=1000,
        title="Warm-up epochs",
    )
    layer_decay: float = _advanced(
        "Each stage learns with this share of the rate of the stage behind it: earlier stages, which see general "
        "things, move less. 1 gives all the same rate.",
        group=SCHEDULE,
        default=1.0,
        gt=0,
        le=1,
        title="Layer-wise rate decay",
    )
    full_rate_share: float = _advanced(
        "For head first, then everything: the learning rate of the second part, as a share of the first.",
        group=SCHEDULE,
        default=0.1,
        gt=0,
        le=1,
        title="Rate share of the second part",
    )
    augmentation: Literal["none", "light", "standard", "strong"] = _basic(
        "Shows every picture a little differently each time, so that fewer pictures teach more. Light flips and "
        "crops; standard also changes colours; strong distorts (RandAugment) and erases parts. Without it the frozen "
        "part is computed only once, which is much faster.",
        group=AUGMENTATION,
        labels={"none": "None", "light": "Light", "standard": "Standard", "strong": "Strong"},
        default="none",
        title="Augmentation",
        modality="image",
    )
    mixing: Literal["none", "mixup", "cutmix", "both"] = _advanced(
        "Blends two pictures and their classes (MixUp) or pastes a part of one into the other (CutMix), against "
        "overfitting when much of the network is trained.",
        group=AUGMENTATION,
        labels={
            "none": "None",
            "mixup": "Blend two (MixUp)",
            "cutmix": "Paste a part (CutMix)",
            "both": "Both in turn",
        },
        default="none",
        title="Mixing",
        modality="image",
        answers=["class"],
    )
    validation_share: float = _basic(
        "Part of the data that is kept back to measure on, the same share of every class. Not used when the "
        "dataset brings its own validation split.",
        group=BALANCE,
        default=0.2,
        gt=0,
        lt=1,
        title="Validation share",
    )
    class_balance: Literal["none", "weights", "sampling"] = _advanced(
        "For classes of very different size: weights make samples of small classes count more, sampling shows them "
        "more often.",
        group=BALANCE,
        labels={"none": "As they are", "weights": "Count small ones more", "sampling": "Show small ones more often"},
        default="none",
        title="Class balance",
        answers=["class", "labels"],
        choice_answers={"sampling": ["class"]},
    )
    label_smoothing: float = _advanced(
        "Never asks for full certainty: this share is spread over the other classes, which makes the probabilities "
        "more honest.",
        group=BALANCE,
        default=0.0,
        ge=0,
        lt=1,
        title="Label smoothing",
        answers=["class", "labels"],
    )
    ema_decay: float = _advanced(
        "Keeps a running average of the weights, which is often a little better than the last ones; 0.99 to 0.9999, "
        "0 is off.",
        group=BALANCE,
        default=0.0,
        ge=0,
        lt=1,
        title="Average of weights (EMA)",
    )
    clip_norm: float = _advanced(
        "Shortens corrections whose gradient is longer than this; 0 does not. Helps when the loss jumps.",
        group=BALANCE,
        default=0.0,
        ge=0,
        title="Gradient clipping",
    )
    freeze_norm: bool = _advanced(
        "Leaves the statistics of batch normalisation as they were pretrained, also in trained stages. For small "
        "batches. From scratch there are none to leave.",
        group=BALANCE,
        default=False,
        title="Freeze norm statistics",
    )
    image_size: int = _advanced(
        "Side in pixels at which the network sees the pictures. 0 takes what the backbone was trained with; smaller is "
        "faster and loses detail.",
        group=COMPUTING,
        default=0,
        ge=0,
        le=4096,
        title="Image size",
        modality="image",
    )
    max_length: int = _advanced(
        "How many tokens (words and parts of words) of a text the network sees; what is longer is cut. 0 takes what "
        "the backbone suggests; fewer is faster.",
        group=COMPUTING,
        default=0,
        ge=0,
        le=1_000_000,
        title="Text length",
        modality="text",
    )
    seed: int = _advanced(
        "Start of all that is random: the split, the order, the fresh weights. The same seed on the same computer "
        "gives the same result.",
        group=COMPUTING,
        default=1,
        ge=0,
        le=2**31 - 1,
        title="Seed",
    )
    device: Literal["auto", "cpu", "cuda", "mps"] = _advanced(
        "What computes. Automatic takes a GPU if there is a working one.",
        group=COMPUTING,
        labels={"auto": "Automatic", "cpu": "CPU", "cuda": "NVIDIA or AMD GPU", "mps": "Apple GPU"},
        default="auto",
        title="Device",
    )
    processes: int = _advanced(
        "How many processes train together, each on its own GPU and with its share of every batch. 0 takes one for "
        "each GPU of this computer; the result is the same, only faster.",
        group=COMPUTING,
        default=1,
        ge=0,
        le=1024,
        title="Processes",
    )
    precision: Literal["auto", "fp32", "bf16", "fp16"] = _advanced(
        "Number format of the computation. Automatic measures what is fastest here without harm; half precision "
        "(bf16, fp16) is for GPUs and for CPUs with instructions for it.",
        group=COMPUTING,
        labels={"auto": "Automatic", "fp32": "Single (fp32)", "bf16": "Half (bf16)", "fp16": "Half (fp16)"},
        default="auto",
        title="Precision",
    )
    cache_features: bool = _advanced(
        "Compute what the frozen stages make of each sample once and reuse it in every epoch. The result is the same, "
        "only faster.",
        group=COMPUTING,
        default=True,
        title="Cache features",
    )
    loader_workers: LoaderWorkers = _advanced(
        "Processes that prepare the data while the network computes. Automatic begins with threads, and takes "
        "processes where it measures that the training waits for data. The result is the same, only faster.",
        group=COMPUTING,
        labels={"auto": "Automatic", "0": "None, only threads"},
        choices=("auto", 0, 1, 2, 4, 8, 16),
        default="auto",
        title="Loader workers",
    )

    @property
    def correction_size(self) -> int:
        """Samples that are averaged for one correction."""
        return self.batch_size * self.accumulate


def foreign_settings(modality: str, answer: AnswerKind = "class") -> frozenset[str]:
    """Names of the settings of training that mean nothing for samples of that modality, or for answers of that kind."""
    extras = {name: field.json_schema_extra for name, field in TrainingChoice.model_fields.items()}
    return frozenset(
        name
        for name, extra in extras.items()
        if isinstance(extra, dict)
        and (extra.get("modality", modality) != modality or answer not in extra.get("answers", [answer]))  # type: ignore[operator]
    )


def foreign_choices(answer: AnswerKind) -> dict[str, frozenset[str]]:
    """Of the settings of training, the choices that mean nothing for answers of that kind."""
    extras = {name: field.json_schema_extra for name, field in TrainingChoice.model_fields.items()}
    limits: dict[str, Any] = {
        name: extra.get("choice_answers") for name, extra in extras.items() if isinstance(extra, dict)
    }
    return {
        name: frozenset(choice for choice, answers in limit.items() if answer not in answers)
        for name, limit in limits.items()
        if limit
    }


class Recipe(_Part):
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
    start_from: str = _advanced(
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
