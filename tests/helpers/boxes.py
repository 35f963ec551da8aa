"""Scenes as COCO has them, and what a model might find in them."""

import json
from pathlib import Path
from shutil import copy
from typing import Any

import numpy as np

from desktop_tl.api.datasets import BoxTargets, Dataset
from desktop_tl.runs.box_evaluation import BoxEvaluation, make_box_evaluation


def scene_evaluation(dataset: Dataset) -> BoxEvaluation:
    """Of the pictures to measure on: every fifth object is missed, every seventh called something else, and every third
    picture has a false alarm."""
    random, number = np.random.default_rng(0), 0
    assert dataset.splits is not None
    rows = [row for row, split in enumerate(dataset.splits) if split == "validation"]
    truth, found = [dataset.targets[row] for row in rows], []
    for place, boxes in enumerate(truth):
        said = []
        for kind, *edges in boxes.tolist():
            number += 1
            if number % 5 == 0:
                continue
            called = (kind + 1) % len(dataset.classes) if number % 7 == 0 else kind
            said.append(
                [called, 0.98 - 0.005 * (number % 60), *(np.array(edges) + random.normal(0, 0.006, 4)).clip(0, 1)]
            )
        if place % 3 == 0:
            said.append([place % len(dataset.classes), 0.75, 0.02, 0.02, 0.18, 0.2])
        found.append([*said, [0, 0.06, 0.5, 0.5, 0.6, 0.62]])
    samples = tuple(dataset.sample(row).id for row in rows)
    return make_box_evaluation(
        "validation", tuple(dataset.classes), samples, truth, found, {"map": 0.52, "map50": 0.71}
    )


def write_as_coco(folder: Path, dataset: Dataset) -> Path:
    """The same pictures and boxes as COCO has them, a file for each split, in a folder of their own."""
    assert isinstance(dataset.targets, BoxTargets) and dataset.splits is not None
    documents: dict[str, dict[str, Any]] = {}
    for index, (split, size) in enumerate(zip(dataset.splits, dataset.targets.sizes.tolist(), strict=True)):
        part, sample = {"train": "train", "validation": "val"}[split], dataset.sample(index)
        assert isinstance(sample.source, Path)
        (folder / part).mkdir(parents=True, exist_ok=True)
        copy(sample.source, folder / part)
        document = documents.setdefault(part, {"images": [], "annotations": [], "categories": []})
        facts = {"id": index, "file_name": sample.source.name, "width": size[0], "height": size[1]}
        document["images"].append(facts)
        for kind, *edges in dataset.targets[index].tolist():
            left, top, right, bottom = (part * side for part, side in zip(edges, size * 2, strict=True))
            box = {"image_id": index, "category_id": int(kind) + 1, "bbox": [left, top, right - left, bottom - top]}
            document["annotations"].append({"id": len(document["annotations"]), "iscrowd": 0, **box})
    for part, document in documents.items():
        document["categories"] = [{"id": number, "name": name} for number, name in enumerate(dataset.classes, start=1)]
        path = folder / "annotations" / f"instances_{part}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(document), "utf-8")
    return folder
