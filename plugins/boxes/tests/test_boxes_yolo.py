"""YOLO: layouts of several tools, names of classes, lines that are no box, pictures without a text file."""

import pytest
from PIL import Image

from desktop_tl.api import UserError
from desktop_tl_boxes import YoloOptions, open_yolo
from desktop_tl_boxes.recognising import recognise

BOX = "0 0.5 0.5 0.5 0.5\n"


@pytest.fixture
def put(tmp_path):
    """Writes pictures and texts below a folder."""

    def put(path, text=None, **options):
        full = tmp_path / path
        full.parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            Image.new("RGB", (80, 40), (40, 90, 140)).save(full, **options)
        else:
            full.write_bytes(text if isinstance(text, bytes) else text.encode())
        return full

    return put


def open_at(root, **options):
    return open_yolo(YoloOptions(root=root, **options))


def told(dataset):
    return {note.message: note.items for note in dataset.notes}


def ids(dataset):
    return [dataset.sample(index).id for index in range(len(dataset))]


def test_labels_beside_images_and_names_in_data_yaml(put, tmp_path):
    for split in ("train", "val"):
        for number in range(2):
            put(f"images/{split}/{number}.png")
            put(f"labels/{split}/{number}.txt", "1 0.5 0.5 0.25 0.5\n0 0.25 0.25 0.5 0.5\n")
    put("data.yaml", "path: ../datasets/pets\ntrain: images/train\nval: images/val\ntest:\nnames:\n  0: no\n  1: 1.0\n")
    dataset = open_at(tmp_path)
    assert list(dataset.classes) == ["no", "1.0"]
    assert dataset.splits == ["train", "train", "validation", "validation"]
    assert dataset.targets[0].tolist() == [[1, 0.375, 0.25, 0.625, 0.75], [0, 0, 0, 0.5, 0.5]]
    assert dataset.targets.sizes.tolist() == [[80, 40]] * 4
    assert recognise(tmp_path) == recognise(tmp_path / "data.yaml") == "yolo"
    assert open_at(tmp_path / "data.yaml").fingerprint() == dataset.fingerprint()


def test_a_folder_for_each_split_with_paths_that_lead_out_as_tools_export_them(put, tmp_path):
    for split in ("train", "valid", "test"):
        put(f"{split}/images/{split}.jpg")
        put(f"{split}/labels/{split}.txt", BOX)
    put("data.yaml", "train: ../train/images\nval: ../valid/images\ntest: ../test/images\nnc: 1\nnames: ['cat']\n")
    dataset = open_at(tmp_path)
    assert dict(zip(ids(dataset), dataset.splits, strict=True)) == {
        "train/images/train.jpg": "train",
        "valid/images/valid.jpg": "validation",
        "test/images/test.jpg": "test",
    }


def test_lists_of_pictures_are_splits_and_what_they_do_not_name_is_left_out(put, tmp_path):
    for number in range(4):
        put(f"obj_train_data/{number}.png")
        put(f"obj_train_data/{number}.txt", BOX)
    put("train.txt", "data/obj_train_data/0.png\n./obj_train_data/1.png\n")
    put("val.txt", "/home/somebody/2.png\n")
    put("data.yaml", "train: train.txt\nval: val.txt\nnames: [cat]\n")
    dataset = open_at(tmp_path)
    assert dataset.splits == ["train", "train", "validation"]
    assert "Pictures that belong to no split are left out: 1." in told(dataset)


def test_the_same_pictures_to_learn_from_and_to_measure_on_are_told(put, tmp_path):
    put("images/1.png")
    put("labels/1.txt", BOX)
    put("data.yaml", "train: images\nval: images\nnames: [cat]\n")
    dataset = open_at(tmp_path)
    assert dataset.splits is None
    assert any("names the same pictures" in words for words in told(dataset))


def test_texts_beside_the_pictures_and_names_in_classes_txt(put, tmp_path):
    put("1.png")
    put("1.txt", "2 0.5 0.5 0.5 0.5")
    put("classes.txt", "cat\ndog\n\nbird\n")
    dataset = open_at(tmp_path)
    assert (list(dataset.classes), dataset.splits) == (["bird"], None)
    assert told(dataset)["2 classes without a box left out."] == ("cat", "dog")
    assert recognise(tmp_path) == "yolo"


def test_without_names_classes_are_called_by_their_numbers(put, tmp_path):
    put("1.png")
    put("1.txt", "2 0.5 0.5 0.5 0.5\n0 0.5 0.5 0.5 0.5\n")
    dataset = open_at(tmp_path)
    assert list(dataset.classes) == ["class 0", "class 2"]
    assert any("No data.yaml or classes.txt" in words for words in told(dataset))


def test_pictures_without_a_text_file_or_with_an_empty_one_are_background(put, tmp_path):
    for number in range(3):
        put(f"images/{number}.png")
    put("labels/0.txt", BOX)
    put("labels/1.txt", "\n")
    put("labels/orphan.txt", BOX)
    put("classes.txt", "cat")
    dataset = open_at(tmp_path)
    assert [len(rows) for rows in dataset.targets] == [1, 0, 0]
    notes = told(dataset)
    assert "Pictures without a text file are taken as background: 1." in notes
    assert any("2 pictures have no boxes: they are kept as background" in words for words in notes)
    assert "Text files in folders of labels that belong to no picture: 1." in notes


def test_lines_that_are_no_box_are_listed_with_file_and_line(put, tmp_path):
    put("1.png")
    put("1.txt", BOX + "cat 0.5 0.5 0.5 0.5\n0 0.5 0.5\n0 0.5 nan 0.5 0.5\n5 0.5 0.5 0.5 0.5\n0 0.5 0.5 0 0.5\n")
    put("2.png")
    put("2.txt", b"0 0.5 0.5 0.5 0.5\r\n\xff\xfe\n")
    put("3.png")
    put("3.txt", "0 320 200 64 64\n")
    put("classes.txt", "cat")
    dataset = open_at(tmp_path)
    assert (ids(dataset), [len(rows) for rows in dataset.targets]) == (["1.png", "2.png"], [1, 1])
    notes = told(dataset)
    assert notes["Lines that are no box are left out: 3."] == (
        "1.png: 1.txt, line 2: ‘cat 0.5 0.5 0.5 0.5’",
        "1.png: 1.txt, line 3: 3 numbers",
        "2.png: 2.txt, line 2: ‘\ufffd\ufffd’",
    )
    assert notes["Boxes with an edge that is no number are left out: 1."][0].startswith("1.png: box 2")
    assert notes["Boxes of a class that has no name are left out: 1."] == ("1.png: class 5",)
    assert notes["Boxes without area are left out: 1."][0].startswith("1.png: box 3, 0 × 20")
    assert notes["Boxes outside the picture are left out: 1."][0].startswith("3.png: box 1")  # in pixels


def test_outlines_become_boxes_and_keypoints_do_not(put, tmp_path):
    put("1.png")
    put("1.txt", "0 0.25 0.25 0.75 0.25 0.5 0.5\n0 0.5 0.5 0.5 0.5 0.9\n")
    put("classes.txt", "cat")
    dataset = open_at(tmp_path)
    assert dataset.targets[0][:, 1:].tolist() == [[0.25, 0.25, 0.75, 0.5], [0.25, 0.25, 0.75, 0.75]]
    put("1.txt", "0 0.5 0.5 0.5 0.5 0.1 0.1 2 0.9 0.9 2\n")
    put("data.yaml", "names: [cat]\nkpt_shape: [2, 3]\n")
    assert open_at(tmp_path).targets[0][:, 1:].tolist() == [[0.25, 0.25, 0.75, 0.75]]


def test_sizes_are_those_of_the_picture_as_it_is_shown_and_broken_pictures_are_set_aside(put, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 8
    put("1.jpg", exif=exif)
    put("2.jpg", b"")
    put("3.jpg", b"nothing of a picture")
    for number in range(1, 4):
        put(f"{number}.txt", BOX)
    put("classes.txt", "cat")
    dataset = open_at(tmp_path)
    assert dataset.targets.sizes.tolist() == [[40, 80]]
    assert [(aside.id, aside.reason) for aside in dataset.set_aside] == [
        ("2.jpg", "the file is empty (0 bytes)"),
        ("3.jpg", "it is not a picture, or in a format that is not supported"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("data.yaml", b"names: [cat, dog\ntrain: x\n", "is no valid YAML: .* in line"),
        ("data.yaml", b"names: {a: cat}\n", "are not numbered"),
        ("data.yaml", b"names: cat\n", "are no list"),
        ("classes.txt", "狗\n".encode("gb18030"), "is not written in UTF-8: byte 1 in line 1"),
        ("classes.txt", b"cat\n", "of classes up to number 4, but ‘classes.txt’ names 1 class"),
    ],
)
def test_names_that_cannot_be_read_or_do_not_fit_are_told(put, tmp_path, name, content, words):
    put("1.png")
    put("1.txt", "4 0.5 0.5 0.5 0.5\n")
    put(name, content)
    with pytest.raises(UserError, match=words):
        open_at(tmp_path)


def test_names_in_another_encoding_are_read_as_chosen(put, tmp_path):
    put("1.png")
    put("1.txt", BOX)
    put("classes.txt", "狗\n".encode("gb18030"))
    assert list(open_at(tmp_path, encoding="gb18030").classes) == ["狗"]


def test_folders_without_what_is_needed_are_told(put, tmp_path):
    put("notes.txt", "hello")
    with pytest.raises(UserError, match="holds no pictures"):
        open_at(tmp_path)
    put("1.png")
    with pytest.raises(UserError, match=r"None of the 1 picture in .* has a text file"):
        open_at(tmp_path)
    put("1.txt", "")
    with pytest.raises(UserError, match="There is no box"):
        open_at(tmp_path)
    assert recognise(tmp_path) == ""
