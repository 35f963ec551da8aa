"""Finds what a set of wanted plugins needs, from the metadata of what is installed: for removal, without an index."""

from collections.abc import Iterable, Mapping, Sequence

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name


def find_needed(wanted: Iterable[str], requires: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Names of all installed distributions that the wanted ones need, themselves among them.

    Args:
        wanted: requirements as the person gave them; their extras count.
        requires: normalised name of every installed distribution → its requirements, as its metadata write them.
    """
    waiting = [(canonicalize_name(parsed.name), parsed.extras | {""}) for parsed in map(Requirement, wanted)]
    done: set[tuple[str, str]] = set()
    while waiting:
        name, extras = waiting.pop()
        new = {extra for extra in extras if (name, extra) not in done}
        if name not in requires or not new:
            continue  # the app carries it, or it is done
        done |= {(name, extra) for extra in new}
        for parsed in _parse(requires[name]):
            if parsed.marker is None or any(parsed.marker.evaluate({"extra": extra}) for extra in extras | new):
                waiting.append((canonicalize_name(parsed.name), parsed.extras | {""}))
    return frozenset(name for name, _ in done)


def _parse(texts: Iterable[str]) -> Iterable[Requirement]:
    for text in texts:
        try:
            yield Requirement(text)
        except InvalidRequirement:
            continue  # pip would not have installed anything for it either
