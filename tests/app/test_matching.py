"""A task, its data and a backbone go together, or one sentence says why not and what would."""

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_tl.api import BackboneSpec, DatasetSpec, ExporterSpec, TaskSpec, UserError, hookimpl
from desktop_tl.app.default_recipe import suggest_backbone, suggest_recipe
from desktop_tl.app.exporting import exporters_for
from desktop_tl.app.matching import require_fit, samples_of, task_of_dataset
from desktop_tl.host import Catalog, GivenPlugin, load_plugins
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice
from tests.helpers.nets import SMALL_NET, colored_squares
from tests.helpers.texts import TEXT_NET, cats_and_ships


class Both:
    """Pictures and texts, and a task of somebody else that no backbone names."""

    @hookimpl
    def desktop_tl_backbones(self) -> list[BackboneSpec]:
        return [SMALL_NET, TEXT_NET, replace(TEXT_NET, id="test/larger-text", parameters=10)]

    @hookimpl
    def desktop_tl_datasets(self) -> list[DatasetSpec]:
        texts = {"modality": "text", "tasks": ("text-generation", "text-classification")}
        return [
            DatasetSpec(id="test/squares", title="Squares", open=lambda _options: colored_squares()),
            DatasetSpec(id="test/sentences", title="Texts", open=lambda _options: cats_and_ships(), **texts),  # type: ignore[arg-type]
        ]

    @hookimpl
    def desktop_tl_tasks(self) -> list[TaskSpec]:
        return [
            TaskSpec(id="image-classification", title="I", build=lambda: None),  # type: ignore[arg-type,return-value]
            TaskSpec(id="text-classification", title="T", build=lambda: None, modality="text"),  # type: ignore[arg-type,return-value]
            TaskSpec(id="acme-smooth", title="S", build=lambda: None),  # type: ignore[arg-type,return-value]
        ]

    @hookimpl
    def desktop_tl_exporters(self) -> list[ExporterSpec]:
        def write(*_: object) -> None:
            raise NotImplementedError

        some = ExporterSpec(id="pictures", title="Pictures only", write=write, load=write)  # type: ignore[arg-type]
        return [some, replace(some, id="both", modalities=("image", "text"))]


@pytest.fixture
def catalog() -> Catalog:
    loaded = load_plugins([GivenPlugin("both", Both())])
    assert {record.state for record in loaded.records} == {"ready"}, loaded.records
    return loaded.catalog


@pytest.mark.parametrize(
    ("dataset", "task", "backbone"),
    [
        ("test/squares", "image-classification", "test/small"),
        ("test/sentences", "text-classification", "test/larger-text"),
    ],
)
def test_a_recipe_follows_from_the_data(catalog: Catalog, dataset: str, task: str, backbone: str) -> None:
    recipe = suggest_recipe(catalog, DatasetChoice(id=dataset))
    assert (recipe.task, recipe.backbone.id) == (task, backbone)
    require_fit(catalog, recipe)
    assert task_of_dataset(catalog, dataset) == task


def test_a_task_that_no_backbone_names_takes_those_for_its_kind_of_samples(catalog: Catalog) -> None:
    assert suggest_backbone(catalog, "acme-smooth").id == "test/small"
    require_fit(
        catalog, suggest_recipe(catalog, DatasetChoice(id="test/squares")).with_settings({"task": "acme-smooth"})
    )
    with pytest.raises(UserError, match="No plugin offers a backbone for text-generation"):
        suggest_backbone(catalog, "text-generation")


@pytest.mark.parametrize(
    ("dataset", "changes", "words", "advice"),
    [
        (
            "test/sentences",
            {"backbone": "test/small"},
            ["test/small takes pictures", "test/sentences holds texts"],
            "test/text",
        ),
        (
            "test/squares",
            {"backbone": "test/text"},
            ["test/text takes texts", "test/squares holds pictures"],
            "test/small",
        ),
        (
            "test/squares",
            {"task": "text-classification"},
            ["text-classification is about texts", "test/squares holds pictures"],
            "image-classification",
        ),
    ],
)
def test_what_does_not_go_together_is_said_with_what_would(
    catalog: Catalog, dataset: str, changes: dict[str, str], words: list[str], advice: str
) -> None:
    recipe = suggest_recipe(catalog, DatasetChoice(id=dataset))
    if "backbone" in changes:
        recipe = recipe.model_copy(update={"backbone": BackboneChoice(id=changes["backbone"])})
    recipe = recipe.model_copy(update={"task": changes.get("task", recipe.task)})
    with pytest.raises(UserError) as caught:
        require_fit(catalog, recipe)
    assert all(part in caught.value.message for part in words)
    assert advice in caught.value.advice


def test_samples_have_a_name_and_exporters_their_kind(catalog: Catalog) -> None:
    texts = suggest_recipe(catalog, DatasetChoice(id="test/sentences"))
    assert samples_of(catalog, texts) == "texts"
    assert samples_of(Catalog(), texts) == "samples"
    assert [spec.id for spec in exporters_for(catalog, "text-classification")] == ["both"]
    assert [spec.id for spec in exporters_for(catalog, "image-classification")] == ["pictures", "both"]


def test_nothing_is_suggested_from_an_empty_catalog(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="‘test/squares’"):
        suggest_recipe(Catalog(), DatasetChoice(id="test/squares"))
