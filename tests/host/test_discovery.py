"""Plugins are found by their entry points, described by their metadata, and left out when that was asked for."""

import importlib
import subprocess
import sys
from email.message import Message
from importlib.metadata import EntryPoint, PathDistribution

import pytest

from desktop_tl.host import FIRST_PARTY, GivenPlugin, load_plugins
from tests.host.making import HEADER, given, install, offering, write_wheel

CODE = HEADER + "@hookimpl\ndef desktop_tl_backbones():\n    return [backbone('acme/tiny')]\n"
ENTRY = "[desktop_tl]\nacme = acme_nets\n"
METADATA = (
    "Summary: Small nets\nAuthor-email: Ann <ann@example.org>\nLicense-Expression: MIT\n"
    "Project-URL: Source, https://example.org/source\nProject-URL: Homepage, https://example.org\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder at the end of sys.path, as installed plugins are; its modules are forgotten afterwards."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    importlib.invalidate_caches()
    yield folder
    for name, module in list(sys.modules.items()):
        if str(folder) in str(getattr(module, "__file__", "")):
            del sys.modules[name]


def put(folder, distribution, files, **options):
    install(folder, write_wheel(folder.parent, distribution, files, **options))
    importlib.invalidate_caches()


def acme_record(plugins, key="acme-nets:acme"):
    record = plugins.find(key)
    assert record is not None
    return record


def test_an_installed_wheel_is_found_and_described(folder):
    put(folder, "Acme.Nets", {"acme_nets/__init__.py": CODE, "entry_points.txt": ENTRY}, metadata=METADATA)
    plugins = load_plugins()
    record = acme_record(plugins)
    assert record.state == "ready", record.error
    assert (record.distribution, record.version, record.name) == ("acme-nets", "1.0", "acme")
    assert (record.author, record.licence) == ("Ann <ann@example.org>", "MIT")
    assert (record.summary, record.homepage) == ("Small nets", "https://example.org")
    assert record.offers == {"backbones": ("acme/tiny",)}
    assert record.load_seconds > 0
    assert not record.first_party
    assert plugins.catalog.provider_of("acme/tiny") is record


def test_metadata_of_the_backport_that_a_plugin_has_imported_is_read_as_well(tmp_path):
    class Strict(Message):
        def __getitem__(self, name):
            if name not in self:
                raise KeyError(name)
            return super().__getitem__(name)

    class Backported(PathDistribution):
        @property
        def metadata(self):
            strict = Strict()
            strict["Name"], strict["Version"], strict["Summary"] = "acme", "1.0", "Small nets"
            return strict

    plugin = given("acme", "@hookimpl\ndef desktop_tl_backbones():\n    return [backbone('acme/tiny')]\n")
    (record,) = load_plugins([GivenPlugin("acme", plugin.plugin, Backported(tmp_path))]).records
    assert (record.key, record.version, record.summary) == ("acme:acme", "1.0", "Small nets")
    assert (record.author, record.homepage) == ("", "")


def test_first_party_plugins_load_first_then_by_name(folder):
    put(folder, "acme-nets", {"acme_nets/__init__.py": CODE, "entry_points.txt": ENTRY})
    records = load_plugins().records
    order = [(not record.first_party, record.key) for record in records]
    assert order == sorted(order)
    assert {record.distribution for record in records if record.first_party} <= FIRST_PARTY


def test_a_requirement_that_is_not_installed_is_the_pip_hint(folder):
    files = {"acme_nets/__init__.py": "import acme_speed_module", "entry_points.txt": ENTRY}
    metadata = "Requires-Dist: desktop-tl\nRequires-Dist: Acme_Speed>=2\nRequires-Dist: more; extra == 'all'\n"
    put(folder, "acme-nets", files, metadata=metadata)
    record = acme_record(load_plugins())
    assert record.state == "failed"
    assert record.advice == "Install: pip install acme-speed"


def test_an_entry_point_to_a_module_that_is_not_there_is_a_failure(folder):
    put(folder, "acme-nets", {"entry_points.txt": "[desktop_tl]\nacme = acme_lost\nodd = acme lost:\n"})
    plugins = load_plugins()
    assert "acme_lost" in acme_record(plugins).error
    assert acme_record(plugins, "acme-nets:odd").state == "failed"


def test_a_distribution_that_is_installed_twice_is_said(folder, tmp_path, monkeypatch):
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(other), str(folder)])
    files = {"acme_nets/__init__.py": CODE, "entry_points.txt": ENTRY}
    put(folder, "acme-nets", files)
    install(other, write_wheel(tmp_path, "acme-nets", files, version="2.0"))
    importlib.invalidate_caches()
    plugins = load_plugins()
    records = [record for record in plugins.records if record.distribution == "acme-nets"]
    assert [(record.version, record.state) for record in records] == [("1.0", "ready"), ("2.0", "left out")]
    assert str(folder) in records[1].error
    assert str(other) in records[1].error


def test_broken_metadata_hides_nobody(folder):
    broken = folder / "broken-1.dist-info"
    broken.mkdir()
    (broken / "METADATA").write_bytes(b"\xff\xfe\x00")
    (broken / "entry_points.txt").write_text("[desktop_tl\nnonsense")
    put(folder, "acme-nets", {"acme_nets/__init__.py": CODE, "entry_points.txt": ENTRY})
    assert acme_record(load_plugins()).state == "ready"


def test_a_disabled_plugin_is_listed_but_not_imported(folder):
    put(folder, "acme-nets", {"acme_nets/__init__.py": CODE, "entry_points.txt": ENTRY})
    record = acme_record(load_plugins(disabled={"acme-nets:acme"}))
    assert (record.state, record.version) == ("disabled", "1.0")
    assert "acme_nets" not in sys.modules


def test_safe_mode_starts_first_party_plugins_only(folder):
    put(folder, "acme-nets", {"acme_nets/__init__.py": CODE, "entry_points.txt": ENTRY})
    plugins = load_plugins(safe_mode=True)
    assert acme_record(plugins).state == "left out"
    assert "acme_nets" not in sys.modules
    assert all(record.state != "left out" for record in plugins.records if record.first_party)


def test_a_plugin_may_be_an_object_instead_of_a_module():
    class Plugin:
        desktop_tl_backbones = staticmethod(offering("x", "a/b").plugin.desktop_tl_backbones)

    assert list(load_plugins([GivenPlugin("object", Plugin())]).catalog.backbones) == ["a/b"]


def test_a_hook_may_be_a_generator():
    code = "@hookimpl\ndef desktop_tl_backbones():\n    yield backbone('a/b')\n    yield backbone('a/c')"
    assert list(load_plugins([given("lazy", code)]).catalog.backbones) == ["a/b", "a/c"]


def test_entry_points_may_be_handed_over(monkeypatch):
    monkeypatch.setitem(sys.modules, "handed_over", offering("x", "a/b").plugin)
    point = EntryPoint(name="handed", value="handed_over", group="desktop_tl")
    (record,) = load_plugins([point]).records
    assert (record.key, record.state, record.offers) == (":handed", "ready", {"backbones": ("a/b",)})


def test_no_plugins_is_no_problem():
    plugins = load_plugins([])
    assert plugins.records == ()
    assert not plugins.catalog.backbones


def test_listing_all_installed_plugins_imports_neither_torch_nor_qt():
    code = (
        "import sys; from desktop_tl.host import load_plugins; p = load_plugins(safe_mode=True);"
        "print([m for m in ('torch', 'torchvision', 'timm', 'sklearn', 'PySide6') if m in sys.modules]);"
        "print([r.key for r in p.records if r.imported_torch])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "[]"]
