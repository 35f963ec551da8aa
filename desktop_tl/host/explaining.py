"""Turns what a plugin raised into a sentence and an advice that the person can act on."""

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from desktop_tl.api import UserError
from desktop_tl.host.checks import PluginError
from desktop_tl.host.discovery import PluginSource, normalise

_REQUIREMENT = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)")
_TELL_AUTHOR = "Update the plugin, or send the details to its author."


def explain(failure: BaseException, source: PluginSource) -> tuple[str, str]:
    """What went wrong as a sentence, and what to do."""
    match failure:
        case PluginError() | UserError():
            return str(failure.message), str(failure.advice or _TELL_AUTHOR)
        case ModuleNotFoundError():
            return _explain_missing(failure, source.dist)
        case ImportError() if (failure.name or "").partition(".")[0] == "desktop_tl":
            return (
                f"It was made for another version of Desktop TL: {_text(failure)}",
                "Update the plugin or Desktop TL.",
            )
        case SyntaxError():
            where = f"line {failure.lineno} of ‘{failure.filename}’"
            return (
                f"It is not valid Python: {failure.msg}, {where}.",
                "It may need a newer Python; or update the plugin.",
            )
        case SystemExit():
            return f"It tried to end the app while it was loaded (exit status {failure.code}).", _TELL_AUTHOR
        case RecursionError():
            return "It called itself without end while it was loaded.", _TELL_AUTHOR
        case _:
            return f"It raised {type(failure).__name__} while it was loaded: {_text(failure)}", _TELL_AUTHOR


def _explain_missing(failure: ModuleNotFoundError, dist: Distribution | None) -> tuple[str, str]:
    name = failure.name or ""
    if name.partition(".")[0] == "desktop_tl":
        return f"It was made for another version of Desktop TL: {_text(failure)}", "Update the plugin or Desktop TL."
    missing = _missing_requirements(dist)
    if missing:
        return f"It needs {' and '.join(missing)}, not installed here.", f"Install: pip install {' '.join(missing)}"
    message = f"It needs the module ‘{name}’, which is not installed."
    if dist is not None and name and name in (dist.read_text("top_level.txt") or "").split():
        return message, f"Its own files are missing; install it again: pip install --force-reinstall {dist.name}"
    return message, f"Install the package that holds it, often: pip install {name.partition('.')[0]}"


def _missing_requirements(dist: Distribution | None) -> list[str]:
    """Names of required distributions that are not there; those of extras and of other platforms are not looked at."""
    names = []
    for requirement in (dist.requires or ()) if dist is not None else ():
        found = _REQUIREMENT.match(requirement)
        if found and ";" not in requirement and normalise(found[1]) != "desktop-tl" and not _is_installed(found[1]):
            names.append(normalise(found[1]))
    return names


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _text(failure: BaseException) -> str:
    try:
        text = str(failure).strip()
    except Exception:  # a broken __str__ of the plugin's own exception
        text = ""
    return text or "without a message"
