"""One plain pass of all pictures through the frozen network: what training a head cannot go below without a cache.

Decodes ahead in threads and normalises whole batches, which is quicker than a loader: the bar must be high.
"""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from torch import Tensor
from torchvision import transforms
from torchvision.datasets import ImageFolder

from tests.bench.job import Job
from tests.bench.peers.common import best_device, build_model, finish, start

AHEAD = 3


def batches(job: Job) -> Iterator[Tensor]:
    """uint8 pixels of shape (n, side, side, 3) of all pictures."""
    transform = transforms.Compose(
        [
            transforms.Resize(job.resize, interpolation=transforms.InterpolationMode(job.interpolation)),
            transforms.CenterCrop(job.image_size),
            np.asarray,
        ]
    )
    folders = [ImageFolder(f"{job.data}/{part}", transform) for part in ("train", "val")]
    pictures = [(folder, index) for folder in folders for index in range(len(folder))]
    with ThreadPoolExecutor(job.threads) as pool:
        waiting: deque = deque()
        for start_of_batch in range(0, len(pictures), job.batch_size):
            chosen = pictures[start_of_batch : start_of_batch + job.batch_size]
            waiting.append([pool.submit(folder.__getitem__, index) for folder, index in chosen])
            if len(waiting) > AHEAD:
                yield stack(waiting.popleft())
        while waiting:
            yield stack(waiting.popleft())


def stack(futures: list) -> Tensor:
    """Waits for one batch."""
    return torch.from_numpy(np.stack([future.result()[0] for future in futures]))


def main() -> None:
    """Eval mode, no gradient."""
    job, clock = start()
    device = best_device()
    model = build_model(job).to(device).eval()
    mean, std = (torch.tensor(v, device=device).view(1, 3, 1, 1) * 255 for v in (job.mean, job.std))
    with torch.inference_mode(), torch.autocast(device.type, torch.bfloat16, enabled=job.bf16):
        for pixels in batches(job):
            model(pixels.to(device).permute(0, 3, 1, 2).float().sub_(mean).div_(std))
    finish(job, clock, model, None)


if __name__ == "__main__":
    main()
