#!/usr/bin/env python3
"""Collects all texts of the window into the .ts files, and compiles these into the .qm files that the app loads.

    .venv/bin/python resources/translations/update.py            collect and compile
    .venv/bin/python resources/translations/update.py --check    only say whether texts are missing or not translated

`pyside6-lupdate` alone would miss three kinds of text: those of small helpers (`_tr("…")`), titles and explanations
that pydantic models bring along, for which a form is made, and what first-party plugins say of themselves. So this
reads the sources itself, and hands everything to `pyside6-lupdate`, which merges it with the translations that are
there already.
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "desktop_tl" / "gui"
LANGUAGES = ("zh_CN",)

Text = tuple[str, str]
"""Context and source text."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing; exit status 1 if something is missing")
    arguments = parser.parse_args()
    texts = collect()
    status = 0
    for language in LANGUAGES:
        path = HERE / f"desktop_tl_{language}.ts"
        if not arguments.check:
            update(path, texts)
        known = read(path)
        missing = [text for text in texts if not known.get(text)]
        print(f"{path.name}: {len(texts) - len(missing)} of {len(texts)} texts are translated")
        status = status or bool(missing)
        if arguments.check:
            for context, source in missing:
                print(f"  {context}: {source}")
    return int(status) if arguments.check else 0


def collect() -> list[Text]:
    """Every text of the window, sorted, each once."""
    return sorted({*source_texts(SOURCES), *model_texts(), *catalog_texts()})


def source_texts(folder: Path) -> Iterator[Text]:
    """Those in calls of `tr`, `translate` and `QT_TRANSLATE_NOOP`, and of the helpers that are named `_tr`."""
    for path in sorted(folder.rglob("*.py")):
        reader = _Reader()
        reader.visit(ast.parse(path.read_text("utf-8"), str(path)))
        yield from reader.texts


def model_texts() -> Iterator[Text]:
    """Titles, explanations and choices of all models from which a form is made, those of the plugins too."""
    _prepare()
    from desktop_tl.app.settings import Settings
    from desktop_tl.gui.widgets.option_fields import _choices, option_fields
    from desktop_tl.host import load_plugins
    from desktop_tl.runs.generation import GenerationSettings
    from desktop_tl.runs.recipe import BackboneChoice, DatasetChoice
    from desktop_tl.runs.training_choice import TrainingChoice

    catalog = load_plugins(safe_mode=True).catalog
    specs = [
        *catalog.backbones.values(),
        *catalog.datasets.values(),
        *catalog.observers.values(),
        *catalog.exporters.values(),
    ]
    models = [Settings, DatasetChoice, BackboneChoice, TrainingChoice, GenerationSettings]
    models += [spec.options for spec in specs]
    for model in dict.fromkeys(models):
        for field in option_fields(model):
            yield model.__name__, field.title
            if field.explanation:
                yield model.__name__, field.explanation
            if field.group:
                yield model.__name__, field.group
            for _value, label in _choices(field) or ():
                yield "OptionsForm", label
            if "hint" in field.extra:
                yield "OptionsForm", field.extra["hint"]


def catalog_texts() -> Iterator[Text]:
    """What first-party plugins say of themselves, without what are mere names: titles of networks and weights."""
    _prepare()
    from desktop_tl.api.backbones import PackageFile
    from desktop_tl.host import load_plugins

    plugins = load_plugins(safe_mode=True)
    texts = {record.summary for record in plugins.records}
    for dataset in plugins.catalog.datasets.values():
        texts |= {dataset.title, dataset.description}
    for other in (*plugins.catalog.observers.values(), *plugins.catalog.exporters.values()):
        texts |= {other.title, other.description} if " " in other.title else {other.description}
    for backbone in plugins.catalog.backbones.values():
        texts.add(backbone.description)
        texts |= {weights.title for weights in backbone.weights if isinstance(weights.source, PackageFile)}
        texts |= {weights.training_data for weights in backbone.weights if " " in weights.training_data}
    yield from (("Catalog", text) for text in texts if text)


def _prepare() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if str(HERE.parents[1]) not in sys.path:
        sys.path.insert(0, str(HERE.parents[1]))


class _Reader(ast.NodeVisitor):
    """Knows in which class it is, for `self.tr`, and which context the module's `_tr` stands for."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._classes: list[str] = []
        self._helper = ""

    def visit_Module(self, node: ast.Module) -> None:
        for part in node.body:
            if isinstance(part, ast.FunctionDef) and part.name == "_tr":
                calls = [call for call in ast.walk(part) if isinstance(call, ast.Call) and _name(call) == "translate"]
                self._helper = _literal(calls[0].args[0]) if calls else ""
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        name, literals = _name(node), [_literal(argument) for argument in node.args[:2]]
        if name in ("translate", "QT_TRANSLATE_NOOP") and len(literals) == 2 and all(literals):
            self.texts.append((literals[0], literals[1]))
        elif name == "_tr" and literals and literals[0] and self._helper:
            self.texts.append((self._helper, literals[0]))
        elif name == "tr" and literals and literals[0]:
            self._require_self(node)
            self.texts.append((self._classes[-1] if self._classes else "", literals[0]))
        self.generic_visit(node)

    @staticmethod
    def _require_self(node: ast.Call) -> None:
        """Of another object nobody can tell the class here, so its text would be filed where it is never looked up."""
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        if not (isinstance(owner, ast.Name) and owner.id == "self"):
            sys.exit(f"{ast.unparse(node)}: use QCoreApplication.translate() with a context instead")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def update(path: Path, texts: Iterable[Text]) -> None:
    """Merges the texts into the .ts file and compiles it."""
    language = path.stem.removeprefix("desktop_tl_")
    lines = [f"QCoreApplication.translate({context!r}, {source!r})" for context, source in texts]
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "texts.py"
        listing.write_text("from PySide6.QtCore import QCoreApplication\n\n" + "\n".join(lines) + "\n", "utf-8")
        options = ["-locations", "none", "-no-ui-lines", "-no-obsolete"]
        options += ["-source-language", "en", "-target-language", language]
        _run("pyside6-lupdate", *options, str(listing), "-ts", str(path))
    _run("pyside6-lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))


def read(path: Path) -> dict[Text, str]:
    """The translations in a .ts file; "" where there is none yet."""
    if not path.is_file():
        return {}
    found = {}
    for context in ET.parse(path).iter("context"):
        for message in context.iter("message"):
            text = (context.findtext("name", ""), message.findtext("source", ""))
            found[text] = message.findtext("translation", "")
    return found


def _run(tool: str, *arguments: str) -> None:
    path = Path(sysconfig.get_path("scripts")) / (f"{tool}.exe" if os.name == "nt" else tool)
    done = subprocess.run([path, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{tool} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    sys.exit(main())
