"""What the peers share, as their users write it: the network, the transforms, the loaders and the clock."""

import sys
from pathlib import Path

import timm
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader
from torchvision import models, transforms
from torchvision.datasets import ImageFolder

from tests.bench.job import Clock, Job, Result, load_job


def best_device() -> torch.device:
    """A GPU if there is one, as everybody takes it."""
    if torch.cuda.is_available():
        return torch.device("cuda:0")
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def start() -> tuple[Job, Clock]:
    """The job from the command line, and the start of the clock."""
    job = load_job(sys.argv[1])
    torch.set_num_threads(job.threads)
    torch.manual_seed(job.seed)
    Path(job.home).mkdir(parents=True, exist_ok=True)
    return job, Clock()


def finish(job: Job, clock: Clock, model: nn.Module, accuracy: float | None) -> None:
    """Saves the weights if they were trained (``accuracy`` is given), stops the clock and tells the result."""
    if accuracy is not None:
        torch.save(model.state_dict(), Path(job.home, "model.pth"))
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    Result(
        **clock.read(),
        accuracy=accuracy or 0.0,
        trained_parameters=sum(p.numel() for p in model.parameters() if p.requires_grad),
        device=name_of(best_device()),
    ).tell()


def name_of(device: torch.device) -> str:
    """For people."""
    if device.type == "cuda":
        return torch.cuda.get_device_name()
    return "Apple GPU" if device.type == "mps" else f"CPU, {torch.get_num_threads()} threads"


def build_model(job: Job) -> nn.Module:
    """The pretrained network with a new classifier; what is not to be trained has no gradient."""
    weights = torch.load(job.weights, weights_only=True)
    if job.library == "timm":
        model = timm.create_model(job.architecture, pretrained=False)
        model.load_state_dict(weights)
        model.reset_classifier(job.classes)
    else:
        model = models.get_model(job.architecture, weights=None)
        model.load_state_dict(weights)
        model.fc = nn.Linear(model.fc.in_features, job.classes)
    model.requires_grad_(False)
    for part in trained_parts(model, job):
        part.requires_grad_(True)
    return model.to(memory_format=torch.channels_last) if job.channels_last else model


def trained_parts(model: nn.Module, job: Job) -> list[nn.Module]:
    """The modules that move."""
    if job.trained == "all":
        return [model]
    head = model.get_classifier() if job.library == "timm" else model.fc
    return [head] if job.trained == "head" else [model.layer4, head]


def trained_parameters(model: nn.Module) -> list[nn.Parameter]:
    """What the optimiser is given."""
    return [p for p in model.parameters() if p.requires_grad]


def freeze_batch_norm(model: nn.Module, job: Job) -> None:
    """Puts all that does not move into eval mode."""
    if job.trained != "all":
        model.eval()
        for part in trained_parts(model, job):
            part.train()


def folders(job: Job) -> tuple[ImageFolder, ImageFolder]:
    """Training and validation pictures."""
    transform = transforms.Compose(
        [
            transforms.Resize(job.resize, interpolation=transforms.InterpolationMode(job.interpolation)),
            transforms.CenterCrop(job.image_size),
            transforms.ToTensor(),
            transforms.Normalize(job.mean, job.std),
        ]
    )
    return ImageFolder(f"{job.data}/train", transform), ImageFolder(f"{job.data}/val", transform)


def loaders(job: Job) -> tuple[DataLoader[tuple[Tensor, Tensor]], DataLoader[tuple[Tensor, Tensor]]]:
    """Loaders of the two, shuffled and in order; workers that stay over the epochs."""
    options = {
        "batch_size": job.batch_size,
        "num_workers": job.workers,
        "persistent_workers": job.workers > 0,
        "pin_memory": torch.cuda.is_available(),
    }
    train, validation = folders(job)
    return DataLoader(train, shuffle=True, **options), DataLoader(validation, **options)
