"""An id that is not in the catalog leads to the plugin that is missing, or to the id that was meant."""

import pytest

from desktop_tl.api import UserError
from desktop_tl.host import Catalog, load_plugins
from tests.host.making import given, offering

TASK = "@hookimpl\ndef desktop_tl_tasks():\n    return [TaskSpec(id='image-classification', title='I', build=print)]"


@pytest.fixture(scope="module")
def plugins():
    broken = given("broken", "@hookimpl\ndef desktop_tl_backbones():\n    raise OSError('no disk')")
    nets = offering("nets", "nets/resnet18", "nets/resnet50")
    off = offering("off", "off/net")
    return load_plugins([nets, broken, off, given("tasks", TASK)], disabled={":off"})


def missing(find, spec_id):
    with pytest.raises(UserError) as caught:
        find(spec_id)
    return caught.value


def test_what_is_there_is_found(plugins):
    catalog = plugins.catalog
    assert catalog.find_backbone("nets/resnet18").id == "nets/resnet18"
    assert catalog.find_task("image-classification") is catalog.tasks["image-classification"]
    assert catalog.provider_of("nets/resnet50").name == "nets"
    assert catalog.provider_of("nets/alexnet") is None


def test_a_misspelt_id_gets_the_one_that_was_meant(plugins):
    error = missing(plugins.catalog.find_backbone, "nets/resnt50")
    assert "‘nets/resnt50’" in error.message
    assert "‘nets/resnet50’" in error.advice
    assert "‘image-classification’" in missing(plugins.catalog.find_task, "image-clasification").advice


def test_an_id_without_the_plugin_in_front_gets_the_whole_one(plugins):
    assert "Did you mean ‘nets/resnet50’" in missing(plugins.catalog.find_backbone, "resnet50").advice


def test_an_id_like_nothing_else_gets_the_way_to_the_list(plugins):
    assert "desktop-tl backbones" in missing(plugins.catalog.find_backbone, "nets/zzz").advice


def test_a_first_party_plugin_that_is_not_installed_comes_with_the_way_to_get_it(plugins):
    error = missing(plugins.catalog.find_backbone, "timm/vit_tiny")
    assert "‘timm/…’" in error.message
    assert "pip install desktop-tl-timm" in error.advice


def test_a_foreign_plugin_is_not_guessed_by_name(plugins):
    assert "pip install" not in missing(plugins.catalog.find_dataset, "unheard/of").advice


def test_a_failed_plugin_is_blamed_with_its_reason(plugins):
    error = missing(plugins.catalog.find_backbone, "broken/net")
    assert "broken" in error.message
    assert "no disk" in error.message


def test_a_disabled_plugin_is_named_with_the_way_to_enable_it(plugins):
    error = missing(plugins.catalog.find_backbone, "off/net")
    assert "disabled" in error.message
    assert ":off" in error.advice


def test_the_catalog_cannot_be_changed_from_outside(plugins):
    with pytest.raises(TypeError):
        plugins.catalog.backbones["x/y"] = None
    assert not Catalog().tasks
