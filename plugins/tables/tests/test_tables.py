"""What people really have in a table becomes a dataset, or a sentence that says what is wrong and what to do."""

import csv
import json
import os
import pickle
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import desktop_tl_tables as plugin
from desktop_tl.api import Dataset, UserError
from desktop_tl_tables import ColumnOptions, open_column, preview_column
from desktop_tl_tables.batches import BATCH_ROWS

ROWS = [("a fine film", "good"), ("a dull film", "bad"), ("fine, really", "good"), ("Grüße, 猫", "bad")]


def texts_spec():
    return next(spec for spec in plugin.desktop_tl_datasets() if spec.id == "tables/texts")


def open_dataset(path: Path, **options: object):
    spec = texts_spec()
    return spec.open(spec.options(path=path, **options))


def preview(path: Path, **options: object):
    spec = texts_spec()
    return spec.preview(spec.options(path=path, **options))


def put(path: Path, rows=ROWS, header=("text", "label"), encoding: str = "utf-8", **how: object) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, **how).writerows([header, *rows] if header else rows)
    return path


def samples(dataset) -> list[tuple[str, str]]:
    found = map(dataset.sample, range(len(dataset)))
    return [(sample.source, dataset.classes[sample.target]) for sample in found]


def left_out(dataset) -> dict[str, str]:
    return {item.id: item.reason for item in dataset.set_aside}


def refused(path: Path, **options: object) -> UserError:
    with pytest.raises(UserError) as caught:
        open_dataset(path, **options)
    assert caught.value.advice
    assert str(path) in caught.value.message
    return caught.value


# --- what becomes a dataset ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_whatever_its_delimiter_and_unicode_encoding(tmp_path, delimiter, encoding):
    dataset = open_dataset(put(tmp_path / "t.csv", delimiter=delimiter, encoding=encoding))
    assert isinstance(dataset, Dataset)
    assert dataset.classes == ("bad", "good")
    assert samples(dataset) == ROWS
    assert dataset.sample(0).id == "line 2"
    assert dataset.splits is None
    assert not dataset.set_aside


def test_every_format_gives_the_same_dataset(tmp_path):
    records = [{"text": text, "label": label} for text, label in ROWS]
    (tmp_path / "t.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    (tmp_path / "t.json").write_text(json.dumps(records, indent=2), "utf-8")
    pq.write_table(pa.Table.from_pylist(records), tmp_path / "t.parquet")
    categories = pa.table({"text": [t for t, _ in ROWS], "label": pa.array([c for _, c in ROWS]).dictionary_encode()})
    pq.write_table(categories, tmp_path / "categories.parquet")
    put(tmp_path / "t.tsv", delimiter="\t")
    for name in ("t.jsonl", "t.json", "t.parquet", "categories.parquet", "t.tsv"):
        assert samples(open_dataset(tmp_path / name)) == ROWS, name


def test_a_text_may_go_over_several_lines_and_its_id_is_the_first_of_them(tmp_path):
    rows = [("one\ntwo", "a"), ('three, "four"', "b"), ("five", "a")]
    dataset = open_dataset(put(tmp_path / "t.csv", rows))
    assert samples(dataset) == rows
    assert [dataset.sample(i).id for i in range(3)] == ["line 2", "line 4", "line 5"]


@pytest.mark.parametrize("sign", [";", ",", "~"])
def test_the_line_by_which_excel_names_the_delimiter_is_understood(tmp_path, sign):
    path = tmp_path / "t.csv"
    path.write_text(f"sep={sign}\ntext{sign}label\na{sign}x\nb{sign}y\nc{sign}x\n")
    dataset = open_dataset(path)
    assert samples(dataset) == [("a", "x"), ("b", "y"), ("c", "x")]
    assert dataset.sample(0).id == "line 3"


def test_unicode_without_a_mark_is_read_if_that_is_said(tmp_path):
    path = put(tmp_path / "t.csv", encoding="utf-16-le")
    assert "utf-16-le" in refused(path).advice
    assert samples(open_dataset(path, encoding="utf-16-le")) == ROWS


def test_halves_of_characters_do_no_harm(tmp_path):
    path = tmp_path / "t.jsonl"
    path.write_text('{"text": "a\\ud800b", "label": "x"}\n{"text": "c", "label": "y"}\n{"text": "d", "label": "x"}\n')
    assert samples(open_dataset(path)) == [("a?b", "x"), ("c", "y"), ("d", "x")]
    assert preview(path).rows[0] == ("a?b", "x")


def test_quotes_may_be_a_part_of_the_texts(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text('text\tlabel\n"So what\ta\nhe said "no"\tb\nyes\ta\n')
    assert samples(open_dataset(path, quotes=False)) == [('"So what', "a"), ('he said "no"', "b"), ("yes", "a")]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (['ham\t"Speak only', "spam\tWIN now", 'ham\tok "fine" then'], "1 row goes over several lines"),
        (['ham\t"Speak', "spam\tWIN", 'ham\t"ok"', 'spam\t"No', 'ham\tit is "so"'], "2 rows go over several lines"),
        (['ham\t"Speak only', 'and no more"', 'ham\t"one tab\t', 'more"'], ""),
    ],
)
def test_rows_that_a_stray_quote_swallows_are_told_with_the_way_out(tmp_path, lines, found):
    path = tmp_path / "t.tsv"
    path.write_text("\n".join(["label\ttext", "ham\tyes", *lines, "spam\tcall", "ham\tno"]) + "\n")
    dataset = open_dataset(path, label_column="label", text_column="text")
    for notes in (dataset.notes, preview(path).notes):
        told = [note.message for note in notes if "rows of their own" in note.message]
        assert bool(told) == bool(found)
        assert all(found in words and "line 3" in words and "quotes=false" in words for words in told)
    if found:
        whole = open_dataset(path, label_column="label", text_column="text", quotes=False)
        assert len(whole) == len(lines) + 3
        assert len(whole.notes) == 1


def test_sentences_with_commas_over_several_lines_are_no_rows(tmp_path):
    dataset = open_dataset(put(tmp_path / "t.csv", [*ROWS, ("Dear all,\nfine, so far\nthat is, good", "good")]))
    assert [note.level for note in dataset.notes] == ["info"]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
@pytest.mark.parametrize(
    ("values", "classes"), [([10, 9, 10, 2], ("2", "9", "10")), ([True, False, True, False], ("false", "true"))]
)
def test_numbers_and_booleans_become_names_of_classes(tmp_path, kind, values, classes):
    path = tmp_path / f"t.{kind}"
    if kind == "parquet":
        pq.write_table(pa.table({"text": ["a", "b", "c", "d"], "label": values}), path)
    elif kind == "jsonl":
        path.write_text("".join(json.dumps({"text": "abcd"[i], "label": v}) + "\n" for i, v in enumerate(values)))
    else:
        put(path, [("abcd"[i], json.dumps(value)) for i, value in enumerate(values)])
    dataset = open_dataset(path)
    assert dataset.classes == classes
    assert samples(dataset)[0] == ("a", json.dumps(values[0]))


def test_the_split_is_taken_from_its_column(tmp_path):
    rows = [("a", "x", "train"), ("b", "y", "Train"), ("c", "x", "dev"), ("d", "y", "test"), ("e", "y", "")]
    path = put(tmp_path / "t.csv", rows, ("text", "label", "split"))
    dataset = open_dataset(path)
    assert dataset.splits == ["train", "train", "validation", "test"]
    assert left_out(dataset) == {"line 6": "it has no split"}
    assert "the split from ‘split’" in dataset.notes[0].message


# --- which columns ------------------------------------------------------------------------------------------------

GUESSES = [
    (("text", "label"), [("some words", "a"), ("more words", "b")], ("text", "label")),
    (("id", "Review", "Sentiment"), [("1", "some words", "a"), ("2", "more words", "b")], ("Review", "Sentiment")),
    (("v1", "v2"), [("ham", "see you at seven"), ("spam", "you have won"), ("ham", "ok then")], ("v2", "v1")),
    (("label", "tweet_text"), [("1", "x"), ("0", "y")], ("tweet_text", "label")),
    (("label_text", "text", "label"), [("good", "fine", "1"), ("bad", "dull", "0")], ("text", "label")),
    (("text_id", "words", "kind"), [(f"{n}", f"some words {n}", "ab"[n % 2]) for n in range(90)], ("words", "kind")),
    (
        ("score", "comment", "topic"),
        [(f"{n / 7}", f"some words {n}", "ab"[n % 2]) for n in range(90)],
        ("comment", "topic"),
    ),
]


@pytest.mark.parametrize(("header", "rows", "expected"), GUESSES)
def test_columns_are_guessed_by_their_names_then_by_what_they_hold(tmp_path, header, rows, expected):
    path = put(tmp_path / "t.csv", [*rows, *rows], header)
    guessed = preview(path).column_options
    assert (guessed["text_column"], guessed["label_column"]) == expected
    dataset = open_dataset(path)
    assert f"‘{expected[0]}’, classes from ‘{expected[1]}’" in dataset.notes[0].message


def test_a_guess_that_no_name_supports_is_shown(tmp_path):
    path = put(tmp_path / "t.csv", ROWS, ("text", "label"))
    odd = put(tmp_path / "odd.csv", ROWS, ("v2", "v1"))
    assert open_dataset(path).notes[0].level == "info"
    assert open_dataset(odd).notes[0].level == "warning"
    assert open_dataset(odd, text_column="v2").notes[0].level == "warning"
    assert open_dataset(odd, text_column="v2", label_column="v1").notes[0].level == "info"


def test_chosen_columns_are_taken(tmp_path):
    rows = [("t1", "x", "good"), ("t2", "y", "bad"), ("t3", "x", "bad")]
    dataset = open_dataset(
        put(tmp_path / "t.csv", rows, ("text", "label", "other")), text_column="label", label_column="other"
    )
    assert samples(dataset) == [("x", "good"), ("y", "bad"), ("x", "bad")]


def test_a_preview_shows_the_columns_the_first_rows_and_the_guess(tmp_path):
    path = put(tmp_path / "t.csv", [(f"{'long ' * 100}{n}", "ab"[n % 2]) for n in range(50)])
    shown = preview(path, label_column="gone")
    assert shown.columns == ("text", "label")
    assert len(shown.rows) == 20
    assert max(len(cell) for row in shown.rows for cell in row) <= 300
    assert shown.column_options == {"text_column": "text", "label_column": "label", "split_column": ""}


def test_a_table_without_header_says_so_and_is_read(tmp_path):
    dataset = open_dataset(put(tmp_path / "t.csv", ROWS, header=None))
    assert samples(dataset) == ROWS
    assert "column 1, column 2" in dataset.notes[1].message
    assert samples(open_dataset(tmp_path / "t.csv", header="no")) == ROWS
    assert open_dataset(tmp_path / "t.csv", header="no").notes[1:] == ()


def test_columns_without_or_with_the_same_name_can_be_told_apart(tmp_path):
    dataset = open_dataset(put(tmp_path / "t.csv", [("0", "a", "x"), ("1", "b", "y")], ("", "text", "text")))
    assert "‘text’, classes from" in dataset.notes[0].message
    assert preview(tmp_path / "t.csv").columns == ("column 1", "text", "text (2)")


# --- what is left out ----------------------------------------------------------------------------------------------


def test_rows_that_cannot_be_used_are_set_aside_with_their_line(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('text,label\nfine,good\n  ,bad\nno class,\n\n"two\nlines",bad\na,b,c\nd\ne,good,\nf,bad\n')
    dataset = open_dataset(path)
    assert samples(dataset) == [("fine", "good"), ("two\nlines", "bad"), ("e", "good"), ("f", "bad")]
    assert left_out(dataset) == {
        "line 3": "the text is empty",
        "line 4": "it has no class",
        "line 8": "it has 3 fields instead of 2",
        "line 9": "it has 1 field instead of 2",
    }


def test_lines_that_are_no_json_and_missing_values_are_set_aside(tmp_path):
    lines = ['{"text": "a", "label": 1}', "{", '{"label": 1}', '{"text": "b", "label": null}', "[1]", ""]
    (tmp_path / "t.jsonl").write_text("\n".join([*lines, '{"text": "c", "label": 2, "more": [1]}']))
    dataset = open_dataset(tmp_path / "t.jsonl")
    assert samples(dataset) == [("a", "1"), ("c", "2")]
    reasons = left_out(dataset)
    assert list(reasons) == ["line 2", "line 3", "line 4", "line 5"]
    assert "not valid JSON" in reasons["line 2"]
    assert reasons["line 5"] == "it is no object with named values"


def test_missing_values_of_parquet_are_set_aside(tmp_path):
    pq.write_table(pa.table({"text": ["a", None, "c", "d"], "label": [1, 2, None, 2]}), tmp_path / "t.parquet")
    assert left_out(open_dataset(tmp_path / "t.parquet")) == {"row 2": "the text is empty", "row 3": "it has no class"}


# --- what is refused ------------------------------------------------------------------------------------------------


def test_a_column_that_is_not_there_is_named_with_the_nearest(tmp_path):
    error = refused(put(tmp_path / "t.csv"), label_column="Labels")
    assert "no column ‘Labels’" in error.message
    assert "Did you mean ‘label’?" in error.advice
    assert "‘text’" in error.advice


def test_a_wrong_encoding_names_the_byte_and_the_line(tmp_path):
    rows = [("plain", "a")] * 3 + [("Grüße", "b")]
    error = refused(put(tmp_path / "t.csv", rows, encoding="latin-1"))
    offset = (tmp_path / "t.csv").read_bytes().index(b"\xfc")
    assert f"not written in UTF-8: byte {offset + 1:,} in line 5 (0xFC)" in error.message
    assert samples(open_dataset(tmp_path / "t.csv", encoding="cp1252"))[3] == ("Grüße", "b")


def test_a_character_that_is_cut_off_at_the_end_of_a_block_is_found(tmp_path):
    path = tmp_path / "t.csv"
    text = "text,label\n" + "a,x\n" * 300_000
    path.write_bytes(text.encode() + b"b,y\nlast \xe7\x8c")
    assert f"byte {len(text) + 10:,} in line 300,003 (0xE7)" in refused(path).message


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\n \n\n", "blank lines"),
        (b"text,label\n", "no rows"),
        (b"text\none\ntwo\n", "only one column"),
        (b"text,label\na,1\nb,2\nc,3\n", "another value in each of its 3 rows"),
        (b"text,label\na,\nb,\n", "is not clear"),
        (b"text,label\na,b,c\nd,e,f\n", "(line 2: it has 3 fields instead of 2)"),
        (b"text,label\na,b,c\nd,e,f\ng,h\n", "it has 3 fields instead of 2"),
        (b"PK\x03\x04rest", "workbook"),
        (b"\x1f\x8b\x08rest", "compressed"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not a text file"),
    ],
)
def test_what_is_no_table_of_texts_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    assert words in refused(path).message


def test_a_quote_that_is_not_closed_is_named_with_the_way_out(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text('text\tlabel\na\tx\n"b\ty\n' + "c\tx\n" * 500)
    error = refused(path)
    assert "In line 3" in error.message
    assert "quotes=false" in error.advice
    assert len(open_dataset(path, quotes=False)) == 502


@pytest.mark.parametrize(
    ("name", "words"), [("gone.csv", "no file"), ("folder", "is a folder"), ("bad.parquet", "damaged")]
)
def test_a_path_that_is_no_table_is_refused_in_words(tmp_path, name, words):
    (tmp_path / "folder").mkdir()
    (tmp_path / "bad.parquet").write_bytes(b"no such thing")
    (tmp_path / "torn.parquet").write_bytes(b"PAR1 and no more")
    assert words in refused(tmp_path / name).message
    assert "cannot be read" in refused(tmp_path / "torn.parquet").message


def test_a_split_that_is_none_is_refused(tmp_path):
    path = put(tmp_path / "t.csv", [("a", "x", "old"), ("b", "y", "train")], ("text", "label", "split"))
    assert "‘old’, which is no split" in refused(path, split_column="split").message
    path = put(tmp_path / "u.csv", [("a", "x", "test"), ("b", "y", "test")], ("text", "label", "split"))
    assert "no row as train" in refused(path).message


def test_options_that_mean_nothing_are_refused(tmp_path):
    spec = texts_spec()
    with pytest.raises(ValueError, match="no such encoding"):
        spec.options(path=tmp_path, encoding="klingon")
    assert (
        "is chosen for the texts and for the classes"
        in refused(put(tmp_path / "t.csv"), text_column="text", label_column="text").message
    )


def test_texts_are_handed_out_without_their_classes(tmp_path):
    spec = texts_spec()
    (tmp_path / "one.csv").write_text("review\nfine\n\ndull, really\n")
    assert list(spec.list_sources(spec.options(path=tmp_path / "one.csv"))) == [
        ("line 2", "fine"),
        ("line 4", "dull, really"),
    ]
    put(tmp_path / "t.csv", [("1", "so it is", ""), ("2", "and so", "")], ("id", "words", "label"))
    assert [text for _, text in spec.list_sources(spec.options(path=tmp_path / "t.csv"))] == ["so it is", "and so"]
    with pytest.raises(UserError, match="no column ‘text’"):
        list(spec.list_sources(spec.options(path=tmp_path / "t.csv", text_column="text")))


# --- what others rely on --------------------------------------------------------------------------------------------


def test_the_fingerprint_follows_the_file_and_the_options(tmp_path):
    path = put(tmp_path / "t.csv")
    first = open_dataset(path).fingerprint()
    assert open_dataset(path).fingerprint() == first
    assert open_dataset(path, header="yes").fingerprint() != first
    os.utime(path, (1, 1))
    assert open_dataset(path).fingerprint() != first


def test_the_fingerprint_follows_the_columns_that_are_taken(tmp_path):
    path = put(tmp_path / "t.csv", [("a", "x", "y"), ("b", "y", "z"), ("c", "x", "x")], ("text", "v1", "v2"))
    os.utime(path, (1, 1))
    first = open_dataset(path)
    path.write_bytes(path.read_bytes().replace(b"v1,v2", b"v2,v1"))
    os.utime(path, (1, 1))
    second = open_dataset(path)
    assert second.stamp == first.stamp
    assert second.fingerprint() != first.fingerprint()


def test_another_process_gets_no_texts_but_reads_them_itself(tmp_path):
    path = put(tmp_path / "t.csv", [(f"{'long ' * 50}{n}", "ab"[n % 2]) for n in range(1000)])
    dataset = open_dataset(path)
    pickled = pickle.dumps(dataset)
    assert len(pickled) < 40_000 < path.stat().st_size
    again = pickle.loads(pickled)
    assert samples(again) == samples(dataset)
    assert again.fingerprint() == dataset.fingerprint()
    os.utime(path, (1, 1))
    with pytest.raises(UserError, match="was changed since"):
        pickle.loads(pickled).sample(0)


def test_rows_keep_their_texts_and_classes_across_batches(tmp_path):
    count = BATCH_ROWS + 10
    rows = [("" if n == 5 else f"text {n}", f"class {n % 3}") for n in range(count)]
    dataset = open_dataset(put(tmp_path / "t.csv", rows))
    assert len(dataset) == count - 1
    for index in (0, 4, 5, BATCH_ROWS - 1, BATCH_ROWS, count - 2, -1):
        sample = dataset.sample(index)
        number = int(sample.source.removeprefix("text "))
        assert sample.id == f"line {number + 2}"
        assert dataset.classes[sample.target] == f"class {number % 3}"
    with pytest.raises(IndexError):
        dataset.sample(count)


def test_opening_holds_no_text_as_a_python_object(tmp_path):
    path = put(tmp_path / "t.csv", [(f"{'long ' * 200}{n}", "ab"[n % 2]) for n in range(20_000)])  # 20 MB
    tracemalloc.start()
    dataset = open_dataset(path)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 3_000_000
    assert len(dataset) == 20_000


def test_it_is_known_which_paths_are_meant(tmp_path):
    spec = texts_spec()
    put(tmp_path / "t.csv")
    pq.write_table(pa.table({"text": ["a"], "label": ["b"]}), tmp_path / "t.parquet")
    pq.write_table(pa.table({"image": [{"bytes": b"x", "path": None}], "label": ["b"]}), tmp_path / "pictures.parquet")
    (tmp_path / "photo.png").write_bytes(b"x")
    found = {path.name for path in tmp_path.iterdir() if spec.recognises(path)}
    assert found == {"t.csv", "t.parquet"}
    assert not spec.recognises(tmp_path)


def test_listing_is_light_and_opening_needs_no_torch(tmp_path):
    put(tmp_path / "t.csv")
    code = (
        "import sys, desktop_tl_tables as p; spec = next(s for s in p.desktop_tl_datasets() if s.modality == 'text');"
        "print([name for name in ('pyarrow', 'numpy') if name in sys.modules]);"
        f"spec.open(spec.options(path={str(tmp_path / 't.csv')!r})).sample(1).source;"
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["[]", "False"]


# --- texts without classes -----------------------------------------------------------------------------------------


def open_texts_alone(path, **options):
    return open_column(ColumnOptions(path=path, **options))


def test_a_column_of_texts_needs_no_classes(tmp_path):
    path = tmp_path / "poems.jsonl"
    path.write_text('{"text": "One."}\n{"text": ""}\n{"text": "Two."}\n')
    dataset = open_texts_alone(path)
    assert [dataset.sample(index).source for index in range(len(dataset))] == ["One.", "Two."]
    assert (dataset.classes, dataset.targets.shape, dataset.sample(0).target.shape) == ((), (2, 0), (0,))
    assert [(aside.id, aside.reason) for aside in dataset.set_aside] == [("line 2", "the text is empty")]
    assert pickle.loads(pickle.dumps(dataset)).sample(1).source == "Two."
    assert preview_column(ColumnOptions(path=path)).column_options == {"text_column": "text", "split_column": ""}


def test_of_a_table_with_classes_the_column_and_the_split_are_taken(tmp_path):
    path = tmp_path / "poems.csv"
    path.write_text("poem,mood,split\nOne line.,sad,train\nTwo lines.,glad,validation\nThree.,sad,train\n")
    dataset = open_texts_alone(path, text_column="poem")
    assert (len(dataset), dataset.classes, list(dataset.splits)) == (3, (), ["train", "validation", "train"])
    with pytest.raises(UserError, match="no column ‘verse’"):
        open_texts_alone(path, text_column="verse")
    path.write_text("poem,mood\n,sad\n")
    with pytest.raises(UserError, match=r"No row of .* has a text in ‘poem’"):
        open_texts_alone(path, text_column="poem")
