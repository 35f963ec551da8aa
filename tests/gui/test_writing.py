"""The pages for models that write: data without classes, what is written after each epoch, results, and the list."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from desktop_tl.api import events as e
from desktop_tl.app.backbones import StageInfo
from desktop_tl.engine.text_treatment import note_cut
from desktop_tl.gui.main_window import _dropped_data
from desktop_tl.gui.outside_sample_words import WRITING
from desktop_tl.gui.outside_words import _pattern
from desktop_tl.gui.pages.answer_words import perplexity_text
from desktop_tl.gui.pages.data_classes import ClassCard
from desktop_tl.gui.pages.data_page import DataPage
from desktop_tl.gui.pages.data_summary import summarise
from desktop_tl.gui.pages.data_view import DataView
from desktop_tl.gui.pages.data_words import split_text, target_text, total_text
from desktop_tl.gui.pages.generated_texts import GeneratedTexts
from desktop_tl.gui.pages.outcome_words import outcome_text
from desktop_tl.gui.pages.predict_page import PredictPage
from desktop_tl.gui.pages.result_writing import WritingResults
from desktop_tl.gui.pages.results_page import ResultsPage
from desktop_tl.gui.pages.run_details import RunDetails
from desktop_tl.gui.pages.run_table import ACCURACY, RunModel, RunTable
from desktop_tl.gui.pages.sample_kinds import sample_kind
from desktop_tl.gui.pages.strategy_panel import StrategyPanel
from desktop_tl.gui.pages.train_live import TrainLive
from desktop_tl.gui.pages.train_words import strategy_course, strategy_detail
from desktop_tl.gui.sample_words import sample_words
from desktop_tl.gui.widgets.options_form import OptionsForm
from desktop_tl.gui.widgets.written_text import WrittenText
from desktop_tl.gui.workbench import Workbench
from desktop_tl.runs.generation import GenerationSettings
from desktop_tl.runs.progress import Progress, fold, forget_after
from desktop_tl.runs.recipe import DatasetChoice
from desktop_tl.runs.store import summarise_run
from desktop_tl.runs.strategy import Strategy
from desktop_tl_text_generation.check import check_texts
from tests.helpers import writing
from tests.helpers.page_runs import digits_recipe, leave_run, opened_bench
from tests.helpers.small_texts import write_table
from tests.helpers.texts import text_preprocessing
from tests.helpers.writing import LINES, MereTexts

SPACE = "\N{NO-BREAK SPACE}"
TEXTS = sample_words("text")


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[Workbench]:
    with opened_bench(tmp_path) as bench:
        yield bench


def progress_of(*events: e.Event) -> Progress:
    progress = Progress()
    for event in events:
        fold(progress, event)
    return progress


class TestWrittenText:
    @pytest.fixture
    def view(self, qtbot) -> WrittenText:
        view = WrittenText("Text")
        qtbot.addWidget(view)
        view.resize(400, 120)
        view.show()
        return view

    def test_what_was_given_is_bold_and_nothing_is_read_as_markup(self, view) -> None:
        view.set_texts([("<b>Once", " upon\na time"), ("", "& so on")])
        assert view.toPlainText() == "<b>Once upon\na time\n& so on"
        cursor = view.textCursor()
        cursor.setPosition(3)
        assert cursor.charFormat().font().bold() or cursor.charFormat().fontWeight() > 500
        cursor.setPosition(12)
        assert cursor.charFormat().fontWeight() <= 500
        view.selectAll()
        view.copy()
        assert QGuiApplication.clipboard().text() == view.toPlainText()

    def test_a_letter_that_comes_in_parts_is_mended(self, view) -> None:
        for so_far in ("", " a", " a \N{REPLACEMENT CHARACTER}", " a \N{GRINNING FACE}", " a \N{GRINNING FACE}b"):
            view.follow("Smile:", so_far)
        assert view.toPlainText() == "Smile: a \N{GRINNING FACE}b"
        view.follow("Smile:", " a ")
        assert view.toPlainText() == "Smile: a "

    def test_whoever_scrolls_up_is_left_there_and_whoever_reads_the_end_keeps_seeing_it(self, view, qtbot) -> None:
        bar, text = view.verticalScrollBar(), ""
        for _ in range(60):
            text += " word after word"
            view.follow("", text)
        assert bar.value() == bar.maximum() > 0
        bar.setValue(0)
        view.follow("", text + text)
        assert bar.value() == 0


class TestGeneratedTexts:
    @pytest.fixture
    def card(self, qtbot) -> GeneratedTexts:
        card = GeneratedTexts()
        qtbot.addWidget(card)
        card.show()
        return card

    def test_the_newest_is_shown_until_somebody_looks_at_another(self, card) -> None:
        progress = progress_of(*writing.OPENING, writing.epoch(1, 180.0), writing.generated(1))
        card.set_progress(progress)
        assert card.view.texts() == [("The cat", " sleeps 1."), ("", "A ship\nsails 1.")]
        assert not card.choice.isVisible()  # there is nothing to choose yet
        for event in (writing.epoch(2, 60.0), writing.generated(2)):
            fold(progress, event)
        card.set_progress(progress)
        assert card.view.texts()[0] == ("The cat", " sleeps 2.")
        assert card.subtitle.text().startswith(f"Perplexity{SPACE}60.0 · ")
        card.before.click()
        assert card.view.texts()[0] == ("The cat", " sleeps 1.")
        for event in (writing.epoch(3, 75.0, is_best=False), writing.generated(3)):
            fold(progress, event)
        card.set_progress(progress)
        assert card.view.texts()[0] == ("The cat", " sleeps 1.")
        names = [card.choice.itemText(row) for row in range(3)]
        assert names == ["Epoch 1", "Epoch 2 · best", "Epoch 3"]
        card.choice.setCurrentIndex(2)
        assert not card.after.isEnabled()

    def test_what_a_resumed_run_takes_back_is_gone(self, card) -> None:
        progress = progress_of(*writing.DONE)
        card.set_progress(progress)
        forget_after(progress, 1)
        card.set_progress(progress)
        assert card.view.texts()[0] == ("The cat", " sleeps 1.")
        card.clear()
        assert card.view.texts() == []


class TestData:
    def test_texts_without_classes_tell_how_long_they_are(self, qtbot) -> None:
        summary = summarise(MereTexts(), TEXTS)
        assert summary.answer == "text"
        assert summary.lengths.tolist() == [len(line) for line in writing.LINES]
        assert total_text(summary, TEXTS) == "4 texts"
        assert target_text(summary, 0) == ""
        assert split_text(summary, 0.25) == "25 % is kept back to measure on."
        assert summary.remarks == []
        card = ClassCard()
        qtbot.addWidget(card)
        card.show_summary(summary)
        card.show()
        assert card.heading.text() == "How long they are"
        assert card.lengths is not None
        assert card.lengths.isVisible()
        assert not card.bars.isVisible()
        labels = [label.text() for label in card.lengths.findChildren(QLabel)]
        assert labels[:2] == ["About 82 characters in all", "15 to 30 in each, 20 on average"]

    def test_a_tile_is_named_and_a_text_has_no_class(self, bench, qtbot) -> None:
        view = DataView(bench.background)
        qtbot.addWidget(view)
        view.resize(1000, 700)
        view.show()
        dataset = replace(MereTexts(), splits=["train", "train", "train", "validation"])
        view.show_dataset(sample_kind("text"), dataset, summarise(dataset, TEXTS), 0.2, 0)
        qtbot.waitUntil(lambda: view.grid.count() == 4)
        assert view.grid._model.caption(1) == "book.txt: 2"
        view.grid.activated.emit(3)
        qtbot.waitUntil(lambda: view.preview.view.content() == writing.LINES[3])
        assert view.preview._class.text() == "to measure on"
        qtbot.waitUntil(lambda: not bench.background._tasks)


class TestTraining:
    def test_lower_is_better_in_tiles_curves_and_the_last_word(self, qtbot) -> None:
        live = TrainLive()
        qtbot.addWidget(live)
        live.begin(TEXTS)
        live.show()
        progress = progress_of(*writing.DONE)
        live.set_progress(progress, 8, stopping=False)
        assert live._validation.accessibleName() == "Perplexity (validation): 75.0  Loss 4.317"
        assert live._best.accessibleName().endswith(f"Perplexity{SPACE}60.0")
        assert "lowest figure" in live._best.toolTip()
        assert live.curves.accuracy.accessibleName() == "Perplexity"
        assert live.curves.accuracy.toolTip().endswith("Lower is better.")
        low, high = live.curves.accuracy._plot.getPlotItem().getViewBox().viewRange()[1]
        assert low <= 0 <= 180 <= high < 250
        assert live.generated.isVisible()
        assert outcome_text(progress, TEXTS) == (
            f"Finished in 1 min 15 s: Perplexity{SPACE}60.0 on the texts kept back, best in epoch 2."
        )
        live.begin(TEXTS)
        live.set_progress(Progress(), 8, stopping=False)
        assert not live.generated.isVisible()

    def test_a_very_bad_beginning_does_not_flatten_the_rest(self, qtbot) -> None:
        live = TrainLive()
        qtbot.addWidget(live)
        live.set_progress(progress_of(*writing.OPENING, writing.epoch(1, 40_000.0), writing.epoch(2, 60.0)), 8, False)
        _, high = live.curves.accuracy._plot.getPlotItem().getViewBox().viewRange()[1]
        assert 500 < high < 700


class TestResults:
    @pytest.fixture
    def page(self, bench, qtbot) -> ResultsPage:
        page = ResultsPage(bench)
        qtbot.addWidget(page)
        page.resize(1100, 800)
        page.show()
        run = leave_run(
            bench, "writer", events=writing.DONE, evaluation=writing.text_evaluation(), result=writing.RESULT
        )
        bench.show_run(run)
        qtbot.waitUntil(lambda: page.story is not None)
        return page

    def test_begin_with_a_sentence_and_show_what_is_written_and_the_hardest_texts(self, page) -> None:
        sentence = page.findChild(QLabel, "result_sentence").text()
        assert sentence == (
            "Perplexity 54.6: on average it is as unsure of the next token as between 54.6 equally likely ones, "
            "on 4 pictures."  # the digits' recipe stands in
        )
        view = page.view
        assert isinstance(view, WritingResults)
        assert view.generated.view.texts()[0] == ("The cat", " sleeps 2.")
        assert view.hardest.grid.count() == 3  # of a text of one token nothing was to be told
        assert view.hardest.grid._model.badge(0).text == "148"
        assert view.hardest.grid._model.caption(0).endswith("4 tokens")
        assert view.table._model.rows[0] == ["book.txt: 3", "4", "5.000", "148"]
        assert page._best.accessibleName() == f"Best epoch: 2 of 3 Perplexity{SPACE}60.0"
        assert page._figure.accessibleName() == "Perplexity: 54.6  loss 4.000 a token"


def test_predict_shows_the_prompt_for_models_that_write_and_goes_back_for_others(bench, qtbot) -> None:
    page = PredictPage(bench)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    recipe = digits_recipe(bench).model_copy(update={"task": "text-generation"})
    folders = {}
    for name, kept in (("writer", recipe), ("pictures", digits_recipe(bench))):
        folders[name] = leave_run(bench, name, result=writing.RESULT, recipe=kept)
        folders[name].write("model", {"classes": []})
        (folders[name].checkpoints_path / "best-00001").mkdir(parents=True)
    bench.show_run(folders["writer"])
    qtbot.waitUntil(page.writer.isVisible)
    assert page.writer.write_button.isEnabled()
    assert not page.writer.copy_button.isEnabled()
    assert not any(part.isVisible() for part in (page.drop, page.open_button, page.text_box))
    QGuiApplication.clipboard().setText("Once upon")
    page.paste()
    assert page.writer.prompt.toPlainText() == "Once upon"
    page.writer.write()  # of this run there is no model
    qtbot.waitUntil(lambda: bool(page.messages()) and not page.writer.is_writing, timeout=20_000)
    assert page.writer.write_button.isVisible()
    bench.show_run(folders["pictures"])
    qtbot.waitUntil(page.drop.isVisible)
    assert not page.writer.isVisible()
    assert page.open_button.isEnabled()


def test_the_list_of_runs_puts_the_lowest_perplexity_first(bench, qtbot) -> None:
    for name, perplexity in (("good", 31.2), ("bad", 1203.4)):
        leave_run(bench, name, result={**writing.RESULT, "perplexity": perplexity})
    leave_run(bench, "pictures", result={"outcome": "finished", "accuracy": 0.9})
    leave_run(bench, "stopped", result={"outcome": "stopped", "main_metric": "perplexity"})
    table = RunTable(RunModel({}))
    qtbot.addWidget(table)
    table.runs.set_runs(bench.context.runs.summaries())
    table.sortByColumn(ACCURACY, Qt.SortOrder.DescendingOrder)
    shown = [table.filter.index(row, ACCURACY).data() for row in range(4)]
    assert shown == [f"90.0{SPACE}%", f"Perplexity{SPACE}31.2", f"Perplexity{SPACE}1,203", "–"]
    assert table.runs.headerData(ACCURACY, Qt.Orientation.Horizontal) == "Result"
    width = table.horizontalHeader().sectionSize(ACCURACY)
    assert width > table.fontMetrics().horizontalAdvance(shown[2]) + 16
    table.runs.set_runs([summarise_run(leave_run(bench, "one", result={"accuracy": 0.5}))])
    assert table.runs.headerData(ACCURACY, Qt.Orientation.Horizontal) == "Accuracy"
    assert table.horizontalHeader().sectionSize(ACCURACY) < width


@pytest.mark.parametrize(
    ("value", "text"), [(1.384, "1.38"), (9.996, "10.0"), (31.23, "31.2"), (14203.4, "14,203"), (np.inf, "∞")]
)
def test_perplexity_has_three_digits(value: float, text: str) -> None:
    assert perplexity_text(value) == text


def test_the_settings_of_writing_are_a_narrow_form_that_says_what_is_wrong(qtbot) -> None:
    form = OptionsForm(GenerationSettings, is_narrow=True)
    qtbot.addWidget(form)
    form.resize(300, 600)
    form.show()
    assert form.value() == GenerationSettings()
    editor = form.editor("top_p")
    assert isinstance(editor, QLineEdit)
    editor.setText("1.5")
    editor.textEdited.emit("1.5")
    assert not form.is_valid()
    assert form.errors() == {"top_p": "Must be at most 1.0."}
    assert form.minimumSizeHint().width() <= 272


def test_a_text_file_may_be_dropped_anywhere_and_how_it_is_cut_is_asked_for(bench, tmp_path, qtbot) -> None:
    book = tmp_path / "book.txt"
    book.write_text("Once. " * 400 + "\n%\n" + "Twice. " * 100, "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book))])
    assert _dropped_data(data) == book
    page = DataPage(bench)
    qtbot.addWidget(page)
    page.show()
    page.open_path(book)
    qtbot.waitUntil(lambda: bench.draft.dataset is not None, timeout=20_000)
    assert bench.draft.task == "text-generation"
    assert page.subtitle.text() == f"book.txt · {len(bench.draft.dataset)} texts"
    bench.draft.choose_dataset(None)
    page.findChild(QAbstractButton, "use_folders_text-file").click()
    form = page.chooser.options.form
    for name, text in (("path", str(book)), ("separator", "%")):
        form.editor(name).setText(text)
        form.editor(name).textEdited.emit(text)
    page.findChild(QAbstractButton, "open_dataset").click()
    qtbot.waitUntil(lambda: bench.draft.dataset is not None, timeout=20_000)
    texts = [bench.draft.dataset.sample(index).source for index in range(len(bench.draft.dataset))]
    assert not any("%" in text for text in texts)
    qtbot.waitUntil(lambda: not bench.background._tasks, timeout=20_000)


def test_what_the_task_remarks_on_texts_is_known_to_the_window() -> None:
    for texts in (LINES, LINES[:1]):
        (note,) = check_texts(MereTexts(texts))
        assert any(_pattern(str(template)).fullmatch(note.message) for template in WRITING)
    preprocessing = text_preprocessing(6)
    for texts in (("the cat " * 20, "a ship"), ("the cat " * 20,)):
        cut = note_cut(MereTexts(texts), np.arange(len(texts)), preprocessing)
        assert cut is not None
        assert any(_pattern(str(template)).fullmatch(cut.message) for template in WRITING)


def test_the_head_of_a_model_that_writes_is_kept(qtbot) -> None:
    panel = StrategyPanel()
    qtbot.addWidget(panel)
    panel.show_stages([StageInfo("words", "Embeddings", 100)], 0, "text")
    assert panel.tree.rows.head.title == "Head: tells the next token"
    assert panel.tree.totals_text() == "0 of 100 parameters are trained, and the head"
    panel.show_stages([StageInfo("words", "Embeddings", 100)], 3)
    assert panel.tree.totals_text() == "0 of 100 parameters are trained, and the new head"
    assert "tells the next token" in strategy_detail(Strategy("head"), "text")


def test_a_task_brings_its_own_settings_and_takes_them_with_it_again(bench) -> None:
    draft = bench.draft
    usual, own = draft.training, bench.context.catalog.tasks["text-generation"].settings
    draft.change_training(usual.model_copy(update={"epochs": 3, "batch_size": 7}))
    draft.choose_dataset(DatasetChoice(id="folders/text-file", options={"path": "book.txt"}))
    assert str(draft.strategy) == own["strategy"] == "all"
    assert draft.training.optimizer == own["optimizer"] != usual.optimizer
    assert (draft.training.epochs, draft.training.batch_size) == (3, 7)  # chosen by hand, so they stay
    draft.choose_dataset(DatasetChoice(id="samples/digits"))
    assert str(draft.strategy) == "head"
    assert draft.training == usual.model_copy(update={"epochs": 3, "batch_size": 7})


def test_a_strategy_brings_its_settings_too_and_what_was_chosen_stays(bench) -> None:
    draft, told = bench.draft, []
    usual = draft.training
    draft.training_changed.connect(lambda: told.append(draft.training.learning_rate))
    draft.choose_strategy(Strategy.parse("lora:8"))
    assert (draft.training.optimizer, draft.training.learning_rate) == ("adamw", 0.002)
    assert "AdamW and a learning rate of 0.002" in strategy_course(draft.strategy, 5)
    draft.choose_strategy(Strategy("all"))
    assert draft.training == usual
    assert told == [0.002, usual.learning_rate]
    draft.change_training(usual.model_copy(update={"learning_rate": 0.05}))
    draft.choose_strategy(Strategy.parse("lora:8"))
    assert (draft.training.optimizer, draft.training.learning_rate) == ("adamw", 0.05)
    draft.choose_dataset(DatasetChoice(id="folders/text-file", options={"path": "book.txt"}))
    assert (str(draft.strategy), draft.training.optimizer, draft.training.learning_rate) == ("lora:8", "adamw", 0.05)


def test_of_a_table_a_person_chooses_whether_it_is_told_apart_or_written(bench, tmp_path, qtbot) -> None:
    page = DataPage(bench)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.open_path(write_table(tmp_path / "letters.csv"))
    form = page.chooser.options
    qtbot.waitUntil(lambda: form.rows.isVisible() and not form.is_looking, timeout=20_000)
    assert form.kind.isVisible()
    titles = [form.kind.itemText(row) for row in range(form.kind.count())]
    assert form.kind.currentText() == "Table of texts"
    form.kind.setCurrentIndex(titles.index("Column of texts"))
    form.kind.activated.emit(form.kind.currentIndex())
    qtbot.waitUntil(lambda: form.rows.isVisible() and not form.is_looking, timeout=20_000)
    assert form.form.value().path.name == "letters.csv"
    page.findChild(QAbstractButton, "open_dataset").click()
    qtbot.waitUntil(lambda: bench.draft.dataset is not None, timeout=20_000)
    assert bench.draft.task == "text-generation"
    assert len(bench.draft.dataset.classes) == 0
    page.chooser.ask_for_options(bench.context.catalog.datasets["huggingface-datasets/hub"])
    assert not form.kind.isVisible()
    qtbot.waitUntil(lambda: not bench.background._tasks, timeout=20_000)


def test_what_a_run_has_learned_is_used_though_that_run_began_from_scratch(bench, tmp_path) -> None:
    draft = bench.draft
    draft.choose_dataset(DatasetChoice(id="folders/text-file", options={"path": "book.txt"}))
    draft.choose_backbone("transformers/gpt2-small-lm")
    assert str(draft.strategy) == "scratch"  # it has no weights
    draft.choose_backbone("transformers/gpt2-small-lm", weights_file=str(tmp_path / "run"))
    assert str(draft.strategy) == "all"
    draft.choose_strategy(Strategy("scratch"))
    draft.choose_backbone("transformers/gpt2-small-lm", weights_file=str(tmp_path / "run"))
    assert str(draft.strategy) == "scratch"  # chosen by hand for these weights
    draft.choose_backbone("transformers/gpt2-small-lm", weights_file=str(tmp_path / "other"))
    assert str(draft.strategy) == "all"
    draft.choose_backbone("transformers/gpt2-small-lm")
    draft.choose_dataset(DatasetChoice(id="samples/digits"))
    assert str(draft.strategy) == "head"


def test_the_long_name_of_another_run_does_not_widen_the_details(bench, qtbot) -> None:
    name = "licences.txt · Small GPT-2, to write, from scratch & once more"
    summary = replace(summarise_run(leave_run(bench, "good", result=writing.RESULT)), title=name)
    details = RunDetails()
    qtbot.addWidget(details)
    details.setFixedWidth(352)
    details.show()
    details.show_lineage(summary, ())
    button = details.findChild(QAbstractButton, "open_relative")
    assert button.accessibleName() == name
    assert button.sizeHint().width() < 220
    assert name in button.toolTip()
