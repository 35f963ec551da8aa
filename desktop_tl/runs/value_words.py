"""Writes a value for people. Without numpy: the terminal needs it before anything is read."""


def format_value(value: float) -> str:
    """Four digits, or as many as stand before the point: ``0.1235``, ``12.35``, ``123456``."""
    return f"{value:.0f}" if 1000 <= abs(value) < 1e9 else f"{value:.4g}"
