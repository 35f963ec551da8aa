"""The head on top of a backbone: fresh, or made of the pretrained network's own last part."""

from collections.abc import Sequence

from torch import nn

from desktop_tl.api.backbones import Backbone
from desktop_tl.api.tasks import PredictorTask, Task


def build_head(task: Task, backbone: Backbone, classes: Sequence[str]) -> nn.Module:
    """Raises: UserError if the task cannot go on with this backbone's own last part."""
    if isinstance(task, PredictorTask):
        return task.build_head_from(backbone.classifier, backbone.num_features, classes)
    return task.build_head(backbone.num_features, classes)
