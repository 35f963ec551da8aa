"""Where samples and targets come from: references, never tensors. The engine decodes, so that there is one way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, overload, runtime_checkable

from pydantic import BaseModel

from desktop_tl.api.backbones import Modality, NoOptions

if TYPE_CHECKING:
    from numpy.typing import NDArray

Split = Literal["train", "validation", "test"]
Source: TypeAlias = "Path | bytes | str | NDArray[Any]"
"""One sample, as `Sample.source` tells."""


@dataclass(frozen=True)
class Note:
    """Something to say once about a dataset or a run.

    Args:
        level: ``info`` goes to the log, ``warning`` is shown.
        message: one sentence, with its count.
        items: what it is about (file names …), the first ones are shown.
    """

    level: Literal["info", "warning"]
    message: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class SetAside:
    """A sample that is left out, and why, in words."""

    id: str
    reason: str


@dataclass(frozen=True, eq=False)
class BoxTargets(Sequence[Any]):
    """The boxes of all pictures; of one picture, float32 of shape (k, 5), k may be 0.

    Args:
        rows: float32 of shape (boxes, 5): index of the class, left, top, right, bottom. The edges are parts of the
            picture's width and height as it is shown (after its orientation was applied), between 0 and 1.
        starts: int64 of shape (N + 1,): the boxes of picture i are ``rows[starts[i]:starts[i + 1]]``.
        sizes: int32 of shape (N, 2): width and height of every picture in pixels, as it is shown.
    """

    rows: "NDArray[Any]"
    starts: "NDArray[Any]"
    sizes: "NDArray[Any]"

    def __len__(self) -> int:
        return len(self.starts) - 1

    @overload
    def __getitem__(self, index: int) -> "NDArray[Any]": ...
    @overload
    def __getitem__(self, index: slice) -> "list[NDArray[Any]]": ...
    def __getitem__(self, index: int | slice) -> "NDArray[Any] | list[NDArray[Any]]":
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        return self.rows[self.starts[place] : self.starts[place + 1]]


class TextPart(str):
    """A piece of a longer text, as the `Sample.source` of what is cut into pieces: the text goes on behind it, so that
    a model which learns to write does not learn that texts end there."""

    __slots__ = ()


@dataclass(frozen=True)
class Sample:
    """One reference to one sample.

    Args:
        id: unique within the dataset and stable, for people and for the record: usually the path below the root.
        source: a picture: a file, encoded bytes, or pixels as uint8 of shape (H, W) or (H, W, 3). A text: itself, or a
            file or bytes in UTF-8, or in UTF-16 with its byte order mark.
        target: index into `Dataset.classes`; for all else its row of `Dataset.targets`.
    """

    id: str
    source: Source
    target: "int | Sequence[float] | NDArray[Any]"


@runtime_checkable
class Dataset(Protocol):
    """An opened dataset. Cheap to hold for a million samples; picklable; needs no torch.

    Attributes:
        classes: names, in the order of the targets: of the classes, the labels or the values; none for mere texts.
        targets: for every sample its index into `classes`; where a sample may have several labels, a row of 0 and 1 as
            wide as `classes`, as whole numbers; where it has values, a row of floating-point numbers; for mere texts,
            which are learnt themselves, an array of shape (N, 0); for boxes `BoxTargets`.
        splits: for every sample the split that the source gives it, or None if the source has none.
        groups: for every sample what must not be torn apart by a split (a patient, a product), or None.
        notes: what opening found worth saying.
        set_aside: what opening left out.
    """

    # Properties, so that a frozen dataclass is a Dataset too.
    @property
    def classes(self) -> Sequence[str]: ...
    @property
    def targets(self) -> "Sequence[Any] | NDArray[Any]": ...
    @property
    def splits(self) -> Sequence[Split] | None: ...
    @property
    def groups(self) -> Sequence[str] | None: ...
    @property
    def notes(self) -> Sequence[Note]: ...
    @property
    def set_aside(self) -> Sequence[SetAside]: ...

    def __len__(self) -> int: ...

    def sample(self, index: int) -> Sample:
        """The reference at ``index``; reads no picture and no file of text."""
        ...

    def fingerprint(self) -> str:
        """Changes whenever the samples, their targets or their splits may have changed (names, sizes, times)."""
        ...


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What a table looks like before it is opened, so that a person can choose its columns.

    Args:
        columns: their names, in the order of the file.
        rows: the first rows, each with a text for every column; long texts are cut.
        column_options: the options that name a column, each with the column that is taken as they are now: the chosen
            one, else the guess, else "".
        notes: what is to be said of how it is read.
        several_columns: the options that name any number of columns, each with those that are taken as they are now.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    column_options: Mapping[str, str]
    notes: Sequence[Note] = ()
    several_columns: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DatasetSpec:
    """A kind of dataset that the catalog offers.

    Args:
        id: ``plugin/name``, stable because recipes store it, for instance ``folders/images``.
        title: for people.
        open: opens the dataset from validated options, on a worker thread; raises `UserError` in words.
        description: one or two sentences.
        options: a pydantic model from which the form is made.
        path_option: name of the option that takes a dropped or chosen path; empty for a dataset that brings its own.
        path_kind: whether that path is a folder or a file.
        uses_network: opening it may download; the app refuses while the person wants to stay offline.
        licence: of the data that it brings along; empty if it brings none.
        modality: of its samples.
        tasks: ids of the tasks that it serves, the first is what is learnt unless somebody says otherwise.
        recognises: whether a path that is dropped or named without further words is most likely of this kind. Looks at
            names and at first bytes, not at all files; the first kind of the catalog that says yes is taken.
        preview: shows what a table holds, from options that may still lack the columns; on a worker thread, raises
            `UserError` in words. None where there are no columns to choose.
        list_sources: hands out the samples one after the other, as name and source, whether or not they have targets:
            for prediction. Holds few of them at a time; raises `UserError` in words. None where there are only files.
    """

    id: str
    title: str
    open: Callable[[BaseModel], Dataset]
    description: str = ""
    options: type[BaseModel] = NoOptions
    path_option: str = ""
    path_kind: Literal["folder", "file"] = "folder"
    uses_network: bool = False
    licence: str = ""
    modality: Modality = "image"
    tasks: Sequence[str] = ("image-classification",)
    recognises: Callable[[Path], bool] | None = None
    preview: Callable[[BaseModel], Preview] | None = None
    list_sources: "Callable[[BaseModel], Iterator[tuple[str, Source]]] | None" = None
