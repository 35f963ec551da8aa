"""`backbones` and `datasets`: what the plugins offer."""

import argparse
import re
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from desktop_tl.api.backbones import BackboneSpec, Modality
from desktop_tl.api.datasets import DatasetSpec
from desktop_tl.api.exporters import ExporterSpec
from desktop_tl.api.observers import ObserverSpec
from desktop_tl.app.trained import TrainedBackbone, list_trained
from desktop_tl.cli.output import Output, format_percent
from desktop_tl.cli.sentences import describe_figure
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE


def list_backbones(arguments: argparse.Namespace) -> int:
    """`desktop-tl backbones`."""
    output = Output(as_json=arguments.json)
    context = open_context(arguments)
    found = [spec for spec in context.catalog.backbones.values() if _matches(spec, arguments.search)]
    found.sort(key=lambda spec: spec.id.rpartition("/")[2] != arguments.search)  # who types resnet50 means that one
    rows = []
    for spec in found:
        best = spec.weights[0] if spec.weights else None
        here = "–" if best is None else "here" if context.weights.is_here(best) else "download"
        rows.append(
            [spec.id, spec.title, millions(spec.parameters), format_percent(best.accuracy if best else None), here]
        )
    own = [one for one in list_trained(context.runs, context.catalog) if _is_meant(one, arguments.search)]
    if rows:
        output.table(["Backbone", "Title", "Parameters", "Published", "Weights"], rows, right=[2, 3])
    if own:
        output.say()
        heads = ["Yours", "Title", "Trained on", "Begun with", "Strategy", "Epochs", "Reached there", "Licences"]
        output.table(heads, [_trained_row(one) for one in own], right=[5, 6])
    if not rows and not own:
        output.say(f"No backbone matches ‘{arguments.search}’." if arguments.search else "No plugin offers a backbone.")
    output.result(
        {
            "backbones": [_backbone_to_json(spec) for spec in found],
            "trained": [_trained_to_json(one) for one in own],
        }
    )
    return DONE


def list_datasets(arguments: argparse.Namespace) -> int:
    """`desktop-tl datasets`."""
    output = Output(as_json=arguments.json)
    specs = list(open_context(arguments).catalog.datasets.values())
    for spec in specs:
        say_spec(output, spec)
        say_options(output, spec.options, "--set dataset.options.")
    if not specs:
        output.say("No plugin offers a dataset.")
    output.result({"datasets": [_dataset_to_json(spec) for spec in specs]})
    return DONE


def list_observers(arguments: argparse.Namespace) -> int:
    """`desktop-tl observers`."""
    output = Output(as_json=arguments.json)
    context = open_context(arguments)
    specs = list(context.catalog.observers.values())
    always = {name for name, setting in context.settings.value.observers.items() if setting.always}
    for spec in specs:
        say_spec(output, spec, f"--observe {spec.id}")
        if spec.id in always:
            output.say("  It looks on at every run, as the settings say.")
        say_options(output, spec.options, f"--observe {spec.id},")
    if not specs:
        output.say("No plugin offers an observer.")
    output.result({"observers": [spec_to_json(spec) | {"always": spec.id in always} for spec in specs]})
    return DONE


def say_spec(output: Output, spec: DatasetSpec | ObserverSpec | ExporterSpec, how: str = "") -> None:
    """Its id, what it is, and the flag that chooses it."""
    output.say(f"{spec.id}: {spec.title}. {spec.description}".rstrip() + (f" ({how})" if how else ""))


def say_options(output: Output, options: type[BaseModel], before: str) -> None:
    """One line for each, with its default."""
    for name, field in options.model_fields.items():
        if isinstance(field.json_schema_extra, dict) and field.json_schema_extra.get("level") == "hidden":
            continue
        default = "needed" if field.is_required() else f"default {field.get_default(call_default_factory=True)!r}"
        output.say(f"  {before}{name}=…  {field.description or field.title or ''} ({default})")


def _matches(spec: BackboneSpec, text: str) -> bool:
    """Whether every word stands in the id, title, family or description, whatever its case and punctuation."""
    return _has_words(f"{spec.id}{spec.title}{spec.family}{spec.description}", text)


def _is_meant(one: TrainedBackbone, text: str) -> bool:
    return _has_words(f"{one.id}{one.title}{one.run_title}", text)


def _has_words(place: str, text: str) -> bool:
    place = re.sub(r"[\W_]+", "", place.lower())
    return all(re.sub(r"[\W_]+", "", word) in place for word in text.lower().split())


def millions(parameters: int | None) -> str:
    if parameters is None:
        return "–"
    return f"{parameters / 1e6:.1f} M" if parameters >= 50_000 else f"{parameters / 1e6:.3f} M"


def _backbone_to_json(spec: BackboneSpec) -> dict[str, Any]:
    return {
        "id": spec.id,
        "title": spec.title,
        "family": spec.family,
        "parameters": spec.parameters,
        "flops": spec.flops,
        "modality": spec.modality,
        "tasks": list(spec.tasks),
        **_SIZES[spec.modality](spec.preprocessing),
        "licence": spec.licence,
        "weights": [
            {
                "id": weights.id,
                "title": weights.title,
                "licence": weights.licence,
                "training_data": weights.training_data,
                "accuracy": weights.accuracy,
            }
            for weights in spec.weights
        ],
    }


_SIZES: dict[Modality, Callable[[Any], dict[str, Any]]] = {
    "image": lambda preprocessing: {"image_size": preprocessing.size},
    "text": lambda preprocessing: {"max_length": preprocessing.max_length, "longest": preprocessing.longest},
}


def _trained_row(one: TrainedBackbone) -> list[str]:
    """Where it comes from, as one line."""
    return [
        one.id,
        one.title,
        one.data or one.dataset,
        one.before or ("nothing" if one.strategy == "scratch" else "–"),
        one.strategy,
        "–" if one.epochs is None else str(one.epochs),
        describe_figure(one.metric, one.figure),
        ", ".join(one.licences) or ("only of your data" if one.is_own else "–"),
    ]


def _trained_to_json(one: TrainedBackbone) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "run": str(one.run.path),
        "dataset": one.dataset,
        "data": one.data,
        "strategy": one.strategy,
        "accuracy": one.accuracy,
        **({one.metric: one.figure, "main_metric": one.metric} if one.metric != "accuracy" else {}),
        "epochs": one.epochs,
        "before": one.before,
        "licences": list(one.licences),
        "is_own": one.is_own,
    }


def _dataset_to_json(spec: DatasetSpec) -> dict[str, Any]:
    return spec_to_json(spec) | {"licence": spec.licence, "modality": spec.modality, "tasks": list(spec.tasks)}


def spec_to_json(spec: DatasetSpec | ObserverSpec | ExporterSpec) -> dict[str, Any]:
    return {
        "id": spec.id,
        "title": spec.title,
        "description": spec.description,
        "options": spec.options.model_json_schema(),
    }
