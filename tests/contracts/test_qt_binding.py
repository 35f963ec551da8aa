"""Guards against a PySide6 that gives None back once too often: after some thousand calls it would end the process."""

import sys

from PySide6.QtCore import QObject


def test_calls_that_return_none_do_not_use_it_up() -> None:
    thing, before = QObject(), sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("x")
        thing.blockSignals(False)
    assert sys.getrefcount(None) > before - 100
