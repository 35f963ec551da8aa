"""What object detection adds to a backbone: torchvision's own detectors, losses and all, for other classes."""

from collections.abc import Sequence

from torch import Tensor, nn

from desktop_tl.api import AnswerKind, Dataset, LossOptions, Note, UserError
from desktop_tl_torchvision_detection.check import check_boxes
from desktop_tl_torchvision_detection.detectors import Detector
from desktop_tl_torchvision_detection.meter import BoxMeter
from desktop_tl_torchvision_detection.outputs import NO_BOX, FoundAndLosses, TrainingPass


class ObjectDetection:
    """Finds any number of things in a picture, with the box around each."""

    answer: AnswerKind = "boxes"
    main_metric = "map"
    mixes_targets = False

    def check(self, dataset: Dataset) -> Sequence[Note]:
        return check_boxes(dataset)

    def build_head(self, num_features: int, dataset_classes: Sequence[str]) -> nn.Module:
        return self.build_head_from(None, num_features, dataset_classes)

    def build_head_from(
        self, predictor: nn.Module | None, num_features: int, dataset_classes: Sequence[str]
    ) -> nn.Module:
        """The detector itself, whose layers that tell the classes apart become fresh ones; all others stay."""
        if not isinstance(predictor, Detector):
            raise UserError(
                "This backbone tells what a picture shows as a whole, not where.",
                advice="Choose a detector: their ids begin with torchvision-detection/.",
            )
        predictor.replace_predictor(len(dataset_classes))
        return predictor

    def loss(self, outputs: TrainingPass, targets: Tensor, options: LossOptions) -> Tensor:
        """The sum of torchvision's losses, each in its own weight."""
        return outputs.loss(targets)

    def meter(self, dataset_classes: Sequence[str]) -> BoxMeter:
        return BoxMeter()

    def scores(self, outputs: Tensor | FoundAndLosses) -> list[Tensor]:
        """Of each picture what was found, float32 of shape (found, 6), the surest first."""
        found = outputs.rows if isinstance(outputs, FoundAndLosses) else outputs
        return [rows[rows[:, 0] != NO_BOX] for rows in found.float()]
