"""Asks one plugin through its hooks what it offers, and says which hook is wrong if one is."""

import difflib
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pluggy

from desktop_tl.api import PROJECT, BackboneSpec, DatasetSpec, ExporterSpec, ObserverSpec, TaskSpec, hooks
from desktop_tl.host.checks import PluginError, Spec, check_no_duplicates, check_spec
from desktop_tl.host.records import Kind
from desktop_tl.host.tracing import tracing

MOST_SPECS = 100_000
"""A hook that hands out more does not end."""


@dataclass(frozen=True)
class CatalogHook:
    """A hook whose results go into the catalog."""

    name: str
    kind: Kind
    spec: type[Spec]


CATALOG_HOOKS = (
    CatalogHook("desktop_tl_backbones", "backbones", BackboneSpec),
    CatalogHook("desktop_tl_datasets", "datasets", DatasetSpec),
    CatalogHook("desktop_tl_tasks", "tasks", TaskSpec),
    CatalogHook("desktop_tl_observers", "observers", ObserverSpec),
    CatalogHook("desktop_tl_exporters", "exporters", ExporterSpec),
)


def ask_plugin(plugin: Any, name: str = "") -> dict[Kind, list[Spec]]:
    """All specs that the plugin hands out; raises `PluginError`, or whatever the plugin's own code raises.

    Args:
        plugin: its module, or whatever else implements the hooks.
        name: what it is called where hook calls are traced.
    """
    implementations = find_implementations(plugin)
    if not implementations:
        raise PluginError(
            "It implements no hook.", f"Hooks are functions ‘{PROJECT}_…’ with the decorator @hookimpl: see the guide."
        )
    offers = {}
    for hook in CATALOG_HOOKS:
        if hook.name in implementations:
            with tracing(name, hook.name) as call:
                call.returned = offers[hook.kind] = _ask(hook, implementations[hook.name])
    return offers


def find_implementations(plugin: Any) -> dict[str, pluggy.HookImpl]:
    """The plugin's implementation of each hook; raises `PluginError` for an unknown hook or a wrong signature."""
    _require_markers(plugin)
    # A manager for each plugin: nothing that one registers can disturb the call of another.
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hooks)
    try:
        manager.register(plugin)
    except pluggy.PluginValidationError as error:
        raise PluginError(_explain(error), "The guide for plugin authors lists all hooks.") from error
    found = {}
    for caller in manager.get_hookcallers(plugin) or ():
        implementation = next(impl for impl in caller.get_hookimpls() if impl.plugin is plugin)
        if not caller.has_spec():
            raise PluginError(f"‘{caller.name}’ is no hook of this version.{_suggest(caller.name)}")
        if implementation.hookwrapper or implementation.wrapper:
            raise PluginError(f"‘{caller.name}’ is a hook wrapper: a plugin cannot wrap the hooks of another.")
        found[caller.name] = implementation
    return found


def hook_signatures() -> dict[str, str]:
    """Every hook of the plugin API with its signature as one writes it."""
    functions = (value for name, value in vars(hooks).items() if name.startswith(f"{PROJECT}_"))
    return {function.__name__: _signature(function) for function in functions}


def _ask(hook: CatalogHook, implementation: pluggy.HookImpl) -> list[Spec]:
    wanted = f"a list of {hook.spec.__name__}"
    result = implementation.function()
    if inspect.iscoroutine(result):
        result.close()
    if not hasattr(result, "__iter__"):
        returned = "None" if result is None else f"a value of type {type(result).__name__}"
        raise PluginError(f"‘{hook.name}’ must return {wanted}, not {returned}.")
    specs = list(_checked(hook, result))
    check_no_duplicates(hook.name, specs)
    return specs


def _checked(hook: CatalogHook, items: Any) -> Iterator[Spec]:
    for number, item in enumerate(items):
        if number == MOST_SPECS:
            raise PluginError(f"‘{hook.name}’ hands out more than {MOST_SPECS:,} specs: it may not end.")
        if not isinstance(item, hook.spec):
            found = f"but one item is of type {type(item).__name__}"
            raise PluginError(f"‘{hook.name}’ must return a list of {hook.spec.__name__}, {found}.")
        check_spec(item)
        yield item


def _require_markers(plugin: Any) -> None:
    """A hook without @hookimpl would be passed over in silence."""
    known = hook_signatures()
    for name, value in list(vars(plugin).items()) if hasattr(plugin, "__dict__") else ():
        if name in known and inspect.isroutine(value) and not hasattr(value, f"{PROJECT}_impl"):
            raise PluginError(f"‘{name}’ lacks the decorator @hookimpl.", "from desktop_tl.api import hookimpl")


def _explain(error: pluggy.PluginValidationError) -> str:
    message = str(error)
    for name, signature in hook_signatures().items():
        if f"{name!r}" in message:
            return f"‘{name}’ has the wrong signature; it must be: {signature}."
    return message.strip().replace("\n", "; ")


def _suggest(name: str) -> str:
    close = difflib.get_close_matches(name, hook_signatures(), n=1)
    return f" Did you mean ‘{close[0]}’?" if close else ""


def _signature(function: Any) -> str:
    signature = inspect.signature(function)
    parameters = ", ".join(
        name if p.annotation is p.empty else f"{name}: {_type_name(p.annotation)}"
        for name, p in signature.parameters.items()
    )
    return f"{function.__name__}({parameters}) -> {_type_name(signature.return_annotation)}"


def _type_name(annotation: Any) -> str:
    arguments = getattr(annotation, "__args__", ())
    if not arguments:
        return str(getattr(annotation, "__name__", annotation))
    if not hasattr(annotation, "__origin__"):
        return " | ".join("None" if a is type(None) else _type_name(a) for a in arguments)
    return f"{annotation.__origin__.__name__}[{', '.join(_type_name(a) for a in arguments)}]"
