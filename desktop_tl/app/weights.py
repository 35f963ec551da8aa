"""Finds pretrained weights on this computer and fetches those that are not here yet."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from filelock import FileLock, Timeout

from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.api.errors import UserError
from desktop_tl.api.files import LocalFile, ModelFile, PackageFile, Url
from desktop_tl.api.preprocessing import Preprocessing, TextPreprocessing
from desktop_tl.app.download import download, has_hash
from desktop_tl.engine.texts import load_tokenizer
from desktop_tl.runs.stop import StopToken

OnProgress = Callable[[int, int | None], None]
"""Takes the bytes that are here and those that there will be (None if unknown); called some ten times a second."""

_LOCAL_FILE = "Or choose a weights file on this computer (weights_file in the recipe, --weights-file in the terminal)."


@dataclass(frozen=True, kw_only=True)
class WeightsStore:
    """The downloaded weights, in one folder, each under a name made from its address and hash.

    Args:
        folder: where downloads are kept.
        is_offline: asked before each download.
        backoff: seconds before the first of the repeated attempts; doubles each time.
    """

    folder: Path
    is_offline: Callable[[], bool] = lambda: False
    backoff: float = 0.5

    def locate(self, weights: Weights, chosen_file: str = "") -> Path | None:
        """The file, if it is on this computer: the chosen one, else the installed or the downloaded one.

        Raises:
            UserError: there is no file at ``chosen_file``.
        """
        if chosen_file:
            return check_chosen_file(chosen_file)
        return self._place(weights.source) if self.has(weights.source) else None

    def is_here(self, weights: Weights) -> bool:
        """Whether a run could begin without the network."""
        return self.locate(weights) is not None

    def has(self, source: ModelFile) -> bool:
        """Whether any file of a model is on this computer."""
        path = self._place(source)
        return path is not None and path.is_file()

    def fetch(self, backbone_id: str, weights: Weights, *, on_progress: OnProgress, stop: StopToken) -> Path:
        """The verified file, downloaded if need be; a broken download goes on where it ended. Blocks: on a worker.

        Raises:
            UserError: not installed, offline, no network, refused by the server, wrong hash, disk full …
            Stopped: what was downloaded so far stays and is used next time.
        """
        what = f"weights ‘{weights.title}’ of {backbone_id}"
        return self.fetch_file(what, weights.source, on_progress=on_progress, stop=stop)

    def fetch_file(self, what: str, source: ModelFile, *, on_progress: OnProgress, stop: StopToken) -> Path:
        """`fetch` for any file of a model; ``what`` names it in messages, for instance ``tokenizer of a/b``."""
        if isinstance(source, PackageFile):
            return self._check_installed(what, source, stop)
        if isinstance(source, LocalFile):
            return _check_local(what, source)
        path = self._path(source)
        if self._is_good(path, source, stop):
            return path
        self._refuse_offline(what)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UserError(
                f"The folder for weights, {self.folder}, cannot be made: {error.strerror or error}.", advice=_LOCAL_FILE
            ) from error
        with _Turn(path, stop):
            if not self._is_good(path, source, stop):  # another process may have fetched it meanwhile
                download(source, path, on_progress=on_progress, stop=stop, backoff=self.backoff)
        return path

    def _place(self, source: ModelFile) -> Path | None:
        if isinstance(source, PackageFile):
            return _find_installed(source)
        return Path(source.path) if isinstance(source, LocalFile) else self._path(source)

    def _path(self, source: Url) -> Path:
        key = hashlib.sha256(f"{source.url}\n{source.sha256.lower()}".encode()).hexdigest()[:16]
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", unquote(urlsplit(source.url).path).rsplit("/", 1)[-1]).strip("-.")
        return self.folder / f"{key}-{name[-80:] or 'weights'}"

    def _is_good(self, path: Path, source: Url, stop: StopToken) -> bool:
        """Whether the file is there and whole; a damaged one is removed, so that it is fetched anew."""
        if not path.is_file():
            return False
        if has_hash(path, source.sha256, stop):
            return True
        path.unlink()
        return False

    def _refuse_offline(self, what: str) -> None:
        if self.is_offline():
            raise UserError(
                f"Not on this computer: the {what}; and the app is set to stay offline.",
                advice=f"Allow the network in the settings. {_LOCAL_FILE}",
            )

    def _check_installed(self, what: str, source: PackageFile, stop: StopToken) -> Path:
        path = _find_installed(source)
        if path is None or not path.is_file():
            raise UserError(
                f"Not installed: {source.distribution}, the package with the {what}.",
                advice=f"Install it: pip install {source.distribution}. {_LOCAL_FILE}",
            )
        if not has_hash(path, source.sha256, stop):
            raise UserError(
                f"The file {path} is damaged: its SHA-256 does not begin with {source.sha256[:16]}.",
                advice=f"Install it anew: pip install --force-reinstall {source.distribution}. {_LOCAL_FILE}",
            )
        return path


class _Turn:
    """Lets one process at a time fetch a file; the others wait, and may be stopped."""

    def __init__(self, path: Path, stop: StopToken) -> None:
        self._lock = FileLock(path.with_name(f"{path.name}.lock"))
        self._stop = stop

    def __enter__(self) -> None:
        while True:
            self._stop.check()
            try:
                self._lock.acquire(timeout=0.2)
            except Timeout:
                continue
            return

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def check_chosen_file(text: str) -> Path:
    """The weights file, or the folder of a run, that a person chose. Raises: UserError when there is none."""
    path = Path(text).expanduser()
    if not path.exists():
        raise UserError(f"There is no weights file at {path}.", advice="Check the path, or leave the field empty.")
    if not path.is_file() and not (path / "model.json").is_file():
        raise UserError(
            f"{path} is a folder, but not that of a run with a trained model.",
            advice="Choose a file such as model.safetensors, or the folder of a run.",
        )
    return path


def model_files(spec: BackboneSpec, weights: Weights) -> list[ModelFile]:
    """What a run with these weights needs of files: the weights, and the tokenizer if there is one."""
    preprocessing = weights.preprocessing or spec.preprocessing
    if not isinstance(preprocessing, TextPreprocessing) or preprocessing.document or preprocessing.tokenizer is None:
        return [weights.source]
    return [weights.source, preprocessing.tokenizer]


def complete_preprocessing(
    backbone_id: str, preprocessing: Preprocessing, store: WeightsStore, on_progress: OnProgress, stop: StopToken
) -> Preprocessing:
    """With the content of the tokenizer's file, fetched if need be. Blocks: on a worker.

    Raises:
        UserError: as `WeightsStore.fetch`, or the file cannot be read.
        Stopped: on request.
    """
    if not isinstance(preprocessing, TextPreprocessing) or preprocessing.document or preprocessing.tokenizer is None:
        return preprocessing
    path = store.fetch_file(f"tokenizer of {backbone_id}", preprocessing.tokenizer, on_progress=on_progress, stop=stop)
    try:
        document = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"The tokenizer {path} cannot be read: {getattr(error, 'strerror', None) or 'it is not a text file'}.",
            advice="Fetch or install it anew.",
        ) from error
    try:
        load_tokenizer(document, preprocessing.max_length)
    except ValueError as error:
        raise UserError(f"The tokenizer {path} cannot be used: {error}.", advice="Fetch or install it anew.") from error
    return preprocessing.model_copy(update={"document": document})


def _check_local(what: str, source: LocalFile) -> Path:
    path = Path(source.path).expanduser()
    if not path.is_file():
        raise UserError(f"Not there: {path}, the {what}.", advice="Check the path.")
    return path


def _find_installed(source: PackageFile) -> Path | None:
    try:
        return Path(str(metadata.distribution(source.distribution).locate_file(source.path)))
    except metadata.PackageNotFoundError:
        return None
