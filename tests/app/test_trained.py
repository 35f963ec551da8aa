"""Pretrain, then fine-tune: a trained run is a backbone that says where it comes from; both runs know each other."""

import json
from pathlib import Path

import pytest

from desktop_tl.app.trained import as_backbone, list_trained
from desktop_tl.cli import main
from desktop_tl.runs.store import find_successors
from tests.helpers.nets import SMALL_NET
from tests.helpers.small_app import small_context, train_small


@pytest.mark.usefixtures("qapp")
def test_a_trained_run_says_what_it_was_made_of_and_what_was_made_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESKTOP_TL_HOME", str(tmp_path))
    context = small_context(tmp_path)
    first = train_small(context, name="first", image_size=8)
    choice = as_backbone(first).model_dump()
    more = {"strategy": "head", "dataset.id": "test/more"}
    second = train_small(context, name="second", **more, **{"backbone.weights_file": str(first.path)})
    third = train_small(context, name="third", **more, start_from=str(second.path))
    assert choice["weights_file"] == str(first.path)
    found = {one.run_title: one for one in list_trained(context.runs, context.catalog)}
    assert (found["first"].before, found["first"].epochs, found["first"].licences) == ("", 2, ("CC-BY-4.0",))
    assert (found["second"].before, found["second"].licences) == ("first", ("CC-BY-4.0",)), "by way of the first"
    assert (found["third"].before, found["third"].licences) == ("second", ("CC-BY-4.0",))
    assert found["first"].preprocessing == SMALL_NET.preprocessing.at_size(8) != SMALL_NET.preprocessing
    sizes = [run.model()["preprocessing"]["size"] for run in (first, second, third)]
    assert sizes == [8, 8, 8], "what the network was trained with, unless another size is asked for"
    assert [found[name].is_own for name in ("first", "second")] == [False, False], "their data have a licence"
    summaries = context.runs.summaries()
    assert [one.name for one in find_successors(first.path, summaries)] == ["second"]
    assert [one.name for one in find_successors(second.path, summaries)] == ["third"]
    assert find_successors(third.path, summaries) == []
    capsys.readouterr()
    assert main(["runs", "show", "second", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert Path(told["begins_with"]).name == "first"
    assert told["led_to"] == ["third"]
    context.runs.delete(first)
    assert {one.run_title: one.before for one in list_trained(context.runs, context.catalog)}["second"] == ""
