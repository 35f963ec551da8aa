"""A plugin that ended the whole process is left out at the next start, until it changes or is asked for."""

import os
import subprocess
import sys
import time

import pytest

from desktop_tl.host import forget_crash, load_plugins
from tests.host.making import given, offering

PROGRAM = """
import os, pathlib, sys
from tests.host.making import given, offering
from desktop_tl.host import load_plugins
killer = given("killer", "@hookimpl\\ndef desktop_tl_backbones():\\n    import os; {deed}")
load_plugins([killer, offering("other", "a/b")], state_folder=pathlib.Path(sys.argv[1]))
"""


def start_with_a_killer(state_folder, deed):
    return subprocess.Popen([sys.executable, "-c", PROGRAM.format(deed=deed), str(state_folder)])


def load(state_folder):
    return load_plugins([offering("killer", "k/net"), offering("other", "a/b")], state_folder=state_folder).records


@pytest.mark.parametrize("deed", ["os.abort()", "os._exit(3)"])
def test_a_plugin_that_ended_the_process_is_left_out_at_the_next_starts(tmp_path, deed):
    assert start_with_a_killer(tmp_path, deed).wait() != 0
    for _ in range(2):
        killer, other = load(tmp_path)
        assert (killer.state, other.state) == ("left out", "ready")
        assert "ended abruptly" in killer.error
    forget_crash(tmp_path, killer.key)
    assert [record.state for record in load(tmp_path)] == ["ready", "ready"]


def test_a_plugin_that_another_running_process_is_loading_is_not_blamed(tmp_path):
    slow = start_with_a_killer(tmp_path, "import time; time.sleep(600)")
    try:
        deadline = time.monotonic() + 120
        while not any(path.stat().st_size for path in tmp_path.glob("loading-*")):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        assert [record.state for record in load(tmp_path)] == ["ready", "ready"]
    finally:
        slow.kill()
        slow.wait()
    assert load(tmp_path)[0].state == "left out"


def test_an_orderly_failure_is_no_crash(tmp_path):
    load_plugins([given("killer", "@hookimpl\ndef desktop_tl_tasks():\n    raise SystemExit")], state_folder=tmp_path)
    assert [record.state for record in load(tmp_path)] == ["ready", "ready"]
    assert list(tmp_path.iterdir()) == []


def test_a_ctrl_c_while_loading_blames_nobody(tmp_path):
    plugin = given("killer", "@hookimpl\ndef desktop_tl_tasks():\n    raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        load_plugins([plugin], state_folder=tmp_path)
    assert load(tmp_path)[0].state == "ready"


def test_a_damaged_note_does_not_hinder_the_start(tmp_path):
    (tmp_path / "crashed-plugins.json").write_text("{torn")
    (tmp_path / "loading-plugin-1.txt").write_text('["killer')
    (tmp_path / "loading-plugin-2.txt").write_text("7")
    assert [record.state for record in load(tmp_path)] == ["ready", "ready"]


def test_a_state_folder_that_cannot_be_written_does_not_hinder_the_start(tmp_path):
    (tmp_path / "file").touch()
    assert [record.state for record in load(tmp_path / "file" / "state")] == ["ready", "ready"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_state_folder_does_not_hinder_the_start(tmp_path):
    tmp_path.chmod(0o500)
    assert [record.state for record in load(tmp_path)] == ["ready", "ready"]
