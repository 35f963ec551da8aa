"""The command for what was trained so far."""

from desktop_tl.cli.grammar.commands import Commands


def add_runs(commands: Commands) -> None:
    """``runs`` and its actions."""
    actions = commands.add_group("runs", "runs:list_runs", "list, show, pack or delete runs")
    actions.add("list", "runs:list_runs", "all runs, the newest first")
    show = actions.add("show", "runs:show_run", "all about one run")
    show.add_argument("name", metavar="RUN", help="name or folder of a run")
    pack = actions.add("pack", "runs:pack", "write a run into one file, to send it to somebody")
    pack.add_argument("name", metavar="RUN", help="name or folder of a run")
    pack.add_argument("--out", metavar="FILE", help="the new file (else RUN.tlrun here)")
    unpack = actions.add("unpack", "runs:unpack", "put a packed run among the runs")
    unpack.add_argument("file", metavar="FILE", help="a packed run (.tlrun)")
    delete = actions.add("delete", "runs:delete_runs", "remove runs for good")
    delete.add_argument("names", nargs="+", metavar="RUN", help="name or folder of a run")
    delete.add_argument("--yes", action="store_true", help="do not ask")
