"""Lets pip find what must come with the wanted plugins, and says in words why something cannot."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from packaging.utils import canonicalize_name

from desktop_tl.api import UserError
from desktop_tl.host.installing.carried import Carried
from desktop_tl.host.installing.pip import Answer, Pip, Stop
from desktop_tl.host.installing.requests import Request

_NO_NETWORK = (
    "NewConnectionError",
    "Failed to establish a new connection",
    "ConnectTimeoutError",
    "ProxyError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Network is unreachable",
)


@dataclass(frozen=True, kw_only=True)
class Resolved:
    """One distribution that pip would install.

    Args:
        name: normalised.
        url: where its wheel is.
        sha256: empty if the index does not say.
        facts: summary, licence, author and the like, as its metadata say.
    """

    name: str
    version: str
    url: str
    sha256: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The name of the wheel."""
        return unquote(urlsplit(self.url).path).rsplit("/", 1)[-1]


class ConflictError(Exception):
    """The wanted versions do not go together; the text is what pip says of it."""


def resolve(
    requests: Sequence[Request],
    *,
    carried: Carried,
    pins: Iterable[str],
    links: Iterable[Path],
    pip: Pip,
    stop: Stop,
) -> list[Resolved]:
    """Everything that the requests need beyond what the app carries. Installs nothing.

    Args:
        requests: with at least one.
        carried: its versions are fixed.
        pins: versions that must not move either, ``name==version``.
        links: folders with wheels that may be used besides the index.
        pip: its ``work`` takes two files.
        stop: ends pip.

    Raises:
        ConflictError: the versions do not go together; call again with fewer pins, or `explain_conflict`.
        UserError: not found, no wheel, no network, another Python …
        Stopped: pip no longer runs.
    """
    constraints, report = pip.work / "constraints.txt", pip.work / "report.json"
    constraints.write_text("\n".join([*carried.pins(), *pins]) + "\n", "utf-8")
    options = ["--dry-run", "--only-binary", ":all:", "--report", str(report), "--constraint", str(constraints)]
    for link in links:
        options += ["--find-links", str(link)]
    wanted = [str(request.wheel) if request.wheel else request.requirement for request in requests]
    answer = pip.run(["install", *options, "--", *wanted], stop=stop)
    if answer.status:
        raise _explain(answer, pip, carried)
    return [_read(item) for item in json.loads(report.read_text("utf-8"))["install"]]


def explain_conflict(error: ConflictError, carried: Carried) -> UserError:
    """The conflict in the words of this app."""
    needs, fixed = [], []
    for line in filter(None, map(str.strip, str(error).splitlines())):
        found = re.fullmatch(r"The user requested \(constraint\) (\S+?)==(\S+)", line)
        if found is None:
            needs.append(re.sub(r"^(The user requested) ", "you asked for ", line).replace(" depends on ", " needs "))
        elif carried.versions.get(canonicalize_name(found[1])):
            fixed.append(f"{found[1]} {found[2]}")
        else:
            needs.append(f"{found[1]} {found[2]} is installed")
    if fixed:
        return UserError(
            f"This does not fit to the app, which carries {' and '.join(fixed)}: {'; '.join(needs)}.",
            advice="Look for a version of the plugin that was made for these, or update Desktop TL.",
        )
    return UserError(
        f"These do not go together: {'; '.join(needs) or 'pip does not say why'}.",
        advice="Choose another version, or remove the plugin that is in the way.",
    )


def _read(item: dict[str, Any]) -> Resolved:
    info, metadata = item["download_info"], item["metadata"]
    archive = info.get("archive_info") or {}
    hashes = archive.get("hashes") or dict([str(archive.get("hash", "=")).split("=", 1)])
    return Resolved(
        name=canonicalize_name(metadata["name"]),
        version=str(metadata["version"]),
        url=str(info["url"]),
        sha256=str(hashes.get("sha256", "")),
        facts=metadata,
    )


def _explain(answer: Answer, pip: Pip, carried: Carried) -> Exception:
    text = f"{answer.output}\n{answer.errors}"
    if "ResolutionImpossible" in text or "conflicting dependencies" in text:
        told = re.search(r"The conflict is caused by:\n(.*?)\n\s*\n", answer.output, re.DOTALL)
        if told:
            return ConflictError(told[1])
        fixed = re.search(r"Cannot install (.+?) because these package versions", text)
        return ConflictError(fixed[1] if fixed else "")
    if any(sign in text for sign in _NO_NETWORK):
        return UserError(
            "The package index cannot be reached.",
            advice="Check the network, or install from a wheel, or from a folder that holds all wheels.",
        )
    missing = re.search(r"No matching distribution found for (.+)", answer.errors)
    if missing:
        return _explain_missing(missing[1].strip(), text, pip)
    if "No space left on device" in text:
        return UserError("The disk is full.", advice="Make room and try again. Nothing was changed.")
    lines = [line.removeprefix("ERROR: ") for line in answer.errors.splitlines() if line.startswith("ERROR:")]
    return UserError(
        f"pip cannot resolve this: {lines[-1] if lines else answer.errors.strip()[-300:] or answer.status}",
        advice="Nothing was changed.",
    )


def _explain_missing(what: str, text: str, pip: Pip) -> UserError:
    newer = re.search(r"require a different python version: (.+)", text)
    if newer:
        return UserError(f"There is no ‘{what}’ for this Python: {newer[1].split(';')[0].strip()}.")
    if pip.is_offline:
        return UserError(
            f"‘{what}’ is not on this computer, and the app is set to stay offline.",
            advice="Allow the network in the settings, or install from a folder that holds all wheels.",
        )
    found = re.search(r"from versions: (.+?)\)", text)
    if found and found[1] != "none":
        return UserError(f"There is no ‘{what}’; there are: {found[1]}.")
    return UserError(
        f"There is no ‘{what}’ on the package index, or no wheel of it for this Python and system.",
        advice="Check the name: `desktop-tl plugins search` lists plugins.",
    )
