"""Turns the events of a run into parameters, metrics, tags, artifacts and a status."""

import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

from mlflow.entities import Metric, Param, RunTag
from PIL import Image

from desktop_tl.api import RunInfo, events
from desktop_tl_mlflow.store import Store

MOST_PARAMS = 100
"""MLflow takes so many in one call."""

MOST_WAITING = 100
"""Points of steps are collected: each call to a server costs a journey."""

LONGEST = 500
STATUSES = {"finished": "FINISHED", "stopped": "KILLED", "failed": "FAILED"}
FILES = ("recipe.toml", "environment.json", "model.json", "evaluation.json")


class MlflowObserver:
    """One MLflow run. A point that was written before the run was interrupted is not written again."""

    def __init__(self, run: RunInfo, store: Store, pictures: int) -> None:
        self._run, self._store, self._pictures = run, store, pictures
        self._waiting: list[Metric] = []
        self._notes: list[str] = []

    def on_event(self, event: events.Event) -> None:
        match event:
            case events.RunStarted():
                self._write_params()
            case events.DeviceChosen():
                self._tag("device", event.device)
            case events.Noted():
                self._notes.append(" ".join((event.message, *event.items[:5])))
            case events.StepFinished():
                self._add("step/loss", event.loss, event.step)
                self._add("step/learning_rate", event.learning_rate, event.step)
                if len(self._waiting) >= MOST_WAITING:
                    self._flush()
            case events.EpochFinished():
                for part, metrics in (("train", event.train), ("validation", event.validation)):
                    for name, value in metrics.items():
                        self._add(f"{part}/{name}", value, event.epoch)
                self._add("learning_rate", event.learning_rate, event.epoch)
                self._flush()
            case events.RunEnded():
                self._write_end(event)

    def close(self) -> None:
        self._flush()

    def _write_params(self) -> None:
        if self._run.is_resumed:
            return  # they cannot have changed
        params = [Param(name, value) for name, value in _flat(self._run.recipe)]
        for start in range(0, len(params), MOST_PARAMS):
            self._store.client.log_batch(self._store.run_id, params=params[start : start + MOST_PARAMS])

    def _write_end(self, event: events.RunEnded) -> None:
        client, run_id = self._store.client, self._store.run_id
        metrics = event.result.get("metrics") or {}
        for name, value in metrics.items():
            if isinstance(value, int | float):
                self._add(f"result/{name}", value, int(event.result.get("epochs") or 0))
        self._flush()
        if event.message:
            self._tag("message", f"{event.message} {event.advice}".strip())
        if self._notes:
            self._tag("mlflow.note.content", "\n\n".join(self._notes))
        for name in FILES:
            if (self._run.folder / name).is_file():
                client.log_artifact(run_id, str(self._run.folder / name))
        for number, sample in enumerate(self._run.show_samples(self._pictures) if self._pictures else (), start=1):
            words = sample.predicted if sample.predicted == sample.target else f"{sample.predicted} is {sample.target}"
            sure = "" if sample.confidence is None else f" {sample.confidence:.2f}"
            name = re.sub(r"\W+", "-", f"{number:03d} {words}{sure}").strip("-")
            if sample.pixels is None:
                client.log_text(run_id, sample.text, f"texts/{name}.txt")
            else:
                client.log_image(run_id, Image.fromarray(sample.pixels), f"pictures/{name}.png")
        client.set_terminated(run_id, STATUSES[event.outcome])
        self._run.tell(f"to look at it, {self._store.how_to_look}")

    def _add(self, name: str, value: float, step: int) -> None:
        if step > self._store.last_steps.get(name, -1):
            self._waiting.append(Metric(name, value, int(time.time() * 1000), step))

    def _flush(self) -> None:
        points, self._waiting = self._waiting, []
        if points:
            self._store.client.log_batch(self._store.run_id, metrics=points)

    def _tag(self, name: str, value: str) -> None:
        self._store.client.log_batch(self._store.run_id, tags=[RunTag(name, value[:5000])])


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Nested settings as MLflow's parameters: ``training.epochs`` and so on."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        elif value != "":
            yield re.sub(r"[^\w./ -]", "_", f"{prefix}{name}"), str(value)[:LONGEST]
