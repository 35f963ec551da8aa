"""The pages with texts: what they show, what they leave out, and how a model is asked about them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_tl.api import BackboneSpec, TextPreprocessing, Url, UserError, Weights, hookimpl
from desktop_tl.api.files import LocalFile
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.paths import Paths
from desktop_tl.gui.application import make_application
from desktop_tl.gui.draft import Draft
from desktop_tl.gui.pages.data_page import DataPage
from desktop_tl.gui.pages.model_page import ModelPage
from desktop_tl.gui.pages.predict_page import PredictPage
from desktop_tl.gui.pages.results_page import ResultsPage
from desktop_tl.gui.pages.sample_dialog import SampleDialog
from desktop_tl.gui.pages.train_page import TrainPage
from desktop_tl.gui.widgets.tile_grid import TileGrid
from desktop_tl.gui.widgets.tiles import TextTiles
from desktop_tl.gui.workbench import Workbench
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from desktop_tl.runs.strategy import Strategy
from tests.app.serving import Served, serve
from tests.helpers.nets import SMALL_NET
from tests.helpers.small_texts import SQUARES, TEXTS, SmallTexts, text_context, text_recipe, write_table
from tests.helpers.texts import TEXT_NET, cats_and_ships, make_tokenizer, text_preprocessing

MS = 20_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def context(home: Path) -> AppContext:
    return text_context(home)


@pytest.fixture(scope="module")
def run(context: AppContext) -> RunFolder:
    """A model of texts, trained for two epochs."""
    job = context.jobs.start(text_recipe())
    assert job.wait(200)
    assert job.end is not None
    assert job.end.outcome == "finished", job.end
    return job.folder


@pytest.fixture
def bench(context: AppContext, qapp) -> Iterator[Workbench]:
    make_application(context)
    bench = Workbench(context)
    bugs: list[BaseException] = []
    bench.background.failed_unexpectedly.connect(bugs.append)
    yield bench
    bench.close()
    assert not bugs


def shown(qtbot: QtBot, page: QWidget) -> None:
    qtbot.addWidget(page)
    page.resize(1100, 780)
    page.show()


def texts_of(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def click(page: QWidget, name: str) -> None:
    button = page.findChild(QAbstractButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    button.click()


class TestDraft:
    def test_texts_bring_their_task_and_a_backbone_that_serves_it(self, context) -> None:
        draft = Draft(context)
        assert draft.task == "image-classification"
        draft.choose_dataset(TEXTS)
        assert draft.task == "text-classification"
        assert draft.backbone_choice is not None
        assert draft.backbone_choice.id == TEXT_NET.id
        assert draft.words.count(3) == "3 texts"

    def test_going_back_to_pictures_brings_back_what_was_chosen_for_them(self, context) -> None:
        draft = Draft(context)
        draft.choose_backbone(SMALL_NET.id, weights_file="mine.safetensors")
        before = draft.backbone_choice
        draft.choose_dataset(TEXTS)
        draft.choose_dataset(SQUARES)
        assert draft.task == "image-classification"
        assert draft.backbone_choice == before

    def test_settings_that_mean_nothing_for_texts_go_back_to_their_defaults(self, context) -> None:
        draft = Draft(context)
        draft.change_training(draft.training.model_copy(update={"augmentation": "strong", "image_size": 64, "seed": 5}))
        draft.choose_dataset(TEXTS)
        assert (draft.training.augmentation, draft.training.image_size, draft.training.seed) == ("none", 0, 5)

    def test_a_run_is_taken_with_its_task_and_makes_the_same_recipe(self, context) -> None:
        draft = Draft(context)
        recipe = text_recipe()
        draft.take(recipe, cats_and_ships())
        draft.rename(recipe.name)
        assert draft.recipe() == recipe

    def test_a_task_of_the_dataset_that_was_chosen_stays_while_the_dataset_stays(self, context) -> None:
        draft = Draft(context)
        draft.take(text_recipe(), cats_and_ships())
        draft.choose_dataset(TEXTS.model_copy(update={"limit": 10}), cats_and_ships())
        assert draft.task == "text-classification"
        assert draft.strategy == Strategy("scratch")


class TestData:
    @pytest.fixture
    def page(self, bench: Workbench, qtbot: QtBot) -> DataPage:
        page = DataPage(bench)
        shown(qtbot, page)
        return page

    @staticmethod
    def open_table(page: DataPage, qtbot: QtBot, path: Path) -> None:
        page.open_path(path)
        qtbot.waitUntil(page.chooser.options.rows.isVisible, timeout=MS)
        click(page, "open_dataset")
        qtbot.waitUntil(lambda: page.view.isVisible() and page.view.grid.count() > 0, timeout=MS)

    def test_a_table_shows_its_first_rows_with_the_guess_before_it_is_opened(
        self, page, bench, qtbot, tmp_path
    ) -> None:
        path = write_table(tmp_path / "letters.csv")
        page.open_path(path)
        options = page.chooser.options
        qtbot.waitUntil(options.rows.isVisible, timeout=MS)
        form = options.form
        assert form.editor("text_column").currentText() == "what was written"
        assert form.editor("label_column").currentText() == "animal or vehicle"
        assert cats_and_ships(24).pixels[0] in options.rows.as_text(whole=True)
        assert bench.draft.dataset is None
        click(page, "open_dataset")
        qtbot.waitUntil(lambda: bench.draft.dataset is not None, timeout=MS)
        assert bench.draft.task == "text-classification"
        assert page.subtitle.text() == "letters.csv · 24 texts in 2 classes"
        assert options.isHidden()

    def test_another_column_can_be_chosen(self, page, bench, qtbot, tmp_path) -> None:
        page.open_path(write_table(tmp_path / "letters.csv"))
        options = page.chooser.options
        qtbot.waitUntil(options.rows.isVisible, timeout=MS)
        combo = options.form.editor("label_column")
        combo.setCurrentIndex(combo.findText("number"))
        combo.activated.emit(combo.currentIndex())
        qtbot.waitUntil(lambda: not options.is_looking, timeout=MS)
        click(page, "open_dataset")
        qtbot.waitUntil(lambda: bool(page.messages()), timeout=MS)
        assert "number" in page.messages()[0].text()
        assert options.isVisible()  # to choose anew

    def test_a_table_that_cannot_be_read_is_explained_where_it_can_be_mended(self, page, qtbot, tmp_path) -> None:
        path = tmp_path / "old.csv"
        path.write_bytes("text,label\ncafé,a\nthé,b\n".encode("cp1252"))
        page.open_path(path)
        options = page.chooser.options
        qtbot.waitUntil(options.message.isVisible, timeout=MS)
        assert options.message.kind() == "error"
        editor = options.form.editor("encoding")
        assert editor.isVisible()
        qtbot.keyClicks(editor, "cp1252")
        qtbot.waitUntil(options.rows.isVisible, timeout=MS)
        assert "café" in options.rows.as_text(whole=True)
        assert not options.message.isVisible()

    def test_texts_are_cards_found_by_their_words_and_read_whole(self, page, qtbot, tmp_path) -> None:
        self.open_table(page, qtbot, write_table(tmp_path / "letters.csv"))
        view = page.view
        assert isinstance(view.grid.tiles(), TextTiles)
        first = cats_and_ships(24).pixels[0]
        qtbot.waitUntil(lambda: view.grid.contents.get(0) == first, timeout=MS)
        page.findChild(QLineEdit, "sample_search").setText(first.upper())
        qtbot.waitUntil(lambda: view.grid.count() == 1, timeout=MS)
        view.grid.activated.emit(0)
        qtbot.waitUntil(lambda: view.preview.view.content() == first, timeout=MS)
        words = len(first.split())
        assert f"{words} words · {len(first)} characters" in texts_of(view.preview)

    def test_the_check_speaks_of_texts_and_lists_those_without_words(self, page, qtbot, tmp_path) -> None:
        self.open_table(page, qtbot, write_table(tmp_path / "letters.csv"))
        qtbot.waitUntil(lambda: not page.view.check.is_checking(), timeout=MS)
        assert page.view.check.verdict() == "1 text cannot be read and will be left out."
        click(page, "show_unreadable")
        assert "the text is empty" in page.view.unreadable.table.as_text(whole=True)

    def test_pictures_after_texts_are_pictures_again(self, page, bench, qtbot, tmp_path) -> None:
        self.open_table(page, qtbot, write_table(tmp_path / "letters.csv"))
        page.open_choice(SQUARES)
        qtbot.waitUntil(lambda: page.view.grid.count() == 48, timeout=MS)
        assert not isinstance(page.view.grid.tiles(), TextTiles)
        assert bench.draft.backbone_choice.id == SMALL_NET.id


class TestModelAndTrain:
    def test_only_backbones_of_texts_are_listed_while_the_data_is_texts(self, bench, qtbot) -> None:
        page = ModelPage(bench)
        shown(qtbot, page)
        assert page.browser.ids() == [SMALL_NET.id]
        bench.draft.choose_dataset(TEXTS, cats_and_ships())
        assert page.browser.ids() == [TEXT_NET.id]
        assert page.browser.findChild(QComboBox, "backbone_order").findData("accuracy") < 0  # nobody published any
        qtbot.waitUntil(lambda: "12 tokens; 64 at most" in texts_of(page))
        assert not [text for text in texts_of(page) if "icture" in text or "pixel" in text]
        bench.draft.choose_dataset(SQUARES)
        assert page.browser.ids() == [SMALL_NET.id]

    def test_what_is_about_pictures_is_not_asked_for_texts(self, bench, qtbot) -> None:
        page = TrainPage(bench)
        shown(qtbot, page)
        page.form.show_all(True)
        bench.draft.choose_dataset(SQUARES, None)
        assert page.form.editor("augmentation").isVisible()
        assert not page.form.editor("max_length").isVisible()
        bench.draft.choose_dataset(TEXTS, cats_and_ships())
        assert page.form.editor("max_length").isVisible()
        for name in ("augmentation", "mixing", "image_size"):
            assert not page.form.editor(name).isVisible()
        assert not page.examples_button.isVisible()
        assert not [text for text in texts_of(page) if "icture" in text]

    def test_a_run_on_texts_is_told_in_texts(self, bench, qtbot) -> None:
        page = TrainPage(bench)
        shown(qtbot, page)
        bench.draft.take(text_recipe(), cats_and_ships())
        page.start()
        qtbot.waitUntil(lambda: not bench.feed.is_running, timeout=MS)
        assert "of the texts kept back" in page.outcome.text()


class Place(BaseModel):
    path: str = Field(default="", title="Folder", json_schema_extra={"folder": True})


def at_place(options: BaseModel) -> BackboneSpec:
    """With the weights that lie in the folder. Raises: UserError."""
    path = options.path  # type: ignore[attr-defined]
    if not path:
        raise UserError("No folder is chosen yet.", advice="Choose one.")
    source = LocalFile(path=str(Path(path, "net.bin")))
    weights = Weights(id="own", title="In the folder", source=source, licence="", training_data="")
    return replace(IN_FOLDER, weights=[weights], preprocessing=text_preprocessing(16))


IN_FOLDER = replace(TEXT_NET, id="test/folder", title="In a folder", options=Place, specialise=at_place)


class TestFilesOfABackbone:
    @pytest.fixture
    def bench_of(self, tmp_path: Path, qapp) -> Iterator[Callable[[BackboneSpec], Workbench]]:
        benches: list[Workbench] = []

        def make(spec: BackboneSpec) -> Workbench:
            class Offer:
                @hookimpl
                def desktop_tl_backbones(self) -> list[BackboneSpec]:
                    return [spec]

            plugins = load_plugins([GivenPlugin("small", SmallTexts()), GivenPlugin("offer", Offer())])
            context = build_context(paths=Paths.below(tmp_path / "home"), plugins=plugins)
            make_application(context)
            benches.append(Workbench(context))
            benches[-1].draft.choose_dataset(TEXTS, cats_and_ships())
            return benches[-1]

        yield make
        for bench in benches:
            bench.close()

    def test_its_tokenizer_is_downloaded_with_its_weights(self, bench_of, qtbot) -> None:
        with serve(Served(b"weights")) as weights, serve(Served(make_tokenizer().encode())) as tokenizer:
            offered = Weights(
                id="w", title="W", source=Url(url=weights.url), licence="MIT", training_data="Some sentences"
            )
            preprocessing = TextPreprocessing(max_length=12, tokenizer=Url(url=tokenizer.url))
            spec = replace(TEXT_NET, id="test/far", weights=[offered], preprocessing=preprocessing)
            bench = bench_of(spec)
            page = ModelPage(bench)
            shown(qtbot, page)
            page.choose_backbone(spec.id)
            download = page.findChild(QAbstractButton, "download_weights")
            qtbot.waitUntil(download.isVisible, timeout=MS)
            bench.context.weights.fetch(spec.id, offered, on_progress=lambda *_: None, stop=StopToken())
            page.choose_backbone(TEXT_NET.id)
            page.choose_backbone(spec.id)
            assert download.isVisible()  # the tokenizer is still to come
            download.click()
            state = page.findChild(QLabel, "weights_state")
            here = "Its weights are on this computer."
            qtbot.waitUntil(lambda: state.isVisible() and state.text() == here, timeout=MS)
            assert bench.context.weights.has(preprocessing.tokenizer)

    def test_what_lies_in_a_folder_is_told_once_the_folder_is_chosen(self, bench_of, qtbot, tmp_path) -> None:
        bench = bench_of(IN_FOLDER)
        page = ModelPage(bench)
        shown(qtbot, page)
        page.choose_backbone(TEXT_NET.id)
        bench.draft.choose_strategy(Strategy("head"))
        page.choose_backbone(IN_FOLDER.id)
        assert page.messages()[0].text() == "No folder is chosen yet."
        assert bench.draft.missing() == "model"
        assert bench.draft.strategy == Strategy("scratch")
        (tmp_path / "net.bin").write_bytes(b"weights")
        editor = page.details.options.editor("path")
        editor.setText(str(tmp_path))
        editor.textEdited.emit(str(tmp_path))
        assert not page.messages()
        assert bench.draft.missing() == ""
        assert bench.draft.strategy == Strategy("head")  # it has weights now, so what was meant is back
        qtbot.waitUntil(lambda: "16 tokens; 64 at most" in texts_of(page), timeout=MS)


class TestResults:
    def test_mistakes_are_the_texts_themselves(self, bench, run, qtbot) -> None:
        page = ResultsPage(bench)
        shown(qtbot, page)
        bench.show_run(run)
        qtbot.waitUntil(lambda: page.story is not None, timeout=MS)
        assert "texts" in page.findChild(QLabel, "result_sentence").text()
        page.matrix.cell_clicked.emit(0, 0)
        grid = page.findChild(TileGrid, "mistakes_grid")
        assert isinstance(grid.tiles(), TextTiles)
        known = set(cats_and_ships().pixels)
        qtbot.waitUntil(lambda: grid.count() == 0 or grid.contents.get(0) in known, timeout=MS)
        page.matrix.cell_clicked.emit(1, 1)
        qtbot.waitUntil(lambda: grid.count() == 0 or grid.contents.get(0) in known, timeout=MS)


class TestPredict:
    @pytest.fixture
    def page(self, bench: Workbench, run: RunFolder, qtbot: QtBot) -> PredictPage:
        bench.show_run(run)
        page = PredictPage(bench)
        shown(qtbot, page)
        qtbot.waitUntil(page.text_box.isVisible, timeout=MS)
        return page

    def test_a_typed_text_is_answered_with_the_keys(self, page, qtbot) -> None:
        qtbot.keyClicks(page.text_box.edit, "the cat purrs")
        qtbot.keyClick(page.text_box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: len(page.predictions) == 1, timeout=MS)
        (answer,) = page.predictions
        assert {name for name, _ in answer.scores} == {"cats", "ships"}
        assert answer.asked.source == "the cat purrs"
        qtbot.waitUntil(lambda: page.detail.view.content() == "the cat purrs", timeout=MS)

    def test_each_line_can_be_a_text_of_its_own(self, page, qtbot, tmp_path) -> None:
        page.text_box.edit.setPlainText("the cat purrs\n\na ship sails\n")
        page.text_box.parts.button("lines").click()
        click(page, "ask_text")
        qtbot.waitUntil(lambda: len(page.predictions) == 2, timeout=MS)
        assert [answer.asked.source for answer in page.predictions] == ["the cat purrs", "a ship sails"]
        page.save_csv(tmp_path / "out.csv")
        qtbot.waitUntil(lambda: bool(page.messages()), timeout=MS)
        lines = (tmp_path / "out.csv").read_text("utf-8").splitlines()
        assert lines[0].startswith("text,class,probability")
        assert lines[1].startswith("the cat purrs,")

    def test_a_table_and_a_file_are_asked_about_row_by_row(self, page, qtbot, tmp_path) -> None:
        (tmp_path / "note.txt").write_text("a ship with cargo", "utf-8")
        page.predict_paths([write_table(tmp_path / "letters.csv", 6), tmp_path / "note.txt"])
        qtbot.waitUntil(lambda: len(page.predictions) == 8 and not page.is_predicting, timeout=MS)
        problems = [answer.problem for answer in page.predictions if answer.problem]
        assert problems == ["the text is empty"]
        assert page.predictions[-1].asked.name == "note.txt"

    def test_what_is_pasted_waits_in_the_box(self, page) -> None:
        QGuiApplication.clipboard().setText("over the waves")
        page.paste()
        assert page.text_box.edit.toPlainText() == "over the waves"
        assert page.predictions == []


def test_only_texts_in_sight_are_read_of_100_000(qtbot: QtBot) -> None:
    asked: set[int] = set()

    def load(index: int) -> str:
        asked.add(index)
        if index == 1:
            raise OSError("broken file")
        return f"text {index} " * 5_000

    grid = TileGrid("Texts", TextTiles())
    qtbot.addWidget(grid)
    grid.resize(640, 480)
    grid.set_items(100_000, load, str)
    grid.show()
    qtbot.waitUntil(lambda: grid.contents.get(0) is not None and bool(grid.contents.error(1)))
    assert grid.contents.get(0).startswith("text 0 text 0")
    assert len(grid.contents.get(0)) < 1_000

    def is_last_one_shown() -> bool:
        grid.view().scrollToBottom()  # which moves down while the tiles are laid out
        return grid.contents.get(99_999) is not None

    qtbot.waitUntil(is_last_one_shown)
    assert len(asked) < 200
    grid.contents.stop()


def test_the_dialog_shows_the_whole_text_and_the_arrows_go_on(bench: Workbench, qtbot: QtBot) -> None:
    texts = ["first " * 2_000, "second"]
    dialog = SampleDialog(bench.background, 2, 0, texts.__getitem__, lambda index: (str(index), "A sentence."))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.view.content() == texts[0], timeout=MS)
    qtbot.keyClick(dialog, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: dialog.view.content() == "second", timeout=MS)
