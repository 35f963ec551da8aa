"""Turns the events of a run into what TensorBoard shows."""

import shlex
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from torch.utils.tensorboard import SummaryWriter
from torch.utils.tensorboard.summary import hparams

from desktop_tl.api import RunInfo, UserError, events
from desktop_tl_tensorboard.pictures import caption, captioned


class TensorBoardObserver:
    """Three writers, so that each axis is one thing: steps in the run's place; epochs in ``train`` and ``validation``,
    whose curves TensorBoard draws into one chart. Files appear with the first figure, not before."""

    def __init__(self, run: RunInfo, folder: str, pictures: int) -> None:
        self._run, self._pictures = run, pictures
        self._place = Path(folder).expanduser().absolute() / run.name if folder else run.own_folder
        self._writers: dict[str, SummaryWriter] = {}
        self._void_after: int | None = None  # epochs; of a run that was resumed
        self._facts: list[str] = []
        self._notes: list[str] = []
        self._last_step = 0

    def on_event(self, event: events.Event) -> None:
        match event:
            case events.RunResumed():
                self._void_after = event.epoch
            case events.DeviceChosen():
                self._facts.append(f"Device: {event.device} ({event.reason})")
            case events.DatasetOpened():
                kept_back = f"{event.validation} kept back, {event.test} for the test"
                self._facts.append(f"Data: {len(event.classes)} classes, {event.train} samples, {kept_back}")
            case events.ModelBuilt():
                frozen = f"{event.frozen_stages} of {len(event.stages)} stages frozen"
                self._facts.append(
                    f"Model: {frozen}, {event.trained_parameters:,} of {event.parameters:,} parameters are trained"
                )
            case events.Noted():
                self._notes.append(" ".join((event.message, *event.items[:5])))
            case events.StepFinished():
                self._write_step(event)
            case events.EpochFinished():
                self._write_epoch(event)
            case events.RunEnded():
                self._write_end(event)

    def close(self) -> None:
        for writer in self._writers.values():
            writer.close()

    def _write_step(self, event: events.StepFinished) -> None:
        per_epoch = event.steps / max(1, int(self._run.recipe["training"]["epochs"]))
        writer = self._writer("", round((self._void_after or 0) * per_epoch) + 1)
        writer.add_scalar("step/loss", event.loss, event.step)
        writer.add_scalar("step/learning_rate", event.learning_rate, event.step)
        writer.add_scalar("step/samples_per_second", event.samples_per_second, event.step)
        self._last_step = event.step

    def _write_epoch(self, event: events.EpochFinished) -> None:
        for part, metrics in (("train", event.train), ("validation", event.validation)):
            if not metrics:
                continue
            writer = self._writer(part, (self._void_after or 0) + 1)
            for name, value in metrics.items():
                writer.add_scalar(f"epoch/{name}", value, event.epoch)
            if part == "train":
                writer.add_scalar("epoch/learning_rate", event.learning_rate, event.epoch)
                writer.add_scalar("epoch/seconds", event.seconds, event.epoch)
            writer.flush()  # somebody looks on: a curve that lags behind by minutes is none

    def _write_end(self, event: events.RunEnded) -> None:
        if not self._writers:
            return  # nothing was trained
        writer = self._writer("", self._last_step + 1)
        writer.add_text("recipe", _as_code(self._run.recipe_text), self._last_step)
        writer.add_text("run", "\n\n".join([*self._facts, f"Outcome: {event.outcome}. {event.message}"]))
        if self._notes:
            writer.add_text("notes", "\n\n".join(self._notes), self._last_step)
        metrics = event.result.get("metrics") or {}
        result = {f"result/{name}": value for name, value in metrics.items() if isinstance(value, int | float)}
        for summary in hparams(dict(_flat(self._run.recipe)), result):  # add_hparams would make a run of its own
            writer._get_file_writer().add_summary(summary, self._last_step)
        for name, value in result.items():
            writer.add_scalar(name, value, self._last_step)
        for number, sample in enumerate(self._run.show_samples(self._pictures) if self._pictures else ()):
            place = f"{'right' if sample.target == sample.predicted else 'mistakes'}/{number + 1:03d}"
            if sample.pixels is None:
                writer.add_text(place, f"{caption(sample)}\n\n{_as_code(sample.text)}", self._last_step)
            else:
                writer.add_image(place, captioned(sample, sample.pixels), self._last_step, dataformats="HWC")
        self._run.tell(f"to look at it, run: tensorboard --logdir {shlex.quote(str(self._place))}")

    def _writer(self, part: str, purge_from: int) -> SummaryWriter:
        """Opened at its first figure; in a run that was resumed, TensorBoard then forgets what is void."""
        if part not in self._writers:
            place = self._place / part
            try:
                place.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise UserError(
                    f"The folder {place} for TensorBoard cannot be written: {error.strerror or error}.",
                    advice="Choose another folder in its options.",
                ) from error
            resumed = self._void_after is not None
            if resumed:
                _let_second_pass(place)
            self._writers[part] = SummaryWriter(str(place), purge_step=purge_from if resumed else None)
        return self._writers[part]


def _let_second_pass(place: Path) -> None:
    """TensorBoard reads the files of a folder in the order of their names, which begin with the second of their making:
    what goes on after a resume must not be made in the same one."""
    seconds = [path.name.split(".")[3] for path in place.glob("events.out.tfevents.*")]
    latest = max((int(second) for second in seconds if second.isdecimal()), default=0)
    if 0 <= time.time() - latest < 1:
        time.sleep(latest + 1 - time.time())


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, bool | int | float | str]]:
    """Nested settings as TensorBoard's HParams takes them: ``training.epochs`` and so on."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value if isinstance(value, bool | int | float | str) else str(value)


def _as_code(text: str) -> str:
    """Markdown that shows the text as it is."""
    return "\n".join(f"    {line}" for line in text.splitlines())
