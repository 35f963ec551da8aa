"""A real dataset in Arrow becomes samples: lazily, completely, and in words where something is wrong with it."""

import io
import os
import pickle
import subprocess
import sys
import tracemalloc
from dataclasses import replace
from pathlib import Path

import datasets
import numpy as np
import pytest
from datasets import ClassLabel, Features, Value
from PIL import Image

import desktop_tl_huggingface_datasets as plugin
from desktop_tl.api import Dataset, UserError
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.datasets import load_thumbnail, open_dataset
from desktop_tl.app.paths import Paths
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.recipe import DatasetChoice
from desktop_tl_huggingface_datasets.dataset import ArrowSamples
from tests.helpers.small_app import SmallApp, small_recipe

NAMES = ["red", "blue"]
LOCAL, HUB = "huggingface-datasets/local", "huggingface-datasets/hub"
SENTENCES = ["a fine film", "a dull film", "fine indeed", "dull, very dull"]


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory):
    """Parquet is turned into Arrow in the cache of the library."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path_factory.mktemp("cache"))
        yield


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    plugins = load_plugins([GivenPlugin("small", SmallApp()), GivenPlugin("huggingface-datasets", plugin)])
    assert {record.state for record in plugins.records} == {"ready"}, plugins.records
    return build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins)


def png(index: int, side: int = 20) -> bytes:
    pixels = np.random.default_rng(index).integers(0, 90, (side, side, 3), np.uint8)
    pixels[:, :, 2 * (index % 2)] += 120
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "PNG")
    return data.getvalue()


def make(count: int = 24, first: int = 0, **columns: object) -> datasets.Dataset:
    """Rows with encoded pictures and named classes; ``columns`` replace or add."""
    rows = {
        "image": [{"bytes": png(first + row), "path": None} for row in range(count)],
        "label": [row % 2 for row in range(count)],
        **columns,
    }
    kinds = {"image": datasets.Image(), "label": ClassLabel(names=NAMES)}
    made = datasets.Dataset.from_dict({name: values for name, values in rows.items() if values is not None})
    for name, kind in kinds.items():
        if name in made.column_names and name not in columns:
            made = made.cast_column(name, kind)
    return made


def open_saved(made, folder: Path, **options: object) -> ArrowSamples:
    made.save_to_disk(str(folder))
    return plugin.open_local(plugin.LocalOptions(path=str(folder), **options))


def test_rows_become_samples_with_their_pictures_and_classes(tmp_path):
    opened = open_saved(make(), tmp_path / "saved")
    assert isinstance(opened, Dataset)
    assert len(opened) == 24
    assert opened.classes == ("red", "blue")
    assert opened.splits is None
    sample = opened.sample(3)
    assert (sample.id, sample.target) == ("train/0000003", 1)
    assert sample.source == png(3)
    assert load_thumbnail(opened, 3, 20).shape == (20, 20, 3)
    assert "‘image’" in opened.notes[0].message
    with pytest.raises(IndexError):
        opened.sample(24)


def test_splits_are_used_as_they_are_named_and_others_left_out(tmp_path):
    made = datasets.DatasetDict(train=make(8), validation=make(4, 50), test=make(2, 80), extra=make(3, 90))
    opened = open_saved(made, tmp_path / "saved")
    assert list(opened.splits) == ["train"] * 8 + ["validation"] * 4 + ["test"] * 2
    assert opened.sample(9).source == png(51)
    assert opened.sample(9).id == "validation/0000001"
    assert any("extra" in note.message for note in opened.notes)


def test_texts_are_classes_in_the_order_of_their_names(tmp_path):
    opened = open_saved(make(4, label=["pear", "apple", "pear", "fig"]), tmp_path / "saved")
    assert opened.classes == ("apple", "fig", "pear")
    assert opened.targets.tolist() == [2, 0, 2, 1]


def test_numbers_are_classes_only_if_that_is_said(tmp_path):
    made = make(4, label=[10, 9, 10, 2])
    with pytest.raises(UserError, match="numbers without names") as caught:
        open_saved(made, tmp_path / "saved")
    assert "numbers_as_classes" in caught.value.advice
    opened = plugin.open_local(plugin.LocalOptions(path=str(tmp_path / "saved"), numbers_as_classes=True))
    assert opened.classes == ("2", "9", "10")
    assert opened.targets.tolist() == [2, 1, 2, 0]


def test_rows_without_picture_or_class_are_set_aside(tmp_path):
    pictures = [{"bytes": png(row), "path": None} for row in range(6)]
    pictures[1] = None
    pictures[2] = {"bytes": None, "path": None}
    made = make(6, image=pictures, label=["a", "b", "a", None, "b", "a"])
    opened = open_saved(made, tmp_path / "saved")
    assert len(opened) == 3
    assert [opened.sample(index).source for index in range(3)] == [png(0), png(4), png(5)]
    reasons = {left.id: left.reason for left in opened.set_aside}
    assert reasons == {
        "train/0000001": "it has no picture",
        "train/0000002": "it has no picture",
        "train/0000003": "it has no class",
    }


def test_an_unlabelled_row_of_named_classes_is_set_aside(tmp_path):
    features = Features({"image": datasets.Image(), "label": ClassLabel(names=NAMES)})
    rows = {"image": [{"bytes": png(row), "path": None} for row in range(3)], "label": [0, -1, 1]}
    opened = open_saved(datasets.Dataset.from_dict(rows, features=features), tmp_path / "saved")
    assert opened.targets.tolist() == [0, 1]
    assert opened.set_aside[0].reason == "it has no class"


def test_pictures_that_are_files_are_found_beside_the_dataset(tmp_path):
    (tmp_path / "saved").mkdir()
    (tmp_path / "saved" / "some.png").write_bytes(png(1))
    absolute = tmp_path / "other.png"
    absolute.write_bytes(png(2))
    pictures = [{"bytes": None, "path": "some.png"}, {"bytes": None, "path": str(absolute)}]
    opened = open_saved(make(2, image=pictures), tmp_path / "saved")
    assert [opened.sample(index).source.read_bytes() for index in range(2)] == [png(1), png(2)]


@pytest.mark.parametrize("kind", ["parquet", "folder of parquet", "arrow"])
def test_files_are_opened_too(tmp_path, kind):
    made = make(6)
    if kind == "arrow":
        path = Path(open_and_find_arrow(made, tmp_path / "saved"))
    else:
        path = tmp_path / "files"
        path.mkdir()
        made.to_parquet(str(path / "train-00000-of-00001.parquet"))
        path = path if kind == "folder of parquet" else path / "train-00000-of-00001.parquet"
    opened = plugin.open_local(plugin.LocalOptions(path=str(path)))
    assert len(opened) == 6
    assert opened.classes == ("red", "blue")
    assert opened.sample(5).source == png(5)


def open_and_find_arrow(made: datasets.Dataset, folder: Path) -> str:
    made.save_to_disk(str(folder))
    (found,) = folder.glob("*.arrow")
    return str(found)


def test_encoded_bytes_without_a_type_are_pictures(tmp_path):
    opened = open_saved(make(4, image=[png(row) for row in range(4)]), tmp_path / "saved")
    assert opened.sample(2).source == png(2)


def test_shuffled_rows_keep_picture_and_class_together(tmp_path):
    opened = open_saved(make(20).shuffle(seed=3), tmp_path / "saved")
    for index in range(20):
        row = next(row for row in range(20) if png(row) == opened.sample(index).source)
        assert opened.sample(index).target == row % 2


WRONG = {
    "no picture": (make(4, image=None, words=["a"] * 4), {}, "no column of pictures, but text"),
    "only numbers": (make(4, image=None, size=[1] * 4), {}, "no column of pictures"),
    "two of pictures": (
        make(4, image=None, a=[png(1)] * 4, b=[png(2)] * 4),
        {},
        "several columns of pictures",
    ),
    "no such column": (make(4), {"image_column": "picture"}, "no column ‘picture’"),
    "not pictures": (make(4), {"image_column": "label"}, "holds no pictures"),
    "no classes": (make(4, label=[0.5] * 4), {}, "not clear"),
    "wrong classes": (make(4, size=[0.5] * 4), {"label_column": "size"}, "holds no classes"),
    "no rows": (make(4).select([]), {}, "cannot be opened"),
    "all null": (make(2, label=["a", "b"], image=[None, None]).cast_column("image", datasets.Image()), {}, "No row of"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_used_is_said_in_words(tmp_path, case):
    made, options, words = WRONG[case]
    with pytest.raises(UserError, match=words) as caught:
        open_saved(made, tmp_path / "saved", **options)
    assert str(tmp_path / "saved") in caught.value.message
    assert caught.value.advice


@pytest.mark.parametrize("name", ["nowhere", "empty", "text.txt", "broken.arrow", "broken.parquet", "torn"])
def test_what_is_no_dataset_is_said_in_words(tmp_path, name):
    (tmp_path / "empty").mkdir()
    for file in ("text.txt", "broken.arrow", "broken.parquet"):
        (tmp_path / file).write_bytes(b"no such thing" * 9)
    make(4).save_to_disk(str(tmp_path / "torn"))
    for file in (tmp_path / "torn").glob("*.arrow"):
        file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(UserError) as caught:
        plugin.open_local(plugin.LocalOptions(path=str(tmp_path / name)))
    assert str(tmp_path / name) in caught.value.message
    assert "\n" not in caught.value.message


def test_the_fingerprint_is_that_of_the_content_and_of_the_files(tmp_path):
    def content(made: datasets.Dataset, name: str) -> str:
        return replace(open_saved(made, tmp_path / name), stamp="").fingerprint()

    first = content(make(30), "first")
    assert content(make(30), "again") == first
    other_picture = make(30, image=[{"bytes": png(row + (row == 17) * 100), "path": None} for row in range(30)])
    assert content(other_picture, "picture") != first
    labels = [1 - (row == 17) if row % 2 else 0 for row in range(30)]
    assert content(make(30, label=labels).cast_column("label", ClassLabel(names=NAMES)), "class") != first

    options = plugin.LocalOptions(path=str(tmp_path / "first"))
    before = plugin.open_local(options).fingerprint()
    assert plugin.open_local(options).fingerprint() == before
    (file,) = (tmp_path / "first").glob("*.arrow")
    os.utime(file, ns=(1, 1))  # as if written anew, with a change that is none of the pictures that were looked at
    assert plugin.open_local(options).fingerprint() != before


def test_it_survives_the_way_to_a_worker(tmp_path):
    opened = open_saved(make(), tmp_path / "saved")
    again = pickle.loads(pickle.dumps(opened))
    assert again.fingerprint() == opened.fingerprint()
    assert again.sample(7).source == opened.sample(7).source
    assert pickle.loads(pickle.dumps(opened.sample(7))).source == png(7)


def test_opening_holds_no_picture_in_memory(tmp_path):
    one = [{"bytes": bytes(200_000), "path": None}]
    made = make(300, image=one * 300)  # 60 MB
    made.save_to_disk(str(tmp_path / "saved"))
    tracemalloc.start()
    opened = plugin.open_local(plugin.LocalOptions(path=str(tmp_path / "saved")))
    for index in range(len(opened)):
        assert opened.sample(index).id
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert held < 5_000_000


def test_a_run_learns_from_it(context, tmp_path):
    make(48).save_to_disk(str(tmp_path / "saved"))
    choice = DatasetChoice(id=LOCAL, options={"path": str(tmp_path / "saved")})
    job = context.jobs.start(small_recipe(epochs=4).model_copy(update={"dataset": choice}))
    assert job.wait(200)
    assert job.end.outcome == "finished", job.end
    assert job.folder.evaluation().samples[0].startswith("train/")
    assert job.end.result["accuracy"] > 0.7


def test_the_hub_is_left_alone_by_who_wants_to_stay_offline(context):
    context.settings.change(offline=True)
    with pytest.raises(UserError, match="Stay offline"):
        open_dataset(context.catalog, DatasetChoice(id=HUB, options={"name": "somebody/birds"}))


def test_a_dataset_of_the_hub_that_cannot_be_reached_is_said_in_words(monkeypatch):
    monkeypatch.setattr(datasets.config, "HF_HUB_OFFLINE", True)  # the library's own switch
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(UserError, match="somebody/birds of the hub cannot be opened") as caught:
        plugin.open_hub(plugin.HubOptions(name="somebody/birds"))
    assert caught.value.advice


@pytest.mark.parametrize("name", ["../secret", "/etc", "a/b/c", "https://x.org/y", "a b", ""])
def test_only_a_name_of_the_hub_is_taken_for_one(context, name):
    with pytest.raises(UserError, match="name"):
        open_dataset(context.catalog, DatasetChoice(id=HUB, options={"name": name}))


def test_listing_is_light_and_opening_needs_no_torch(tmp_path):
    make(4).save_to_disk(str(tmp_path / "saved"))
    code = (
        "import sys, desktop_tl_huggingface_datasets as p; list(p.desktop_tl_datasets());"
        "print([name for name in ('datasets', 'pyarrow', 'pandas', 'numpy') if name in sys.modules]);"
        f"p.open_local(p.LocalOptions(path={str(tmp_path / 'saved')!r})).sample(1).source;"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "False"]
    assert done.stderr == ""


def open_texts(folder: Path, rows: dict[str, list[object]], features: Features | None = None, **options: object):
    datasets.Dataset.from_dict(rows, features=features).save_to_disk(str(folder))
    return plugin.open_local(plugin.LocalTextOptions(path=str(folder), **options))


def test_a_column_of_texts_becomes_samples(tmp_path):
    features = Features(
        {"idx": Value("int32"), "sentence": Value("string"), "label": ClassLabel(names=["good", "bad"])}
    )
    rows = {"idx": [0, 1, 2, 3], "sentence": SENTENCES, "label": [0, 1, 0, 1]}
    opened = open_texts(tmp_path / "saved", rows, features)
    assert isinstance(opened, Dataset)
    assert opened.classes == ("good", "bad")
    assert [opened.sample(index).source for index in range(4)] == SENTENCES
    assert pickle.loads(pickle.dumps(opened)).sample(3).source == SENTENCES[3]
    assert "Texts are taken from the column ‘sentence’" in opened.notes[0].message


def test_texts_and_classes_are_guessed_as_in_tables(tmp_path):
    rows = {"v1": ["ham", "spam", "ham", "spam"], "v2": SENTENCES}
    assert open_texts(tmp_path / "spam", rows).classes == ("ham", "spam")
    rows = {"label": [1, 0, 1, 0], "comment": SENTENCES, "title": ["a", "b", "c", "d"]}
    opened = open_texts(tmp_path / "numbers", rows, numbers_as_classes=True)
    assert (opened.classes, opened.sample(0).source) == (("0", "1"), SENTENCES[0])
    rows = {"a": SENTENCES, "b": ["x", "y", "x", "y"], "text": ["p", "q", "r", "s"]}
    opened = open_texts(tmp_path / "chosen", rows, text_column="a", label_column="b")
    assert (opened.classes, opened.sample(1).source) == (("x", "y"), SENTENCES[1])


def test_rows_without_text_are_set_aside(tmp_path):
    opened = open_texts(tmp_path / "saved", {"text": ["a", " ", None, "d"], "label": ["x", "y", "x", "y"]})
    assert {left.id: left.reason for left in opened.set_aside} == {
        "train/0000001": "it has no text",
        "train/0000002": "it has no text",
    }


@pytest.mark.parametrize(
    ("rows", "options", "words"),
    [
        ({"label": [1], "other": [2]}, {}, "no column of texts"),
        ({"text": ["a"], "label": ["b"]}, {"text_column": "words"}, "no column ‘words’"),
        ({"text": ["a"], "label": ["b"]}, {"text_column": "text", "label_column": "text"}, "is chosen for"),
        ({"text": [f"{n}" for n in range(90)]}, {}, "holds the classes is not clear"),
        ({"size": [1], "text": ["a"], "label": ["b"]}, {"text_column": "size"}, "holds no texts"),
    ],
)
def test_what_holds_no_texts_is_said_in_words(tmp_path, rows, options, words):
    with pytest.raises(UserError, match=words) as caught:
        open_texts(tmp_path / "saved", rows, **options)
    assert caught.value.advice


def test_it_is_known_whether_a_path_holds_pictures_or_texts(tmp_path):
    make(4).save_to_disk(str(tmp_path / "pictures"))
    datasets.DatasetDict(train=make(4)).save_to_disk(str(tmp_path / "split"))
    words = datasets.Dataset.from_dict({"text": SENTENCES, "label": [0, 1, 0, 1]})
    words.save_to_disk(str(tmp_path / "texts"))
    for name, made in (("pictures", make(4)), ("texts", words)):
        (tmp_path / f"{name}-files").mkdir()
        made.to_parquet(str(tmp_path / f"{name}-files" / "train.parquet"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "torn").mkdir()
    (tmp_path / "torn" / "state.json").write_text("{")
    (tmp_path / "torn" / "dataset_info.json").write_text("{")
    specs = [spec for spec in plugin.desktop_tl_datasets() if spec.path_option]
    found = {path.name: [spec.id for spec in specs if spec.recognises(path)] for path in tmp_path.iterdir()}
    texts = "huggingface-datasets/local-texts"
    assert found == {
        "pictures": [LOCAL],
        "split": [LOCAL],
        "pictures-files": [LOCAL],
        "texts": [texts],
        "texts-files": [texts],
        "empty": [],
        "torn": [],
    }
    assert [spec.id for spec in specs if spec.recognises(next((tmp_path / "texts").glob("*.arrow")))] == [texts]
    assert [spec.id for spec in specs if spec.recognises(tmp_path / "pictures-files" / "train.parquet")] == [LOCAL]
    assert not any(spec.recognises(tmp_path / "texts-files" / "train.parquet") for spec in specs)  # a table


def test_value_types_are_told_apart():
    from desktop_tl_huggingface_datasets.columns import kind_of

    kinds = {"string": "text", "int8": "number", "uint64": "number", "bool": "truth", "float32": "other"}
    assert {name: kind_of(Value(name)) for name in kinds} == kinds
    assert kind_of(datasets.List(datasets.Image())) == "other"
