"""Reads from a plugin's requirements for which versions of Desktop TL it was made, without importing it.

The rule, as the guide for authors tells it: what is taken out of the plugin API has warned for one minor version
before. So a plugin that was made with 0.1 and ran without a warning works with 0.2 too, and requires
``desktop-tl>=0.1,<0.3``. pip heeds that when it installs the plugin; this looks again at every start, since the app
may have been updated since.
"""

import re
from importlib.metadata import Distribution

from desktop_tl import __version__

_OURS = re.compile(r"\s*desktop[-_.]tl\s*(\[[^\]]*\])?\s*[(<>=!~]", re.IGNORECASE)


def explain_incompatible(dist: Distribution | None) -> tuple[str, str] | None:
    """A sentence and an advice if the plugin does not want this version of Desktop TL, else None."""
    for text in (dist.requires or ()) if dist is not None else ():
        if not _OURS.match(text):
            continue  # another requirement, or one without a version
        # Only now: it takes 15 ms to import, and most plugins need nothing of it.
        from packaging.requirements import InvalidRequirement, Requirement

        try:
            requirement = Requirement(text)
        except InvalidRequirement:
            continue
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        if not requirement.specifier.contains(__version__, prereleases=True):
            wants = f"it needs {requirement.specifier}, this is {__version__}"
            return f"It was made for another version of Desktop TL: {wants}.", "Update the plugin or Desktop TL."
    return None
