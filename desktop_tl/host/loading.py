"""Loads plugins one at a time; whatever one of them does, the others and the app go on."""

import contextlib
import io
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop_tl.api.deprecation import DeprecatedApi
from desktop_tl.host.asking import ask_plugin
from desktop_tl.host.catalog import Catalog
from desktop_tl.host.checks import PluginError, Spec
from desktop_tl.host.crashes import CrashWatch
from desktop_tl.host.discovery import Candidate, PluginSource, find_candidates
from desktop_tl.host.explaining import explain
from desktop_tl.host.records import Kind, PluginRecord

OnWait = Callable[[PluginRecord], Callable[[], None]]
"""Told on a thread of its own which plugin the start waits for; what it returns is called when the waiting ends."""

PATIENCE_SECONDS = 5.0
"""A plugin that takes longer to load is named while the start waits for it: an import cannot be interrupted."""

_MOST_OUTPUT = 4_000
_MOST_TRACEBACK = 20_000


@dataclass
class Plugins:
    """All plugins that were found, in the order of loading, and what the ready ones offer together.

    Both grow when plugins are installed while the app runs (`load_more`), on the thread that owns the window.
    """

    records: tuple[PluginRecord, ...]
    catalog: Catalog

    def find(self, key: str) -> PluginRecord | None:
        """The record with that key, or None."""
        return next((record for record in self.records if record.key == key), None)


def load_plugins(
    entry_points: Iterable[PluginSource] | None = None,
    *,
    disabled: Collection[str] = frozenset(),
    safe_mode: bool = False,
    state_folder: Path | None = None,
    on_wait: OnWait | None = None,
) -> Plugins:
    """Finds and loads the plugins. Raises nothing because of a plugin, except the person's own Ctrl-C.

    Args:
        entry_points: what to load instead of the installed plugins.
        disabled: keys of plugins that are listed but not imported.
        safe_mode: only first-party plugins are imported.
        state_folder: where it is noted which plugin is being loaded, so that one that ended the whole process is left
            out at the next start; None notes nothing.
        on_wait: is told of a plugin that takes longer than `PATIENCE_SECONDS`, besides stderr.
    """
    plugins = Plugins((), Catalog())
    _load_into(plugins, find_candidates(entry_points), disabled, safe_mode, state_folder, on_wait)
    return plugins


def load_more(
    plugins: Plugins,
    distributions: Collection[str],
    *,
    disabled: Collection[str] = frozenset(),
    safe_mode: bool = False,
    state_folder: Path | None = None,
) -> list[PluginRecord]:
    """Loads plugins of these distributions that were installed after the start; returns their records.

    Args:
        plugins: what was loaded so far; takes them in.
        distributions: normalised names; what is known of them from before is replaced, so none may be ready.
        disabled, safe_mode, state_folder: as for `load_plugins`.
    """
    plugins.records = tuple(record for record in plugins.records if record.distribution not in distributions)
    known = len(plugins.records)
    found = [candidate for candidate in find_candidates() if candidate.record.distribution in distributions]
    _load_into(plugins, found, disabled, safe_mode, state_folder)
    return list(plugins.records[known:])


def _load_into(
    plugins: Plugins,
    candidates: Iterable[Candidate],
    disabled: Collection[str],
    safe_mode: bool,
    state_folder: Path | None,
    on_wait: OnWait | None = None,
) -> None:
    catalog = plugins.catalog
    with CrashWatch(state_folder) as watch:
        for candidate in candidates:
            record = _decide(candidate, disabled, safe_mode, watch)
            specs: Mapping[Kind, list[Spec]] = {}
            if record.state == "ready" and candidate.source is not None:
                record, specs = _load_noted(record, candidate.source, watch, on_wait)
            duplicate = catalog.find_duplicate(specs)
            if duplicate:
                record, specs = _refuse_duplicate(record, *duplicate), {}
            plugins.records += (record,)
            catalog.know(plugins.records)
            catalog.add(record, specs)


def _decide(candidate: Candidate, disabled: Collection[str], safe_mode: bool, watch: CrashWatch) -> PluginRecord:
    """The record with the state that it has without being imported."""
    record = candidate.record
    if record.state != "ready":
        return record
    if record.key in disabled:
        return replace(record, state="disabled")
    if record.first_party:
        return record
    if safe_mode:
        return replace(record, state="left out", error="Safe mode starts first-party plugins only.")
    if watch.has_crashed(record.key, record.version):
        error = "The app ended abruptly while it was loading this plugin, so it was left out."
        advice = "Update it, or enable it to try once more."
        return replace(record, state="left out", error=error, advice=advice)
    return record


def _load_noted(
    record: PluginRecord, source: PluginSource, watch: CrashWatch, on_wait: OnWait | None
) -> tuple[PluginRecord, Mapping[Kind, list[Spec]]]:
    if record.first_party:
        return _load(record, source)
    watch.note(record.key, record.version)
    try:
        with _naming_if_slow(record, on_wait):
            return _load(record, source)
    finally:
        watch.note()


def _tell_waiting(record: PluginRecord, seconds: float) -> None:
    """Says on stderr which plugin the start waits for, and how to do without it."""
    if sys.__stderr__ is not None:  # sys.stderr may be the plugin's own at this moment
        text = (
            f"Still loading the plugin {record.title} ({seconds:.0f} s). To start without it: Ctrl-C, then "
            f"`desktop-tl plugins disable {record.key}`, or start with --safe-mode."
        )
        print(text, file=sys.__stderr__, flush=True)


@contextlib.contextmanager
def _naming_if_slow(record: PluginRecord, on_wait: OnWait | None) -> Iterator[None]:
    at_end: list[Callable[[], None]] = []

    def tell() -> None:
        _tell_waiting(record, PATIENCE_SECONDS)
        if on_wait is not None:
            at_end.append(on_wait(record))

    timer = threading.Timer(PATIENCE_SECONDS, tell)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()  # so that what is begun at this very moment is ended too
        for end in at_end:
            end()


def _load(record: PluginRecord, source: PluginSource) -> tuple[PluginRecord, Mapping[Kind, list[Spec]]]:
    """Imports the plugin and asks it what it offers; a failure becomes part of its record."""
    had_torch = "torch" in sys.modules
    output = io.StringIO()
    specs: Mapping[Kind, list[Spec]] = {}
    failure: BaseException | None = None
    warned: list[str] = []
    started = time.perf_counter()
    try:
        # Prints would end up in the middle of what the terminal commands print as JSON.
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output), _hearing(warned):
            specs = ask_plugin(source.load(), record.title)
    except KeyboardInterrupt:
        raise  # the person's own wish
    except BaseException as error:  # also SystemExit, and the panics of extension modules
        failure = error
    record = replace(
        record,
        load_seconds=time.perf_counter() - started,
        imported_torch="torch" in sys.modules and not had_torch,
        deprecated=tuple(dict.fromkeys(warned)),
        output=_read(output),
        offers={kind: tuple(spec.id for spec in found) for kind, found in specs.items()},
    )
    if failure is None:
        return record, specs
    return _fail(record, failure, source), {}


@contextlib.contextmanager
def _hearing(warned: list[str]) -> Iterator[None]:
    """Collects what the plugin API says of deprecated parts; other warnings take their usual way."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", DeprecatedApi)
        usual = warnings.showwarning

        def show(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
            if issubclass(category, DeprecatedApi):
                warned.append(str(message))
            else:
                usual(message, category, *where, **more)

        warnings.showwarning = show
        yield


def _fail(record: PluginRecord, failure: BaseException, source: PluginSource) -> PluginRecord:
    try:
        message, advice = explain(failure, source)
        report = "" if isinstance(failure, PluginError) else "".join(traceback.format_exception(failure))
    except Exception:  # an exception of the plugin that cannot even be looked at
        message, advice, report = f"It raised {type(failure).__name__} while it was loaded.", "", ""
    return replace(record, state="failed", error=message, advice=advice, traceback=report[-_MOST_TRACEBACK:])


def _refuse_duplicate(record: PluginRecord, kind: Kind, spec_id: str, owner: PluginRecord) -> PluginRecord:
    error = (
        f"{record.title} and {owner.title} both offer ‘{spec_id}’ ({kind}); {owner.title} was loaded first and stays, "
        f"{record.title} is left out as a whole."
    )
    return replace(record, state="failed", error=error, advice="Disable or remove one of the two.", offers={})


def _read(output: io.StringIO) -> str:
    return "" if output.closed else output.getvalue()[:_MOST_OUTPUT]
