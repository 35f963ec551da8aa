"""In the terminal: plugins are shown before they are installed, found, explained, and removed without a trace."""

import io
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_tl.app.paths import Paths
from desktop_tl.app.plugins.changes import PluginChanges
from desktop_tl.cli import main
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken
from tests.helpers.pictures import write_class_folders
from tests.helpers.wheels import write_plugin, write_wheel

SMALL = """
from dataclasses import replace
from desktop_tl.api import hookimpl
from tests.helpers.nets import SMALL_NET

@hookimpl
def desktop_tl_backbones():
    return [replace(SMALL_NET, id="acme/small")]
"""


@pytest.fixture(autouse=True)
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in list(os.environ):
        if name.startswith("PIP_") or name in ("DISPLAY", "WAYLAND_DISPLAY"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "index"))
    write_wheel(tmp_path / "index", "acme-part")
    write_plugin(tmp_path / "index", "acme", code=SMALL, requires=["acme-part"])
    before = list(sys.path)
    yield tmp_path / "index"
    sys.path[:] = before
    sys.modules.pop("desktop_tl_acme", None)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the plugin, since pip takes seconds."""
    folder = tmp_path_factory.mktemp("template")
    write_wheel(folder / "wheels", "acme-part")
    write_plugin(folder / "wheels", "acme", code=SMALL, requires=["acme-part"])
    changes = PluginChanges(paths=Paths.below(folder / "home"), is_offline=lambda: True)
    changes.apply(changes.plan_install([str(folder / "wheels")], stop=StopToken()), stop=StopToken())
    return folder / "home"


@pytest.fixture
def with_acme(own_home: Path, template: Path) -> Path:
    shutil.copytree(template, own_home, dirs_exist_ok=True)
    return own_home


def last_object(text: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(text.splitlines()[-1])
    return result


def test_a_plugin_is_shown_with_a_warning_and_installed_only_after_yes(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert main(["plugins", "install", "desktop-tl-acme"]) == 1  # nobody to ask
    out, err = capsys.readouterr()
    assert "Add --yes" in err
    for words in ("desktop-tl-acme", "acme-part", "1.0", "kB", "needed by a plugin", "runs with your rights"):
        assert words in out
    monkeypatch.setattr(sys, "stdin", Terminal("n\n"))
    assert main(["plugins", "install", "desktop-tl-acme"]) == 0
    assert "Nothing was changed" in capsys.readouterr().out
    assert PluginChanges(paths=Paths.below(own_home)).installed() is None
    monkeypatch.setattr(sys, "stdin", Terminal("y\n"))
    assert main(["plugins", "install", "desktop-tl-acme", "--json"]) == 0
    out, err = capsys.readouterr()
    result = last_object(out)
    assert result["applied"] is True
    assert [dist["name"] for dist in result["distributions"]] == ["desktop-tl-acme", "acme-part"]
    assert "Installed: desktop-tl-acme 1.0" in err
    assert PluginChanges(paths=Paths.below(own_home)).installed() is not None


def test_installed_plugins_are_listed_explained_disabled_removed_and_brought_back(
    with_acme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["plugins", "info", "desktop-tl-acme", "--json"]) == 0
    facts = last_object(capsys.readouterr().out)
    assert (facts["version"], facts["licence"], facts["needs"]) == ("1.0", "MIT", ["acme-part"])
    assert "desktop_tl_acme-1.0" in facts["installed"]
    assert "desktop_tl_acme" not in sys.modules  # commands that install or explain load no plugin
    assert main(["plugins", "disable", "desktop-tl-acme"]) == 0
    assert main(["plugins", "list", "--json"]) == 0
    records = {record["key"]: record for record in last_object(capsys.readouterr().out)["plugins"]}
    assert records["desktop-tl-acme:acme"]["state"] == "disabled"
    assert main(["plugins", "enable", "desktop-tl-acme:acme"]) == 0
    assert main(["plugins", "update", "--yes"]) == 0
    assert "was installed from the file" in capsys.readouterr().out
    assert main(["plugins", "remove", "desktop-tl-acme", "--yes", "--json"]) == 0
    assert last_object(capsys.readouterr().out)["removed"] == ["desktop-tl-acme", "acme-part"]
    assert main(["plugins", "remove", "desktop-tl-acme", "--yes"]) == 1
    assert "no installed plugin" in capsys.readouterr().err
    assert main(["plugins", "undo", "--yes"]) == 0
    assert "now installed: desktop-tl-acme 1.0" in capsys.readouterr().out


def test_a_plugin_that_is_not_installed_is_explained_from_the_index(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plugins", "info", "desktop-tl-acme"]) == 0
    out = capsys.readouterr().out
    for words in ("A small plugin.", "MIT", "acme-part 1.0", "to download"):
        assert words in out


def test_a_run_of_a_removed_plugin_still_opens_and_says_what_is_missing_and_how_to_get_it(
    with_acme: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, run = write_class_folders(tmp_path / "data", per_class=6), tmp_path / "run"
    command = ["train", "--data", str(data), "--backbone", "acme/small", "--strategy", "scratch", "--epochs", "1"]
    assert main([*command, "--out", str(run)]) == 0
    assert main(["plugins", "remove", "desktop-tl-acme", "--yes"]) == 0
    sys.path[:] = [entry for entry in sys.path if not entry.startswith(str(with_acme))]  # as in a new process
    sys.modules.pop("desktop_tl_acme")
    capsys.readouterr()

    assert main(["runs", "show", str(run)]) == 0
    assert "acme/small" in capsys.readouterr().out
    assert main(["predict", str(run), str(data)]) == 1
    err = capsys.readouterr().err
    assert "‘acme/small’ needs a plugin that offers ‘acme/…’, and none is installed" in err
    assert "desktop-tl plugins install desktop-tl-acme" in err
    environment = json.loads((RunFolder.open(run).path / "environment.json").read_text())
    assert environment["plugins"]["desktop-tl-acme"] == "1.0"
