"""Plugins whose every part keeps the contract, and one line that breaks it."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_tl.testing import Choice, PluginPlace, Verdict, judge_all, list_checks

BACKBONE = """
from desktop_tl.api import Backbone, BackboneSpec, ImagePreprocessing, Stage, hookimpl
from pydantic import BaseModel, Field


class Options(BaseModel):
    width: int = Field(default=4, ge=1, title="Width", description="Channels of the first stage.")


def build(options):
    import torch
    from torch import nn

    def block(before, after):
        return nn.Sequential(nn.Conv2d(before, after, 3, 2, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU())

    stem, body = block(3, options.width), block(options.width, 8)
    top = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.1))
    stages = [Stage("stem", stem), Stage("body", body), Stage("top", top)]
    return Backbone(module=nn.Sequential(stem, body, top), stages=stages, num_features=8)


@hookimpl
def desktop_tl_backbones():
    preprocessing = ImagePreprocessing(size=16, resize=16, mean=(0.5, 0.5, 0.5), std=(0.5, 0.5, 0.5))
    yield BackboneSpec(
        id="acme/net", title="Net", preprocessing=preprocessing, build=build, options=Options, parameters=420
    )
"""

TEXT_BACKBONE = """
import json

from desktop_tl.api import Backbone, BackboneSpec, Stage, TextPreprocessing, hookimpl
from desktop_tl.api.backbones import NoOptions

WORDS = {"[UNK]": 0, **{f"word{number}": number for number in range(1, 40)}}
TOKENIZER = {
    "version": "1.0",
    "added_tokens": [],
    "pre_tokenizer": {"type": "Whitespace"},
    "model": {"type": "WordLevel", "vocab": WORDS, "unk_token": "[UNK]"},
}


def build(options):
    import torch
    from torch import nn

    class Words(nn.Module):
        def __init__(self):
            super().__init__()
            self.table = nn.Embedding(40, 6)

        def forward(self, tokens):
            mark = (tokens >= 0).unsqueeze(-1).float()
            return torch.cat([self.table(tokens.clamp(min=0)) * mark, mark], -1)

    class Mean(nn.Module):
        def __init__(self):
            super().__init__()
            self.mix = nn.Linear(6, 6)

        def forward(self, x):
            states, mark = self.mix(x[..., :-1]), x[..., -1:]
            return (states * mark).sum(1) / mark.sum(1)

    words, mean = Words(), Mean()
    stages = [Stage("words", words), Stage("mean", mean)]
    return Backbone(module=nn.Sequential(words, mean), stages=stages, num_features=6)


@hookimpl
def desktop_tl_backbones():
    preprocessing = TextPreprocessing(max_length=12, document=json.dumps(TOKENIZER))
    yield BackboneSpec(
        id="acme/words", title="Words", preprocessing=preprocessing, build=build, options=NoOptions, parameters=282,
        modality="text", tasks=("text-classification",),
    )
"""

DATASET = """
import os
from dataclasses import dataclass
from pathlib import Path

from desktop_tl.api import DatasetSpec, Sample, UserError, hookimpl
from pydantic import BaseModel, Field


class Options(BaseModel):
    root: Path = Field(title="Folder", description="Pictures whose names begin with their class.")


@dataclass
class Pictures:
    files: list
    times: list
    classes: tuple = ("ant", "bee")
    splits: None = None
    groups: None = None
    notes: tuple = ()
    set_aside: tuple = ()

    @property
    def targets(self):
        return [int(name.startswith("bee")) for name in self.names()]

    def names(self):
        return [Path(file).name for file in self.files]

    def __len__(self):
        return len(self.files)

    def sample(self, index):
        return Sample(self.names()[index], Path(self.files[index]), self.targets[index])

    def fingerprint(self):
        return repr((self.names(), self.times))


def open_pictures(options):
    if not options.root.is_dir():
        raise UserError(f"There is no folder {options.root}.", advice="Choose another.")
    files = sorted(map(str, options.root.iterdir()))
    return Pictures(files, [os.stat(file).st_mtime_ns for file in files])


@hookimpl
def desktop_tl_datasets():
    yield DatasetSpec(
        id="acme/pictures", title="Pictures", open=open_pictures, options=Options, path_option="root"
    )
"""

TASK = """
from desktop_tl.api import TaskSpec, UserError, hookimpl


class Meter:
    def __init__(self):
        self.hits, self.count = [], 0

    def update(self, outputs, targets):
        self.hits.append((outputs.argmax(1) == targets).sum())
        self.count += len(targets)

    def compute(self):
        return {"accuracy": sum(int(hits) for hits in self.hits) / max(self.count, 1)}

    def state(self):
        return {"hits": [int(hits) for hits in self.hits], "count": self.count}

    def merge(self, state):
        self.hits += state["hits"]
        self.count += state["count"]


class Task:
    answer = "class"
    main_metric = "accuracy"
    mixes_targets = True

    def check(self, dataset):
        if len(set(dataset.targets)) < 2 or max(dataset.targets) >= len(dataset.classes):
            raise UserError("Two classes are needed.")
        return []

    def build_head(self, num_features, classes):
        from torch import nn

        return nn.Linear(num_features, len(classes))

    def loss(self, outputs, targets, options):
        from torch.nn import functional as F

        return F.cross_entropy(
            outputs.float(), targets, weight=options.class_weights, label_smoothing=options.label_smoothing
        )

    def meter(self, classes):
        return Meter()

    def scores(self, outputs):
        return outputs.float().softmax(1)


@hookimpl
def desktop_tl_tasks():
    yield TaskSpec(id="acme-task", title="Task", build=Task)
"""

OBSERVER = """
import json

from desktop_tl.api import ObserverSpec, hookimpl
from desktop_tl.api.events import EpochFinished, EvaluationFinished


class Diary:
    def __init__(self, info):
        self.info = info

    def on_event(self, event):
        if isinstance(event, EpochFinished):
            self.info.own_folder.mkdir(parents=True, exist_ok=True)
            with open(self.info.own_folder / "diary.jsonl", "a", encoding="utf-8") as file:
                file.write(json.dumps([event.epoch, event.train]) + "\\n")
        elif isinstance(event, EvaluationFinished):
            self.info.tell(f"The diary is in {self.info.own_folder}.")

    def close(self):
        pass


def build(info, options):
    return Diary(info)


@hookimpl
def desktop_tl_observers():
    yield ObserverSpec(id="acme-diary", title="Diary", build=build)
"""

EXPORTER = """
from desktop_tl.api import ExporterSpec, hookimpl


def write(model, folder, options):
    import torch

    sizes = {0: torch.export.Dim("batch", min=1)}
    program = torch.export.export(model.module, (model.example,), dynamic_shapes=(sizes,))
    torch.export.save(program, folder / "model.pt2")


def load(folder):
    import torch

    return torch.export.load(folder / "model.pt2").module()


@hookimpl
def desktop_tl_exporters():
    yield ExporterSpec(id="acme-program", title="Program", write=write, load=load)
"""


@contextmanager
def placed(folder: Path, code: str) -> Iterator[PluginPlace]:
    """A plugin of one module in the folder, importable until the end."""
    (folder / "acme_checked.py").write_text(code, encoding="utf-8")
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield PluginPlace("acme", "acme_checked", (str(folder),), ("desktop-tl>=0.1,<0.3",))
    finally:
        sys.path.remove(str(folder))
        sys.modules.pop("acme_checked", None)


def change(code: str, old: str, new: str) -> str:
    """The code with one change, which must be there to be made."""
    assert code.count(old) == 1, f"{code.count(old)} × {old}"
    return code.replace(old, new)


def judge(folder: Path, code: str, *, only_rule: str = "", **examples: dict[str, object]) -> list[Verdict]:
    """What the kit says of the code, of one rule and what it rests on if that is given."""
    by_id = {f"acme/{name}": options for name, options in examples.items()}
    with placed(folder, code) as place:
        checks = list_checks(place, examples=by_id, choice=Choice())
        return list(judge_all(check for check in checks if only_rule in ("", check.rule)))
