"""Every test of the window reads numbers and dates as one language writes them, wherever it runs."""

import pytest
from PySide6.QtCore import QLocale


@pytest.fixture(autouse=True)
def british_numbers() -> None:
    """1797 is written 1,797, and the clock has 24 hours."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
