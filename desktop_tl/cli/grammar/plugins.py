"""The command for plugins: those that are here, changes of them, and plugins of one's own."""

import argparse

from desktop_tl.cli.grammar.commands import Commands

PLUGIN_KINDS = ("backbone", "dataset", "task", "observer", "exporter")

_CHECK_EXAMPLES = """
    examples:
      desktop-tl plugins check .                                             the project in this folder
      desktop-tl plugins check dist/desktop_tl_acme-1.0-py3-none-any.whl
      desktop-tl plugins check desktop-tl-acme --option acme/pictures:root=my-pictures
      desktop-tl plugins check desktop-tl-timm --only "timm/resnet*"
"""


def add_plugins(commands: Commands) -> None:
    """``plugins`` and its actions."""
    actions = commands.add_group("plugins", "plugins:list_plugins", "list, install, update, remove or disable plugins")
    actions.add("list", "plugins:list_plugins", "every plugin and what became of it")
    _add_changes(actions)
    for name in ("enable", "disable"):
        action = actions.add(name, f"plugins:{name}_plugin", f"{name} a plugin; takes effect at the next start")
        action.add_argument("name", metavar="PLUGIN", help="as `desktop-tl plugins list` names it")
    _add_authoring(actions)


def _add_changes(actions: Commands) -> None:
    def add_change(name: str, run: str, summary: str) -> argparse.ArgumentParser:
        action = actions.add(name, f"plugin_changes:{run}", f"{summary}; shows what that means and asks")
        action.add_argument("--yes", action="store_true", help="do not ask")
        return action

    install = add_change("install", "install_plugins", "install plugins beside the app")
    install.add_argument(
        "names",
        nargs="+",
        metavar="NAME|WHEEL|FOLDER",
        help="a name on the package index, with or without versions (desktop-tl-acme>=1.2), a wheel, or a folder that "
        "holds the wheels of plugins and of what they need",
    )
    update = add_change("update", "update_plugins", "update installed plugins")
    update.add_argument("names", nargs="*", metavar="NAME", help="only these (else all)")
    remove = add_change("remove", "remove_plugins", "remove plugins, and what no other one needs")
    remove.add_argument("names", nargs="+", metavar="NAME", help="as `desktop-tl plugins list` names it")
    add_change("undo", "undo_change", "go back to the plugins before the last change")
    search = actions.add(
        "search", "plugin_changes:search", "find plugins on the package index by their names (desktop-tl-…)"
    )
    search.add_argument("words", nargs="*", metavar="WORD", help="only names that hold all of these")
    info = actions.add("info", "plugin_changes:show_plugin", "all about one plugin, installed or on the package index")
    info.add_argument("name", metavar="NAME", help="of the plugin")


def _add_authoring(actions: Commands) -> None:
    new = actions.add(
        "new",
        "plugin_new:new_plugin",
        "begin a plugin of your own",
        description="Writes a project with code, tests, README and licence, which works as it is.",
    )
    new.add_argument("name", metavar="NAME", help="for instance acme, for the distribution desktop-tl-acme")
    new.add_argument("--kind", choices=PLUGIN_KINDS, default="backbone", help="what it offers (else a backbone)")
    new.add_argument("--out", metavar="DIR", default=".", help="where the project's folder is made (else here)")
    new.add_argument("--author", metavar="NAME", default="Your name", help="for pyproject.toml and the licence")
    check = actions.add(
        "check",
        "plugin_check:check_plugin",
        "check whether a plugin keeps the contract, rule by rule",
        _CHECK_EXAMPLES,
        description="Runs the plugin's code in a process of its own and tells of every rule whether it holds. "
        "Exit status 0 if all do, 1 if one is broken.",
    )
    check.add_argument("plugin", metavar="PATH|NAME", help="a project's folder, a wheel, or an installed plugin")
    check.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="ID:FIELD=VALUE",
        dest="options",
        help="a value for an option that has no default, such as a dataset's folder; repeatable",
    )
    check.add_argument(
        "--only", action="append", default=[], metavar="ID", help="only this, for instance acme/*; repeatable"
    )
    check.add_argument("--all", action="store_true", help="everything; else a dozen of each kind")
