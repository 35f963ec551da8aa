"""The stage tree, the image grid, the confusion matrix and the curves answer mouse and keyboard, at any size."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_tl.gui.widgets.confusion_matrix import ConfusionMatrix
from desktop_tl.gui.widgets.curve_plot import CurvePlot
from desktop_tl.gui.widgets.stage_tree import StageRow, StageTree
from desktop_tl.gui.widgets.tile_grid import TileGrid

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tree(qtbot: QtBot) -> StageTree:
    tree = StageTree()
    qtbot.addWidget(tree)
    stages = [StageRow(name=f"layer{i}", title=f"Stage {i}", parameters=1_000_000) for i in range(4)]
    tree.set_stages(stages, StageRow(name="fc", title="Head", parameters=500_000))
    tree.resize(480, 400)
    tree.show()
    return tree


def click_stage(qtbot: QtBot, tree: StageTree, stage: int) -> None:
    qtbot.mouseClick(tree.rows, LEFT, pos=tree.rows.row_rect(stage).center())


def test_at_first_only_the_head_is_trained(tree: StageTree) -> None:
    assert tree.boundary() == 4
    assert tree.trained_parameters() == 500_000


def test_clicking_a_frozen_stage_trains_from_there_on(qtbot: QtBot, tree: StageTree) -> None:
    with qtbot.waitSignal(tree.boundary_changed) as signal:
        click_stage(qtbot, tree, 2)
    assert signal.args == [2]
    assert tree.trained_parameters() == 2_500_000
    assert "2.5" in tree.totals_text()


def test_clicking_a_trained_stage_freezes_up_to_it(qtbot: QtBot, tree: StageTree) -> None:
    tree.set_boundary(0)
    click_stage(qtbot, tree, 1)
    assert tree.boundary() == 2


def test_keys_move_the_boundary_within_its_limits(qtbot: QtBot, tree: StageTree) -> None:
    qtbot.keyClick(tree.rows, Qt.Key.Key_Up)
    assert tree.boundary() == 3
    qtbot.keyClick(tree.rows, Qt.Key.Key_Home)
    qtbot.keyClick(tree.rows, Qt.Key.Key_Up)
    assert tree.boundary() == 0
    qtbot.keyClick(tree.rows, Qt.Key.Key_End)
    assert tree.boundary() == 4


def test_a_read_only_tree_does_not_move(qtbot: QtBot, tree: StageTree) -> None:
    tree.set_read_only(True)
    click_stage(qtbot, tree, 1)
    qtbot.keyClick(tree.rows, Qt.Key.Key_Up)
    assert tree.boundary() == 4


def test_only_tiles_in_sight_are_read_of_100_000(qtbot: QtBot) -> None:
    asked: set[int] = set()
    lock = threading.Lock()

    def load(index: int) -> QImage:
        with lock:
            asked.add(index)
        if index == 2:
            raise OSError("broken file")
        return QImage(32, 32, QImage.Format.Format_RGB32)

    grid = TileGrid()
    qtbot.addWidget(grid)
    grid.resize(640, 480)
    grid.set_items(100_000, load, str)
    grid.show()
    qtbot.waitUntil(lambda: grid.contents.get(0) is not None and bool(grid.contents.error(2)))
    assert max(asked) < 60
    assert grid.contents.error(2) == "broken file"

    def is_last_one_shown() -> bool:
        grid.view().scrollToBottom()  # which moves down while the tiles are laid out
        return grid.contents.get(99_999) is not None

    qtbot.waitUntil(is_last_one_shown)
    assert len(asked) < 200
    grid.contents.stop()


def test_keys_and_enter_open_a_tile(qtbot: QtBot) -> None:
    grid = TileGrid()
    qtbot.addWidget(grid)
    grid.resize(640, 480)
    grid.set_items(50, lambda _index: QImage(8, 8, QImage.Format.Format_RGB32))
    grid.show()
    grid.set_current(0)
    qtbot.keyClick(grid.view(), Qt.Key.Key_Right)
    with qtbot.waitSignal(grid.activated) as signal:
        qtbot.keyClick(grid.view(), Qt.Key.Key_Return)
    assert signal.args == [1]
    grid.contents.stop()


@pytest.mark.parametrize("classes", [3, 200])
def test_a_click_on_a_cell_names_its_classes(qtbot: QtBot, classes: int) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.set_matrix(np.eye(classes, dtype=int), [f"class {i}" for i in range(classes)])
    matrix.resize(700, 700)
    matrix.show()
    centre = matrix.grid.cell_rect(1, 2).center()
    with qtbot.waitSignal(matrix.cell_clicked) as signal:
        qtbot.mouseClick(matrix.grid, LEFT, pos=QPoint(int(centre.x()), int(centre.y())))
    assert signal.args == [1, 2]
    qtbot.keyClick(matrix.grid, Qt.Key.Key_Left)
    with qtbot.waitSignal(matrix.cell_clicked) as signal:
        qtbot.keyClick(matrix.grid, Qt.Key.Key_Return)
    assert signal.args == [1, 1]


def test_the_confusion_matrix_can_be_copied_as_a_table(qtbot: QtBot) -> None:
    matrix = ConfusionMatrix()
    qtbot.addWidget(matrix)
    matrix.set_matrix([[3, 1], [0, 4]], ["cat", "dog"])
    assert matrix.table.as_text() == "\tcat\tdog\ncat\t3\t1\ndog\t0\t4"
    matrix.set_percent(True)
    assert "75.0\t25.0" in matrix.table.as_text()


def test_curves_can_be_read_at_an_epoch_and_as_a_table(qtbot: QtBot) -> None:
    plot = CurvePlot("Loss")
    qtbot.addWidget(plot)
    plot.set_series("Train", [1, 2, 3], [1.0, 0.5, 0.25])
    plot.set_series("Validation", [2, 3], [0.75, 0.5])
    plot.show()
    said = plot.read_out(2.2)
    assert "0.5" in said
    assert "0.75" in said
    plot.show_table(True)
    assert plot.table.as_text().splitlines() == [
        "Epoch\tTrain\tValidation",
        "1\t1\t",
        "2\t0.5\t0.75",
        "3\t0.25\t0.5",
    ]
