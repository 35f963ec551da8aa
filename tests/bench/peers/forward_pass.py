"""One plain pass of all pictures through the frozen network: what training a head cannot go below without a cache."""

import torch

from tests.bench.peers.common import build_model, finish, loaders, start


def main() -> None:
    """Eval mode, no gradient; both parts of the data once, the training part in a random order as loaders do."""
    job, clock = start()
    device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")
    model = build_model(job).to(device).eval()
    with torch.inference_mode():
        for loader in loaders(job):
            for inputs, _ in loader:
                model(inputs.to(device))
    finish(job, clock, model, 0.0)


if __name__ == "__main__":
    main()
