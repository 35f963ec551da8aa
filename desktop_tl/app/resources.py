"""Finds the files that come with the app: icons, themes, fonts, sample recipes."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def resource(*parts: str) -> Path:
    """A file or folder below ``resources/``: beside the package in a checkout, inside it in a wheel."""
    inside = _PACKAGE / "_resources"
    return (inside if inside.is_dir() else _PACKAGE.parent / "resources").joinpath(*parts)
