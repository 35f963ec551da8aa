"""Imports torch where a broken one must become a sentence instead of a crash."""

import logging

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.errors import UserError
from desktop_tl.app.torch_folder import has_torch, noting_import

_log = logging.getLogger(__name__)


def require_torch() -> None:
    """Makes sure that torch and torchvision can be imported. Takes seconds the first time: on a worker thread.

    Raises:
        UserError: with what is wrong, pointing to the doctor.
    """
    if not has_torch():
        raise UserError(
            "PyTorch is not set up.",
            advice="Set it up: `desktop-tl setup-torch`, or on the page that the window shows for it.",
        )
    import desktop_tl.engine  # noqa: F401  # sets what torch reads when it is loaded

    try:
        with noting_import():
            import torch  # noqa: F401  # seconds, which the window and the short commands do without
            import torchvision  # noqa: F401
    except Exception as error:  # ImportError, OSError (libraries), RuntimeError (the two do not match) …
        raise UserError(
            f"PyTorch cannot be loaded: {_first_line(error)}.",
            advice="`desktop-tl doctor` tells what is wrong with it and how to mend it.",
        ) from error


def preload_engine(backbone: BackboneSpec | None) -> UserError | None:
    """Imports ahead of its first use what a run with ``backbone`` imports; returns what is wrong with PyTorch.

    On a worker thread. Importing stalls the window now and then, so it is best done before anybody has begun to work.
    """
    try:
        require_torch()
    except UserError as error:
        _log.warning("PyTorch cannot be loaded ahead: %s", error)
        return error
    try:
        import desktop_tl.engine.finetune  # noqa: F401  # torchvision's transforms, half a second
        from desktop_tl.engine.stages import describe_stages

        if backbone is not None:
            describe_stages(backbone, backbone.options())  # the plugin's library: timm takes seconds
    except Exception as error:  # a plugin may raise anything; the run with this backbone tells it in words
        _log.warning("the engine cannot be loaded ahead: %s", error)
    return None


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
