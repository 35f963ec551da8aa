"""All texts of the window reach the translators, and a translation reaches the window."""

import importlib.util
import re
import shutil
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QLabel

from desktop_tl.api.errors import UserError
from desktop_tl.app.context import build_context
from desktop_tl.app.doctor import check_fonts, check_network, check_python
from desktop_tl.app.endings import describe_end
from desktop_tl.app.other_runs import OtherRuns
from desktop_tl.app.paths import Paths
from desktop_tl.app.resources import resource
from desktop_tl.engine.devices import choose_device
from desktop_tl.engine.images import probe_image
from desktop_tl.gui.application import install_translators
from desktop_tl.gui.outside_words import catalog_text, engine_text, stage_text
from desktop_tl.gui.pages.settings_page import SettingsPage
from desktop_tl.gui.widgets.inline_message import InlineMessage
from desktop_tl.gui.workbench import Workbench
from desktop_tl.host import load_plugins

DO_THIS = (
    "Run `.venv/bin/python resources/translations/update.py`, translate what is unfinished in the .ts file, "
    "and run it once more."
)
CHINESE = re.compile("[一-鿿]")


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
        ("TrainingChoice", "How many samples are averaged for one correction. Halve it if memory runs out."),
        ("OptionsForm", "As the computer"),  # the words for a choice
        ("Catalog", "Handwritten digits"),  # what a first-party plugin says of itself
        ("Engine", "the recipe asks for the CPU"),  # what the engine says
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


@pytest.fixture
def chinese(qapp) -> Iterator[None]:
    translators = install_translators(qapp, "zh_CN")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)


class TestChinese:
    path = resource("translations", "desktop_tl_zh_CN.ts")

    def test_is_complete(self, update):
        known = update.read(self.path)
        missing = [f"{context}: {source}" for context, source in update.collect() if not known.get((context, source))]
        unfinished = [
            f"{message.findtext('source')} ({translation.get('type')})"
            for message in ET.parse(self.path).iter("message")
            if (translation := message.find("translation")) is not None and translation.get("type")
        ]
        assert not missing + unfinished, "\n".join([DO_THIS, *missing, *unfinished])

    def test_keeps_what_is_filled_in(self, update):
        marks = re.compile(r"\{[^}]*\}|%L?\d|%n|\*\.\w+")
        wrong = [
            f"{context}: {source!r} became {text!r}"
            for (context, source), text in update.read(self.path).items()
            if sorted(marks.findall(source)) != sorted(marks.findall(text))
        ]
        assert not wrong, "\n".join(wrong)

    def test_is_compiled(self, update, tmp_path: Path):
        copy = tmp_path / self.path.name
        shutil.copy(self.path, copy)
        update.update(copy, update.read(self.path))
        fresh = copy.with_suffix(".qm").read_bytes()
        assert fresh == self.path.with_suffix(".qm").read_bytes(), f"The .qm file is older than the .ts file. {DO_THIS}"

    def test_reaches_a_page(self, chinese, tmp_path: Path, qtbot):
        page = SettingsPage(Workbench(build_context(paths=Paths.below(tmp_path))))
        qtbot.addWidget(page)
        labels = [label.text() for label in page.findChildren(QLabel)]
        for title in ("设置", "语言", "外观", "存放位置"):
            assert title in labels

    def test_reaches_what_the_catalog_says(self, chinese):
        catalog = load_plugins(safe_mode=True).catalog
        assert catalog_text(catalog.datasets["samples/digits"].title) == "手写数字"
        said = {spec.description for spec in catalog.backbones.values() if spec.description}
        assert [text for text in said if not CHINESE.search(catalog_text(text))] == []
        assert catalog_text("What another plugin says") == "What another plugin says"

    def test_reaches_what_the_engine_says(self, chinese, tmp_path: Path):
        device = choose_device("cpu")
        texts = [device.title, device.reason]
        texts += [str(probe_image(data)) for data in (b"", b"hello, world", b"%PDF-1.7", b"PK\x03\x04")]
        texts.append(str(probe_image(tmp_path / "nothing.png")))
        texts += [check_python().text, check_network(build_context(paths=Paths.below(tmp_path))).text]
        texts += [finding.text for finding in check_fonts()]
        texts += ["channels last took 0.91 × the time of contiguous", "bf16 took 0.67 × the time of fp32"]
        assert [text for text in texts if not CHINESE.search(engine_text(text))] == []
        assert engine_text("CPU, 8 threads") == "CPU，8 个线程"
        assert engine_text("NVIDIA H100") == "NVIDIA H100"

    def test_reaches_what_went_wrong(self, chinese, tmp_path: Path, qtbot):
        with pytest.raises(UserError) as refused:
            OtherRuns(tmp_path / "other_runs.json").open(tmp_path, tmp_path)
        failed = describe_end(ZeroDivisionError("division by zero"), 0.0, tmp_path)
        for message, advice in ((refused.value.message, refused.value.advice), (failed.message, failed.advice)):
            shown = InlineMessage("error", message, advice)
            qtbot.addWidget(shown)
            texts = [label.text() for label in shown.findChildren(QLabel) if label.text()]
            assert texts
            assert [text for text in texts if not CHINESE.search(text)] == []

    @pytest.mark.parametrize(
        ("title", "words"),
        [
            ("Block 3 · 2 blocks (40 channels)", "模块 3 · 2 个模块（40 通道）"),
            ("Stem (32 channels)", "输入层（32 通道）"),
            ("Patches and positions", "图块与位置"),
            ("Something of a plugin", "Something of a plugin"),
        ],
    )
    def test_reaches_the_names_of_stages(self, chinese, title, words):
        assert stage_text(title) == words
