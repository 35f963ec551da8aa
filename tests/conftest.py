"""Keeps every test on its own ground: Qt without a screen, the app's home in a temporary folder, no network."""

import os
import socket
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["QT_API"] = "pyside6"
os.environ["PYQTGRAPH_QT_LIB"] = "PySide6"
os.environ.pop("QT_SCALE_FACTOR", None)


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where settings, runs and weights of this test go."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DESKTOP_TL_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Connections to anything but this machine fail the test that tries."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect_here)


LONG = 60_000
"""Milliseconds that a test waits at least before it gives up: on a busy machine everything takes longer."""


class PatientQtBot(QtBot):
    """Waits for what happens, not for a moment: the limits of pytest-qt, 5 s, are too short beside other work."""

    def waitUntil(self, callback: Any, *, timeout: int = LONG) -> None:
        super().waitUntil(callback, timeout=max(timeout, LONG))

    def waitSignal(self, signal: Any, *, timeout: int = LONG, **options: Any) -> Any:
        return super().waitSignal(signal, timeout=_patient(timeout, **options), **options)

    def waitSignals(self, signals: Any, *, timeout: int = LONG, **options: Any) -> Any:
        return super().waitSignals(signals, timeout=_patient(timeout, **options), **options)


def _patient(timeout: int, *, raising: bool = True, **_: Any) -> int:
    """Where nothing is to come, which `assertNotEmitted` asks, the limit stands."""
    return max(timeout, LONG) if raising else timeout


@pytest.fixture
def qtbot(qapp: Any, request: pytest.FixtureRequest) -> QtBot:
    return PatientQtBot(request)
