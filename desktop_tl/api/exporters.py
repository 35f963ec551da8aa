"""How a trained model leaves the app, for programs that know nothing of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from desktop_tl.api.backbones import Modality, NoOptions
from desktop_tl.api.preprocessing import Preprocessing
from desktop_tl.api.tasks import AnswerKind

if TYPE_CHECKING:
    from torch import Tensor, nn


@dataclass(frozen=True)
class FreeSize:
    """A dimension that may be as small as ``least`` and as large as ``most``, None for any size.

    Args:
        name: what it counts.
    """

    name: str
    least: int
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class TrainedModel:
    """The best model of a run, on the CPU, in eval mode, in single precision. Everything is the exporter's own copy.

    Args:
        name: of the run.
        module: the whole network, from a preprocessed batch to the head's outputs, for classification one number for
            each class; a softmax over them gives probabilities; of a network that writes (N, length, tokens), likewise
            for the token behind each. A batch of pictures is float32 of shape (N, 3, size,
            size), one of texts int64 of shape (N, length): the numbers of the tokens, -1 behind the end of a text.
        weights: all weights under the names of the original network; the new head takes the place of the original
            last layer, if ``classifier`` is not empty. Else it is under ``head.…``.
        classifier: name of the original last layer in the original network; empty if it has none, or if the head is
            not a single linear layer.
        classes: names, in the order of the outputs.
        preprocessing: what makes a batch out of samples.
        example: a preprocessed batch of two samples; of texts with as many tokens as there may be.
        backbone: id of the backbone.
        backbone_options: those it was built with, as plain values.
        task: id of the task.
        answer: what the outputs are: a class, labels, values, the next token of a text …
        about: what ``model.json`` beside the export will say, as plain values: all of the above that a program needs,
            with metrics and licences.
    """

    name: str
    module: "nn.Module"
    weights: "Mapping[str, Tensor]"
    classifier: str
    classes: Sequence[str]
    preprocessing: Preprocessing
    example: "Tensor"
    backbone: str
    backbone_options: Mapping[str, Any]
    task: str
    about: Mapping[str, Any]
    answer: AnswerKind = "class"

    @property
    def free_sizes(self) -> Mapping[int, FreeSize]:
        """The dimensions of a batch that may have another size than in ``example``."""
        free = {0: FreeSize("batch", 1)}
        if self.preprocessing.kind == "text":
            free[1] = FreeSize("length", 2, self.example.shape[1])
        return free


@dataclass(frozen=True, kw_only=True)
class ExporterSpec:
    """A format that the catalog offers. Listing it imports nothing slow; `write` and `load` may, on a worker thread.

    The app makes the folder, writes ``model.json`` into it (classes, preprocessing, metrics, licences), lets `write`
    add its files, asks `load` for them again, compares the outputs on the example, and only then shows the folder to
    anybody. So what was exported has been seen to work.

    Args:
        id: ``plugin/name``, or one word that is yours, for instance ``safetensors``.
        title: for people.
        write: writes the files into an existing folder, from validated options; raises `UserError` in words.
        load: from that folder to a function that maps a preprocessed batch to outputs, without the app's help: it
            reads only what `write` wrote.
        description: one or two sentences: what one can do with the files.
        options: a pydantic model from which the form is made. Every field has a default.
        tolerance: by how much an output may differ, absolute and relative.
        modalities: of the models that it takes; the app offers it for no others.
    """

    id: str
    title: str
    write: Callable[[TrainedModel, Path, Any], None]
    load: "Callable[[Path], Callable[[Tensor], Tensor]]"
    description: str = ""
    options: type[BaseModel] = NoOptions
    tolerance: float = 1e-4
    modalities: Sequence[Modality] = ("image",)
