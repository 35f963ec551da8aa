"""Says whether Qt can start here, as one line of JSON. A program of its own: where it cannot, Qt ends the process."""

import json
from typing import Any

import PySide6.QtCore
from PySide6.QtGui import QFontDatabase, QGuiApplication


def look() -> dict[str, Any]:
    """Version, platform, and how many families of fonts there are."""
    app = QGuiApplication([])
    families = len(QFontDatabase.families())
    return {"qt": PySide6.QtCore.qVersion(), "platform": app.platformName(), "families": families}


if __name__ == "__main__":
    print(json.dumps(look()))
