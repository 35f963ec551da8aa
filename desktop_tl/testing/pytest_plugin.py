"""Makes a test of every rule for each class that derives from `PluginTests`. pytest finds it by its entry point."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from desktop_tl.testing.checks import Check, NotApplicable
from desktop_tl.testing.plugins import Choice, Examples, PluginPlace, list_checks
from desktop_tl.testing.pytest_tests import PluginTests


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Lists the checks, for which the plugin is imported; they are looked at one test each."""
    if "contract_check" not in metafunc.fixturenames or metafunc.cls is None:
        return
    if not issubclass(metafunc.cls, PluginTests):
        raise pytest.UsageError("The fixture ‘contract_check’ belongs to classes that derive from PluginTests.")
    checks = _list_checks(metafunc.cls, {})
    names = [(check.subject, check.rule) for check in checks]
    ids = [re.sub(r"[^\w./-]+", "_", f"{subject}-{rule}") for subject, rule in names]
    metafunc.parametrize("contract_check", names, ids=ids, indirect=True)


@pytest.fixture
def examples() -> Mapping[str, Mapping[str, Any]]:
    """Values for options that have no default, by the id of what they belong to. Override it in your class."""
    return {}


@pytest.fixture
def contract_check(request: pytest.FixtureRequest, examples: Examples) -> Callable[[], None]:
    """Looks whether one rule holds; skips where there is nothing to look at."""
    check = next(c for c in _list_checks(request.cls, examples) if (c.subject, c.rule) == request.param)

    def hold() -> None:
        try:
            check.hold()
        except NotApplicable as reason:
            pytest.skip(str(reason))

    return hold


def _list_checks(tests: type[PluginTests], examples: Examples) -> list[Check]:
    if not tests.plugin:
        raise pytest.UsageError(f'{tests.__name__} names no plugin: plugin = "your_module"')
    name = tests.plugin.partition(":")[0].removeprefix("desktop_tl_")
    choice = Choice(only=tests.only) if tests.only else Choice()
    return list_checks(PluginPlace(name, tests.plugin), examples=examples, choice=choice)
