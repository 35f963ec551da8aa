"""A small network that writes, and real English to learn from: the guide for authors of plugins."""

from pathlib import Path
from typing import Any

from desktop_tl.api import BackboneSpec, Dataset
from desktop_tl.app.weights import WeightsStore, complete_preprocessing
from desktop_tl.engine.run import Parts
from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice, Recipe
from desktop_tl.runs.stop import StopToken
from desktop_tl_folders import BlockOptions, open_blocks
from desktop_tl_text_generation.task import TextGeneration
from desktop_tl_transformers import desktop_tl_backbones

ROOT = Path(__file__).parents[2]
GUIDE, STORY = ROOT / "plugins" / "README.md", ROOT / "README.md"
SIZES = {"width": 64, "layers": 2}


def writer_spec() -> BackboneSpec:
    """The fresh GPT-2, with its tokenizer read."""
    spec = next(one for one in desktop_tl_backbones() if one.id == "transformers/gpt2-small-lm").for_options(SIZES)
    store = WeightsStore(folder=Path("unused"), is_offline=lambda: True)
    document = complete_preprocessing(spec.id, spec.preprocessing, store, lambda _done, _total: None, StopToken())
    return BackboneSpec(**{**vars(spec), "preprocessing": document})


def text_blocks(path: Path = GUIDE, block: int = 200) -> Dataset:
    """The text in pieces."""
    return open_blocks(BlockOptions(path=path, block=block))


def writing_recipe(strategy: str = "scratch", **settings: Any) -> Recipe:
    """Of the small network; two epochs."""
    recipe = Recipe(
        task="text-generation",
        dataset=DatasetChoice(id="folders/text-file", options={"path": str(GUIDE), "block": 200}, limit=60),
        backbone=BackboneChoice(id="transformers/gpt2-small-lm", options=SIZES),
        strategy=strategy,
    )
    known = {"epochs": 2, "batch_size": 16, "optimizer": "adamw", "learning_rate": 3e-3, "device": "cpu"}
    return recipe.with_settings({**known, "precision": "fp32", "max_length": 64, "loader_workers": 0, **settings})


def writing_parts(**more: Any) -> Parts:
    """Task, text and network."""
    parts: dict[str, Any] = {
        "task": TextGeneration(),
        "dataset": text_blocks(),
        "backbone": writer_spec(),
        "weights": None,
        "weights_path": None,
    }
    return Parts(**{**parts, **more})
