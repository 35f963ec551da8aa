"""The loop of PyTorch's transfer learning tutorial, as every blog repeats it.

The frozen part has no gradient but stays in train mode: its BatchNorm statistics move.
"""

import torch
from torch import nn

from tests.bench.peers.common import best_device, build_model, finish, loaders, start, trained_parameters


def train_model() -> None:
    """One phase of training and one of validation in each epoch."""
    job, clock = start()
    device = best_device()
    train_loader, validation_loader = loaders(job)
    model = build_model(job).to(device)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(trained_parameters(model), lr=job.learning_rate, momentum=job.momentum)
    accuracy = 0.0
    for _ in range(job.epochs):
        for phase, loader in (("train", train_loader), ("val", validation_loader)):
            model.train(phase == "train")
            running_loss, running_corrects, samples = 0.0, 0, 0
            for inputs, labels in loader:
                inputs, labels = inputs.to(device), labels.to(device)
                optimizer.zero_grad()
                with torch.set_grad_enabled(phase == "train"):
                    outputs = model(inputs)
                    loss = criterion(outputs, labels)
                    if phase == "train":
                        loss.backward()
                        optimizer.step()
                running_loss += loss.item() * len(labels)
                running_corrects += (outputs.argmax(1) == labels).sum().item()
                samples += len(labels)
            accuracy = running_corrects / samples
    finish(job, clock, model, accuracy)


if __name__ == "__main__":
    train_model()
