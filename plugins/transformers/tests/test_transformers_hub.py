"""A model by its name: looked up and fetched from a server of this computer, as from the hub, when it is asked for."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import ValidationError
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

import desktop_tl_folders
import desktop_tl_text_generation
import desktop_tl_transformers
from desktop_tl.api import UserError
from desktop_tl.app.backbones import describe_backbone, discover_backbone
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.generating import GenerationSettings, load_generator
from desktop_tl.app.paths import Paths
from desktop_tl.app.predictions import open_predictor
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl_transformers.hub import HubOptions, describe_hub
from tests.helpers.small_texts import SmallTexts, text_recipe
from tests.helpers.text_models import make
from tests.helpers.texts import make_tokenizer

NAME = "acme/small-bert"


class Hub:
    """Serves ``NAME`` and counts what was asked for."""

    def __init__(self, folder: Path) -> None:
        self.model = folder / NAME / "resolve" / "main"
        self.model.parent.mkdir(parents=True)
        make(self.model, "bert")
        (self.model / "tokenizer.json").write_text(make_tokenizer(), "utf-8")
        self.asked: list[str] = []
        hub = self

        class Handler(SimpleHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.asked.append(self.path.rpartition("/main/")[2])
                super().do_GET()

            def log_message(self, *_words: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        self.address = f"http://127.0.0.1:{self.server.server_port}"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    hub = Hub(tmp_path / "hub")
    monkeypatch.setenv("HF_ENDPOINT", hub.address + "/")
    thread = threading.Thread(target=hub.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield hub
    hub.server.shutdown()
    hub.server.server_close()
    thread.join()


@pytest.fixture
def context(tmp_path: Path) -> AppContext:
    plugins = [
        GivenPlugin("small", SmallTexts()),
        GivenPlugin("transformers", desktop_tl_transformers),
        GivenPlugin("folders", desktop_tl_folders),
        GivenPlugin("generation", desktop_tl_text_generation),
    ]
    return build_context(paths=Paths.below(tmp_path / "home"), plugins=load_plugins(plugins))


def choice_of(name: str = NAME, **options: object) -> BackboneChoice:
    return BackboneChoice(id="transformers/hub", options={"repository": name, **options})


def recipe_of(choice: BackboneChoice) -> Recipe:
    recipe = text_recipe().model_copy(update={"backbone": choice, "strategy": "head"})
    return recipe.with_settings({"epochs": 1})


def discover(context: AppContext, choice: BackboneChoice) -> BackboneChoice:
    return discover_backbone(context.catalog, choice, context.weights, lambda _done, _total: None, StopToken())


def test_a_run_by_name_fetches_what_it_needs_and_predicts_without_the_hub(context: AppContext, hub: Hub) -> None:
    job = context.jobs.start(recipe_of(choice_of()))
    assert job.wait(200)
    assert job.end is not None and job.end.outcome == "finished", job.end
    assert sorted(hub.asked) == ["1_Pooling/config.json", "config.json", "model.safetensors", "tokenizer.json"]
    options = job.folder.model()["backbone_options"]
    assert options["repository"] == NAME
    assert options["network"]["kind"] == "bert"

    hub.asked.clear()
    predictor = open_predictor(context, job.folder)
    assert predictor.predict(["the cat purrs"], ["one"])[0].scores
    assert hub.asked == []


def test_what_was_looked_up_is_asked_for_once_and_describes_the_network(context: AppContext, hub: Hub) -> None:
    (hub.model / "1_Pooling").mkdir()
    (hub.model / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    found = discover(context, choice_of())
    spec = describe_hub(HubOptions.model_validate(found.options))
    assert (spec.title, spec.family, spec.preprocessing.longest) == ("small-bert", "BERT", 20)
    assert found.options["network"]["pooling"] == "first"
    assert [stage.name for stage in describe_backbone(context.catalog, found, context.paths)] == [
        "embeddings", "block1", "block2"
    ]  # fmt: skip
    hub.asked.clear()
    assert discover(context, found) == found
    assert hub.asked == []
    other = found.model_copy(update={"options": {**found.options, "revision": "v2"}})
    with pytest.raises(UserError, match="made of is not known here yet"):
        describe_hub(HubOptions.model_validate(other.options))


def write_model(hub: Hub, kind: str) -> None:
    """One that writes, with a token that ends a text."""
    make(hub.model, kind, AutoModelForCausalLM)
    tokenizer = hub.model / "tokenizer.json"
    words = tokenizer.read_text("utf-8").replace('"word29"', '"<|endoftext|>"')
    framed = Tokenizer.from_str(words)
    framed.add_special_tokens(["<|endoftext|>"])
    framed.save(str(tokenizer))


@pytest.mark.parametrize("kind", ["gpt2", "qwen2"])
def test_a_model_by_name_learns_to_write_and_writes_without_the_hub(
    context: AppContext, hub: Hub, tmp_path: Path, kind: str
) -> None:
    write_model(hub, kind)
    texts = tmp_path / "texts.txt"
    texts.write_text("\n\n".join(f"word{n % 29} word{n % 7} word3" for n in range(60)))
    choice = choice_of().model_copy(update={"id": "transformers/hub-lm"})
    recipe = Recipe(
        task="text-generation",
        dataset=DatasetChoice(id="folders/text-file", options={"path": str(texts), "block": 20}),
        backbone=choice,
        strategy="last:1",
    ).with_settings({"epochs": 1, "device": "cpu", "precision": "fp32", "loader_workers": 0})
    job = context.jobs.start(recipe)
    assert job.wait(60)
    assert job.end is not None and job.end.outcome == "finished", job.end
    assert sorted(hub.asked) == ["config.json", "model.safetensors", "tokenizer.json"]
    kept = job.folder.model()
    assert kept["backbone_options"]["network"]["kind"] == kind
    assert (kept["preprocessing"]["begin"], kept["preprocessing"]["end"]) == (29, 29)
    hub.asked.clear()
    assert load_generator(context, job.folder).generate("word1", GenerationSettings(max_tokens=5))
    assert hub.asked == []


def test_a_model_that_cannot_write_is_refused_before_its_weights_are_fetched(context: AppContext, hub: Hub) -> None:
    with pytest.raises(UserError, match=f"BERT in {NAME} reads a text as a whole") as refused:
        discover(context, choice_of().model_copy(update={"id": "transformers/hub-lm"}))
    assert "GPT-2, Llama, Qwen2" in refused.value.advice
    assert hub.asked == ["config.json"]


def test_listing_and_choosing_ask_nothing_of_the_network(context: AppContext, hub: Hub) -> None:
    with pytest.raises(UserError, match=f"{NAME} is made of is not known here yet") as refused:
        describe_backbone(context.catalog, choice_of(), context.paths)
    assert hub.address in refused.value.advice
    with pytest.raises(UserError, match="No model is named yet"):
        describe_backbone(context.catalog, choice_of(""), context.paths)
    assert hub.asked == []


def test_offline_nothing_is_looked_up(context: AppContext, hub: Hub) -> None:
    context.settings.change(offline=True)
    with pytest.raises(UserError, match="set to stay offline") as refused:
        discover(context, choice_of())
    assert f"description of {NAME}" in refused.value.message
    assert hub.asked == []


def test_a_name_that_the_hub_does_not_know_is_said(context: AppContext, hub: Hub) -> None:
    with pytest.raises(UserError, match="404"):
        discover(context, choice_of("acme/nothing"))


def test_a_model_of_another_kind_is_refused_with_those_that_are_known(context: AppContext, hub: Hub) -> None:
    (hub.model / "config.json").write_text('{"model_type": "t5"}')
    with pytest.raises(UserError, match="a model of the kind ‘t5’") as refused:
        discover(context, choice_of())
    assert "BERT" in refused.value.advice


@pytest.mark.parametrize("text", ["https://huggingface.co/acme/small-bert", " acme/small-bert/ ", NAME])
def test_an_address_is_a_name_too(text: str) -> None:
    assert HubOptions(repository=text).repository == NAME


@pytest.mark.parametrize("text", ["bert", "a/b/c", "../../etc/passwd", "acme/small bert"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValidationError, match="must be a name such as"):
        HubOptions(repository=text)
