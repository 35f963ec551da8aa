"""A run is complete in itself: the folder or the tokenizer that it was made from may change or be gone."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tokenizers import Tokenizer
from transformers import AutoModelForCausalLM

import desktop_tl_exporters
import desktop_tl_folders
import desktop_tl_text_generation
import desktop_tl_transformers
from desktop_tl.api import UserError
from desktop_tl.app.backbones import describe_backbone
from desktop_tl.app.context import AppContext, build_context
from desktop_tl.app.evaluating import evaluate_run
from desktop_tl.app.exporting import export_run
from desktop_tl.app.generating import GenerationSettings, load_generator
from desktop_tl.app.paths import Paths
from desktop_tl.app.predictions import open_predictor
from desktop_tl.app.trained import as_backbone, continue_with
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl_transformers.folder import FOLDER
from tests.helpers.small_texts import TEXTS, SmallTexts, text_recipe
from tests.helpers.text_models import make
from tests.helpers.texts import make_tokenizer

ASKED = ["the cat purrs", "a ship sails over waves", "milk"]


def make_context(home: Path) -> AppContext:
    plugins = [
        GivenPlugin("small", SmallTexts()),
        GivenPlugin("transformers", desktop_tl_transformers),
        GivenPlugin("exporters", desktop_tl_exporters),
        GivenPlugin("folders", desktop_tl_folders),
        GivenPlugin("generation", desktop_tl_text_generation),
    ]
    return build_context(paths=Paths.below(home), plugins=load_plugins(plugins))


def make_folder(path: Path, kind: str = "bert") -> Path:
    make(path, kind)
    (path / "tokenizer.json").write_text(make_tokenizer(), "utf-8")
    return path


def train(context: AppContext, recipe: Recipe) -> RunFolder:
    job = context.jobs.start(recipe)
    assert job.wait(200)
    assert job.end is not None
    assert job.end.outcome == "finished", job.end
    return job.folder


def recipe_of(backbone: str, strategy: str = "last:1", **options: object) -> Recipe:
    choice = BackboneChoice(id=f"transformers/{backbone}", options=dict(options))
    return text_recipe().model_copy(update={"backbone": choice, "strategy": strategy}).with_settings({"epochs": 1})


def answers(context: AppContext, run: RunFolder) -> list[tuple[tuple[str, float], ...]]:
    return [found.scores for found in open_predictor(context, run).predict(ASKED, ASKED)]


def use(context: AppContext, run: RunFolder) -> RunFolder:
    """All that is done with a finished run; hands out a new one that began with it."""
    evaluate_run(
        context,
        run,
        TEXTS,
        on_note=lambda _note: None,
        on_set_aside=lambda _aside: None,
        on_progress=lambda _done, _of: None,
        stop=StopToken(),
    )
    told = json.loads((export_run(context, run, "torch-export") / "model.json").read_text("utf-8"))
    assert told["backbone"]["options"] == run.model()["backbone_options"]
    assert describe_backbone(context.catalog, as_backbone(run), context.paths)
    longer = train(context, continue_with(run))
    assert answers(context, longer) != answers(context, run)
    return train(context, text_recipe().model_copy(update={"backbone": as_backbone(run), "strategy": "head"}))


@pytest.mark.parametrize("kind", ["bert", "modernbert"])
def test_a_run_outlives_the_folder_that_it_was_made_from(tmp_path: Path, kind: str) -> None:
    context, folder = make_context(tmp_path / "home"), make_folder(tmp_path / "mine", kind)
    run = train(context, recipe_of("folder", path=str(folder)))
    before = answers(context, run)
    shutil.rmtree(folder)
    assert answers(context, run) == before
    new = use(context, run)
    told = [made.model()["preprocessing"]["document"] for made in (run, new)]
    assert told == [make_tokenizer()] * 2
    shutil.rmtree(run.path)
    assert answers(context, new)


def edit(name: str, **values: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps((json.loads(path.read_text()) if path.exists() else {}) | values))

    return change


@pytest.mark.parametrize(
    "change",
    [
        edit("config.json", hidden_act="relu", layer_norm_eps=0.5),
        edit("1_Pooling/config.json", pooling_mode_cls_token=True),
    ],
)
def test_an_edited_folder_changes_no_run(tmp_path: Path, change: Callable[[Path], None]) -> None:
    context, folder = make_context(tmp_path / "home"), make_folder(tmp_path / "mine")
    run = train(context, recipe_of("folder", path=str(folder)))
    before, built = answers(context, run), run.model()["backbone_options"]
    change(folder)
    assert answers(context, run) == before
    assert as_backbone(run).options == built
    assert FOLDER.for_options(built).resolved == {"network": built["network"]}
    assert FOLDER.for_options({"path": str(folder)}).resolved != {"network": built["network"]}


def test_a_run_that_goes_on_does_so_with_the_network_and_the_tokenizer_that_it_began_with(tmp_path: Path) -> None:
    context, folder = make_context(tmp_path / "home"), make_folder(tmp_path / "mine")
    run = train(context, recipe_of("folder", path=str(folder)))
    before = run.model()
    (run.path / "result.json").unlink()
    edit("config.json", hidden_act="relu")(folder)
    (folder / "tokenizer.json").write_text(make_tokenizer().replace('"milk"', '"silk"'), "utf-8")
    job = context.jobs.resume(run)
    assert job.wait(200)
    assert job.end is not None
    assert job.end.outcome == "finished", job.end
    assert run.model() == before


def test_what_was_found_in_one_folder_says_nothing_of_another(tmp_path: Path) -> None:
    first, second = make_folder(tmp_path / "first"), make_folder(tmp_path / "second", "gpt2")
    found = FOLDER.for_options({"path": str(first)}).resolve({"path": str(first)})
    other = FOLDER.for_options({**found, "path": str(second)})
    assert other.resolved["network"]["kind"] == "gpt2"
    assert other.title == "GPT-2 from second"
    with pytest.raises(UserError, match="is not there"):
        FOLDER.for_options({**found, "path": str(tmp_path / "third")})


def test_a_model_of_a_run_from_before_is_built_from_its_folder(tmp_path: Path) -> None:
    context, folder = make_context(tmp_path / "home"), make_folder(tmp_path / "mine")
    run = train(context, recipe_of("folder", path=str(folder)))
    before, document = answers(context, run), run.model()
    run.write("model", document | {"backbone_options": {"path": str(folder)}})
    assert answers(context, run) == before


@pytest.mark.parametrize("backbone", ["bert-small", "gpt2-small"])
def test_a_run_outlives_the_tokenizer_of_a_fresh_network(tmp_path: Path, backbone: str) -> None:
    context, tokenizer = make_context(tmp_path / "home"), tmp_path / "tokenizer.json"
    tokenizer.write_text(make_tokenizer(), "utf-8")
    run = train(context, recipe_of(backbone, "scratch", width=64, layers=1, pooling="mean", tokenizer=str(tokenizer)))
    before = answers(context, run)
    tokenizer.unlink()
    assert answers(context, run) == before
    assert answers(context, use(context, run))


@pytest.mark.parametrize("backbone", ["folder-lm", "gpt2-small-lm"])
def test_a_run_that_writes_outlives_its_files_with_the_tokens_that_frame_a_text(tmp_path: Path, backbone: str) -> None:
    context = make_context(tmp_path / "home")
    make(tmp_path / "mine", "gpt2", AutoModelForCausalLM)
    tokenizer = Tokenizer.from_file(str(tmp_path / "mine" / "tokenizer.json"))
    tokenizer.add_special_tokens(["<|endoftext|>"])
    config = json.loads((tmp_path / "mine" / "config.json").read_text())
    tokenizer = tokenizer.from_str(tokenizer.to_str().replace('"word29":29', '"<|endoftext|>":29'))
    tokenizer.save(str(tmp_path / "mine" / "tokenizer.json"))
    assert config["vocab_size"] == 30
    options: dict[str, Any] = {"path": str(tmp_path / "mine")}
    if backbone == "gpt2-small-lm":
        options = {"tokenizer": str(tmp_path / "mine" / "tokenizer.json"), "width": 64, "layers": 1}
    texts = tmp_path / "texts.txt"
    texts.write_text("\n\n".join(f"word{n % 29} word{n % 7} word3" for n in range(60)))
    dataset = DatasetChoice(id="folders/text-file", options={"path": str(texts), "block": 20})
    strategy = "scratch" if backbone == "gpt2-small-lm" else "all"
    recipe = recipe_of(backbone, strategy, **options)
    recipe = recipe.model_copy(update={"task": "text-generation", "dataset": dataset})
    run = train(context, recipe)
    frame = run.model()["preprocessing"]
    assert (frame["begin"], frame["end"]) == (29, 29)
    text = load_generator(context, run).generate("word1", GenerationSettings(max_tokens=5))
    shutil.rmtree(tmp_path / "mine")
    assert load_generator(context, run).generate("word1", GenerationSettings(max_tokens=5)) == text
    new = train(context, recipe.model_copy(update={"backbone": as_backbone(run), "strategy": "all"}))
    told = new.model()["preprocessing"]
    assert (told["begin"], told["end"], told["document"]) == (29, 29, frame["document"])
