"""fastai's Learner with its own data blocks, `freeze`, and its callbacks for frozen BatchNorm and channels last."""

from functools import partial

from fastai.callback.channelslast import ChannelsLast
from fastai.callback.fp16 import AMPMode, MixedPrecision
from fastai.callback.training import BnFreeze
from fastai.vision.all import (
    SGD,
    Callback,
    CropPad,
    CrossEntropyLossFlat,
    ImageDataLoaders,
    L,
    Learner,
    Normalize,
    Resize,
    ResizeMethod,
    accuracy,
    params,
)
from PIL import Image
from torch import nn

from tests.bench.job import Job
from tests.bench.peers.common import build_model, finish, start, trained_parts

RESAMPLING = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}


def split_parameters(model: nn.Module, job: Job) -> L:
    """Parameter groups: what stays frozen first, what moves last."""
    trained = L(trained_parts(model, job)).map(params).concat()
    chosen = {id(p) for p in trained}
    frozen = L(p for p in model.parameters() if id(p) not in chosen)
    return L(frozen, trained) if frozen else L([trained])


def callbacks(job: Job) -> list[Callback]:
    """What the job asks for."""
    chosen: list[Callback] = [] if job.trained == "all" else [BnFreeze()]
    if job.channels_last:
        chosen.append(ChannelsLast())
    if job.bf16:  # works on CUDA only
        chosen.append(MixedPrecision(amp_mode=AMPMode.BF16))
    return chosen


def main() -> None:
    """fit with a constant rate, as everybody here."""
    job, clock = start()
    resampling = RESAMPLING[job.interpolation]
    loaders = ImageDataLoaders.from_folder(
        job.data,
        train="train",
        valid="val",
        seed=job.seed,
        item_tfms=[
            Resize(job.resize, method=ResizeMethod.Crop, resamples=(resampling, resampling)),
            CropPad(job.image_size),
        ],
        batch_tfms=Normalize.from_stats(job.mean, job.std),
        bs=job.batch_size,
        num_workers=job.workers,
        drop_last=False,
    )
    learner = Learner(
        loaders,
        build_model(job),
        loss_func=CrossEntropyLossFlat(),
        opt_func=partial(SGD, mom=job.momentum),
        splitter=partial(split_parameters, job=job),
        metrics=accuracy,
        wd=0.0,
        train_bn=False,
        cbs=callbacks(job),
        path=job.home,
    )
    if job.trained != "all":
        learner.freeze()
    with learner.no_bar(), learner.no_logging():
        learner.fit(job.epochs, job.learning_rate)
    finish(job, clock, learner.model, float(learner.recorder.values[-1][-1]))


if __name__ == "__main__":
    main()
