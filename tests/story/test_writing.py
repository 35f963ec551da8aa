"""From a text file to a text that goes on with a prompt, through the real window, as a person would do it."""

import random
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_tl.gui.main_window import MainWindow
from desktop_tl.gui.widgets.written_text import WrittenText
from desktop_tl.runs.generation import GenerationSettings
from tests.story.test_main_job import LONG, click, context, find, go, window

__all__ = ["context", "window"]  # fixtures

SENTENCES = ("The cat sleeps at night.", "The ship sails over the waves.", "The crew likes milk.")


def write_book(path: Path, count: int = 1200) -> Path:
    """Three sentences in any order: soon learnt."""
    order = random.Random(0)
    path.write_text(" ".join(order.choice(SENTENCES) for _ in range(count)), "utf-8")
    return path


def test_from_a_text_file_to_a_text_of_its_own(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    bench = window.bench
    window.page("data").open_path(write_book(tmp_path / "book.txt"))  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bench.draft.dataset is not None, timeout=LONG)
    assert bench.draft.task == "text-generation"
    click(qtbot, window, "continue_to_model")
    window.page("model").choose_backbone("transformers/gpt2-small-lm")  # type: ignore[attr-defined]
    bench.draft.choose_backbone("transformers/gpt2-small-lm", options={"width": 64, "layers": 1, "longest": 64})
    assert str(bench.draft.strategy) == "scratch"
    click(qtbot, window, "continue_to_train")

    bench.draft.change_training(
        bench.draft.training.model_copy(update={"epochs": 6, "batch_size": 8, "learning_rate": 0.01})
    )
    qtbot.waitUntil(lambda: find(window, QAbstractButton, "start_training").isEnabled(), timeout=LONG)
    click(qtbot, window, "start_training")
    qtbot.waitUntil(lambda: len(bench.feed.progress.generated) == 6 and not bench.feed.is_running, timeout=LONG)
    job, progress = bench.feed.job, bench.feed.progress
    assert job is not None
    assert job.end is not None
    assert job.end.outcome == "finished", job.end
    figures = [epoch.validation["perplexity"] for epoch in progress.epochs]
    assert progress.best is not None
    assert min(figures) == progress.best.validation["perplexity"] < 0.2 * figures[0]
    choice, texts = find(window, QComboBox, "generated_epoch"), find(window, WrittenText, "generated_texts")
    assert choice.currentIndex() == 5
    last = texts.plain()
    choice.setCurrentIndex(0)
    assert texts.plain() != last

    click(qtbot, window, "see_results")
    qtbot.waitUntil(lambda: "Perplexity" in find(window, QLabel, "result_sentence").text(), timeout=LONG)

    go(qtbot, window, "predict")
    qtbot.waitUntil(lambda: bool(window.findChildren(QPlainTextEdit, "prompt")[0].isEnabled()), timeout=LONG)
    prompt, written = find(window, QPlainTextEdit, "prompt"), find(window, WrittenText, "written_text")
    qtbot.keyClicks(prompt, "The ship")
    writer = window.page("predict").writer  # type: ignore[attr-defined]
    writer.form.set_value(GenerationSettings(temperature=0, max_tokens=12))
    qtbot.keyClick(prompt, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not writer.is_writing, timeout=LONG)
    assert find(window, QLabel, "writing_status").text().startswith("Done: 12 tokens")
    assert written.plain().startswith("The ship sails over the waves.")
    click(qtbot, window, "copy_text")
    assert QGuiApplication.clipboard().text() == written.plain()
    stop_and_write_on(qtbot, window)
    assert [run.figure for run in bench.context.runs.summaries()] == [min(figures)]


def stop_and_write_on(qtbot: QtBot, window: MainWindow) -> None:
    """What is written stays, as it comes; it goes on behind its end, and another seed writes another text."""
    writer = window.page("predict").writer  # type: ignore[attr-defined]
    written, status = find(window, WrittenText, "written_text"), find(window, QLabel, "writing_status")
    writer.form.set_value(GenerationSettings(temperature=2, max_tokens=10_000))
    click(qtbot, window, "generate")
    qtbot.waitUntil(lambda: status.text().startswith("Writing…") and len(written.plain()) > 40, timeout=LONG)
    click(qtbot, window, "stop_generating")
    so_far = written.plain()
    assert status.text().startswith("Stopped: ")
    writer.form.set_value(GenerationSettings(temperature=2, max_tokens=5))
    click(qtbot, window, "write_on")
    qtbot.waitUntil(lambda: not writer.is_writing, timeout=LONG)
    assert written.plain().startswith(so_far)
    assert len(written.plain()) > len(so_far)
    click(qtbot, window, "write_another")
    qtbot.waitUntil(lambda: not writer.is_writing, timeout=LONG)
    assert writer.form.value().seed == 1
    assert not written.plain().startswith(so_far)
    assert written.texts()[0][0] == "The ship"
