"""The plugin keeps the contract, as the kit for authors checks it."""

import pytest

from desktop_tl.testing import PluginTests


class TestContract(PluginTests):
    plugin = "desktop_tl_tables"
    only = ("tables/texts", "tables/text-column")

    @pytest.fixture
    def examples(self, tmp_path):
        path = tmp_path / "table" / "animals.csv"
        path.parent.mkdir()
        path.write_text("text,label\n" + "".join(f"animal {n},{('cat', 'dog')[n % 2]}\n" for n in range(8)))
        return {name: {"path": str(path)} for name in self.only}
