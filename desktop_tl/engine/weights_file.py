"""Reads weights files that others made: tensors only, never code, and each misfit in words."""

import errno
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import safetensors
import safetensors.torch
import torch
from torch import Tensor, nn

from desktop_tl.api.backbones import Backbone, Weights
from desktop_tl.api.errors import UserError
from desktop_tl.engine.checkpoints import read_trained_model
from desktop_tl.runs.folder import RunFolder

_FOREIGN = {
    b"<!doctyp": "a web page (the download went wrong)",
    b"<html": "a web page (the download went wrong)",
    b"version h": "a pointer of Git LFS (the file itself was not downloaded)",
    b"\x89hdf": "an HDF5 file, as Keras writes it",
}
"""First bytes, in small letters, of what people take for weights."""
_WRAPPERS = ("state_dict", "model", "model_state_dict", "state_dict_ema", "module")


def read_weights_file(path: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors or PyTorch file by name, on the CPU.

    PyTorch files are read with ``weights_only=True``: a file that needs code to be opened is refused.

    Raises:
        UserError: names the file, what is wrong with it and what to do.
    """
    advice = "Choose a .safetensors file, or a .pth file that holds a state dict."
    try:
        if not path.stat().st_size:
            raise UserError(f"The weights file {path} is empty (0 bytes).", advice="Download it again.")
        with path.open("rb") as file:
            start = file.read(9)
        if start[8:9] == b"{":
            # whole into memory: a mapped file that shrinks underneath would end the process
            return safetensors.torch.load(path.read_bytes())
        _refuse_foreign(path, start)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's words for programmers; what is wrong is said below
            loaded = torch.load(path, map_location="cpu", weights_only=True)
    except UserError:
        raise
    except FileNotFoundError:
        raise UserError(f"The weights file {path} does not exist.", advice="Check the path.") from None
    except OSError as error:
        if error.errno == errno.EINVAL:  # torch looked for the end of the archive before its start
            raise UserError(f"The weights file {path} is cut off.", advice="Download it again.") from error
        raise UserError(f"The weights file {path} cannot be read: {error.strerror or error}.", advice=advice) from error
    except safetensors.SafetensorError as error:
        raise UserError(f"The weights file {path} is damaged: {error}.", advice="Download it again.") from error
    except Exception as error:  # torch's reader raises many kinds on foreign files
        if "failed finding central directory" in str(error):
            raise UserError(f"The weights file {path} is cut off.", advice="Download it again.") from error
        if start.startswith((b"PK", b"\x80")):  # a PyTorch archive or a plain pickle
            raise UserError(
                f"{path} holds more than tensors and would run code when opened, so it was not opened.", advice=advice
            ) from error
        raise UserError(f"{path} is not a weights file that can be read.", advice=advice) from error
    return _unwrap(loaded, path)


def _refuse_foreign(path: Path, start: bytes) -> None:
    for mark, what in _FOREIGN.items():
        if start.lstrip().lower().startswith(mark):
            raise UserError(
                f"{path} is {what}, not a weights file.",
                advice="Choose a .safetensors file, or a .pth file that holds a state dict.",
            )
    if start.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive:
                names = archive.namelist()
        except (OSError, zipfile.BadZipFile):
            return  # torch's reader says it
        if any(name.endswith("/constants.pkl") for name in names):
            raise UserError(
                f"{path} is a TorchScript program, which holds code, so it was not opened.",
                advice="Choose a file that holds only the weights: .safetensors, or a .pth with a state dict.",
            )


def _unwrap(loaded: object, path: Path) -> dict[str, Tensor]:
    for wrapper in _WRAPPERS:
        if isinstance(loaded, Mapping) and isinstance(loaded.get(wrapper), Mapping):
            loaded = loaded[wrapper]
    if not isinstance(loaded, Mapping):
        raise UserError(f"{path} holds no named tensors.", advice="Choose a file that holds a state dict.")
    tensors = {str(name): value for name, value in loaded.items() if isinstance(value, Tensor)}
    if not tensors:
        raise UserError(f"{path} holds no tensors.", advice="Choose a file that holds a state dict.")
    if all(name.startswith("module.") for name in tensors):  # saved from a parallel wrapper
        tensors = {name.removeprefix("module."): value for name, value in tensors.items()}
    return tensors


def load_pretrained(backbone: Backbone, weights: Weights | None, path: Path) -> None:
    """Loads a weights file, or the trained model of a run's folder, into all stages of ``backbone``, in place.

    The original classifier may be missing or differ.

    Raises:
        UserError: the file is of another architecture: how many tensors are missing or of another shape, and the first.
    """
    if path.is_dir():
        load_stages_of_run(backbone, path)
        return
    tensors: Mapping[str, Tensor] = read_weights_file(path)
    own = backbone.module.state_dict(keep_vars=True)
    if weights is not None and weights.adapt is not None:
        try:
            tensors = weights.adapt(tensors, own)
        except UserError as error:
            raise UserError(f"{path}: {error.message}", advice=error.advice) from error
    used = {id(t) for stage in backbone.stages for t in stage.module.state_dict(keep_vars=True).values()}
    wanted = {name: t for name, t in own.items() if id(t) in used}
    missing = [name for name in wanted if name not in tensors and not name.endswith("num_batches_tracked")]
    misshapen = [name for name in wanted if name in tensors and tensors[name].shape != wanted[name].shape]
    if missing or misshapen:
        raise UserError(
            f"The weights file {path} does not fit: {_describe_misfit(missing, misshapen, wanted, tensors)}.",
            advice="Choose the weights file of this very architecture.",
        )
    fitting = {name: t for name, t in tensors.items() if name in own and t.shape == own[name].shape}
    backbone.module.load_state_dict(fitting, strict=False)


def load_stages_of_run(backbone: Backbone, path: Path) -> None:
    """Loads what a run has made of the same backbone: its stages, and of its head what fits into the backbone's own
    last part: all of a network that writes, of a detector what does not depend on the classes.

    Raises:
        UserError: no trained model there, a damaged one, or one of another backbone.
    """
    tensors = read_trained_model(RunFolder.open(path))
    for stage in backbone.stages:
        start = f"stages.{stage.name}."
        found = {name.removeprefix(start): t for name, t in tensors.items() if name.startswith(start)}
        own = stage.module.state_dict()
        missing = [name for name in own if name not in found]
        misshapen = [name for name in own if name in found and found[name].shape != own[name].shape]
        if missing or misshapen:
            raise UserError(
                f"The model of the run {path} does not fit stage ‘{stage.name}’: "
                f"{_describe_misfit(missing, misshapen, own, found)}.",
                advice="Choose a run of this very backbone.",
            )
        stage.module.load_state_dict(found)
    head = {name.removeprefix("head."): t for name, t in tensors.items() if name.startswith("head.")}
    own = backbone.classifier.state_dict() if backbone.classifier is not None else {}
    fitting = {name: t for name, t in head.items() if name in own and own[name].shape == t.shape}
    if backbone.classifier is not None:
        backbone.classifier.load_state_dict(fitting, strict=False)


def _describe_misfit(
    missing: list[str], misshapen: list[str], wanted: Mapping[str, Tensor], tensors: Mapping[str, Tensor]
) -> str:
    sentences = []
    if missing:
        sentences.append(f"{len(missing)} of {len(wanted)} tensors are missing ({_first(missing)})")
    if misshapen:
        shapes = [f"{n} is {_shape(tensors[n])} and should be {_shape(wanted[n])}" for n in misshapen[:10]]
        sentences.append(f"{len(misshapen)} have another shape ({'; '.join(shapes)})")
    return " and ".join(sentences)


def _first(names: list[str]) -> str:
    return ", ".join(names[:10]) + (" …" if len(names) > 10 else "")


def _shape(tensor: Tensor) -> str:
    return " × ".join(map(str, tensor.shape)) or "a single number"


def count_parameters(module: nn.Module, *, trained_only: bool = False) -> int:
    """Number of parameters (not buffers); with ``trained_only``, of those with gradient."""
    return sum(p.numel() for p in module.parameters() if p.requires_grad or not trained_only)
