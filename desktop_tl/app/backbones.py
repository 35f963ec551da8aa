"""Tells of which stages a backbone consists; building it once takes seconds, so the answer is kept on disk."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from desktop_tl import __version__
from desktop_tl.api.backbones import BackboneSpec, Weights
from desktop_tl.api.errors import UserError
from desktop_tl.api.files import Url
from desktop_tl.app.options import validate_options
from desktop_tl.app.paths import Paths
from desktop_tl.app.torch_import import require_torch
from desktop_tl.app.weights import OnProgress, WeightsStore
from desktop_tl.host import Catalog
from desktop_tl.runs.files import write_json
from desktop_tl.runs.recipe import BackboneChoice
from desktop_tl.runs.stop import StopToken

_LIBRARIES = ("torch", "torchvision", "timm", "transformers")


@dataclass(frozen=True)
class StageInfo:
    """One stage as the stage tree shows it. The engine's own lies in a module that imports torch."""

    name: str
    title: str
    parameters: int
    layers: Sequence[tuple[int, int]] = ()
    """Of each layer that LoRA can adapt: the parameters of an adapter of rank 1, and its weights."""

    def adapter_parameters(self, rank: int) -> int:
        """What LoRA trains of it, as far as can be told before it is tried."""
        return sum(rank * added for added, weights in self.layers if rank * added < weights)


def find_backbone(catalog: Catalog, choice: BackboneChoice) -> BackboneSpec:
    """The backbone that a recipe names, as it is with its options.

    Raises:
        UserError: unknown backbone, options that do not fit, or what the plugin says of them.
    """
    spec = catalog.find_backbone(choice.id)
    options = validate_options(spec.options, choice.options, where=f"backbone {choice.id}")
    return spec.for_options(options.model_dump())


def discover_backbone(
    catalog: Catalog, choice: BackboneChoice, store: WeightsStore, on_progress: OnProgress, stop: StopToken
) -> BackboneChoice:
    """The choice with what must be asked of elsewhere before the backbone is known. Blocks: on a worker.

    Raises:
        UserError: as `find_backbone` and `WeightsStore.fetch_file`.
        Stopped: on request.
    """
    spec = catalog.find_backbone(choice.id)
    if spec.discover is None:
        return choice
    options = validate_options(spec.options, choice.options, where=f"backbone {choice.id}")

    def fetch(what: str, source: Url) -> Path:
        return store.fetch_file(what, source, on_progress=on_progress, stop=stop)

    return choice.model_copy(update={"options": {**choice.options, **spec.discover(options, fetch)}})


def describe_backbone(catalog: Catalog, choice: BackboneChoice, paths: Paths) -> tuple[StageInfo, ...]:
    """The stages from input to features. Blocks, the first time for seconds: on a worker thread.

    Raises:
        UserError: unknown backbone, options that do not fit, or a torch that cannot be loaded.
    """
    spec = find_backbone(catalog, choice)
    options = spec.options.model_validate(spec.resolve(choice.options))
    provider = catalog.provider_of(choice.id)
    key = _key(choice.id, options.model_dump(mode="json"), provider.distribution if provider else "")
    kept = paths.cache / "stages" / f"{key}.json"
    known = _read(kept)
    if known is not None:
        return known
    require_torch()
    from desktop_tl.engine.stages import describe_stages  # imports torch: seconds, and only where nothing is kept

    stages = tuple(StageInfo(**vars(stage)) for stage in describe_stages(spec, options))
    _keep(kept, stages)
    return stages


def choose_weights(spec: BackboneSpec, choice: BackboneChoice) -> Weights | None:
    """The weights that a recipe means; None for a backbone that has none.

    Raises:
        UserError: it names weights that the backbone does not have.
    """
    if not choice.weights:
        return spec.weights[0] if spec.weights else None
    weights = spec.find_weights(choice.weights)
    if weights is None:
        known = ", ".join(weights.id for weights in spec.weights) or "none"
        raise UserError(
            f"The backbone {spec.id} has no weights ‘{choice.weights}’.", advice=f"Those that it has: {known}."
        )
    return weights


def _key(backbone: str, options: dict[str, object], distribution: str) -> str:
    """Changes whenever the stages might: other options, another version of the app, the plugin or a library."""
    versions = {name: _version(name) for name in (*_LIBRARIES, distribution) if name}
    text = json.dumps([2, backbone, options, __version__, versions], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)  # read from the metadata: importing torch for it would take seconds
    except metadata.PackageNotFoundError:
        return ""


def _read(path: Path) -> tuple[StageInfo, ...] | None:
    if not path.is_file():
        return None
    try:
        return tuple(StageInfo(**stage) for stage in json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # damaged or of another version: it is made again


def _keep(path: Path, stages: tuple[StageInfo, ...]) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, [asdict(stage) for stage in stages])
    except OSError:
        pass  # a cache that cannot be written costs time, nothing else
