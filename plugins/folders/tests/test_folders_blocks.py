"""Texts without classes: a file or a folder of them, cut into blocks."""

import pickle

import numpy as np
import pytest

import desktop_tl_folders as plugin
from desktop_tl.api import TextPart, UserError
from desktop_tl.testing import PluginTests
from desktop_tl_folders import BlockOptions, open_blocks
from desktop_tl_folders.blocks import cut_texts


def blocks(path, **options):
    dataset = open_blocks(BlockOptions(path=path, **options))
    return dataset, [dataset.sample(index).source for index in range(len(dataset))]


def test_a_text_is_cut_where_a_reader_would_pause_and_nothing_is_lost(tmp_path):
    text = "One sentence. Another one here.\nA line.\n\nA second paragraph, which is longer than the first.\n"
    path = tmp_path / "book.txt"
    path.write_text(text)
    dataset, found = blocks(path, block=45)
    assert found == [
        "One sentence. Another one here.\nA line.\n\n",
        "A second paragraph, which is longer than the ",
        "first.",
    ]
    assert "".join(found) == text.strip()
    assert [type(block) for block in found] == [TextPart, TextPart, str]
    assert dataset.sample(0).id == "book.txt: block 1"
    assert dataset.targets.shape == (3, 0)
    assert dataset.classes == ()


def test_without_a_pause_it_is_cut_at_the_limit():
    assert [end - start for start, end, _ in cut_texts("x" * 105, "", 50)] == [50, 50, 5]


def test_a_line_between_texts_divides_them_and_none_goes_on(tmp_path):
    path = tmp_path / "fortunes"
    path.write_text("First.\n%\nSecond\n%%\n %  \n\n\n%\nThird, 100 % sure\n%\n")
    _, found = blocks(path, separator="%")
    assert found == ["First.", "Second\n%%", "Third, 100 % sure"]
    assert not any(isinstance(text, TextPart) for text in found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_other_scripts_and_line_ends_come_through(tmp_path, encoding):
    path = tmp_path / "text.txt"
    path.write_bytes("春眠不觉晓。处处闻啼鸟。\r\nĀ ű\r\n".encode(encoding))
    _, found = blocks(path, block=20)
    assert "".join(found) == "春眠不觉晓。处处闻啼鸟。\nĀ ű"
    assert pickle.loads(pickle.dumps(blocks(path, block=20)[0])).sample(0).source == found[0]


def test_in_a_folder_what_cannot_be_read_is_set_aside_and_the_rest_is_used(tmp_path):
    (tmp_path / "below").mkdir()
    (tmp_path / "a.txt").write_text("One text.")
    (tmp_path / "below" / "b.md").write_text("Another.")
    (tmp_path / "old.txt").write_bytes("Gr\xfc\xdfe".encode("cp1252"))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    dataset, found = blocks(tmp_path)
    assert found == ["One text.", "Another."]
    assert [aside.id for aside in dataset.set_aside] == ["old.txt"]
    assert "byte 3" in dataset.set_aside[0].reason
    assert blocks(tmp_path, encoding="cp1252")[1] == ["One text.", "Grüße", "Another."]
    assert pickle.loads(pickle.dumps(dataset)).sample(1).source == "Another."


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "no text"), (b" \n\n ", "no text"), (b"\xff\xfa", "byte 1"), (b"a\0b", "not a text file")],
)
def test_what_is_no_text_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "bad.txt"
    path.write_bytes(content)
    with pytest.raises(UserError, match=words):
        blocks(path)


def test_what_is_not_there_is_refused_in_words(tmp_path):
    with pytest.raises(UserError, match="There is no file or folder"):
        blocks(tmp_path / "gone.txt")
    with pytest.raises(UserError, match="No text files"):
        blocks(tmp_path)


def test_a_text_that_changed_meanwhile_is_not_mixed_up(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("A text.")
    copied = pickle.loads(pickle.dumps(blocks(path)[0]))
    path.write_text("Another text.")
    with pytest.raises(UserError, match="was changed"):
        copied.sample(0)


def test_neighbours_stay_together_in_a_split(tmp_path):
    path = tmp_path / "book.txt"
    path.write_text("\n".join(f"Line number {number} of a long book." for number in range(400)))
    dataset, _ = blocks(path, block=40)
    groups = np.asarray(dataset.groups)
    assert len(set(groups)) == 50
    assert all(len(set(groups[start : start + 8])) == 1 for start in range(0, 400, 8))


def test_a_text_file_and_a_folder_of_them_are_recognised(tmp_path):
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text("Some text.")
    known = {spec.id: spec for spec in plugin.desktop_tl_datasets()}
    assert [one for one, spec in known.items() if spec.recognises(tmp_path / "a.txt")] == ["folders/text-file"]
    assert [one for one, spec in known.items() if spec.recognises(tmp_path)] == ["folders/text-files"]


class TestContract(PluginTests):
    plugin = "desktop_tl_folders"
    only = ("folders/text-file", "folders/text-files")

    @pytest.fixture
    def examples(self, tmp_path):
        (tmp_path / "alone").mkdir()
        for name in ("alone/one.txt", "two.txt"):
            (tmp_path / name).write_text("A short text.\n\nIt has two paragraphs.")
        return {
            "folders/text-file": {"path": str(tmp_path / "alone" / "one.txt")},
            "folders/text-files": {"path": str(tmp_path)},
        }
