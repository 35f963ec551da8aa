"""Datasets open in words, the kind of a path is recognised, and every sample can be looked at before training."""

from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from pydantic import BaseModel, Field

from desktop_tl.api import DatasetSpec, Preview, SetAside, Stopped, UserError, hookimpl
from desktop_tl.app.datasets import check_samples, choose_dataset, load_thumbnail, open_dataset, preview_dataset
from desktop_tl.app.pictures import find_pictures
from desktop_tl.host import Catalog, GivenPlugin, load_plugins
from desktop_tl.runs.recipe import DatasetChoice
from desktop_tl.runs.stop import StopToken
from tests.helpers.nets import ArrayDataset, colored_squares
from tests.helpers.pictures import write_bad, write_class_folders


class CountOptions(BaseModel):
    count: int = Field(default=6, ge=1)


class Squares:
    @hookimpl
    def desktop_tl_datasets(self) -> list[DatasetSpec]:
        return [
            DatasetSpec(
                id="test/squares",
                title="Squares",
                options=CountOptions,
                open=lambda options: colored_squares(options.count),  # type: ignore[attr-defined]
            ),
            DatasetSpec(id="test/broken", title="Broken", open=lambda options: [1, 2]),  # type: ignore[arg-type,return-value]
        ]


@pytest.fixture
def catalog() -> Catalog:
    return load_plugins([GivenPlugin("test", Squares())]).catalog


def test_a_dataset_opens_with_checked_options(catalog: Catalog) -> None:
    assert len(open_dataset(catalog, DatasetChoice(id="test/squares", options={"count": "4"}))) == 4


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        (DatasetChoice(id="test/squares", options={"count": 0}), "count = 0"),
        (DatasetChoice(id="test/square"), "no dataset"),
        (DatasetChoice(id="test/broken"), "opened as list"),
    ],
)
def test_what_does_not_fit_is_said_in_words(catalog: Catalog, choice: DatasetChoice, words: str) -> None:
    with pytest.raises(UserError, match=words):
        open_dataset(catalog, choice)


@pytest.mark.parametrize("threads", [1, 3])
def test_every_unusable_picture_is_named_in_order(tmp_path: Path, threads: int) -> None:
    bad = write_bad(tmp_path / "bad")
    good = sorted((write_class_folders(tmp_path / "good", 3)).rglob("*.png"))
    pictures = [path for pair in zip(bad, good, strict=False) for path in pair]
    dataset = ArrayDataset(pictures, [0] * len(pictures), ["a"])
    found: list[SetAside] = []
    told: list[tuple[int, int]] = []
    check_samples(
        dataset,
        "image",
        on_progress=lambda *amounts: told.append(amounts),
        on_set_aside=found.append,
        stop=StopToken(),
        threads=threads,
    )
    assert [aside.id for aside in found] == [f"sample-{i}" for i in range(0, len(pictures), 2)]
    assert all(aside.reason for aside in found)
    assert told[0] == (0, len(pictures))
    assert told[-1] == (len(pictures), len(pictures))


def test_texts_are_checked_as_texts(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Grüße".encode("latin-1"))
    dataset = ArrayDataset(["fine", " ", tmp_path / "latin.txt", tmp_path / "gone.txt"], [0] * 4, ["a"])
    found: list[SetAside] = []
    check_samples(dataset, "text", on_progress=lambda *_: None, on_set_aside=found.append, stop=StopToken())
    assert [aside.id for aside in found] == ["sample-1", "sample-2", "sample-3"]
    assert ["empty" in found[0].reason, "UTF-8" in found[1].reason, "no such file" in found[2].reason] == [True] * 3


class Paths:
    """Kinds of data that take a path."""

    @hookimpl
    def desktop_tl_datasets(self) -> list[DatasetSpec]:
        def spec(name: str, kind: Literal["folder", "file"], suffix: str) -> DatasetSpec:
            return DatasetSpec(
                id=f"test/{name}",
                title=name,
                options=PathOptions,
                open=lambda _options: colored_squares(),
                path_option="path",
                path_kind=kind,
                recognises=lambda path: path.suffix == suffix,
                preview=lambda options: Preview(columns=["a"], rows=[["1"]], column_options={"column": options.column}),  # type: ignore[attr-defined]
            )

        own = DatasetSpec(id="test/own", title="Own", open=lambda _options: colored_squares())
        return [own, spec("folders", "folder", ".d"), spec("tables", "file", ".csv"), spec("lists", "file", ".lst")]


class PathOptions(BaseModel):
    path: str
    column: str = ""


@pytest.mark.parametrize(
    ("name", "is_file", "meant"),
    [
        ("data.d", False, "test/folders"),
        ("data", False, "test/folders"),
        ("data.lst", True, "test/lists"),
        ("data.csv", True, "test/tables"),
        ("data.unknown", True, "test/tables"),
        ("data.zip", True, "test/folders"),
        ("gone", None, "test/folders"),
    ],
)
def test_a_path_is_opened_as_what_it_looks_like(tmp_path: Path, name: str, is_file: bool | None, meant: str) -> None:
    catalog = load_plugins([GivenPlugin("test", Paths())]).catalog
    if is_file is not None:
        (tmp_path / name).touch() if is_file else (tmp_path / name).mkdir()
    choice = choose_dataset(catalog, tmp_path / name)
    assert choice == DatasetChoice(id=meant, options={"path": str(tmp_path / name)})
    assert choose_dataset(catalog, tmp_path / name, "test/lists").id == "test/lists"


def test_a_path_for_what_takes_none_is_refused(catalog: Catalog) -> None:
    with pytest.raises(UserError, match="takes no path"):
        choose_dataset(catalog, Path("data"), "test/squares")
    with pytest.raises(UserError, match="No plugin that reads data from a path"):
        choose_dataset(catalog, Path("data"))


def test_a_preview_is_shown_where_there_are_columns_to_choose(catalog: Catalog) -> None:
    tables = load_plugins([GivenPlugin("test", Paths())]).catalog
    shown = preview_dataset(tables, DatasetChoice(id="test/tables", options={"path": "x", "column": "a"}))
    assert shown is not None
    assert shown.column_options == {"column": "a"}
    assert preview_dataset(catalog, DatasetChoice(id="test/squares")) is None
    with pytest.raises(UserError, match="‘path’ is missing"):
        preview_dataset(tables, DatasetChoice(id="test/tables"))


def test_checking_stops_on_request() -> None:
    stop = StopToken()
    stop.request()
    with pytest.raises(Stopped):
        check_samples(
            colored_squares(100), "image", on_progress=lambda *_: None, on_set_aside=lambda _: None, stop=stop
        )


def test_an_empty_dataset_is_checked_at_once() -> None:
    told: list[tuple[int, int]] = []
    empty = ArrayDataset([], [], ["a"])
    check_samples(empty, "image", on_progress=lambda *a: told.append(a), on_set_aside=lambda _: None, stop=StopToken())
    assert told == [(0, 0)]


def test_a_thumbnail_is_small_rgb() -> None:
    thumbnail = load_thumbnail(colored_squares(2), 0, 10)
    assert thumbnail.shape == (10, 10, 3)
    assert thumbnail.dtype == np.uint8


def test_folders_expand_to_their_pictures_once(tmp_path: Path) -> None:
    write_class_folders(tmp_path / "a", 1)
    (tmp_path / "a" / ".hidden.png").write_bytes(b"x")
    (tmp_path / "a" / "notes.txt").write_text("x")
    (tmp_path / "a" / "__MACOSX").mkdir()
    (tmp_path / "a" / "__MACOSX" / "x.png").write_bytes(b"x")
    one = tmp_path / "a" / "blue" / "blue-000.png"
    assert find_pictures([one, tmp_path / "a", tmp_path / "gone.jpg"]) == [
        one,
        tmp_path / "a" / "red" / "red-000.png",
        tmp_path / "gone.jpg",
    ]


def test_a_dataset_that_raises_is_named_with_its_plugin() -> None:
    class Raising:
        @hookimpl
        def desktop_tl_datasets(self) -> list[DatasetSpec]:
            return [DatasetSpec(id="test/raising", title="Raising", open=lambda options: {}["rows"])]

    catalog = load_plugins([GivenPlugin("raising", Raising())]).catalog
    with pytest.raises(RuntimeError, match=r"test/raising of the plugin raising .* KeyError"):
        open_dataset(catalog, DatasetChoice(id="test/raising"))
