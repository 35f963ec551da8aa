"""Observers come through the door like backbones: checked, listed, found by id, and named when something is wrong."""

import pytest

from desktop_tl.api import UserError
from desktop_tl.host import load_plugins
from tests.host.making import given

CODE = """
from desktop_tl.api import ObserverSpec
from pydantic import BaseModel

class NeedsServer(BaseModel):
    server: str

@hookimpl
def desktop_tl_observers():
    yield ObserverSpec(id={id!r}, title="Watcher", build={build}, options={options})
"""


def load(spec_id="watcher", build="print", options="BaseModel"):
    plugins = load_plugins([given("watching", CODE.format(id=spec_id, build=build, options=options))])
    return plugins.records[0], plugins.catalog


@pytest.mark.parametrize("spec_id", ["watcher", "acme/watcher"])
def test_an_observer_is_listed_and_found(spec_id):
    record, catalog = load(spec_id)
    assert record.state == "ready", record.error
    assert record.offers == {"observers": (spec_id,)}
    assert catalog.find_observer(spec_id) is catalog.observers[spec_id]
    assert catalog.provider_of(spec_id) is record


def test_one_that_is_missing_leads_to_the_list_or_to_the_one_that_was_meant():
    _, catalog = load()
    with pytest.raises(UserError, match="no observer ‘watchr’") as caught:
        catalog.find_observer("watchr")
    assert "‘watcher’" in caught.value.advice
    with pytest.raises(UserError) as caught:
        catalog.find_observer("somebody")
    assert "desktop-tl observers" in caught.value.advice
    with pytest.raises(UserError) as caught:
        catalog.find_observer("tensorboard")
    assert "pip install desktop-tl-tensorboard" in caught.value.advice


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"spec_id": "a watcher"}, "‘name’"),
        ({"build": "None"}, "build of ‘watcher’"),
        ({"options": "dict"}, "options of ‘watcher’"),
        ({"options": "NeedsServer"}, "no default for ‘server’"),
    ],
)
def test_a_wrong_spec_is_refused_at_the_door(wrong, words):
    record, catalog = load(**wrong)
    assert record.state == "failed"
    assert words in f"{record.error} {record.advice}"
    assert not catalog.observers
