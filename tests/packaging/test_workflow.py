"""The workflow of the installers builds and tries every flavour on every system, with what is in this folder."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from desktop_tl import __version__

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / ".github" / "workflows" / "installers.yml").read_text("utf-8")
WORKFLOW: dict[str, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, Any] = WORKFLOW["jobs"]


def script_of(job: str) -> str:
    return "\n".join(step.get("run", "") for step in JOBS[job]["steps"])


@pytest.mark.parametrize("job", ["linux", "windows", "macos"])
def test_both_flavours_are_built_and_used_on_every_system(job):
    assert JOBS[job]["strategy"]["matrix"]["flavour"] == ["slim", "full"]
    assert "packaging/build.py ${{ matrix.flavour }}" in script_of(job)
    assert "packaging/try_program.py" in script_of(job)


def test_the_release_waits_for_all_and_attaches_all():
    assert set(JOBS["release"]["needs"]) == set(JOBS) - {"release"}
    for suffix in (".deb", ".tar.gz", ".exe", ".dmg", ".whl"):
        assert f"'*{suffix}'" in script_of("release")
    assert "gh release upload" in script_of("release")


def test_actions_are_pinned_to_commits_and_the_right_to_write_is_one_jobs():
    used = re.findall(r"uses: (\S+)(.*)", TEXT)
    assert used
    for action, comment in used:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v[\d.]+", comment), action
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert [name for name, job in JOBS.items() if "permissions" in job] == ["release"]


def test_every_script_that_it_runs_is_here():
    scripts = set(re.findall(r"packaging/[\w/]+\.py", TEXT))
    assert len(scripts) >= 6
    assert [script for script in scripts if not (ROOT / script).is_file()] == []


def test_installed_copies_ask_for_the_file_that_is_attached():
    assert WORKFLOW["env"]["DESKTOP_TL_UPDATES"].endswith("/releases/latest/download/latest.json")
    assert "> release/latest.json" in script_of("release")
    command = [sys.executable, str(ROOT / "packaging" / "version.py"), "--latest", "https://example.org/v1"]
    told = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert told == {"version": __version__, "page": "https://example.org/v1"}
