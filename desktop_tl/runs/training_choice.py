"""How a run trains: every setting with its meaning and its bounds, from which form, document and check are made."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from desktop_tl.api.tasks import AnswerKind
from desktop_tl.runs.fields import RecipePart, advanced, basic

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

MOST_WORKERS = 64


def _check_workers(value: Any) -> Any:
    text = str(value).strip()
    if text != "auto" and not (text.isdecimal() and int(text) <= MOST_WORKERS):
        raise ValueError(f"must be auto or a number from 0 to {MOST_WORKERS}")
    return text if text == "auto" else int(text)


LoaderWorkers = Annotated[Literal["auto"] | int, BeforeValidator(_check_workers)]


class TrainingChoice(RecipePart):
    """How it is trained. The order of the fields is the order on the screen, under the headings of their groups."""

    epochs: int = basic(
        "How many times the training goes through all the data. More takes longer and can help until the validation "
        "curve stops getting better.",
        group=HOW_LONG,
        default=10,
        ge=1,
        le=10_000,
        title="Epochs",
    )
    head_epochs: int = advanced(
        "For head first, then everything: epochs in which only the head is trained. 0 takes a third of them.",
        group=HOW_LONG,
        default=0,
        ge=0,
        le=10_000,
        title="Head epochs",
    )
    patience: int = advanced(
        "Stops when the validation has not become better for so many epochs; 0 trains all of them.",
        group=HOW_LONG,
        default=0,
        ge=0,
        le=10_000,
        title="Early stopping",
    )
    learning_rate: float = basic(
        "How large each correction is. Too large and the loss jumps or grows, too small and nothing moves.",
        group=OPTIMISER,
        default=0.01,
        gt=0,
        le=100,
        title="Learning rate",
    )
    batch_size: int = basic(
        "How many samples are averaged for one correction. Halve it if memory runs out.",
        group=OPTIMISER,
        default=32,
        ge=1,
        le=65_536,
        title="Batch size",
    )
    accumulate: int = advanced(
        "Averages so many batches for one correction: a larger batch than fits into memory.",
        group=OPTIMISER,
        default=1,
        ge=1,
        le=4096,
        title="Accumulated batches",
    )
    optimizer: Literal["sgd", "adamw", "adam", "nadam", "radam", "rmsprop", "adagrad", "adafactor"] = advanced(
        "The rule that turns gradients into corrections: SGD with momentum (robust) or one that adapts the step of "
        "each weight, such as AdamW (wants a learning rate about ten times smaller).",
        group=OPTIMISER,
        labels=OPTIMIZERS,
        default="sgd",
        title="Optimiser",
    )
    momentum: float = advanced(
        "For SGD: how much of the previous correction is carried on.",
        group=OPTIMISER,
        default=0.9,
        ge=0,
        lt=1,
        title="Momentum",
    )
    nesterov: bool = advanced(
        "For SGD: looks ahead along the momentum before correcting.",
        group=OPTIMISER,
        default=False,
        title="Nesterov momentum",
    )
    weight_decay: float = advanced(
        "Pulls weights towards zero at each step, against overfitting. Not applied to norms and biases.",
        group=OPTIMISER,
        default=1e-4,
        ge=0,
        le=10,
        title="Weight decay",
    )
    schedule: Literal["cosine", "one-cycle", "step", "constant"] = advanced(
        "How the learning rate changes: cosine falls smoothly to zero, one-cycle rises for the first third and then "
        "falls, step divides it by ten at a half and at three quarters of the epochs, constant stays.",
        group=SCHEDULE,
        labels=SCHEDULES,
        default="cosine",
        title="Schedule",
    )
    warmup_epochs: float = advanced(
        "The learning rate rises from zero over so many epochs, which calms the start when much is trained.",
        group=SCHEDULE,
        default=0.0,
        ge=0,
        le=1000,
        title="Warm-up epochs",
    )
    layer_decay: float = advanced(
        "Each stage learns with this share of the rate of the stage behind it: earlier stages, which see general "
        "things, move less. 1 gives all the same rate.",
        group=SCHEDULE,
        default=1.0,
        gt=0,
        le=1,
        title="Layer-wise rate decay",
    )
    full_rate_share: float = advanced(
        "For head first, then everything: the learning rate of the second part, as a share of the first.",
        group=SCHEDULE,
        default=0.1,
        gt=0,
        le=1,
        title="Rate share of the second part",
    )
    augmentation: Literal["none", "light", "standard", "strong"] = basic(
        "Shows every picture a little differently each time, so that fewer pictures teach more. Light flips and "
        "crops; standard also changes colours; strong distorts (RandAugment) and erases parts. Without it the frozen "
        "part is computed only once, which is much faster.",
        group=AUGMENTATION,
        labels={"none": "None", "light": "Light", "standard": "Standard", "strong": "Strong"},
        default="none",
        title="Augmentation",
        modality="image",
    )
    mixing: Literal["none", "mixup", "cutmix", "both"] = advanced(
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
    validation_share: float = basic(
        "Part of the data that is kept back to measure on, the same share of every class. Not used when the "
        "dataset brings its own validation split.",
        group=BALANCE,
        default=0.2,
        gt=0,
        lt=1,
        title="Validation share",
    )
    class_balance: Literal["none", "weights", "sampling"] = advanced(
        "For classes of very different size: weights make samples of small classes count more, sampling shows them "
        "more often.",
        group=BALANCE,
        labels={"none": "As they are", "weights": "Count small ones more", "sampling": "Show small ones more often"},
        default="none",
        title="Class balance",
        answers=["class", "labels"],
        choice_answers={"sampling": ["class"]},
    )
    label_smoothing: float = advanced(
        "Never asks for full certainty: this share is spread over the other classes, which makes the probabilities "
        "more honest.",
        group=BALANCE,
        default=0.0,
        ge=0,
        lt=1,
        title="Label smoothing",
        answers=["class", "labels"],
    )
    ema_decay: float = advanced(
        "Keeps a running average of the weights, which is often a little better than the last ones; 0.99 to 0.9999, "
        "0 is off.",
        group=BALANCE,
        default=0.0,
        ge=0,
        lt=1,
        title="Average of weights (EMA)",
    )
    clip_norm: float = advanced(
        "Shortens corrections whose gradient is longer than this; 0 does not. Helps when the loss jumps.",
        group=BALANCE,
        default=0.0,
        ge=0,
        title="Gradient clipping",
    )
    freeze_norm: bool = advanced(
        "Leaves the statistics of batch normalisation as they were pretrained, also in trained stages. For small "
        "batches. From scratch there are none to leave.",
        group=BALANCE,
        default=False,
        title="Freeze norm statistics",
    )
    image_size: int = advanced(
        "Side in pixels at which the network sees the pictures. 0 takes what the backbone was trained with; smaller is "
        "faster and loses detail.",
        group=COMPUTING,
        default=0,
        ge=0,
        le=4096,
        title="Image size",
        modality="image",
    )
    max_length: int = advanced(
        "How many tokens (words and parts of words) of a text the network sees; what is longer is cut. 0 takes what "
        "the backbone suggests; fewer is faster.",
        group=COMPUTING,
        default=0,
        ge=0,
        le=1_000_000,
        title="Text length",
        modality="text",
    )
    seed: int = advanced(
        "Start of all that is random: the split, the order, the fresh weights. The same seed on the same computer "
        "gives the same result.",
        group=COMPUTING,
        default=1,
        ge=0,
        le=2**31 - 1,
        title="Seed",
    )
    device: Literal["auto", "cpu", "cuda", "mps"] = advanced(
        "What computes. Automatic takes a GPU if there is a working one.",
        group=COMPUTING,
        labels={"auto": "Automatic", "cpu": "CPU", "cuda": "NVIDIA or AMD GPU", "mps": "Apple GPU"},
        default="auto",
        title="Device",
    )
    processes: int = advanced(
        "How many processes train together, each on its own GPU and with its share of every batch. 0 takes one for "
        "each GPU of this computer; the result is the same, only faster.",
        group=COMPUTING,
        default=1,
        ge=0,
        le=1024,
        title="Processes",
    )
    precision: Literal["auto", "fp32", "bf16", "fp16"] = advanced(
        "Number format of the computation. Automatic measures what is fastest here without harm; half precision "
        "(bf16, fp16) is for GPUs and for CPUs with instructions for it.",
        group=COMPUTING,
        labels={"auto": "Automatic", "fp32": "Single (fp32)", "bf16": "Half (bf16)", "fp16": "Half (fp16)"},
        default="auto",
        title="Precision",
    )
    cache_features: bool = advanced(
        "Compute what the frozen stages make of each sample once and reuse it in every epoch. The result is the same, "
        "only faster.",
        group=COMPUTING,
        default=True,
        title="Cache features",
    )
    loader_workers: LoaderWorkers = advanced(
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
