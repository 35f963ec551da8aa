"""What happened in a run, in the past tense: frozen, plain numbers and text, written to disk as JSON lines."""

from dataclasses import asdict, dataclass, field, fields
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from desktop_tl.api.tasks import AnswerKind

Phase = Literal["preparing", "weights", "features", "training", "evaluation"]
Outcome = Literal["finished", "stopped", "failed"]


@dataclass(frozen=True, kw_only=True)
class RunStarted:
    """The run thread began to work on the run ``name``."""

    name: str
    epochs: int


@dataclass(frozen=True, kw_only=True)
class RunResumed:
    """A run that was interrupted goes on after ``epoch`` whole epochs; what was told of later ones is void."""

    epoch: int


@dataclass(frozen=True, kw_only=True)
class RunPaused:
    """The run waits for something that the person can mend, and goes on by itself then."""

    message: str
    advice: str = ""


@dataclass(frozen=True, kw_only=True)
class RunContinued:
    """What a paused run waited for is there."""


@dataclass(frozen=True, kw_only=True)
class Calibrated:
    """How it is computed (memory layout, number format …) and why, as measured on this model and device. A later one
    adds to it: how many processes load pictures shows only while they are loaded."""

    choices: dict[str, str]
    reasons: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class DeviceChosen:
    """``device`` in words (``CPU, 2 threads``; the GPU's name) and why it was chosen."""

    device: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TaskBuilt:
    """What kind of answer is learnt, and by which figure epochs are compared; larger is better, or lower."""

    answer: AnswerKind
    main_metric: str
    lower_is_better: bool = False


@dataclass(frozen=True, kw_only=True)
class DatasetOpened:
    """Number of samples in each part after the split."""

    classes: tuple[str, ...]
    train: int
    validation: int
    test: int = 0


@dataclass(frozen=True, kw_only=True)
class ModelBuilt:
    """Names of all stages, how many at the start are frozen, and the numbers of parameters with the head."""

    stages: tuple[str, ...]
    frozen_stages: int
    parameters: int
    trained_parameters: int


@dataclass(frozen=True, kw_only=True)
class Noted:
    """Something to say once; ``items`` are the files or fields that it is about."""

    level: Literal["info", "warning"]
    message: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SampleSetAside:
    """One sample could not be used, and why."""

    sample: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class PhaseProgressed:
    """``done`` of ``total`` units of a phase (samples; bytes for weights; steps for training); units a second."""

    phase: Phase
    done: int
    total: int
    rate: float = 0.0


@dataclass(frozen=True, kw_only=True)
class StepFinished:
    """One optimiser step, reported every so many; ``epoch`` counts from 1, ``step`` over the whole run from 1."""

    epoch: int
    step: int
    steps: int
    loss: float
    learning_rate: float
    samples_per_second: float


@dataclass(frozen=True, kw_only=True)
class EpochFinished:
    """Metrics of one pass over the training data and one over the validation data (empty if there is none)."""

    epoch: int
    epochs: int
    train: dict[str, float]
    validation: dict[str, float]
    learning_rate: float
    seconds: float
    is_best: bool


@dataclass(frozen=True, kw_only=True)
class GeneratedText:
    """What a model wrote: ``text`` goes on behind ``prompt``."""

    prompt: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TextsGenerated:
    """What the model writes after ``epoch`` epochs, always from the same beginnings."""

    epoch: int
    texts: tuple[GeneratedText, ...]


@dataclass(frozen=True, kw_only=True)
class CheckpointSaved:
    """A checkpoint is safely on disk."""

    kind: Literal["best", "last"]
    epoch: int


@dataclass(frozen=True, kw_only=True)
class EvaluationFinished:
    """Metrics of the best checkpoint on the validation (or the test) samples."""

    split: Literal["validation", "test"]
    metrics: dict[str, float]
    samples: int


@dataclass(frozen=True, kw_only=True)
class RunEnded:
    """The last event of every run, exactly once. ``message`` and ``advice`` are words; ``report`` is a traceback;
    ``retry`` are settings (field → value) with which it may go better."""

    outcome: Outcome
    message: str = ""
    advice: str = ""
    report: str = ""
    seconds: float = 0.0
    result: dict[str, Any] = field(default_factory=dict)
    retry: dict[str, Any] = field(default_factory=dict)


Event = (
    RunStarted
    | RunResumed
    | RunPaused
    | RunContinued
    | Calibrated
    | DeviceChosen
    | TaskBuilt
    | DatasetOpened
    | ModelBuilt
    | Noted
    | SampleSetAside
    | PhaseProgressed
    | StepFinished
    | EpochFinished
    | TextsGenerated
    | CheckpointSaved
    | EvaluationFinished
    | RunEnded
)

_KINDS: dict[str, type] = {kind.__name__: kind for kind in Event.__args__}


def encode_event(event: Event) -> dict[str, Any]:
    """The event as a JSON object; its type is under ``event``."""
    return {"event": type(event).__name__, **asdict(event)}


def decode_event(data: dict[str, Any]) -> Event | None:
    """The event of such an object; None for a type that a newer version wrote. Unknown fields are left out.

    Raises:
        TypeError: a field that the event needs is missing or of another type.
    """
    kind = _KINDS.get(str(data.get("event")))
    if kind is None:
        return None
    known = {f.name for f in fields(kind)}
    try:
        event: Event = _validator(kind).validate_python({key: v for key, v in data.items() if key in known})
    except ValidationError as error:
        raise TypeError(f"this is no {kind.__name__}: {error}") from error
    return event


@cache
def _validator(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
