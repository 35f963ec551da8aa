#!/usr/bin/env python3
"""Writes the software bill of materials of a build as CycloneDX JSON, for tools that look for vulnerable parts.

python packaging/sbom.py --site-packages DIR --out sbom.cdx.json --version 1.2.3 [--bundle DIR] [--without NAME …]

Two builds of the same parts write the same document: its number follows from the content, its time from
SOURCE_DATE_EPOCH, and without that it has none.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from parts import Part, find_parts

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "desktop-tl")
_LICENCES = LicenseFactory()


def write_sbom(
    site_packages: Path, out: Path, *, version: str, bundle: Path | None = None, without: Iterable[str] = ()
) -> None:
    """Writes the document of the app of that version with all its parts.

    Args:
        bundle, without: as for `find_parts`.
    """
    document = format_sbom(find_parts(site_packages, bundle=bundle, without=without), version)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(document, encoding="utf-8", newline="\n")


def format_sbom(parts: Sequence[Part], version: str) -> str:
    """The document, as CycloneDX 1.6, which today's readers know."""
    components = {part.key: make_component(part) for part in parts}
    app = Component(
        type=ComponentType.APPLICATION,
        name="desktop-tl",
        version=version,
        bom_ref="desktop-tl",
        licenses=[_LICENCES.make_from_string("BSD-3-Clause")],
        purl=PackageURL("pypi", None, "desktop-tl", version),
    )
    number = uuid.uuid5(_NAMESPACE, "\n".join([version, *(_reference(part) for part in parts)]))
    bom = Bom(components=components.values(), serial_number=number)
    bom.metadata.component = app
    bom.register_dependency(app, components.values())
    for part in parts:
        bom.register_dependency(components[part.key], [components[name] for name in part.needs if name in components])
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    bom.metadata.timestamp = datetime.fromtimestamp(int(epoch or 0), UTC)
    document = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    if epoch is None:  # the library insists on a time; 1970 would be a lie
        del document["metadata"]["timestamp"]
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def make_component(part: Part) -> Component:
    """One part, with the licence as SPDX where it is one."""
    return Component(
        type=ComponentType.LIBRARY,
        name=part.name,
        version=part.version or None,
        bom_ref=_reference(part),
        licenses=[_LICENCES.make_from_string(part.licence)],
        purl=_package_url(part),
        external_references=(
            [ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(part.home))] if part.home else ()
        ),
        properties=[Property(name="desktop-tl:kind", value=part.kind)],
    )


def _package_url(part: Part) -> PackageURL:
    kinds = {"python": ("pypi", None, part.key), "system": ("deb", "debian", part.name)}
    kind, group, name = kinds.get(part.kind, ("generic", None, part.key))
    return PackageURL(kind, group, name, part.version or None)


def _reference(part: Part) -> str:
    return f"{part.kind}:{part.key}@{part.version}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site-packages", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--version", required=True, help="of the app")
    parser.add_argument("--bundle", type=Path, metavar="DIR", help="the frozen app")
    parser.add_argument("--without", nargs="*", default=[], metavar="NAME", help="distributions not handed on")
    given = parser.parse_args(arguments)
    write_sbom(given.site_packages, given.out, version=given.version, bundle=given.bundle, without=given.without)
    print(given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
