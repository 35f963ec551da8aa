"""Exporters come through the door like backbones: checked, listed, found by id, and named when something is wrong."""

import pytest

from desktop_tl.api import UserError
from desktop_tl.host import load_plugins
from tests.host.making import given

CODE = """
from desktop_tl.api import ExporterSpec
from pydantic import BaseModel

class NeedsName(BaseModel):
    name: str

@hookimpl
def desktop_tl_exporters():
    return [ExporterSpec(id={id!r}, title={title!r}, write={write}, load={load}, options={options})]
"""


def load(spec_id="stone", title="Stone", write="print", loading="print", options="BaseModel"):
    code = CODE.format(id=spec_id, title=title, write=write, load=loading, options=options)
    plugins = load_plugins([given("exporting", code)])
    return plugins.records[0], plugins.catalog


@pytest.mark.parametrize("spec_id", ["stone", "acme/stone"])
def test_an_exporter_is_listed_and_found(spec_id):
    record, catalog = load(spec_id)
    assert record.state == "ready", record.error
    assert record.offers == {"exporters": (spec_id,)}
    assert catalog.find_exporter(spec_id) is catalog.exporters[spec_id]


def test_one_that_is_missing_leads_to_the_plugin_that_has_it_or_to_the_list():
    _, catalog = load()
    for wanted, advice in (("onnx", "desktop-tl-onnx"), ("stome", "‘stone’"), ("x", "desktop-tl exporters")):
        with pytest.raises(UserError, match=f"no exporter ‘{wanted}’") as caught:
            catalog.find_exporter(wanted)
        assert advice in caught.value.advice


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"spec_id": "a/b/c"}, "‘name’"),
        ({"title": " "}, "title of ‘stone’"),
        ({"write": "None"}, "write of ‘stone’"),
        ({"loading": "3"}, "load of ‘stone’"),
        ({"options": "NeedsName"}, "no default for ‘name’"),
    ],
)
def test_a_wrong_spec_is_refused_at_the_door(wrong, words):
    record, catalog = load(**wrong)
    assert record.state == "failed"
    assert words in f"{record.error} {record.advice}"
    assert not catalog.exporters
