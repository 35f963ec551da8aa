"""A whole app in small: a net of three stages, coloured squares, and the real task, so that a run takes a second."""

from pathlib import Path

from pydantic import BaseModel

from desktop_tl.api import BackboneSpec, Dataset, DatasetSpec, TaskSpec, hookimpl
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.paths import Paths
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.training_choice import TrainingChoice
from tests.helpers.nets import SMALL_NET, colored_squares


def _open_squares(_options: BaseModel) -> Dataset:
    return colored_squares()


class SmallApp:
    """What a plugin offers."""

    @hookimpl
    def desktop_tl_backbones(self) -> list[BackboneSpec]:
        return [SMALL_NET]

    @hookimpl
    def desktop_tl_datasets(self) -> list[DatasetSpec]:
        return [
            DatasetSpec(id="test/squares", title="Squares", licence="CC-BY-4.0", open=_open_squares),
            DatasetSpec(id="test/more", title="More squares", open=lambda _options: colored_squares(60, classes=3)),
        ]

    @hookimpl
    def desktop_tl_tasks(self) -> list[TaskSpec]:
        def build():  # type: ignore[no-untyped-def]
            from desktop_tl_classification.task import Classification  # imports torch

            return Classification()

        return [TaskSpec(id="image-classification", title="Image classification", build=build)]


def small_context(home: Path) -> AppContext:
    """Everything below ``home``, with the small plugin alone."""
    return build_context(paths=Paths.below(home), plugins=load_plugins([GivenPlugin("small", SmallApp())]))


def small_recipe(**fields: object) -> Recipe:
    """Two epochs of the small net from scratch."""
    recipe = Recipe(
        name="small",
        dataset=DatasetChoice(id="test/squares"),
        backbone=BackboneChoice(id=SMALL_NET.id),
        strategy="scratch",
        training=TrainingChoice(epochs=2, batch_size=16, device="cpu"),
    )
    return recipe.with_settings(dict(fields))


def train_small(context: AppContext, **fields: object) -> RunFolder:
    """A finished run."""
    job = context.jobs.start(small_recipe(**fields))
    assert job.wait(200)
    assert job.end is not None
    assert job.end.outcome == "finished", job.end
    return job.folder


def interrupt(run: RunFolder, *, of: int = 3) -> None:
    """Leaves the folder of a run of two epochs as a kill would after the second ``of`` more."""
    run.recipe().with_settings({"epochs": of}).save(run.path / "recipe.toml")
    (run.path / "result.json").unlink()
    (run.path / "evaluation.json").unlink()
    lines = (run.path / "events.jsonl").read_text("utf-8").splitlines(keepends=True)
    last = max(number for number, line in enumerate(lines) if '"EpochFinished"' in line)
    (run.path / "events.jsonl").write_text("".join(lines[: last + 1]), "utf-8")
