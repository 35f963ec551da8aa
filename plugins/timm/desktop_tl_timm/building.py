"""Builds a timm network with fresh weights and hands it over as stages; runs where torch may be imported."""

from pydantic import BaseModel

from desktop_tl.api import Backbone, UserError


def build_backbone(name: str, options: BaseModel | None = None) -> Backbone:
    """Makes timm's architecture ``name``; takes no network.

    Raises:
        UserError: the installed timm does not know it, or has changed it so that its stages cannot be found.
    """
    import timm  # imports torch, which listing the catalog must not

    from desktop_tl_timm.families import split_into_stages
    from desktop_tl_timm.stages import Unsplittable

    if not timm.is_model(name):
        raise UserError(
            f"The installed timm {timm.__version__} has no model ‘{name}’.",
            advice="Install another version of timm, or choose another backbone.",
        )
    model = timm.create_model(name, pretrained=False)
    try:
        return split_into_stages(model)
    except (Unsplittable, AttributeError, KeyError, ValueError) as error:
        raise UserError(
            f"‘{name}’ of the installed timm {timm.__version__} cannot be split into stages: {error}.",
            advice="Choose another backbone, install another version of timm, or update this plugin.",
        ) from error
