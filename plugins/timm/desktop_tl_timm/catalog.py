"""Makes the catalog's specs from the table, without torch."""

from functools import partial

from desktop_tl.api import BackboneSpec
from desktop_tl_timm.building import build_backbone
from desktop_tl_timm.lite0 import ARCHITECTURE, INSTALLED_WEIGHTS, PREPROCESSING


def list_backbones() -> list[BackboneSpec]:
    """All specs; cheap."""
    return [
        BackboneSpec(
            id=f"timm/{ARCHITECTURE}",
            title="EfficientNet-Lite0",
            preprocessing=PREPROCESSING,
            build=partial(build_backbone, ARCHITECTURE),
            weights=(INSTALLED_WEIGHTS,),
            licence="Apache-2.0",
            family="EfficientNet",
        )
    ]
