"""Real distributions in a real folder for plugins, each with one vice: one record each, and all others work."""

import json
import os
import re
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from desktop_tl import __version__
from desktop_tl.host import load_plugins
from tests.host.making import HEADER, given, install, write_wheel

BACKBONES = "\n@hookimpl\ndef desktop_tl_backbones():\n    "

VICES = {
    "raises": "1 / 0",
    "prints": 'print(\'{"not": "json"}\')' + BACKBONES + "return [backbone('prints/net')]",
    "exits": "import sys; sys.exit(3)",
    "sleeps": "import time; time.sleep(1.2)" + BACKBONES + "return [backbone('sleeps/net')]",
    "torch": "import torch" + BACKBONES + "return [backbone('torch/net')]",
    "hook": BACKBONES + "raise LookupError('no luck')",
    "rubbish": BACKBONES + "return [42]",
    "twice": BACKBONES + "return [backbone('twice/net'), backbone('twice/net')]",
    "thief": BACKBONES + "return [backbone('good/net')]",
    "signature": "@hookimpl\ndef desktop_tl_tasks(context):\n    return []",
    "future": BACKBONES + "return [backbone('future/net')]",
    "past": "from desktop_tl.api import SomethingOfThePast",
    "needy": "import a_distribution_that_is_missing",
    "old": (
        "from desktop_tl.api.deprecation import warn_deprecated\ndef spec():\n"
        "    warn_deprecated('spec()', gone_in='0.9', instead='write backbone()'); return backbone('old/net')"
    )
    + BACKBONES
    + "return [spec()]",
}
METADATA = {
    "future": "Requires-Dist: desktop-tl>=99,<101\n",
    "needy": "Requires-Dist: desktop-tl>=0.1\nRequires-Dist: a-distribution-that-is-missing>=2\n",
}


def put(folder: Path, name: str, code: str, metadata: str = "") -> None:
    """Installs a plugin of one module whose code begins with the usual imports."""
    install(folder, make(folder.parent, name, code, metadata))


def make(folder: Path, name: str, code: str, metadata: str = "") -> Path:
    """The wheel of such a plugin."""
    files = {f"vice_{name}.py": HEADER + code + "\n", "entry_points.txt": f"[desktop_tl]\n{name} = vice_{name}\n"}
    return write_wheel(folder, f"vice-{name}", files, metadata=metadata)


def start(folder: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`desktop-tl` in a process of its own, with the plugins of that folder."""
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([*filter(None, sys.path), str(folder)]),
        "DESKTOP_TL_HOME": str(home),
    }
    command = [sys.executable, "-m", "desktop_tl", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=280, check=False)


def records_of(done: subprocess.CompletedProcess[str]) -> dict[str, dict]:
    plugins = json.loads(done.stdout.strip().splitlines()[-1])["plugins"]
    return {plugin["name"]: plugin for plugin in plugins}


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """What one start says of all plugins, with every vice installed at once."""
    folder = tmp_path_factory.mktemp("plugins") / "site"
    folder.mkdir()
    wheels = [make(folder.parent, name, code, METADATA.get(name, "")) for name, code in VICES.items()]
    install(folder, *wheels, make(folder.parent, "good", BACKBONES + "return [backbone('good/net')]"))
    done = start(folder, tmp_path_factory.mktemp("home"), "plugins", "list", "--json")
    assert done.returncode == 0, done.stderr
    return records_of(done)


def test_every_plugin_has_one_record_and_the_good_ones_work(started):
    assert set(VICES) <= set(started)
    assert started["good"]["state"] == "ready"
    assert started["good"]["offers"] == {"backbones": ["good/net"]}
    assert {plugin["state"] for plugin in started.values() if plugin["key"].startswith("desktop-tl-")} == {"ready"}


@pytest.mark.parametrize(
    ("name", "words", "report"),
    [
        ("raises", "ZeroDivisionError", "vice_raises.py"),
        ("exits", "exit status 3", "SystemExit"),
        ("hook", "no luck", "desktop_tl_backbones"),
        ("rubbish", "one item is of type int", ""),
        ("twice", "‘twice/net’ twice", ""),
        ("thief", "vice-thief and vice-good both offer ‘good/net’", ""),
        ("signature", "desktop_tl_tasks() -> Iterable[TaskSpec]", ""),
        ("future", f"it needs <101,>=99, this is {__version__}", ""),
        ("past", "made for another version", "SomethingOfThePast"),
        ("needy", "a-distribution-that-is-missing, not installed", "ModuleNotFoundError"),
    ],
)
def test_a_vice_is_a_failed_record_with_its_report(started, name, words, report):
    record = started[name]
    assert record["state"] == "failed"
    assert words in record["error"]
    assert record["advice"]
    assert report in record["traceback"]
    assert not record["offers"]


def test_what_is_printed_is_kept_and_does_not_get_between_the_json(started):
    assert started["prints"]["state"] == "ready"
    assert started["prints"]["output"] == '{"not": "json"}\n'


def test_the_time_that_a_plugin_takes_is_measured(started):
    assert started["sleeps"]["state"] == "ready"
    assert 1.2 <= started["sleeps"]["load_seconds"] < 200


def test_who_imports_torch_is_marked(started):
    assert started["torch"]["imported_torch"]
    assert sum(plugin["imported_torch"] for plugin in started.values()) == 1


def test_what_goes_away_is_told_before_it_does(started):
    assert started["old"]["state"] == "ready"
    assert started["old"]["deprecated"] == ["spec() goes away in Desktop TL 0.9: write backbone()."]


def test_a_plugin_for_another_version_is_not_even_imported(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    put(folder, "future", f"open({str(tmp_path / 'imported')!r}, 'w')", "Requires-Dist: desktop-tl<0.0.1\n")
    start(folder, tmp_path / "home", "plugins", "list")
    assert not (tmp_path / "imported").exists()


def test_the_list_says_how_to_do_without_a_slow_one(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    put(folder, "sleeps", VICES["sleeps"])
    done = start(folder, tmp_path / "home", "plugins", "list")
    assert re.search(r"vice-sleeps: It takes [1-9]", done.stdout)
    assert "desktop-tl plugins disable vice-sleeps:sleeps" in done.stdout
    done = start(folder, tmp_path / "home", "plugins", "disable", "vice-sleeps:sleeps", "--json")
    assert json.loads(done.stdout)["enabled"] is False
    record = records_of(start(folder, tmp_path / "home", "plugins", "list", "--json"))["sleeps"]
    assert (record["state"], record["load_seconds"]) == ("disabled", 0)


def test_who_keeps_the_start_waiting_is_named_meanwhile(monkeypatch):
    said, told = threading.Event(), []

    class Screen:
        def write(self, text):
            told.append(text)
            said.set()

        def flush(self):
            pass

    monkeypatch.setattr("desktop_tl.host.loading.PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(sys, "__stderr__", Screen())
    plugin = given("endless", "@hookimpl\ndef desktop_tl_tasks():\n    waited.wait(200)\n    return []")
    plugin.plugin.waited = said
    (record,) = load_plugins([plugin]).records
    assert record.state == "ready"
    assert "Still loading the plugin endless" in "".join(told)
    assert "--safe-mode" in "".join(told)
    assert record.output == ""


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_a_plugin_that_crashes_the_process_is_left_out_at_the_next_start_and_named(tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    put(folder, "crash", "import ctypes; ctypes.string_at(0)")
    put(folder, "good", BACKBONES + "return [backbone('good/net')]")
    first = start(folder, tmp_path / "home", "plugins", "list", "--json")
    assert first.returncode < 0
    second = start(folder, tmp_path / "home", "plugins", "list", "--json")
    assert second.returncode == 0, second.stderr
    records = records_of(second)
    assert (records["crash"]["state"], records["good"]["state"]) == ("left out", "ready")
    assert "ended abruptly while it was loading this plugin" in records["crash"]["error"]
    words = start(folder, tmp_path / "home", "plugins", "list").stdout
    assert "vice-crash: The app ended abruptly" in words


WINDOW = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_tl.cli import main
app = QApplication([])
QTimer.singleShot(0, app.closeAllWindows)  # once the window is open and Qt turns its wheel
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("flags", [["--safe-mode"], []])
def test_safe_mode_imports_no_plugin_of_others_in_terminal_and_window(tmp_path, flags):
    folder, imported = tmp_path / "site", tmp_path / "imported"
    folder.mkdir()
    put(folder, "spy", f"open({str(imported)!r}, 'w')" + BACKBONES + "return [backbone('spy/net')]")
    expected = not flags
    records = records_of(start(folder, tmp_path / "home", *flags, "plugins", "list", "--json"))
    assert records["spy"]["state"] == ("ready" if expected else "left out")
    assert imported.exists() is expected
    imported.unlink(missing_ok=True)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([*filter(None, sys.path), str(folder)])}
    environment |= {"DESKTOP_TL_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", WINDOW, *flags], env=environment, timeout=280, check=False)
    assert done.returncode == 0
    assert imported.exists() is expected


def test_no_library_runs_the_code_of_a_plugin_that_is_not_used(tmp_path):
    """Of one that is installed: pydantic and torch would import it, whatever the app has decided."""
    points = "[pydantic]\nacme = acme_unasked\n[torch.backends]\nacme = acme_unasked:begin\n"
    files = {"acme_unasked.py": "raise SystemExit('it ran')", "entry_points.txt": points}
    with zipfile.ZipFile(write_wheel(tmp_path, "acme", files)) as wheel:
        wheel.extractall(tmp_path / "set")
    variables = ("TORCH_DEVICE_BACKEND_AUTOLOAD", "PYDANTIC_DISABLE_PLUGINS")
    kept = {name: value for name, value in os.environ.items() if name not in variables}
    code = "import desktop_tl.runs.recipe, os; print(os.environ['TORCH_DEVICE_BACKEND_AUTOLOAD'])"
    paths = os.pathsep.join([str(tmp_path / "set"), *filter(None, sys.path)])
    done = subprocess.run(
        [sys.executable, "-c", code], env=kept | {"PYTHONPATH": paths}, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("0\n", "")
