"""Tables that list pictures: columns are found, unusable rows are told by their line, rows become labels and values."""

import os
import pickle

import numpy as np
import pytest
from PIL import Image
from pydantic import ValidationError

from desktop_tl.api import UserError
from desktop_tl.testing import PluginTests
from desktop_tl_tables import desktop_tl_datasets
from desktop_tl_tables.picture_specs import ClassTableOptions, LabelTableOptions, ValueTableOptions

SPECS = {spec.id: spec for spec in desktop_tl_datasets()}
OPTIONS = {
    "tables/images": ClassTableOptions,
    "tables/image-labels": LabelTableOptions,
    "tables/image-values": ValueTableOptions,
}


@pytest.fixture
def write(tmp_path):
    """Writes a table beside eight pictures, ``pictures/0.png`` and so on."""
    (tmp_path / "pictures").mkdir()
    for number in range(8):
        Image.new("RGB", (8, 8), (number * 30, 0, 0)).save(tmp_path / "pictures" / f"{number}.png")

    def write(*lines, name="table.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def open_table(kind, path, **options):
    spec = SPECS[f"tables/{kind}"]
    return spec.open(OPTIONS[spec.id](path=path, **options))


def rows(*columns):
    cells = enumerate(zip(*columns, strict=True))
    return [",".join((f"pictures/{row}.png", *map(str, values))) for row, values in cells]


def test_labels_come_from_one_column_and_a_picture_may_have_none(write):
    dataset = open_table(
        "image-labels", write("path,labels", *rows(["cat; dog", "dog", "", "sky;cat;cat", "dog", "sky", "cat", "dog"]))
    )
    assert list(dataset.classes) == ["cat", "dog", "sky"]
    assert dataset.targets.tolist()[:4] == [[1, 1, 0], [0, 1, 0], [0, 0, 0], [1, 0, 1]]
    assert dataset.targets.dtype == np.uint8
    sample = dataset.sample(3)
    assert (sample.id, sample.source.name, sample.target.tolist()) == ("pictures/3.png", "3.png", [1, 0, 1])
    assert "1 picture has no label." in [note.message for note in dataset.notes]


def test_labels_come_from_columns_of_0_and_1(write):
    path = write(
        "id,file,cat,dog,split", *[f"{n},pictures/{n}.png,{n % 2},{('no', 'yes')[n > 3]},train" for n in range(8)]
    )
    dataset = open_table("image-labels", path)
    assert list(dataset.classes) == ["cat", "dog"]
    assert dataset.targets[5].tolist() == [1, 1]
    only = open_table("image-labels", path, label_columns="dog")
    assert only.targets.tolist() == [[0]] * 4 + [[1]] * 4


def test_rows_that_name_a_picture_again_add_their_labels(write):
    dataset = open_table(
        "image-labels", write("image,label", "pictures/0.png,cat", "pictures/0.png,dog", "pictures/1.png,cat")
    )
    assert dataset.targets.tolist() == [[1, 1], [1, 0]]
    assert any("1 row names a picture again" in note.message for note in dataset.notes)


@pytest.mark.parametrize(("separator", "text"), [("auto", "a|b"), ("blank", "a b"), ("comma", '"a, b"')])
def test_labels_are_separated_as_the_options_say_or_by_what_is_there(write, separator, text):
    path = write("path,tags", f"pictures/0.png,{text}", "pictures/1.png,c")
    assert list(open_table("image-labels", path, separator=separator).classes) == ["a", "b", "c"]


def test_values_come_from_all_columns_of_numbers_or_the_chosen_ones(write):
    path = write("id,path,age,size", *[f"{n},pictures/{n}.png,{20 + n},{n / 2}" for n in range(8)])
    dataset = open_table("image-values", path)
    assert list(dataset.classes) == ["age", "size"]
    assert dataset.targets[3].tolist() == [23.0, 1.5]
    assert open_table("image-values", path, value_columns="size").targets[3].tolist() == [1.5]


def test_a_decimal_comma_is_one(write):
    dataset = open_table("image-values", write("path;age", "pictures/0.png;3,5", "pictures/1.png;4,25"))
    assert dataset.targets.tolist() == [[3.5], [4.25]]


def test_what_cannot_be_used_is_set_aside_by_its_line(write):
    path = write(
        "path,age",
        "pictures/0.png,1",
        "pictures/gone.png,2",
        "pictures/2.png,old",
        "pictures/3.png,",
        ",5",
        "pictures/5.png,nan",
        "pictures/6.png,7,8",
        "pictures/7.png,9",
    )
    dataset = open_table("image-values", path, value_columns="age")
    assert dataset.targets.tolist() == [[1.0], [9.0]]
    assert [(aside.id, aside.reason) for aside in sorted(dataset.set_aside, key=lambda one: one.id)] == [
        ("line 6", "it names no picture"),
        ("line 8", "it has 3 fields instead of 2"),
        ("pictures/2.png (line 4)", "‘old’ in ‘age’ is no number"),
        ("pictures/3.png (line 5)", "it has no value in ‘age’"),
        ("pictures/5.png (line 7)", "‘nan’ in ‘age’ is no number"),
        ("pictures/gone.png (line 3)", "there is no such file"),
    ]


def test_a_flag_that_is_none_is_told(write):
    path = write("path,cat,dog", "pictures/0.png,1,0", "pictures/1.png,0,7")
    dataset = open_table("image-labels", path, label_columns="cat, dog")
    assert [aside.reason for aside in dataset.set_aside] == ["‘7’ in ‘dog’ is neither 0 nor 1"]


def test_a_picture_with_two_values_is_two_samples(write):
    dataset = open_table("image-values", write("path,age", "pictures/0.png,1", "pictures/0.png,2"))
    assert [dataset.sample(index).id for index in range(2)] == ["pictures/0.png", "pictures/0.png (line 3)"]


def test_names_without_ending_and_another_folder(write, tmp_path):
    path = write("image_id,age", "0,5", "1,6", name="elsewhere.csv")
    dataset = open_table("image-values", path, folder=tmp_path / "pictures", ending=".png", picture_column="image_id")
    assert dataset.sample(1).source == tmp_path / "pictures" / "1.png"
    with pytest.raises(UserError, match="no folder"):
        open_table("image-values", path, folder=tmp_path / "nowhere")


def test_classes_and_a_split(write):
    path = write("file,species,set", *rows(["cat", "dog"] * 4, ["train"] * 5 + ["val", "test", "odd"]))
    dataset = open_table("images", path, split_column="set")
    assert (list(dataset.classes), dataset.targets.tolist()[:3]) == (["cat", "dog"], [0, 1, 0])
    assert list(dataset.splits) == ["train"] * 5 + ["validation", "test"]
    assert [aside.reason for aside in dataset.set_aside] == ["‘odd’ is no split"]


@pytest.mark.parametrize(
    ("kind", "lines", "options", "words"),
    [
        ("image-labels", ["path,labels", "pictures/0.png,a"], {"label_columns": "tags"}, "no column ‘tags’"),
        ("image-values", ["path,age", "pictures/0.png,old"], {}, "holds the values is not clear"),
        ("image-values", ["path,age", "nowhere/0.png,1"], {}, "None of the 1 pictures"),
        ("image-values", ["path,age"], {"value_columns": "age"}, "no rows"),
        ("image-values", ["path,age", "pictures/0.png,old"], {"value_columns": "age"}, "‘old’ in ‘age’ is no number"),
        ("image-labels", ["path,labels", "pictures/0.png,"], {"label_columns": "labels"}, "has a label in ‘labels’"),
        ("images", ["a,b", "1,2"], {}, "holds the pictures is not clear"),
        ("images", ["path,label", "pictures/0.png,x"], {"label_column": "path"}, "holds the pictures|is chosen for"),
    ],
)
def test_bad_tables_are_refused_in_words(write, kind, lines, options, words):
    with pytest.raises(UserError, match=words) as caught:
        open_table(kind, write(*lines), **options)
    assert caught.value.advice


def test_the_fingerprint_tells_of_a_changed_picture(write, tmp_path):
    path = write("path,age", "pictures/0.png,1", "pictures/1.png,2")
    before = open_table("image-values", path)
    assert pickle.loads(pickle.dumps(before)).fingerprint() == before.fingerprint()
    Image.new("RGB", (9, 9)).save(tmp_path / "pictures" / "1.png")
    assert open_table("image-values", path).fingerprint() != before.fingerprint()


def test_the_fingerprint_follows_the_columns_that_are_taken(write):
    prints = set()
    for header in ("path,v1,v2", "path,v2,v1"):
        path = write(header, "pictures/0.png,a,b", "pictures/1.png,b,a")
        os.utime(path, (1, 1))
        prints.add(open_table("images", path).fingerprint())
    assert len(prints) == 2


def test_paths_written_on_windows_are_found_for_training_and_for_prediction(write, tmp_path):
    path = write("path,label", "pictures\\0.png,a", "pictures\\1.png,b", "pictures\\gone.png,b")
    options = ClassTableOptions(path=path, label_column="label")
    dataset = SPECS["tables/images"].open(options)
    listed = list(SPECS["tables/images"].list_sources(options))
    assert [name for name, _ in listed] == ["pictures\\0.png", "pictures\\1.png", "pictures\\gone.png"]
    assert [file for _, file in listed[:2]] == [dataset.sample(0).source, dataset.sample(1).source]
    assert all(file.is_file() for _, file in listed[:2])


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["path,labels", "pictures/0.png,a;b"], "image-labels"),
        (["path,cat,dog", "pictures/0.png,1,0"], "image-labels"),
        (["path,age", "pictures/0.png,3.5"], "image-values"),
        (["path,label", "pictures/0.png,cat", "pictures/1.png,cat", "pictures/2.png,dog"], "images"),
        (["path,label", "pictures/0.png,3", "pictures/1.png,3", "pictures/2.png,4"], "images"),
        (["text,label", "a good film,1"], None),
        (["text,file", "a good film,notes.doc"], None),
    ],
)
def test_a_dropped_table_is_recognised_by_what_it_lists(write, lines, kind):
    path = write(*lines)
    found = [spec.id for spec in SPECS.values() if spec.recognises(path)]
    assert found[0] == (f"tables/{kind}" if kind else "tables/texts")


def test_the_preview_shows_the_columns_that_would_be_taken(write):
    path = write("id,file,species", "1,pictures/0.png,cat", "2,pictures/1.png,dog", "3,pictures/2.png,dog")
    shown = SPECS["tables/images"].preview(ClassTableOptions(path=path, label_column="gone"))
    assert shown.columns == ("id", "file", "species")
    assert shown.column_options == {"picture_column": "file", "label_column": "species"}
    listed = list(SPECS["tables/images"].list_sources(ClassTableOptions(path=path)))
    assert [name for name, _ in listed] == ["pictures/0.png", "pictures/1.png", "pictures/2.png"]


class TestContract(PluginTests):
    plugin = "desktop_tl_tables"
    only = ("tables/image*",)

    @pytest.fixture
    def examples(self, tmp_path):
        root = tmp_path / "tables"
        root.mkdir()
        for number in range(8):
            Image.new("L", (8, 8), number * 20).save(root / f"{number}.png")
        (root / "table.csv").write_text(
            "path,tags,age,kind\n" + "".join(f"{n}.png,{('a;b', 'b')[n % 2]},{n / 2},{n % 3}\n" for n in range(8))
        )
        path = {"path": str(root / "table.csv")}
        return {
            "tables/images": {**path, "label_column": "kind"},
            "tables/image-labels": {**path, "label_columns": "tags"},
            "tables/image-values": {**path, "value_columns": "age, kind"},
        }


def test_quotes_may_be_a_part_of_the_names(write):
    lines = [f"pictures/{row}.png\t{label}" for row, label in enumerate(['"big', "small", '"big', "small"])]
    path = write("path\tclass", *lines, name="t.tsv")
    dataset = open_table("images", path, quotes=False)
    assert list(dataset.classes) == ['"big', "small"]
    assert len(dataset) == 4


def test_an_encoding_that_there_is_not_is_refused_for_pictures_too(write):
    with pytest.raises(ValidationError, match="no such encoding"):
        LabelTableOptions(path=write("path,labels"), encoding="klingon")


def test_the_preview_marks_every_column_that_would_be_taken(write):
    flags = write("path,cat,dog,note", *rows([1, 0, 1, 0], [0, 0, 1, 1], ["a", "b", "c", "d"]))
    shown = SPECS["tables/image-labels"].preview(LabelTableOptions(path=flags))
    assert shown.several_columns == {"label_columns": ("cat", "dog")}
    one = SPECS["tables/image-labels"].preview(LabelTableOptions(path=flags, label_columns="dog"))
    assert one.several_columns == {"label_columns": ("dog",)}
    values = write("path,width,height", *rows([1.5, 2, 3, 4], [7, 8, 9, 10]), name="v.csv")
    shown = SPECS["tables/image-values"].preview(ValueTableOptions(path=values))
    assert shown.several_columns == {"value_columns": ("width", "height")}
    none = SPECS["tables/image-values"].preview(ValueTableOptions(path=values, value_columns="depth"))
    assert none.several_columns == {"value_columns": ()}
