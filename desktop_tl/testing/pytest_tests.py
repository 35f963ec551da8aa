"""The class that an author's tests derive from; `pytest_plugin` makes one test of it for every check."""

from collections.abc import Callable
from typing import ClassVar


class PluginTests:
    """Derive from it, name your module, and every rule of the contract is a test:

        class TestPlugin(PluginTests):
            plugin = "desktop_tl_acme"

    Where an option has no default, override the fixture ``examples``, which gives values for it by id:

        @pytest.fixture
        def examples(self, tmp_path):
            return {"acme/folder": {"root": make_pictures(tmp_path)}}

    Attributes:
        plugin: the module that the entry point names, or ``module:object``.
        only: patterns of ids, where not everything shall be checked; empty takes some of each kind, all if they are
            few.
    """

    plugin: ClassVar[str] = ""
    only: ClassVar[tuple[str, ...]] = ()

    def test_contract(self, contract_check: Callable[[], None]) -> None:
        """One rule; the name of the test says which."""
        contract_check()
