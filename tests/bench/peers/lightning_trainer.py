"""PyTorch Lightning's Trainer, with the frozen part in eval mode as its page on transfer learning does it."""

import logging
import warnings

import lightning
import torch
from torch import Tensor
from torch.nn import functional as F

from tests.bench.job import Job
from tests.bench.peers.common import build_model, finish, freeze_batch_norm, loaders, start, trained_parameters


class FineTuning(lightning.LightningModule):
    """Classifier with cross-entropy; Lightning keeps the modes of its parts over the epochs."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.job = job
        self.model = build_model(job)
        freeze_batch_norm(self.model, job)

    def training_step(self, batch: tuple[Tensor, Tensor], _: int) -> Tensor:
        inputs, labels = batch
        return F.cross_entropy(self.model(inputs), labels)

    def validation_step(self, batch: tuple[Tensor, Tensor], _: int) -> None:
        inputs, labels = batch
        outputs = self.model(inputs)
        self.log("loss", F.cross_entropy(outputs, labels))
        self.log("accuracy", (outputs.argmax(1) == labels).float().mean(), on_epoch=True, batch_size=len(labels))

    def configure_optimizers(self) -> torch.optim.Optimizer:
        parameters = trained_parameters(self.model)
        return torch.optim.SGD(parameters, lr=self.job.learning_rate, momentum=self.job.momentum)


def main() -> None:
    """Without checkpoints, bars and loggers: only the training counts."""
    warnings.filterwarnings("ignore")
    logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)
    job, clock = start()
    module = FineTuning(job)
    trainer = lightning.Trainer(
        max_epochs=job.epochs,
        precision="bf16-mixed" if job.bf16 else "32-true",
        logger=False,
        enable_checkpointing=False,
        enable_progress_bar=False,
        enable_model_summary=False,
        num_sanity_val_steps=0,
        default_root_dir=job.home,
    )
    trainer.fit(module, *loaders(job))
    finish(job, clock, module.model, float(trainer.callback_metrics["accuracy"]))


if __name__ == "__main__":
    main()
