"""A hook exists from the day on which it is documented, used by a first-party plugin, and tested."""

import re
from pathlib import Path

import pytest

from desktop_tl.host.asking import CATALOG_HOOKS, hook_signatures

ROOT = Path(__file__).parents[2]
HOOKS = hook_signatures()


def read_all(pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in ROOT.glob(pattern))


def test_the_host_asks_through_every_hook():
    assert {hook.name for hook in CATALOG_HOOKS} == set(HOOKS)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_documented_under_its_signature(hook):
    guide = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
    assert f"### `{HOOKS[hook]}`\n" in guide


def test_the_guide_documents_no_hook_that_does_not_exist():
    guide = (ROOT / "plugins" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### `(desktop_tl_\w+)", guide, re.MULTILINE)) == set(HOOKS)


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_used_by_a_first_party_plugin(hook):
    assert f"def {hook}(" in read_all("plugins/*/desktop_tl_*/*.py")


@pytest.mark.parametrize("hook", HOOKS)
def test_a_hook_is_tested(hook):
    assert hook in read_all("tests/host/test_*.py")
    assert hook in read_all("plugins/*/tests/test_*.py")
