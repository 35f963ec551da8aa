"""Whatever one plugin does, the others are listed, and its record says what is wrong and what to do."""

import sys

import pytest

from desktop_tl.host import GivenPlugin, load_plugins
from tests.host.making import given, offering

HOOK = "@hookimpl\ndef desktop_tl_backbones():\n    "


def load_beside_a_good_one(plugin, **options):
    """The record of the plugin, after a look at whether a good one, loaded later, came through."""
    plugins = load_plugins([plugin, offering("zz-good", "good/net")], **options)
    assert plugins.records[-1].state == "ready"
    assert list(plugins.catalog.backbones) == ["good/net"]
    record = plugins.records[0]
    assert record.state == "failed"
    assert record.error
    assert not record.offers
    return record


class Importing:
    """A plugin whose import runs the code."""

    name = "bad"
    dist = None

    def __init__(self, code: str) -> None:
        self.code = code

    def load(self):
        exec(compile(self.code, "bad.py", "exec"), {})


def test_a_plugin_that_raises_leaves_the_others_listed():
    record = load_beside_a_good_one(given("bad", HOOK + "raise ValueError('no luck')"))
    assert "ValueError" in record.error
    assert "no luck" in record.error
    assert "no luck" in record.traceback
    assert record.advice


def test_an_import_that_raises_is_contained():
    record = load_beside_a_good_one(Importing("1 / 0"))
    assert "ZeroDivisionError" in record.error


def test_a_missing_dependency_comes_with_a_pip_hint():
    record = load_beside_a_good_one(Importing("import a_module_that_nobody_has.part"))
    assert "a_module_that_nobody_has" in record.error
    assert record.advice.endswith("pip install a_module_that_nobody_has")


def test_a_name_that_the_plugin_api_lacks_is_a_matter_of_versions():
    record = load_beside_a_good_one(Importing("from desktop_tl.api import Hologram"))
    assert "another version" in record.error


def test_a_syntax_error_names_the_line():
    record = load_beside_a_good_one(Importing("x = 1\ndef broken(:\n"))
    assert "line 2 of ‘bad.py’" in record.error


def test_a_plugin_that_exits_does_not_end_the_app():
    assert "exit status 3" in load_beside_a_good_one(Importing("import sys; sys.exit(3)")).error
    assert "exit status" in load_beside_a_good_one(given("bad", HOOK + "raise SystemExit")).error


def test_the_own_ctrl_c_is_not_swallowed():
    with pytest.raises(KeyboardInterrupt):
        load_plugins([Importing("raise KeyboardInterrupt")])


def test_endless_recursion_is_contained():
    record = load_beside_a_good_one(given("bad", HOOK + "return desktop_tl_backbones()"))
    assert "called itself" in record.error
    assert len(record.traceback) <= 20_000


def test_an_exception_that_is_not_even_an_exception_is_contained():
    record = load_beside_a_good_one(Importing("class Panic(BaseException): pass\nraise Panic('native')"))
    assert "Panic" in record.error


def test_an_exception_that_cannot_be_printed_is_contained():
    code = "class Odd(Exception):\n    def __str__(self): raise ValueError\nraise Odd"
    assert "Odd" in load_beside_a_good_one(Importing(code)).error


def test_what_a_plugin_prints_is_kept_in_its_record_and_out_of_the_output(capsys):
    code = "import sys; print('hello'); print('there', file=sys.stderr); 1 / 0"
    records = load_plugins([Importing(code), given("loud", HOOK + "print('in the hook')\n    return []")]).records
    assert [record.output for record in records] == ["hello\nthere\n", "in the hook\n"]
    assert capsys.readouterr() == ("", "")


def test_a_plugin_without_hooks_is_told_how_to_write_one():
    record = load_beside_a_good_one(given("bad", ""))
    assert "no hook" in record.error
    assert "hookimpl" in record.advice
    assert "no hook" in load_beside_a_good_one(GivenPlugin("bad", None)).error


def test_an_unknown_hook_is_named_with_the_one_that_was_meant():
    record = load_beside_a_good_one(given("bad", "@hookimpl\ndef desktop_tl_backbone():\n    return []"))
    assert "‘desktop_tl_backbone’" in record.error
    assert "Did you mean ‘desktop_tl_backbones’?" in record.error


def test_a_hook_without_its_decorator_is_named():
    record = load_beside_a_good_one(given("bad", "def desktop_tl_backbones():\n    return []"))
    assert "‘desktop_tl_backbones’ lacks the decorator" in record.error


def test_a_wrong_signature_is_shown_with_the_right_one():
    record = load_beside_a_good_one(given("bad", "@hookimpl\ndef desktop_tl_tasks(config):\n    return []"))
    assert "desktop_tl_tasks() -> Iterable[TaskSpec]" in record.error


def test_a_hook_wrapper_is_refused():
    code = "@hookimpl(wrapper=True)\ndef desktop_tl_tasks():\n    return (yield)"
    assert "wrapper" in load_beside_a_good_one(given("bad", code)).error


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("return None", "not None"),
        ("pass", "not None"),
        ("return backbone('a/b')", "not a value of type BackboneSpec"),
        ("return 7", "not a value of type int"),
        ("return 'a/b'", "one item is of type str"),
        ("return {'a/b': backbone('a/b')}", "one item is of type str"),
        ("return [backbone('a/b'), None]", "one item is of type NoneType"),
        ("return [TaskSpec(id='a', title='A', build=print)]", "one item is of type TaskSpec"),
    ],
)
def test_a_hook_that_returns_the_wrong_type_is_named(body, words):
    record = load_beside_a_good_one(given("bad", HOOK + body))
    assert words in record.error
    assert "‘desktop_tl_backbones’" in record.error


def test_a_coroutine_is_no_list():
    record = load_beside_a_good_one(given("bad", "@hookimpl\nasync def desktop_tl_backbones():\n    return []"))
    assert "not a value of type coroutine" in record.error


def test_a_generator_that_raises_midway_offers_nothing():
    record = load_beside_a_good_one(given("bad", HOOK + "yield backbone('a/b')\n    raise OSError('gone')"))
    assert "gone" in record.error


def test_a_hook_that_does_not_end_is_ended(monkeypatch):
    monkeypatch.setattr("desktop_tl.host.asking.MOST_SPECS", 50)
    code = HOOK + "i = 0\n    while True:\n        i += 1\n        yield backbone(f'a/{i}')"
    assert "more than 50" in load_beside_a_good_one(given("bad", code)).error


@pytest.mark.parametrize("spec_id", ["resnet", "a/b/c", "/b", "a/", "../b", "a b/c", "", "a/b\n", 7, None])
def test_an_id_without_the_plugin_in_front_is_refused(spec_id):
    record = load_beside_a_good_one(given("bad", HOOK + f"return [backbone({spec_id!r})]"))
    assert f"{spec_id!r} is not a valid id" in record.error
    assert "plugin/name" in record.advice


def test_a_backbone_without_preprocessing_is_refused():
    record = load_beside_a_good_one(given("bad", HOOK + "return [backbone('a/b', preprocessing=None)]"))
    assert "‘a/b’ has no preprocessing" in record.error


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ("title=''", "title of ‘a/b’"),
        ("build=None", "build of ‘a/b’"),
        ("options=dict", "options of ‘a/b’"),
        ("tasks='image-classification'", "tasks of ‘a/b’"),
        ("weights=['imagenet']", "weights of ‘a/b’"),
    ],
)
def test_a_spec_with_a_wrong_field_is_named(changes, words):
    assert words in load_beside_a_good_one(given("bad", HOOK + f"return [backbone('a/b', {changes})]")).error


def test_a_path_option_that_the_options_lack_is_refused():
    code = (
        "@hookimpl\ndef desktop_tl_datasets():\n"
        "    return [DatasetSpec(id='a/b', title='A', open=print, path_option='folder')]"
    )
    assert "‘folder’" in load_beside_a_good_one(given("bad", code)).error


def test_an_id_that_a_plugin_hands_out_twice_is_refused():
    assert "‘a/b’ twice" in load_beside_a_good_one(offering("bad", "a/b", "a/b")).error


def test_duplicate_ids_are_refused_naming_both_plugins():
    plugins = load_plugins([offering("second", "a/net", "b/net"), offering("first", "a/net")])
    first, second = plugins.records
    assert (first.state, second.state) == ("ready", "failed")
    assert "first" in second.error
    assert "second" in second.error
    assert "‘a/net’" in second.error
    assert plugins.catalog.provider_of("a/net") is first
    assert list(plugins.catalog.backbones) == ["a/net"]


def test_two_plugins_of_one_name_are_both_listed():
    used, unused = load_plugins([offering("twin", "a/net"), offering("twin", "b/net")]).records
    assert (used.state, unused.state) == ("ready", "left out")
    assert used.key != unused.key
    assert "two plugins" in unused.error


@pytest.mark.parametrize("name", ["../x", "a b", "", "x/../../y", "a\nb"])
def test_a_name_that_is_no_name_is_refused_and_not_imported(name):
    record = load_beside_a_good_one(GivenPlugin(name, None))
    assert "not a valid name" in record.error


def test_a_plugin_that_imports_torch_is_marked():
    guilty = given("guilty", HOOK + "import sys; sys.modules['torch'] = sys\n    return []")
    real = sys.modules.pop("torch", None)
    try:
        records = load_plugins([guilty, offering("later", "a/b")]).records
    finally:
        del sys.modules["torch"]
        if real is not None:
            sys.modules["torch"] = real
    assert [record.imported_torch for record in records] == [True, False]
