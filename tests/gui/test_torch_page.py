"""Without PyTorch the window works, says above every page what is missing, and sets it up on a page of its own.

The window believes itself in an environment without PyTorch; its children really are in one.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from desktop_tl.api.errors import UserError
from desktop_tl.app.context import build_context
from desktop_tl.app.paths import Paths
from desktop_tl.app.torch_folder import read_current
from desktop_tl.gui.application import make_application, open_window
from desktop_tl.gui.main_window import PAGES, MainWindow
from desktop_tl.gui.pages.torch_page import TorchPage
from desktop_tl.gui.workbench import Workbench
from tests.helpers import page_runs as runs
from tests.helpers.torchless import make_torchless, search_path, write_stand_ins
from tests.helpers.wheels import write_wheel

SET_UP = 60_000
"""Milliseconds: pip runs twice, and the real PyTorch trains a little."""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("torchless")


@pytest.fixture(scope="module")
def python(shared: Path) -> Path:
    return make_torchless(shared / "env")


@pytest.fixture
def window(tmp_path: Path, python: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> Iterator[MainWindow]:
    for name in [name for name in sys.modules if name.partition(".")[0] in ("torch", "torchvision")]:
        monkeypatch.delitem(sys.modules, name)  # of tests before this one
    monkeypatch.setattr(sys, "path", search_path(python))
    monkeypatch.setattr(sys, "executable", str(python))
    monkeypatch.setattr(Workbench, "preload_engine", lambda _self: None)  # it would import torch into this process
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    context = build_context(paths=Paths.below(tmp_path / "home"))
    make_application(context)
    window = open_window(context)
    yield window
    window.close()
    window.deleteLater()


@pytest.fixture
def page(window: MainWindow, qtbot) -> TorchPage:
    """The page of the set-up, reached through the banner."""
    qtbot.mouseClick(window.banner.set_up_button, Qt.MouseButton.LeftButton)
    page = window.page("torch")
    assert isinstance(page, TorchPage) and page.isVisible()
    qtbot.waitUntil(lambda: page.choice.offer is not None)
    return page


def plan_from(page: TorchPage, folder: Path, qtbot) -> None:
    page.choice.use_folder(folder)
    qtbot.mouseClick(page.choice.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page._bench.torch.is_busy, timeout=SET_UP)


def texts(widget) -> str:
    return " | ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_every_page_opens_and_says_what_is_missing_above_itself(window: MainWindow, qtbot):
    qtbot.waitUntil(lambda: "for this computer" in window.banner.message.text())
    for key in PAGES:
        window.show_page(key)
        assert window.page(key).isVisible()
        assert window.banner.isVisible() == (key != "torch")
    window.show_page("settings")
    assert "PyTorch is not set up yet." in texts(window.page("settings").torch)


def test_a_run_is_not_begun_without_it(window: MainWindow):
    bench = window.bench
    runs.choose_digits(bench)

    with pytest.raises(UserError, match="PyTorch is not set up"):
        bench.start_run()

    assert not bench.context.runs.path.exists() or not list(bench.context.runs.path.iterdir())


def test_it_is_set_up_from_wheels_and_can_be_used_at_once(window: MainWindow, page: TorchPage, shared: Path, qtbot):
    write_stand_ins(shared / "wheels", shared / "real", "2.14.0", "0.29.0")
    seen = []
    window.bench.torch.progressed.connect(lambda progress: seen.append(progress.step))

    plan_from(page, shared / "wheels", qtbot)
    assert page.packages is not None and not page.choice.isVisible()
    assert "PyTorch 2.14.0 with torchvision 0.29.0 and 1 more packages" in texts(page.packages)
    assert window.bench.torch.state == "missing"  # nothing is installed before somebody agrees
    qtbot.mouseClick(page.packages.agree_button, Qt.MouseButton.LeftButton)
    window.show_page("data")
    assert "is being set up" in window.banner.message.text()
    qtbot.waitUntil(lambda: window.bench.torch.state == "ready", timeout=SET_UP)

    assert list(dict.fromkeys(seen))[-2:] == ["trying", "switching"]
    assert not window.banner.isVisible()
    window.show_page("torch")
    assert "PyTorch 2.14.0 is set up and works" in page.messages()[0].text()
    assert not page.choice.isVisible()  # until somebody comes back to change it
    assert read_current(window.bench.context.paths) == ("0001", "")
    assert sys.path[-1].endswith("0001/packages".replace("/", os.sep))
    window.show_page("settings")
    card = window.page("settings").torch
    assert "PyTorch 2.14.0 with torchvision 0.29.0" in texts(card) and card.repair.isVisible()
    qtbot.mouseClick(card.change, Qt.MouseButton.LeftButton)
    assert page.choice.isVisible()


def test_what_fails_is_told_with_its_details_and_can_be_tried_again(page: TorchPage, tmp_path: Path, qtbot):
    write_wheel(tmp_path, "torch", "2.14.0", {"torch/__init__.py": "raise OSError('libc10.so is missing')\n"})
    write_wheel(tmp_path, "torchvision", "0.29.0")

    plan_from(page, tmp_path, qtbot)
    qtbot.mouseClick(page.packages.agree_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.messages()), timeout=SET_UP)

    message = page.messages()[0]
    assert message.kind() == "error" and "libc10.so is missing" in message.text()
    assert "Traceback" in page.log.box.toPlainText() and page.log.box.isVisible()
    assert "Try again" in [button.text() for button in message.findChildren(QPushButton)]
    assert page.packages.isVisible()  # or another is chosen


def test_cancel_leads_back_to_the_choice(page: TorchPage, tmp_path: Path, qtbot):
    write_wheel(tmp_path, "torch", "2.14.0")
    page.choice.use_folder(tmp_path)
    page.plan()
    assert page.progress.isVisible() and not page.choice.isVisible()

    page.progress.stop_requested.emit()
    qtbot.waitUntil(lambda: not page._bench.torch.is_busy, timeout=SET_UP)

    assert page.choice.isVisible() and page.choice.offer is not None
    assert "Cancelled" in page.messages()[0].text()


def test_the_address_of_the_index_is_a_setting_once_it_is_one(page: TorchPage, qtbot):
    settings = page._bench.context.settings
    page.choice.address.setText("no-address")
    page.plan()
    assert "is not the address" in page.messages()[0].text()
    assert settings.value.torch_index == ""

    page.choice.address.setText("http://127.0.0.1:9/{build}")
    page.plan()
    page._torch.cancel()
    qtbot.waitUntil(lambda: not page._torch.is_busy, timeout=SET_UP)

    assert settings.value.torch_index == "http://127.0.0.1:9/{build}"


def test_where_python_has_a_torch_nothing_is_offered(tmp_path: Path, qtbot):
    bench = Workbench(build_context(paths=Paths.below(tmp_path)))
    page = TorchPage(bench)
    qtbot.addWidget(page)
    page.show()

    assert "a part of this Python" in page.subtitle.text()
    assert not page.choice.isVisible()
    bench.close()
