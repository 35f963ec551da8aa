"""Three lines give an author a test for every rule, under pytest as it is installed beside the app."""

import os
import subprocess
import sys

import pytest

from tests.testing.making import BACKBONE, DATASET, change

TEST = """
from desktop_tl.testing import PluginTests

class TestPlugin(PluginTests):
    plugin = "acme_checked"
"""

WITH_EXAMPLE = """
import pytest
from PIL import Image

@pytest.fixture
def examples(self, tmp_path):
    for name in ("ant.png", "bee.png"):
        Image.new("RGB", (8, 8)).save(tmp_path / name)
    return {"acme/pictures": {"root": str(tmp_path)}}

TestPlugin.examples = examples
"""


@pytest.fixture
def run_tests(tmp_path):
    """Runs an author's tests in a process of their own; gives the exit status and what it printed."""

    def run(code: str, test: str) -> tuple[int, str]:
        (tmp_path / "acme_checked.py").write_text(code, encoding="utf-8")
        (tmp_path / "test_acme.py").write_text(test, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", str(tmp_path)],
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *filter(None, sys.path)])},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def test_every_rule_is_a_test_of_its_own_and_a_broken_one_says_why(run_tests):
    status, output = run_tests(change(BACKBONE, "parameters=420", "parameters=421"), TEST)
    assert status == 1
    assert "1 failed, 13 passed, 2 skipped" in output
    assert "it has no weights" in output
    assert "test_contract[acme/net-tells_how_large_it_is]" in output
    assert "the spec says 421 parameters, the stages have 420" in output


def test_a_fixture_gives_examples(run_tests):
    status, output = run_tests(DATASET, TEST + WITH_EXAMPLE)
    assert status == 0, output
    assert "12 passed, 1 skipped" in output


def test_a_module_that_cannot_be_imported_is_a_failed_test(run_tests):
    status, output = run_tests("import nothing_of_that_name", TEST)
    assert status == 1
    assert "nothing_of_that_name" in output


def test_a_class_without_a_plugin_is_told_how_to_name_one(run_tests):
    status, output = run_tests(BACKBONE, TEST.replace('plugin = "acme_checked"', "pass"))
    assert status != 0
    assert 'plugin = "your_module"' in output
