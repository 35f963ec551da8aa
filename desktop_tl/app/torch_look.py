"""Says what PyTorch is here and what it computes on, as one line of JSON. A program of its own: a broken library may
end its process without an exception, and must neither hurt nor be imported by the app."""

import json
from typing import Any


def look() -> dict[str, Any]:
    """Raises whatever importing torch raises."""
    import torch

    facts: dict[str, Any] = {"torch": torch.__version__, "cuda": torch.version.cuda}
    try:
        import torchvision

        facts["torchvision"] = torchvision.__version__
        torchvision.ops.nms(torch.zeros(1, 4), torch.zeros(1), 0.5)
        from desktop_tl.engine.devices import choose_device

        choice = choose_device("auto")
        facts["device"], facts["reason"] = choice.title, choice.reason
    except Exception as error:
        facts["problem"] = f"{type(error).__name__}: {error}"
    return facts


if __name__ == "__main__":
    print(json.dumps(look()))
