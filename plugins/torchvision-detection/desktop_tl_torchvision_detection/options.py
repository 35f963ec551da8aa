"""The forms of the detectors."""

from copy import copy
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model


class DetectorOptions(BaseModel):
    """What every detector has to be told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    score_threshold: float = Field(
        default=0.05,
        ge=0,
        lt=1,
        title="Lowest score",
        description="Boxes of which the network is less sure are not told at all. Leave it low: how sure is sure "
        "enough is chosen when the boxes are looked at, and the figures of an evaluation need the unsure ones too.",
    )
    overlap: float = Field(
        default=0.5,
        gt=0,
        le=1,
        title="Overlap",
        description="Of two boxes of a class that share more than this part, only the surer one is told. Raise it "
        "where things of one class stand close together.",
    )
    most_boxes: int = Field(
        default=100, ge=1, le=1000, title="Most boxes", description="So many boxes of a picture are told at most."
    )


class PyramidOptions(DetectorOptions):
    """Of a detector that may be built for any size."""

    size: int = Field(
        default=640,
        ge=64,
        le=2048,
        multiple_of=32,
        title="Picture size",
        description="The longer side of a picture is brought to so many pixels. Small things need a large picture, "
        "which takes longer and more memory.",
    )


def with_defaults(model: type[BaseModel], name: str, **defaults: float) -> type[BaseModel]:
    """The same form, filled in otherwise.

    Args:
        name: of the new model.
        defaults: by the name of the field.
    """
    fields: dict[str, Any] = {}
    for key, value in defaults.items():
        field = copy(model.model_fields[key])
        field.default = value
        fields[key] = (field.annotation, field)
    return create_model(name, __base__=model, **fields)
