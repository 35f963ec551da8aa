"""The licences of the app and of what it is made of, for whoever asks."""

from importlib.metadata import Distribution, distributions

from desktop_tl.app.build_info import NOTICES, app_folders

_HEAD = """\
Desktop TL is under the BSD-3-Clause licence. It uses the packages below, each with its own licence. They did not come
with the app but were installed beside it; their licence texts are in their own folders. Qt, PySide6 and Shiboken are
used under the GNU Lesser General Public License, version 3."""


def read_licences() -> str:
    """The notices that came with the app; without an installer, a list of the packages and what they say of themselves.

    Blocks for a moment: on a worker thread.
    """
    for folder in app_folders():
        try:
            return (folder / NOTICES).read_text("utf-8")
        except OSError:
            continue
    lines = {f"  {dist.name} {dist.version}: {_licence_of(dist)}" for dist in distributions() if dist.name}
    return "\n".join([_HEAD, "", *sorted(lines, key=str.lower)]) + "\n"


def _licence_of(dist: Distribution) -> str:
    about = dist.metadata
    for name in ("License-Expression", "License"):
        for text in about.get_all(name) or []:
            if 0 < len(text) < 80 and "\n" not in text and text != "UNKNOWN":
                return str(text)
    classes = [text.split("::")[-1].strip() for text in about.get_all("Classifier") or [] if text.startswith("License")]
    return ", ".join(classes) or "see its folder"
