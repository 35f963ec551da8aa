"""Hugging Face's Trainer on the same network; it puts the whole model into train mode before each step."""

from typing import Any

import torch
import transformers
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import EvalPrediction, Trainer, TrainingArguments

from tests.bench.job import Job
from tests.bench.peers.common import best_device, build_model, finish, folders, start, trained_parameters


class Classifier(nn.Module):
    """Answers with loss and logits, as the Trainer wants it."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self.model = build_model(job)

    def forward(self, pixel_values: Tensor, labels: Tensor) -> dict[str, Tensor]:
        logits = self.model(pixel_values)
        return {"loss": F.cross_entropy(logits, labels), "logits": logits}


def collate(samples: list[tuple[Tensor, int]]) -> dict[str, Tensor]:
    """A batch by the names of `Classifier.forward`."""
    pixels, labels = zip(*samples, strict=True)
    return {"pixel_values": torch.stack(pixels), "labels": torch.tensor(labels)}


def compute_metrics(prediction: EvalPrediction) -> dict[str, Any]:
    return {"accuracy": (prediction.predictions.argmax(-1) == prediction.label_ids).mean()}


def main() -> None:
    """Without reports, bars and checkpoints: only the training counts."""
    transformers.logging.set_verbosity_error()
    job, clock = start()
    train, validation = folders(job)
    model = Classifier(job)
    arguments = TrainingArguments(
        output_dir=job.home,
        num_train_epochs=job.epochs,
        per_device_train_batch_size=job.batch_size,
        per_device_eval_batch_size=job.batch_size,
        max_grad_norm=0.0,
        lr_scheduler_type="constant",
        learning_rate=job.learning_rate,
        eval_strategy="epoch",
        save_strategy="no",
        logging_strategy="epoch",
        report_to="none",
        disable_tqdm=True,
        remove_unused_columns=False,
        dataloader_num_workers=job.workers,
        dataloader_persistent_workers=job.workers > 0,
        dataloader_pin_memory=torch.cuda.is_available(),
        bf16=job.bf16,
        use_cpu=best_device().type == "cpu",
        seed=job.seed,
    )
    trainer = Trainer(
        model=model,
        args=arguments,
        data_collator=collate,
        train_dataset=train,
        eval_dataset=validation,
        compute_metrics=compute_metrics,
        optimizers=(torch.optim.SGD(trained_parameters(model), lr=job.learning_rate, momentum=job.momentum), None),
    )
    trainer.train()
    accuracies = [entry["eval_accuracy"] for entry in trainer.state.log_history if "eval_accuracy" in entry]
    finish(job, clock, model.model, float(accuracies[-1]))


if __name__ == "__main__":
    main()
