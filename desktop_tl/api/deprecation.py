"""How a part of the plugin API says that a coming version will no longer have it."""

import warnings


class DeprecatedApi(DeprecationWarning):
    """A plugin uses what a coming version of Desktop TL takes away. The app puts it into the plugin's record, and
    ``desktop-tl plugins check`` fails on it. In hook specifications it goes by pluggy's ``warn_on_impl``."""


def warn_deprecated(what: str, *, gone_in: str, instead: str) -> None:
    """Called by the part itself when a plugin uses it.

    Args:
        what: as the plugin's author wrote it, for instance ``BackboneSpec(flop_count=…)``.
        gone_in: the first version without it, at least two minor versions after the last one without the warning.
        instead: what to write, as a phrase: ``write flops=…``.
    """
    # stacklevel 3: the line in the plugin that called the part that calls this
    warnings.warn(f"{what} goes away in Desktop TL {gone_in}: {instead}.", DeprecatedApi, stacklevel=3)
