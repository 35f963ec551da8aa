"""All texts of the window reach the translators, and a translation reaches the window."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from desktop_tl.app.resources import resource


@pytest.fixture(scope="module")
def update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_translations", resource("translations", "update.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "text",
    [
        ("Rail", "Data"),  # translate() with its context
        ("MainWindow", "Stop and quit"),  # self.tr() in a class
        ("ErrorReport", "Copy report"),  # a module's own _tr()
        ("Settings", "Appearance"),  # the title of a pydantic field
        ("TrainingChoice", "How many pictures are averaged for one correction. Halve it if memory runs out."),
        ("OptionsForm", "As the computer"),  # the words for a choice
    ],
)
def test_every_kind_of_text_is_collected(update, text):
    assert text in update.collect()


def test_a_translation_is_merged_compiled_loaded_and_kept(update, tmp_path: Path, qapp):
    path = tmp_path / "desktop_tl_zh_CN.ts"
    update.update(path, [("Rail", "Data"), ("Rail", "Model")])
    document = path.read_text("utf-8")
    untranslated = '<source>Data</source>\n        <translation type="unfinished"></translation>'
    assert untranslated in document
    path.write_text(
        document.replace(untranslated, "<source>Data</source>\n        <translation>数据</translation>"), "utf-8"
    )

    update.update(path, [("Rail", "Data"), ("Rail", "Train")])

    known = update.read(path)
    assert known["Rail", "Data"] == "数据"
    assert known["Rail", "Train"] == ""
    translator = QTranslator()
    assert translator.load(QLocale("zh_CN"), "desktop_tl", "_", str(tmp_path))
    qapp.installTranslator(translator)
    try:
        assert QCoreApplication.translate("Rail", "Data") == "数据"
        assert QCoreApplication.translate("Rail", "Train") == "Train"
    finally:
        qapp.removeTranslator(translator)


def test_the_compiled_file_is_there_in_a_fresh_clone():
    assert resource("translations", "desktop_tl_zh_CN.qm").is_file()
