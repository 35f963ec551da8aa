"""COCO: splits by several files, boxes that cannot be used, pictures that are not there, files that are broken."""

import json
import pickle

import numpy as np
import pytest
from PIL import Image, ImageOps

from desktop_tl.api import UserError
from desktop_tl_boxes import CocoOptions, open_coco
from desktop_tl_boxes.recognising import recognise

CATS = [{"id": 7, "name": "cat"}, {"id": 3, "name": "dog"}]


def draw(folder, *names, size=(100, 50)):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        Image.new("RGB", size, (40, 90, 140)).save(folder / name)


def near(rows):
    return pytest.approx(np.array(rows, float), abs=1e-6)


def annotate(picture, bbox, category=7, **more):
    return {"image_id": picture, "category_id": category, "bbox": bbox, **more}


def write(path, names, annotations, categories=CATS, size=(100, 50)):
    images = [
        {"id": number, "file_name": name, **({"width": size[0], "height": size[1]} if size else {})}
        for number, name in enumerate(names)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"images": images, "annotations": annotations, "categories": categories}))
    return path


def open_at(root, **options):
    return open_coco(CocoOptions(root=root, **options))


def told(dataset):
    return {note.message: note.items for note in dataset.notes}


@pytest.fixture
def one(tmp_path):
    """Writes a file beside three pictures and opens it."""
    names = ["a.png", "b.png", "c.png"]
    draw(tmp_path, *names)

    def one(*annotations, **more):
        write(tmp_path / "boxes.json", names, list(annotations), **more)
        return open_at(tmp_path)

    return one


def test_boxes_are_parts_of_the_picture_and_classes_those_that_are_there(one):
    dataset = one(annotate(0, [10, 5, 20, 10]), annotate(0, [50, 25, 50, 25], 3), annotate(2, [0, 0, 100, 50]))
    assert list(dataset.classes) == ["cat", "dog"]
    assert dataset.targets[0] == near([[0, 0.1, 0.1, 0.3, 0.3], [1, 0.5, 0.5, 1, 1]])
    assert dataset.targets[1].shape == (0, 5)
    assert dataset.sample(2).target.tolist() == [[0, 0, 0, 1, 1]]
    assert dataset.targets.sizes.tolist() == [[100, 50]] * 3
    assert any("1 picture has no boxes: it is kept as background" in words for words in told(dataset))
    assert pickle.loads(pickle.dumps(dataset)).fingerprint() == dataset.fingerprint()


@pytest.mark.parametrize(
    ("bbox", "words", "item"),
    [
        ([10, 5, 0, 10], "without area are left out: 1.", "a.png: box 2, 0 × 10 at 10, 5"),
        ([30, 5, -20, 10], "of negative width or height are left out: 1.", "a.png: box 2, -20 × 10 at 30, 5"),
        ([120, 5, 20, 10], "outside the picture are left out: 1.", "a.png: box 2, 20 × 10 at 120, 5"),
        ([-40, 5, 20, 10], "outside the picture are left out: 1.", "a.png: box 2, 20 × 10 at -40, 5"),
        ([10, 5, 1e-9, 10], "without area are left out: 1.", "a.png: box 2, 1e-09 × 10 at 10, 5"),
    ],
)
def test_boxes_that_are_none_are_left_out_and_listed_by_file(one, bbox, words, item):
    dataset = one(annotate(0, [10, 5, 20, 10]), annotate(0, bbox), annotate(1, bbox))
    assert len(dataset.targets[0]) == 1
    found = next(items for note, items in told(dataset).items() if words.replace("1", "2") in note)
    assert item in found and len(found) == 2
    # b.png has only this box: without it, it would teach that there is nothing
    assert [(aside.id, aside.reason) for aside in dataset.set_aside] == [("b.png", "none of its boxes can be used")]
    assert [dataset.sample(index).id for index in range(len(dataset))] == ["a.png", "c.png"]


def test_boxes_that_stick_out_are_cut_and_told_but_not_those_that_were_rounded(one):
    dataset = one(annotate(0, [90, -10, 30, 20]), annotate(1, [-0.6, 0, 100.9, 50.5]))
    assert dataset.targets[0] == near([[0, 0.9, 0, 1, 0.2]])
    assert dataset.targets[1].tolist() == [[0, 0, 0, 1, 1]]
    assert told(dataset)["Boxes that stick out of the picture are cut at its edge: 1."] == (
        "a.png: box 1, 30 × 20 at 90, -10",
    )


def test_boxes_of_unknown_classes_crowds_and_what_is_no_box_are_told_with_their_files(one):
    dataset = one(
        annotate(0, [10, 5, 20, 10]),
        annotate(0, [10, 5, 20, 10], 99),
        annotate(0, [0, 0, 90, 40], iscrowd=1, segmentation={"counts": [1, 2], "size": [50, 100]}),
        annotate(1, ["ten", 5, 20, 10]),
        annotate(55, [10, 5, 20, 10]),
    )
    notes = told(dataset)
    assert notes["Boxes of a class that the file does not name are left out: 1."] == ("a.png: class 99",)
    assert notes["Crowd regions, which hold many objects as one, are left out: 1."] == ("a.png",)
    assert notes["Annotations without a box of four numbers are left out: 1."] == ("b.png",)
    assert "Annotations of ‘boxes.json’ that belong to none of its images are left out: 1." in notes
    assert [aside.id for aside in dataset.set_aside] == ["b.png"]


def test_a_box_is_put_around_an_outline_and_ids_may_be_texts(one):
    outline = {"image_id": "0", "category_id": "7", "segmentation": [[10, 5, 30, 5, 20, 15], [20, 5, 50, 5, 50, 25]]}
    assert one(outline).targets[0] == near([[0, 0.1, 0.1, 0.5, 0.5]])


def test_a_class_that_comes_twice_is_one_and_one_without_boxes_is_left_out(one):
    categories = [*CATS, {"id": 8, "name": "cat"}, {"id": 0, "name": "animals"}]
    dataset = one(annotate(0, [1, 1, 5, 5], 7), annotate(1, [1, 1, 5, 5], 8), categories=categories)
    assert list(dataset.classes) == ["cat"]
    assert told(dataset)["2 classes without a box left out."] == ("dog", "animals")


def test_files_of_several_splits_find_pictures_of_one_name_each_in_its_own_folder(tmp_path):
    for split, colour in (("train2017", 2), ("val2017", 1)):
        draw(tmp_path / split, "1.png", size=(100, 50 * colour))
        size = (100, 50 * colour)
        write(tmp_path / f"annotations/instances_{split}.json", ["1.png"], [annotate(0, [10, 5, 20, 10])], size=size)
    write(tmp_path / "annotations/captions_train2017.json", ["1.png"], [])
    dataset = open_at(tmp_path)
    assert [dataset.sample(index).id for index in range(2)] == ["train2017/1.png", "val2017/1.png"]
    assert dataset.splits == ["train", "validation"]
    assert not dataset.set_aside
    one = open_at(tmp_path / "annotations/instances_val2017.json")
    assert (one.sample(0).id, one.splits) == ("val2017/1.png", None)


def test_folders_with_a_file_each_as_labelling_tools_export_them(tmp_path):
    for folder in ("train", "valid", "test"):
        draw(tmp_path / folder, f"{folder}.png")
        write(tmp_path / folder / "_annotations.coco.json", [f"{folder}.png"], [annotate(0, [1, 1, 5, 5])])
    dataset = open_at(tmp_path)
    assert dataset.splits == ["test", "train", "validation"]
    assert recognise(tmp_path) == "coco"


def test_a_picture_in_two_files_is_taken_once_and_classes_of_one_split_only_are_told(tmp_path):
    draw(tmp_path / "images", "1.png", "2.png")
    write(tmp_path / "train.json", ["1.png"], [annotate(0, [1, 1, 5, 5])])
    write(tmp_path / "val.json", ["1.png", "2.png"], [annotate(0, [1, 1, 5, 5]), annotate(1, [1, 1, 5, 5], 3)])
    dataset = open_at(tmp_path)
    assert dataset.splits == ["train", "validation"]
    notes = told(dataset)
    assert "Pictures that an earlier file holds already are taken only once: 1." in notes
    assert notes["1 class has boxes only in the pictures to measure on: they cannot be learnt."] == ("dog",)


def test_missing_pictures_are_listed_and_paths_do_not_lead_out_of_the_folder(tmp_path):
    draw(tmp_path, "secret.png")
    draw(tmp_path / "data" / "deep" / "er", "c.png")
    names = ["gone.png", "../secret.png", "C:\\pictures\\c.png", "https://example.org/secret.png"]
    write(tmp_path / "data" / "boxes.json", names, [annotate(2, [1, 1, 5, 5])])
    dataset = open_at(tmp_path / "data")
    assert [dataset.sample(index).id for index in range(len(dataset))] == ["deep/er/c.png"]
    assert [(aside.id, aside.reason) for aside in dataset.set_aside] == [
        (name, "there is no such file") for name in ("gone.png", "../secret.png", "https://example.org/secret.png")
    ]
    with pytest.raises(UserError, match="None of the 1 pictures"):
        open_at(write(tmp_path / "empty" / "boxes.json", ["gone.png"], [annotate(0, [1, 1, 5, 5])]))


def test_pictures_may_be_somewhere_else_and_their_size_comes_from_them_where_none_is_told(tmp_path):
    draw(tmp_path / "far", "a.png", size=(20, 10))
    path = write(tmp_path / "near" / "boxes.json", ["a.png"], [annotate(0, [5, 5, 10, 5])], size=None)
    dataset = open_at(path, pictures=tmp_path / "far")
    assert dataset.targets.sizes.tolist() == [[20, 10]]
    assert dataset.targets[0].tolist() == [[0, 0.25, 0.5, 0.75, 1]]


def test_boxes_follow_a_picture_of_another_size_but_not_one_of_other_proportions(tmp_path):
    draw(tmp_path, "a.png", size=(50, 100))
    draw(tmp_path, "half.png", size=(50, 25))
    write(tmp_path / "boxes.json", ["a.png", "half.png"], [annotate(0, [5, 5, 10, 5]), annotate(1, [50, 10, 25, 20])])
    dataset = open_at(tmp_path)
    assert [one.id for one in dataset.set_aside] == ["a.png"]
    assert dataset.set_aside[0].reason.startswith("its boxes were drawn on 100 × 50 pixels, but it has 50 × 100")
    assert dataset.targets[0] == near([[0, 0.5, 0.2, 0.75, 0.6]])
    assert [items for words, items in told(dataset).items() if "boxes are scaled: 1." in words] == [("half.png",)]


@pytest.mark.parametrize("orientation", range(5, 9))
def test_boxes_on_a_picture_as_it_is_stored_are_turned_with_it(tmp_path, orientation):
    pixels = Image.new("RGB", (100, 50), "white")
    pixels.paste("black", (10, 5, 40, 15))
    exif = Image.Exif()
    exif[0x0112] = orientation
    pixels.save(tmp_path / "a.png", exif=exif)
    write(tmp_path / "boxes.json", ["a.png"], [annotate(0, [10, 5, 30, 10])])
    dataset = open_at(tmp_path)
    with Image.open(tmp_path / "a.png") as stored:
        shown = ImageOps.exif_transpose(stored)
    dark = shown.convert("L").point(lambda value: 255 - value).getbbox()
    assert dataset.targets.sizes.tolist() == [[50, 100]]
    assert dataset.targets[0] == near([[0, *(edge / side for edge, side in zip(dark, (50, 100) * 2, strict=True))]])


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b'{"images": [{"id": 1,\n "file_name": "a.png"', "is no valid JSON: .* in line 2, column 22"),
        (b'{"images": "none", "file_name": 1}', "is not as COCO has it: Expected array"),
        (b'[{"image_id": 1, "bbox": [1, 2, 3, 4]}]', "is not as COCO has it: Expected object"),
        (b'{"annotations": [{"image_id": 1}]}', "has no list of images"),
        (b'{"images": [], "annotations": [], "categories": []}', "names no pictures"),
        (b'{"images": [{"id": 1, "file_name": "a.png"}]}', "has no annotations"),
        (b'{"images": [{"id": 1, "file_name": "a.png"}], "annotations": [{"image_id": 1}]}', "names no categories"),
        ('{"images": [{"id": 1, "file_name": "é'.encode("latin-1"), "is not written in UTF-8: byte 37"),
        (b'{"images": [' + b"[" * 100_000, "cannot be read|no valid JSON|not as COCO"),
    ],
)
def test_a_broken_file_is_told_in_words(tmp_path, content, words):
    draw(tmp_path, "a.png")
    path = tmp_path / "boxes.json"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        open_at(path)


def test_nan_a_byte_order_mark_and_another_encoding_can_be_read(tmp_path):
    draw(tmp_path, "a.png")
    annotations = [annotate(0, [float("nan"), 1, 5, 5]), annotate(0, [1, 1, 5, 5])]
    path = write(tmp_path / "boxes.json", ["a.png"], annotations, [{"id": 7, "name": "狗"}])
    text = json.dumps(json.loads(path.read_text()), ensure_ascii=False)
    for data, encoding in (
        (text.encode("utf-8-sig"), ""),
        (text.encode("utf-16"), ""),
        (text.encode("gb18030"), "gb18030"),
    ):
        path.write_bytes(data)
        dataset = open_at(path, encoding=encoding)
        assert (list(dataset.classes), len(dataset.targets.rows)) == (["狗"], 1)


def test_a_folder_without_coco_and_one_that_is_not_there_are_told(tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": "dark"}')
    with pytest.raises(UserError, match="has 1 JSON file that hold"):
        open_at(tmp_path)
    with pytest.raises(UserError, match="There is no folder"):
        open_at(tmp_path / "gone")
    assert recognise(tmp_path) == ""
