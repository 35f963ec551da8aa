"""Ten epochs of head-only training against one forward pass over the same pictures, in one process."""

import sys
import time

from tests.bench.setting import prepare, report

home = prepare()

import numpy as np
import torch

from desktop_tl.app.context import build_context
from desktop_tl.app.default_recipe import demo_recipe
from desktop_tl.app.jobs import gather_parts
from desktop_tl.engine.finetune import build_model, finetune
from desktop_tl.engine.model import normalise
from desktop_tl.engine.pictures import PictureReader
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.stop import StopToken

if __name__ == "__main__":
    context = build_context()
    recipe = demo_recipe(context.catalog).with_settings(
        {"epochs": 10, "image_size": 112 if "--quick" in sys.argv else 224}
    )
    parts = gather_parts(recipe, context.catalog, context.weights, lambda _event: None, StopToken())
    preprocessing = parts.backbone.preprocessing.at_size(recipe.training.image_size)
    model = build_model(recipe, parts, preprocessing).to(memory_format=torch.channels_last)
    reader = PictureReader(parts.dataset, preprocessing, threads=torch.get_num_threads(), on_set_aside=print)

    began = time.perf_counter()
    with torch.inference_mode():
        for _, pixels in reader.batches(np.arange(len(parts.dataset)), 32):
            model(normalise(pixels, preprocessing, torch.device("cpu")))
    forward = time.perf_counter() - began

    began = time.perf_counter()
    folder = RunFolder.create(home / "run", recipe)
    result = finetune(recipe, parts, folder, lambda _event: None, StopToken())
    ours = time.perf_counter() - began
    report(seconds=ours, forward_seconds=forward, ratio=ours / forward, accuracy=result["accuracy"])
