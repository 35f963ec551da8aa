"""Pascal VOC: where pictures and splits are, pixels that are counted from 1, and XML that is broken or harmful."""

import pytest
from PIL import Image

from desktop_tl.api import UserError
from desktop_tl_boxes import VocOptions, open_voc
from desktop_tl_boxes.recognising import recognise


def draw(path, size=(100, 50), **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, (40, 90, 140)).save(path, **options)


def describe(*objects, filename="", size=(100, 50), head=""):
    boxes = "".join(
        f"<object><name>{name}</name><difficult>0</difficult><bndbox><xmin>{edges[0]}</xmin><ymin>{edges[1]}</ymin>"
        f"<xmax>{edges[2]}</xmax><ymax>{edges[3]}</ymax></bndbox>"
        "<part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part></object>"
        for name, *edges in objects
    )
    told = f"<size><width>{size[0]}</width><height>{size[1]}</height><depth>3</depth></size>" if size else ""
    return f"{head}<annotation><folder>x</folder><filename>{filename}</filename>{told}{boxes}</annotation>"


def write(path, text, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def open_at(root, **options):
    return open_voc(VocOptions(root=root, **options))


def told(dataset):
    return {note.message: note.items for note in dataset.notes}


def ids(dataset):
    return [dataset.sample(index).id for index in range(len(dataset))]


@pytest.fixture
def devkit(tmp_path):
    """The layout of the challenge, below a folder of its year."""
    root = tmp_path / "VOC2012"
    for number in range(5):
        draw(root / f"JPEGImages/{number}.jpg")
        write(root / f"Annotations/{number}.xml", describe(("cat", 11, 6, 30, 15), filename=f"{number}.jpg"))
    return root


def test_pixels_are_counted_from_1_and_the_last_one_belongs_to_the_box(tmp_path):
    draw(tmp_path / "a.png")
    write(tmp_path / "a.xml", describe(("cat", 1, 1, 100, 50), ("dog", 51, 26, 100, 50), filename="a.png"))
    dataset = open_at(tmp_path)
    assert list(dataset.classes) == ["cat", "dog"]
    assert dataset.targets[0].tolist() == [[0, 0, 0, 1, 1], [1, 0.5, 0.5, 1, 1]]
    assert recognise(tmp_path) == "voc"


def test_lists_in_imagesets_are_the_splits(devkit, tmp_path):
    lists = devkit / "ImageSets/Main"
    write(lists / "train.txt", "0\n1\n")
    write(lists / "val.txt", "2\n")
    write(lists / "trainval.txt", "0\n1\n2\n")
    write(lists / "test.txt", "3\n")
    write(lists / "cat_train.txt", "0 1\n1 -1\n4 1\n")
    dataset = open_at(tmp_path)
    assert dataset.splits == ["train", "train", "validation", "test"]
    assert "XML files that no list in ImageSets names are left out: 1." in told(dataset)


def test_without_lists_there_is_no_split_and_with_folders_there_is(devkit, tmp_path):
    assert open_at(devkit).splits is None
    for folder in ("train", "valid"):
        draw(tmp_path / "export" / folder / "1.jpg")
        write(tmp_path / "export" / folder / "1.xml", describe(("cat", 11, 6, 30, 15), filename="1.jpg"))
    dataset = open_at(tmp_path / "export")
    assert (ids(dataset), dataset.splits) == (["train/1.jpg", "valid/1.jpg"], ["train", "validation"])


def test_a_picture_is_found_by_the_name_of_its_file_where_the_name_in_it_is_wrong(tmp_path):
    for number, name in enumerate(("IMG 1.jpg", "", "D:\\work\\2.jpg", "3")):
        draw(tmp_path / f"images/{number}.jpg")
        write(tmp_path / f"labels/{number}.xml", describe(("cat", 11, 6, 30, 15), filename=name))
    assert ids(open_at(tmp_path)) == [f"images/{number}.jpg" for number in range(4)]


def test_what_cannot_be_used_is_listed_by_file_and_background_is_kept(tmp_path):
    for name in ("good", "empty", "flat", "outside", "unnamed", "alone"):
        draw(tmp_path / f"{name}.png")
    cat = ("cat", 11, 6, 30, 15)
    write(tmp_path / "good.xml", describe(cat, ("cat", 90, 6, 130, 15), ("cat", "x", 6, 30, 15), filename="good.png"))
    write(tmp_path / "empty.xml", describe(filename="empty.png"))
    write(tmp_path / "flat.xml", describe(("cat", 11, 6, 11, 15), filename="flat.png"))
    write(tmp_path / "outside.xml", describe(("cat", 211, 6, 230, 15), filename="outside.png"))
    write(tmp_path / "unnamed.xml", describe(("", 11, 6, 30, 15), filename="unnamed.png"))
    write(tmp_path / "gone.xml", describe(cat, filename="gone.png"))
    write(tmp_path / "cut off.xml", describe(cat)[:-20])
    write(tmp_path / "sitemap.xml", "<urls/>")
    dataset = open_at(tmp_path)
    assert ids(dataset) == ["empty.png", "good.png"]
    assert dataset.targets[0].shape == (0, 5)
    notes = told(dataset)
    assert notes["Boxes without area are left out: 1."] == ("flat.png: box 1, 0 × 9 at 11, 6",)
    assert notes["Boxes outside the picture are left out: 1."][0].startswith("outside.png: box 1")
    assert notes["Boxes that stick out of the picture are cut at its edge: 1."][0].startswith("good.png: box 2")
    assert notes["Objects without a box of four numbers are left out: 1."] == ("good.png: cat",)
    assert notes["Objects without a name are left out: 1."] == ("unnamed.png",)
    assert notes["XML files that describe no picture are left out: 1."] == ("sitemap.xml",)
    assert "Pictures without an XML file are left out: 1." in notes
    reasons = {aside.id: aside.reason for aside in dataset.set_aside}
    assert "no valid XML" in reasons["cut off.xml"]
    assert reasons["gone.xml"] == "there is no picture ‘gone.png’"
    assert {"flat.png", "outside.png", "unnamed.png"} < set(reasons)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_never_expanded(tmp_path, encoding):
    lol = '<!DOCTYPE annotation [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    draw(tmp_path / "a.png")
    draw(tmp_path / "b.png")
    head = f'<?xml version="1.0" encoding="{encoding}"?>{lol}'
    write(tmp_path / "a.xml", describe(("&b;&c;", 11, 6, 30, 15), filename="a.png", head=head), encoding)
    write(tmp_path / "b.xml", describe(("cat", 11, 6, 30, 15), filename="b.png"))
    dataset = open_at(tmp_path)
    assert list(dataset.classes) == ["cat"]
    assert [(aside.id, "document type" in aside.reason) for aside in dataset.set_aside] == [("a.xml", True)]


def test_encodings_are_those_that_the_files_name_or_the_chosen_one(tmp_path):
    told_in = {"a": ("gb2312", "gb2312"), "b": ("utf-8", "utf-16"), "c": ("", "utf-8-sig"), "d": ("", "gb18030")}
    for name, (said, written) in told_in.items():
        draw(tmp_path / f"{name}.png")
        head = f'<?xml version="1.0" encoding="{said}"?>\n' if said else ""
        write(tmp_path / f"{name}.xml", describe(("狗", 11, 6, 30, 15), filename=f"{name}.png", head=head), written)
    dataset = open_at(tmp_path)
    assert (list(dataset.classes), ids(dataset)) == (["狗"], ["a.png", "b.png", "c.png"])
    assert [aside.id for aside in dataset.set_aside] == ["d.xml"]
    (tmp_path / "c.xml").unlink()
    assert "d.png" in ids(open_at(tmp_path, encoding="gb18030"))


def test_a_size_of_zero_is_read_from_the_picture_as_it_is_shown(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    draw(tmp_path / "a.jpg", size=(100, 50), exif=exif)
    write(tmp_path / "a.xml", describe(("cat", 26, 1, 50, 100), filename="a.jpg", size=(0, 0)))
    dataset = open_at(tmp_path)
    assert dataset.targets.sizes.tolist() == [[50, 100]]
    assert dataset.targets[0].tolist() == [[0, 0.5, 0, 1, 1]]


def test_folders_without_what_is_needed_are_told(tmp_path, devkit):
    with pytest.raises(UserError, match="There is no folder"):
        open_at(tmp_path / "gone")
    with pytest.raises(UserError, match="has no XML file"):
        open_at(devkit / "JPEGImages")
    with pytest.raises(UserError, match=r"None of the 5 XML files .* can be used: 0.xml: there is no picture ‘0.jpg’"):
        open_at(devkit / "Annotations")
    write(devkit / "ImageSets/Main/train.txt", "nobody\n")
    with pytest.raises(UserError, match="The lists in ImageSets"):
        open_at(devkit)
