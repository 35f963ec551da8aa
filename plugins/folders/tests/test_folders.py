"""What people really have in a folder becomes a dataset, or a sentence that says what is wrong and what to do."""

import os
import pickle
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import desktop_tl_folders as plugin
from desktop_tl.api import Dataset, UserError
from desktop_tl_folders.listing import natural_key


def put(root: Path, *names: str) -> None:
    """Writes one small real picture to each path below ``root``; its format follows the extension, else PNG."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        known = Image.registered_extensions().get(path.suffix.lower(), "PNG")
        Image.new("RGB", (4, 4), (200, 30, 30)).save(path, format=known)


def put_text(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")


def find_spec(spec_id: str = "folders/images"):
    return next(spec for spec in plugin.desktop_tl_datasets() if spec.id == spec_id)


def open_dataset(root: Path, spec_id: str = "folders/images"):
    spec = find_spec(spec_id)
    return spec.open(spec.options(root=root))


def ids(dataset) -> list[str]:
    return [dataset.sample(i).id for i in range(len(dataset))]


def refused(root: Path, spec_id: str = "folders/images") -> UserError:
    with pytest.raises(UserError) as caught:
        open_dataset(root, spec_id)
    assert caught.value.advice
    return caught.value


def note(dataset, words: str):
    (found,) = [note for note in dataset.notes if words in note.message]
    return found


# --- what becomes a dataset ---------------------------------------------------------------------------------------


def test_a_folder_per_class(tmp_path):
    put(tmp_path, "dog/1.jpg", "cat/2.png", "cat/1.JPG")
    dataset = open_dataset(tmp_path)
    assert isinstance(dataset, Dataset)
    assert dataset.classes == ("cat", "dog")
    assert ids(dataset) == ["cat/1.JPG", "cat/2.png", "dog/1.jpg"]
    assert list(dataset.targets) == [0, 0, 1]
    assert dataset.sample(2).source == tmp_path / "dog" / "1.jpg"
    assert dataset.sample(2).target == 1
    assert dataset.splits is None
    assert dataset.groups is None
    assert not dataset.set_aside


def test_subfolders_at_any_depth_belong_to_the_class(tmp_path):
    deep = "/".join(f"d{i}" for i in range(30))
    put(tmp_path, f"a/{deep}/1.png", "a/b/1.png", "a/1.png", "b/1.png")
    dataset = open_dataset(tmp_path)
    assert dataset.classes == ("a", "b")
    assert list(dataset.targets) == [0, 0, 0, 1]


def test_classes_are_in_natural_order_and_keep_their_case(tmp_path):
    put(tmp_path, "class10/1.png", "class2/1.png", "Class2/1.png", "Zebra/1.png", "apple/1.png")
    assert open_dataset(tmp_path).classes == ("apple", "Class2", "class2", "class10", "Zebra")


def test_natural_order_bears_mixtures_of_digits_and_letters():
    names = ["", "1", "a", "1a", "a1", "٣", "a" * 255, "9" * 255]
    assert sorted(names, key=natural_key)[:4] == ["", "1", "1a", "٣"]


@pytest.mark.parametrize("validation", ["val", "Valid", "VALIDATION"])
def test_split_folders_above_the_classes_are_used(tmp_path, validation):
    put(tmp_path, "Train/a/1.png", "Train/b/1.png", f"{validation}/a/2.png", f"{validation}/b/2.png", "test/b/3.png")
    dataset = open_dataset(tmp_path)
    assert dataset.classes == ("a", "b")
    assert dataset.splits == ["train", "train", "validation", "validation", "test"]
    assert list(dataset.targets) == [0, 1, 0, 1, 1]


def test_a_folder_beside_the_splits_is_named_and_left_out(tmp_path):
    put(tmp_path, "train/a/1.png", "train/b/1.png", "val/a/1.png", "val/b/1.png", "extra/1.png")
    dataset = open_dataset(tmp_path)
    assert len(dataset) == 4
    assert note(dataset, "left out").items == ("extra",)


def test_a_test_folder_without_classes_is_left_out_and_said(tmp_path):
    put(tmp_path, "train/a/1.png", "train/b/1.png", "test/1.png", "test/2.png")
    dataset = open_dataset(tmp_path)
    assert len(dataset) == 2
    assert note(dataset, "no class folders").level == "warning"


def test_a_class_may_be_called_train(tmp_path):
    put(tmp_path, "train/1.png", "bus/1.png", "car/1.png")
    assert open_dataset(tmp_path).classes == ("bus", "car", "train")


def test_a_folder_as_archives_unpack_is_entered_and_said(tmp_path):
    put(tmp_path, "products/data/bag/1.png", "products/data/shirt/1.png", "__MACOSX/products/data/bag/._1.png")
    dataset = open_dataset(tmp_path)
    assert dataset.classes == ("bag", "shirt")
    assert "products/data" in note(dataset, "taken as the classes").message
    assert ids(dataset)[0] == "products/data/bag/1.png"


def test_a_lone_train_folder_is_entered(tmp_path):
    put(tmp_path, "train/bag/1.png", "train/shirt/1.png")
    dataset = open_dataset(tmp_path)
    assert dataset.classes == ("bag", "shirt")
    assert dataset.splits is None


def test_one_class_is_left_to_the_task(tmp_path):
    put(tmp_path, "cat/1.png", "cat/2.png")
    assert open_dataset(tmp_path).classes == ("cat",)


def test_a_picture_with_the_wrong_or_no_extension_is_known_by_content(tmp_path):
    put(tmp_path, "a/1.png", "b/1.jpg", "b/photo", "b/scan.txt")
    os.rename(tmp_path / "a/1.png", tmp_path / "a/1.heic")
    dataset = open_dataset(tmp_path)
    assert ids(dataset) == ["a/1.heic", "b/1.jpg", "b/photo", "b/scan.txt"]
    assert note(dataset, "by content").message.startswith("3 pictures")


@pytest.mark.parametrize("suffix", [".gif", ".bmp", ".tif", ".webp", ".jp2", ".avif"])
def test_content_tells_every_common_format(tmp_path, suffix):
    try:
        put(tmp_path, f"a/1{suffix}", "b/1.png")
    except (KeyError, OSError):
        pytest.skip(f"this Pillow writes no {suffix}")
    os.rename(tmp_path / f"a/1{suffix}", tmp_path / "a/1")
    assert len(open_dataset(tmp_path)) == 2


def test_a_text_that_begins_like_a_bitmap_is_text(tmp_path):
    put(tmp_path, "a/1.png")
    (tmp_path / "a/cars.txt").write_text("BMW and other makes of cars, with their years")
    assert len(open_dataset(tmp_path)) == 1


def test_both_spellings_of_an_accent_are_one_class(tmp_path):
    for form in ("NFC", "NFD"):
        put(tmp_path, f"{unicodedata.normalize(form, 'café')}/{form}.png")
    put(tmp_path, "thé/1.png")
    dataset = open_dataset(tmp_path)
    assert dataset.classes == (unicodedata.normalize("NFC", "café"), unicodedata.normalize("NFC", "thé"))
    assert np.bincount(dataset.targets).tolist() == [2, 1]
    assert all(dataset.sample(i).source.is_file() for i in range(3))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_text_has_a_printable_id(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png")
    os.rename(tmp_path / "a/1.png", os.fsencode(tmp_path) + b"/a/\xff.png")
    sample = open_dataset(tmp_path).sample(0)
    assert sample.id == "a/\\xff.png"
    assert sample.source.is_file()
    sample.id.encode("utf-8")


# --- what is left out, and said ------------------------------------------------------------------------------------


def test_what_computers_leave_behind_is_ignored_with_its_count(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png", "a/.ipynb_checkpoints/1.png", "__MACOSX/a/1.png", "a/._1.png", ".cache/x.png")
    put_text(tmp_path, "Thumbs.db", "a/.DS_Store", "b/desktop.ini")
    dataset = open_dataset(tmp_path)
    assert ids(dataset) == ["a/1.png", "b/1.png"]
    assert note(dataset, "hidden or system").message.startswith("7 ")
    assert {note.level for note in dataset.notes} == {"info"}


def test_an_empty_class_folder_is_named_and_is_no_class(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png", "c/1.png")
    (tmp_path / "aa").mkdir()
    put_text(tmp_path, "bb/readme.txt")
    dataset = open_dataset(tmp_path)
    assert dataset.classes == ("a", "b", "c")
    assert list(dataset.targets) == [0, 1, 2]
    assert note(dataset, "without pictures").items == ("aa", "bb")


def test_formats_that_nothing_reads_are_set_aside_with_their_name(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png")
    put_text(tmp_path, "a/2.HEIC", "a/3.svg", "b/4.pdf", "b/5.NEF", "b/notes.txt")
    dataset = open_dataset(tmp_path)
    reasons = {item.id: item.reason for item in dataset.set_aside}
    assert reasons == {
        "a/2.HEIC": "format not supported: HEIC",
        "a/3.svg": "format not supported: SVG",
        "b/4.pdf": "format not supported: PDF",
        "b/5.NEF": "format not supported: camera raw",
    }
    assert "1 × .txt" in note(dataset, "other file").message


def test_camera_raw_is_not_taken_for_the_tiff_that_it_contains(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png")
    Image.new("RGB", (4, 4)).save(tmp_path / "b/2.nef", format="TIFF")
    assert [item.id for item in open_dataset(tmp_path).set_aside] == ["b/2.nef"]


def test_an_empty_file_and_a_dead_link_are_set_aside(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png")
    (tmp_path / "a/0.jpg").touch()
    (tmp_path / "b/0.jpg").symlink_to(tmp_path / "gone.jpg")
    reasons = {item.id: item.reason for item in open_dataset(tmp_path).set_aside}
    assert "0 bytes" in reasons["a/0.jpg"]
    assert "link" in reasons["b/0.jpg"]


def test_images_beside_the_class_folders_are_named(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png", "cover.png")
    dataset = open_dataset(tmp_path)
    assert len(dataset) == 2
    assert note(dataset, "outside class folders").items == ("cover.png",)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
@pytest.mark.parametrize("has_numbers", [True, False])
def test_links_that_lead_back_are_not_followed(tmp_path, monkeypatch, has_numbers):
    if not has_numbers:  # as on some network drives
        real = os.stat
        numberless = lambda *a, **k: os.stat_result((*(s := real(*a, **k))[:1], 0, 0, *s[3:]))  # noqa: E731
        monkeypatch.setattr("desktop_tl_folders.scan.os.stat", numberless)
    root = tmp_path / "data"
    put(root, "a/1.png", "a/deep/2.png", "b/1.png")
    put(tmp_path, "elsewhere/3.png")
    (root / "a/deep/up").symlink_to(root / "a")
    (root / "a/top").symlink_to(root)
    (root / "a/above").symlink_to(tmp_path)
    (root / "b/other").symlink_to(root / "a/deep")
    (root / "b/away").symlink_to(tmp_path / "elsewhere")
    dataset = open_dataset(root)
    assert ids(dataset) == ["a/1.png", "a/deep/2.png", "b/1.png", "b/away/3.png"]
    assert len(note(dataset, "not followed").items) == 4


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_class_folder_without_permission_is_named(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png", "c/1.png")
    (tmp_path / "c").chmod(0)
    try:
        dataset = open_dataset(tmp_path)
    finally:
        (tmp_path / "c").chmod(0o700)
    assert dataset.classes == ("a", "b")
    assert "c: Permission denied" in note(dataset, "cannot be read").items


# --- what is refused -----------------------------------------------------------------------------------------------


def test_a_missing_folder_names_the_last_parent_that_exists(tmp_path):
    error = refused(tmp_path / "gone" / "further")
    assert "further" in error.message
    assert f"‘{tmp_path}’" in error.message


def test_a_file_is_not_a_folder(tmp_path):
    put_text(tmp_path, "data.zip", "data.csv")
    assert "Unpack" in refused(tmp_path / "data.zip").advice
    assert "is a file" in refused(tmp_path / "data.csv").message


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission_is_said(tmp_path):
    (tmp_path / "locked").mkdir(mode=0)
    assert "cannot be read" in refused(tmp_path / "locked").message


def test_an_empty_folder_says_what_was_looked_for(tmp_path):
    error = refused(tmp_path)
    assert "nothing in it" in error.message
    assert ".jpg" in error.advice


def test_a_folder_without_images_says_what_was_found(tmp_path):
    put_text(tmp_path, ".hidden", "a/1.txt", "a/2.txt", "b/3.heic", "top.csv")
    message = refused(tmp_path).message
    assert "2 × .txt" in message
    assert "1 × .heic" in message
    assert "1 × .csv" in message
    assert "1 hidden file" in message


def test_only_hidden_files_are_no_images(tmp_path):
    put(tmp_path, ".a/1.png", ".1.png")
    assert "2 hidden files" in refused(tmp_path).message


def test_images_without_class_folders_are_refused_with_both_ways_out(tmp_path):
    put(tmp_path, "1.png", "2.png")
    error = refused(tmp_path)
    assert "2 pictures but no class folders" in error.message
    assert "Predict" in error.advice


def test_split_folders_without_classes_are_refused(tmp_path):
    put(tmp_path, "train/1.png", "val/1.png")
    assert "no class folders" in refused(tmp_path).message
    put(tmp_path, "train/a/1.png", "train/b/1.png")
    assert "‘" + str(tmp_path / "val") in refused(tmp_path).message


def test_splits_without_train_are_refused(tmp_path):
    put(tmp_path, "val/a/1.png", "test/a/1.png")
    assert "no ‘train’ folder" in refused(tmp_path).message


def test_classes_that_differ_between_splits_are_listed(tmp_path):
    put(tmp_path, "train/a/1.png", "train/b/1.png", "val/a/1.png", "val/B/1.png")
    message = refused(tmp_path).message
    assert "‘B’ only in validation" in message
    assert "‘b’ only in train" in message


def test_ten_thousand_folders_of_one_image_look_like_file_names(tmp_path):
    for i in range(10_000):
        folder = tmp_path / f"IMG_{i}"
        folder.mkdir()
        (folder / "1.jpg").write_bytes(b"x")
    assert "file names, not classes" in refused(tmp_path).message


# --- texts ----------------------------------------------------------------------------------------------------------

TEXTS = "folders/texts"


def test_text_files_become_samples_by_extension_or_by_content(tmp_path):
    put_text(tmp_path, "rome/1.txt", "rome/2.MD", "athens/101", "athens/7.2", "athens/deep/3.rst", "athens/code.py")
    (tmp_path / "rome/bytes").write_bytes(b"\0\1\2")
    dataset = open_dataset(tmp_path, TEXTS)
    assert dataset.classes == ("athens", "rome")
    assert ids(dataset) == ["athens/101", "athens/7.2", "athens/deep/3.rst", "rome/1.txt", "rome/2.MD"]
    assert dataset.sample(0).source == tmp_path / "athens" / "101"
    assert note(dataset, "by content").message.startswith("2 texts")
    assert "1 × .py" in note(dataset, "other files").message


def test_texts_have_splits_notes_and_things_set_aside_as_pictures_have(tmp_path):
    put_text(
        tmp_path, "train/a/1.txt", "train/b/1.txt", "val/a/2.txt", "val/b/2.txt", "train/a/3.docx", "train/c/x.png"
    )
    (tmp_path / "train/a/0.txt").touch()
    dataset = open_dataset(tmp_path, TEXTS)
    assert dataset.splits == ["train", "train", "validation", "validation"]
    assert {item.id: item.reason for item in dataset.set_aside} == {
        "train/a/0.txt": "the file is empty (0 bytes)",
        "train/a/3.docx": "format not supported: Word",
    }
    assert note(dataset, "without texts").items == ("c",)
    assert not any("picture" in note.message for note in dataset.notes)


def test_what_is_no_folder_of_texts_is_refused_in_its_words(tmp_path):
    put(tmp_path, "a/1.png")
    error = refused(tmp_path, TEXTS)
    assert "No texts found" in error.message
    assert "1 × .png" in error.message
    assert ".txt" in error.advice
    put_text(tmp_path, "1.txt")
    assert "1 text but no class folders with texts" in refused(tmp_path, TEXTS).message


@pytest.mark.parametrize(
    ("pictures", "texts", "meant"),
    [
        (["a/1.png", "b/1.jpg"], [], "folders/images"),
        (["a/1.png", "b/1.jpg"], ["a/1.txt", "b/1.txt", "README.md"], "folders/images"),
        (["a/icon.png"], ["a/1.txt", "b/1.txt"], "folders/texts"),
        ([], ["data/train/a/1", "data/train/b/1"], "folders/texts"),
        ([], ["README.md", "data/a.parquet"], ""),
        (["1.png"], ["1.txt"], ""),
    ],
)
def test_it_is_known_which_kind_a_folder_is_meant_as(tmp_path, pictures, texts, meant):
    put(tmp_path, *pictures)
    put_text(tmp_path, *texts)
    assert [spec.id for spec in plugin.desktop_tl_datasets() if spec.recognises(tmp_path)] == ([meant] if meant else [])
    assert not any(spec.recognises(tmp_path / "gone") for spec in plugin.desktop_tl_datasets())


# --- what others rely on -------------------------------------------------------------------------------------------


def test_the_fingerprint_follows_names_sizes_and_times(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png")
    prints = [open_dataset(tmp_path).fingerprint(), open_dataset(tmp_path).fingerprint()]
    assert prints[0] == prints[1]
    os.utime(tmp_path / "a/1.png", (1, 1))
    prints.append(open_dataset(tmp_path).fingerprint())
    os.rename(tmp_path / "a/1.png", tmp_path / "b/2.png")
    prints.append(open_dataset(tmp_path).fingerprint())
    assert len(set(prints)) == 3


def test_a_dataset_survives_the_way_to_a_worker(tmp_path):
    put(tmp_path, "train/a/1.png", "train/b/1.png", "val/a/1.png", "val/b/1.png")
    dataset = open_dataset(tmp_path)
    again = pickle.loads(pickle.dumps(dataset))
    assert ids(again) == ids(dataset)
    assert again.fingerprint() == dataset.fingerprint()
    assert again.splits == dataset.splits


def test_an_index_outside_is_an_error_not_another_sample(tmp_path):
    put(tmp_path, "a/1.png", "b/1.png")
    dataset = open_dataset(tmp_path)
    assert dataset.sample(-1).id == "b/1.png"
    with pytest.raises(IndexError):
        dataset.sample(2)


def test_a_misspelt_option_is_refused(tmp_path):
    spec = find_spec()
    with pytest.raises(ValueError, match="rot"):
        spec.options(rot=tmp_path)
    assert spec.path_option in spec.options.model_fields


def test_a_path_may_begin_with_the_home_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    put(tmp_path, "data/a/1.png", "data/b/1.png")
    assert len(open_dataset(Path("~/data"))) == 2


def test_listing_imports_neither_torch_nor_numpy():
    code = (
        "import sys, desktop_tl_folders as p; list(p.desktop_tl_datasets());"
        "print('torch' in sys.modules, 'numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
