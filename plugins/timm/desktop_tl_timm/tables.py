"""Writes the table of networks from the installed timm: ``python -m desktop_tl_timm.tables``; some minutes."""

import argparse
import csv
import json
import math
import warnings
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import timm
import torch
from timm.models import PretrainedCfg
from torch.utils.flop_counter import FlopCounterMode

from desktop_tl.api import Backbone
from desktop_tl.testing.stages import check_parameters, check_stages
from desktop_tl_timm.catalog import read_table
from desktop_tl_timm.families import split_into_stages
from desktop_tl_timm.names import family_of, title_of, training_data_of
from desktop_tl_timm.stages import Unsplittable

TABLE = Path(__file__).with_name("models.json")
LEFT_OUT = Path(__file__).with_name("left_out.json")

LABEL_SETS = {
    1000: "imagenet",
    11221: "imagenet21k_miil",
    11821: "imagenet12k",
    21841: "imagenet22k",
    21842: "imagenet22k_ms",
    21843: "imagenet21k_goog",
}
"""timm's label sets by number of classes, the way timm itself tells them apart."""

LICENCES = {
    "apache-2.0": "Apache-2.0",
    "mit": "MIT",
    "cc-by-nc-4.0": "CC-BY-NC-4.0",
    "cc-by-4.0": "CC-BY-4.0",
    "bsd-3-clause": "BSD-3-Clause",
    None: "not stated",
    "unknown": "not stated",
}
"""timm's words as SPDX identifiers; what is not here has no identifier and stays as it is."""


class LeftOut(Exception):
    """This network is not offered; the message says why."""


def read_network(name: str, measured: Mapping[str, Any] | None = None) -> dict[str, Any] | str:
    """What the table says of one network, or why it is left out.

    Args:
        name: as timm has it.
        measured: what `measure` found earlier; None builds the network, without memory for its weights.
    """
    warnings.simplefilter("ignore")
    try:
        row = {**describe(name), **(measured or measure(name))}
    except (LeftOut, Unsplittable) as reason:
        return str(reason)
    except Exception as error:  # one network that cannot be built must not end the whole table
        return f"{type(error).__name__}: {error}"
    if row["fixed_size"]:  # other weights belong to the same network built for another size
        size = row["preprocessing"][0]
        row["weights"] = [weights for weights in row["weights"] if weights["preprocessing"][0] == size]
    return row


def describe(name: str) -> dict[str, Any]:
    """Names, preprocessing and weights; builds nothing."""
    configurations = [timm.get_pretrained_cfg(f"{name}.{tag}" if tag else name) for tag in _tags(name)]
    default = configurations[0]
    if default.input_size[1] != default.input_size[2] or default.input_size[0] != 3:
        raise LeftOut(f"wants pictures of {default.input_size[1]} × {default.input_size[2]}")
    weights = [_weights(c, default) for c in configurations if c.hf_hub_id or c.url]
    return {
        "name": name,
        "title": title_of(name),
        "family": family_of(title_of(name)),
        "preprocessing": _preprocessing(default),
        "weights": weights,
    }


def measure(name: str) -> dict[str, Any]:
    """Parameters, operations and whether the size is fixed; checks that the stages fit together."""
    with torch.device("meta"):
        model = timm.create_model(name, pretrained=False).eval().requires_grad_(False)
    backbone = split_into_stages(model)
    check_parameters(backbone)
    size = model.default_cfg["input_size"][-1]
    found: dict[str, Any] = {
        "parameters": sum(p.numel() for stage in backbone.stages for p in stage.module.parameters()),
        "flops": None,
        "fixed_size": bool(model.default_cfg.get("fixed_input_size")),
    }
    try:
        with FlopCounterMode(display=False) as counter:
            features = _run(backbone, size)
        found["flops"] = counter.get_total_flops() // 2  # it counts a multiplication and an addition as two
    except NotImplementedError:
        return found  # looks at values, which a tensor without memory does not have
    if features.shape != (1, backbone.num_features):
        raise LeftOut(f"its features have the shape {tuple(features.shape)}")
    if not found["fixed_size"]:
        try:
            _run(backbone, size + 32)
            _run(backbone, size - 32)
        except Exception:  # whatever it stumbles over, the size is not free
            found["fixed_size"] = True
    return found


def _run(backbone: Backbone, size: int) -> torch.Tensor:
    with torch.no_grad():
        return backbone.run(torch.empty(1, 3, size, size, device="meta"))


def _tags(name: str) -> list[str]:
    prefix = f"{name}."
    tags = [full.removeprefix(prefix) for full in timm.list_pretrained(f"{name}.*") if full.startswith(prefix)]
    default = timm.get_pretrained_cfg(name).tag or ""
    return [default, *(tag for tag in tags if tag != default)]


def _weights(c: PretrainedCfg, default: PretrainedCfg) -> dict[str, Any]:
    tag = c.tag or "default"
    data = training_data_of(tag)
    return {
        "id": tag,
        "title": f"{data} ({tag})" if data else tag,
        "source": c.hf_hub_id or c.url,
        "licence": LICENCES.get(c.license, c.license),
        "training_data": data or "see the name of the weights",
        # Labels only where the network as it is built has an output for each.
        "labels": LABEL_SETS.get(c.num_classes, "") if c.num_classes == default.num_classes else "",
        "preprocessing": _preprocessing(c),
    }


def _preprocessing(c: PretrainedCfg) -> tuple[Any, ...]:
    size = c.input_size[-1]
    squash = c.crop_mode == "squash"
    resize = size if squash else max(size, math.floor(size / c.crop_pct))
    interpolation = c.interpolation if c.interpolation in ("nearest", "bilinear", "bicubic", "lanczos") else "bicubic"
    return (size, resize, list(c.mean), list(c.std), interpolation, "squash" if squash else "centre")


def read_library(
    names: Iterable[str], jobs: int, measured: Mapping[str, Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Rows of the networks that are offered, and the reasons of the others.

    Args:
        names: of all networks.
        jobs: number of processes.
        measured: by name what is known already and need not be measured again.
    """
    names = list(names)
    with ProcessPoolExecutor(jobs, initializer=partial(torch.set_num_threads, 1)) as pool:
        known = [measured.get(name) for name in names]
        found = dict(zip(names, pool.map(read_network, names, known, chunksize=8), strict=True))
    rows = [row for row in found.values() if isinstance(row, dict)]
    return rows, {name: row for name, row in found.items() if isinstance(row, str)}


def stored_measurements() -> dict[str, dict[str, Any]]:
    """What the stored table says of every network as far as `measure` found it."""
    return {
        row[0]: {"parameters": row[3], "flops": row[4], "fixed_size": bool(row[5])} for row in read_table()["models"]
    }


def check_families(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Compares stages and network in numbers, on the smallest network of every class; what went wrong by name."""
    smallest: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: row["parameters"]):
        with torch.device("meta"):
            family = type(timm.create_model(row["name"], pretrained=False)).__name__
        smallest.setdefault(family, row["name"])
    wrong = {}
    for family, name in smallest.items():
        model = timm.create_model(name, pretrained=False)
        size = model.default_cfg["input_size"][-1]
        try:
            check_stages(
                split_into_stages(model), torch.randn(2, 3, size, size), features_of=partial(own_features, model)
            )
            print(f"{family}: {name} is the network", flush=True)
        except Exception as error:  # all of them are wanted in one list
            wrong[name] = f"{type(error).__name__}: {error}"
    return wrong


def own_features(model: Any, batch: torch.Tensor) -> torch.Tensor:
    """What timm itself takes for the features of a batch, of shape (N, num_features)."""
    features: torch.Tensor = model.forward_head(model.forward_features(batch), pre_logits=True)
    return features


def add_accuracies(rows: Sequence[dict[str, Any]], results: Path) -> None:
    """Takes top-1 accuracy from timm's own ``results-imagenet.csv`` where it was measured at the same size."""
    with results.open(encoding="utf-8", newline="") as file:
        measured = {(r["model"], int(r["img_size"])): float(r["top1"]) for r in csv.DictReader(file)}
    for row in rows:
        for weights in row["weights"]:
            top1 = measured.get((f"{row['name']}.{weights['id']}", weights["preprocessing"][0]))
            weights["accuracy"] = None if top1 is None else round(top1 / 100, 5)


def pack(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The table as it is stored: preprocessings and words once, one short row for each network."""
    preprocessings: list[Any] = []
    words: list[str] = []

    def index(store: list[Any], item: Any) -> int:
        if item not in store:
            store.append(item)
        return store.index(item)

    models = []
    for row in rows:
        weights = [
            [
                w["id"],
                w["title"],
                w["source"],
                index(words, w["licence"]),
                index(words, w["training_data"]),
                index(words, w["labels"]),
                index(preprocessings, list(w["preprocessing"])),
                w.get("accuracy"),
            ]
            for w in row["weights"]
        ]
        models.append(
            [
                row["name"],
                row["title"],
                index(words, row["family"]),
                row["parameters"],
                row["flops"],
                int(row["fixed_size"]),
                index(preprocessings, list(row["preprocessing"])),
                weights,
            ]
        )
    return {"library": f"timm {timm.__version__}", "words": words, "preprocessings": preprocessings, "models": models}


def write(table: Mapping[str, Any], path: Path) -> None:
    """One line for each network, so that a change can be read."""
    head = {key: value for key, value in table.items() if key != "models"}
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in table["models"])
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1] + f',"models":[\n{lines}\n]}}\n'
    path.write_text(text, encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--results", type=Path, help="results-imagenet.csv of timm's repository, for the accuracies")
    parser.add_argument("--quick", action="store_true", help="measure only networks that the stored table lacks")
    parser.add_argument("--check", action="store_true", help="compare one network of every class in numbers as well")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    rows, left_out = read_library(timm.list_models(), arguments.jobs, stored_measurements() if arguments.quick else {})
    if arguments.check and (wrong := check_families(rows)):
        raise SystemExit("\n".join(f"{name}: {error}" for name, error in wrong.items()))
    if arguments.results:
        add_accuracies(rows, arguments.results)
    write(pack(rows), TABLE)
    LEFT_OUT.write_text(json.dumps(left_out, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(rows)} networks, {len(left_out)} left out")


if __name__ == "__main__":
    main()
