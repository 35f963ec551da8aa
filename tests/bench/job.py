"""What one contestant is asked to train, and what it answers: JSON, so that every peer runs in a process of its own."""

import json
import os
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

Trained = Literal["head", "last_stage", "all"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """The same for all contestants but for ``home`` and what each may choose for speed: ``workers`` (processes that
    decode ahead), ``channels_last`` (memory layout), ``bf16`` (number format) and ``spins`` (threads that wait for
    each other keep their processor). Desktop TL decides these by itself.

    Attributes:
        data: folder with ``train/CLASS/`` and ``val/CLASS/``.
        backbone: id of Desktop TL's catalog; what stands behind the slash is timm's or torchvision's name.
        weights: state dict in the names of timm or torchvision.
        trained: what moves; ``last_stage`` is a ResNet's ``layer4`` and the head.
        threads: of the computation, for all alike.
        home: where the contestant writes; of Desktop TL, its ``DESKTOP_TL_HOME``.
    """

    data: str
    classes: int
    backbone: str
    weights: str
    trained: Trained
    image_size: int
    resize: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    interpolation: str
    epochs: int
    batch_size: int
    learning_rate: float
    momentum: float
    seed: int
    threads: int
    workers: int
    channels_last: bool
    bf16: bool
    spins: bool
    home: str

    @property
    def library(self) -> str:
        """``timm`` or ``torchvision``."""
        return self.backbone.partition("/")[0]

    @property
    def architecture(self) -> str:
        """The network's name in its library."""
        return self.backbone.partition("/")[2]

    def save(self, path: Path) -> None:
        """Writes the document that `load_job` reads."""
        path.write_text(json.dumps(asdict(self), indent=2), "utf-8")


@dataclass(frozen=True, kw_only=True)
class Result:
    """The answer.

    Attributes:
        processor_seconds: of all cores and loader workers; says more than ``seconds`` where others use the machine.
        accuracy: on the validation pictures after the last epoch.
    """

    seconds: float
    processor_seconds: float
    accuracy: float
    trained_parameters: int
    device: str

    def tell(self) -> None:
        """Prints it as the last line of output."""
        print("\n" + json.dumps(asdict(self)), flush=True)


@dataclass(frozen=True)
class Clock:
    """Started when it is made."""

    wall: float = field(default_factory=time.perf_counter)
    processor: float = field(default_factory=lambda: sum(os.times()[:4]))

    def read(self) -> dict[str, float]:
        """Both times of `Result` so far; workers count once they have ended."""
        return {
            "seconds": time.perf_counter() - self.wall,
            "processor_seconds": sum(os.times()[:4]) - self.processor,
        }


def load_job(path: str) -> Job:
    """Reads what `Job.save` wrote."""
    return Job(**json.loads(Path(path).read_text("utf-8")))


def read_result(output: str) -> Result:
    """Finds the answer in a process's output."""
    return Result(**json.loads(output.strip().splitlines()[-1]))
