"""What can be said on the command line, with help to learn it from. Imports nothing slow."""

import argparse
import os
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from desktop_tl import __version__

_EXAMPLES = """
examples:
  desktop-tl                                   open the window
  desktop-tl cats.tlrun                        open it at a run, packed or not, or at data
  desktop-tl demo                              try it out, offline, in about a minute
  desktop-tl train --data pictures --name cats a folder that holds one folder per class
  desktop-tl train --data reviews.csv          a table of texts with their classes
  desktop-tl predict cats new-pictures         what the trained model says of other pictures
  desktop-tl runs list                         what was trained so far
  desktop-tl doctor                            what works on this computer and what does not

exit status: 0 done, 1 something that you can mend (the message says how), 2 wrong usage, 130 stopped.
DESKTOP_TL_HOME names a folder that then holds settings, runs, weights and caches.
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser; each command leaves in ``run`` which function of which module of this package does it."""
    shared = _shared_flags(argparse.SUPPRESS)
    parser = argparse.ArgumentParser(
        prog="desktop-tl",
        description="Turns a pretrained model into your own, on your own pictures or texts, on your own computer.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_shared_flags(False)],
    )
    parser.set_defaults(run="window:open_window")
    parser.add_argument("--version", action="version", version=f"Desktop TL {__version__}")
    parser.set_defaults(path=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def add(name: str, run: str, summary: str, more: str = "") -> argparse.ArgumentParser:
        command = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[:1].upper()}{summary[1:]}.",
            epilog=textwrap.dedent(more),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[shared],
        )
        command.set_defaults(run=run)
        return command

    opening = add("open", "window:open_window", "open the window, at a run or at data if you name them")
    opening.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="a run's folder, a packed run (.tlrun), or data: a folder or a table",
    )
    _fill_demo(add("demo", "training:demo", "fine-tune a small model on sample pictures, offline"))
    train = add("train", "training:train", "fine-tune a pretrained model on your pictures or texts", _TRAIN_EXAMPLES)
    _fill_recipe(train)
    _fill_result(train)
    _fill_observers(train, "those that the settings name")
    resume = add("resume", "training:resume", "go on with a run that was interrupted, stopped or failed")
    resume.add_argument("name", metavar="RUN", help="name or folder of a run")
    _fill_observers(resume, "those who did before")
    find_rate = add(
        "find-rate", "rates:find_rate", "try learning rates and suggest one; nothing is kept", _RATE_EXAMPLES
    )
    _fill_recipe(find_rate)
    find_rate.set_defaults(name=None)
    _fill_predict(
        add("predict", "prediction:predict", "ask a trained model about pictures or texts", _PREDICT_EXAMPLES)
    )
    evaluate = add("evaluate", "evaluation:evaluate", "measure a trained model on other data", _EVALUATE_EXAMPLES)
    _fill_evaluate(evaluate)
    _fill_export(add("export", "exporting:export", "write a trained model for other programs", _EXPORT_EXAMPLES))
    _fill_runs(add("runs", "runs:list_runs", "list, show, pack or delete runs"), shared)
    backbones = add("backbones", "catalog:list_backbones", "list the pretrained networks that can be fine-tuned")
    backbones.add_argument(
        "--search", metavar="TEXT", default="", help="only those with these words in id, title or text"
    )
    add("datasets", "catalog:list_datasets", "list the kinds of datasets and their options")
    add("exporters", "exporting:list_exporters", "list the formats in which a model can be exported, and their options")
    add("observers", "catalog:list_observers", "list who may look on at a run, for other tools, and their options")
    _fill_plugins(add("plugins", "plugins:list_plugins", "list, install, update, remove or disable plugins"), shared)
    _fill_setup_torch(
        add(
            "setup-torch",
            "torch_setup:set_up_torch",
            "set up PyTorch, change it or repair it, where the app came without it",
            _SETUP_TORCH_EXAMPLES,
        )
    )
    add("doctor", "health:doctor", "look at this computer: what is installed, what is wrong and how to mend it")
    return parser


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was typed. Paths may also stand behind a flag: argparse takes none that are divided. Raises: SystemExit."""
    parser = build_parser()
    arguments, rest = parser.parse_known_args(_name_command(sys.argv[1:] if argv is None else list(argv), parser))
    if rest and (not hasattr(arguments, "paths") or any(text.startswith("-") for text in rest)):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    if rest:
        arguments.paths += rest
    return arguments


def _name_command(argv: list[str], parser: argparse.ArgumentParser) -> list[str]:
    """``desktop-tl PATH`` means ``desktop-tl open PATH``: so does whatever starts a program with a file."""
    (commands,) = (action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    first = next((number for number, text in enumerate(argv) if not text.startswith("-")), None)
    if first is None or argv[first] in commands or not os.path.exists(argv[first]):
        return argv
    return [*argv[:first], "open", *argv[first:]]


def _shared_flags(default: object) -> argparse.ArgumentParser:
    """Flags that may stand before or after the command; after it they are left alone unless given (SUPPRESS)."""
    flags = argparse.ArgumentParser(add_help=False)
    flags.add_argument(
        "--json",
        action="store_true",
        default=default,
        help="print the result as one JSON object, as stdout's last line",
    )
    flags.add_argument(
        "--safe-mode", action="store_true", default=default, help="load only the plugins that come with the app"
    )
    return flags


_TRAIN_EXAMPLES = """
    examples:
      desktop-tl train --data pictures                  only the new last layer (quick, a good beginning)
      desktop-tl train --data pictures --strategy last:2 --epochs 20
      desktop-tl train --data reviews.csv               a table with a column of texts and one of classes
      desktop-tl train --data reviews.csv --set dataset.options.label_column=stars
      desktop-tl train --data pictures --backbone torchvision/resnet18 --set learning_rate=0.003
      desktop-tl train --data book.txt                  learn to write as a text does
      desktop-tl train --data poems.csv --task text-generation
      desktop-tl train --dataset samples/digits --limit 500 --seed 7 --name digits
      desktop-tl train runs/cats/recipe.toml --out cats-again      repeat a run
      desktop-tl train --start-from cats --epochs 10               train it ten epochs longer, as a new run
      desktop-tl train --data pictures --observe tensorboard       look on from another program
      desktop-tl train --data others --backbone runs/cats          other classes, on what a run has learned

    Ctrl-C stops after saving what there is; a second Ctrl-C leaves at once.
"""


_RATE_EXAMPLES = """
    examples:
      desktop-tl find-rate --data pictures
      desktop-tl find-rate --data pictures --backbone torchvision/resnet18 --strategy all
"""


def _fill_demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("--no-window", action="store_true", help="stay in the terminal even if there is a display")
    command.add_argument("--epochs", type=int, metavar="N", help="passes over the pictures; stays in the terminal too")


def _fill_recipe(command: argparse.ArgumentParser) -> None:
    command.add_argument("recipe", nargs="?", metavar="RECIPE.toml", help="every choice of a run in one file")
    what = command.add_argument_group("data")
    what.add_argument(
        "--data", metavar="PATH", help="a folder that holds one folder of pictures or texts per class, or a table"
    )
    what.add_argument(
        "--dataset", metavar="ID", help="a kind of dataset, as `desktop-tl datasets` lists them (else what PATH is)"
    )
    what.add_argument(
        "--task",
        metavar="ID",
        help="what is learnt, for instance text-generation, where the data would do for several (else the first)",
    )
    what.add_argument("--limit", type=int, metavar="N", help="use only N samples, the same share of every class")
    model = command.add_argument_group("model")
    model.add_argument(
        "--backbone",
        metavar="ID",
        help="a pretrained network or a run of yours (runs/NAME), as `desktop-tl backbones` lists them",
    )
    model.add_argument("--weights", metavar="ID", help="which of its pretrained weights (else the first)")
    model.add_argument("--weights-file", metavar="FILE", help="weights on this computer instead of downloaded ones")
    model.add_argument(
        "--start-from",
        metavar="RUN",
        help="go on from a run's trained model, with its data and settings unless you give others",
    )
    how = command.add_argument_group("training")
    how.add_argument(
        "--strategy",
        metavar="S",
        help="how much is trained: head (only the new last layer), last:K (and the last K stages), "
        "lora:R (and small adapters of rank R; lora:R:K in the last K stages), all, lp-ft (the head first, then all), "
        "gradual (one more stage each epoch), or scratch (all, without pretrained weights)",
    )
    how.add_argument("--epochs", type=int, metavar="N", help="passes over the data")
    how.add_argument("--seed", type=int, metavar="N", help="start of all that is random; the same seed repeats a run")
    how.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), help="what computes")
    how.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        dest="settings",
        help="any other field of the recipe, for instance learning_rate=0.01 or dataset.options.NAME=VALUE; repeatable",
    )


def _fill_result(command: argparse.ArgumentParser) -> None:
    result = command.add_argument_group("result")
    result.add_argument("--name", metavar="NAME", help="what the run is called")
    result.add_argument("--out", metavar="DIR", help="the run's folder (else a new one among the runs)")


def _fill_observers(command: argparse.ArgumentParser, default: str) -> None:
    command.add_argument(
        "--observe",
        action="append",
        metavar="ID[,OPTION=VALUE…]",
        dest="observers",
        help="who looks on at the run, as `desktop-tl observers` lists them, for instance tensorboard; repeatable; "
        f"none for nobody (else {default})",
    )


_PREDICT_EXAMPLES = """
    examples:
      desktop-tl predict cats photo.jpg
      desktop-tl predict cats holiday-pictures --csv answers.csv --top 3
      desktop-tl predict reviews --text "I would watch it again"
      desktop-tl predict reviews new-reviews.csv --option text_column=review
      desktop-tl predict book --prompt "It was a dark night" --max-tokens 200
"""


def _fill_predict(command: argparse.ArgumentParser) -> None:
    command.add_argument("model", metavar="RUN", help="name or folder of a run")
    command.add_argument(
        "paths", nargs="*", metavar="PATH", help="a picture or a text, a folder of them, or a table of texts"
    )
    command.add_argument(
        "--text", action="append", default=[], metavar="TEXT", dest="texts", help="a text itself; repeatable"
    )
    _fill_options(command, "how a table is read, for instance text_column=review; repeatable")
    _fill_generation(command)
    command.add_argument("--csv", metavar="FILE", help="write a table with the probabilities of all classes")
    command.add_argument("--top", type=_positive, default=1, metavar="K", help="show the K most probable classes")


def _fill_generation(command: argparse.ArgumentParser) -> None:
    writing = command.add_argument_group("for a model that writes")
    writing.add_argument(
        "--prompt",
        action="append",
        default=[],
        metavar="TEXT",
        dest="prompts",
        help='the beginning that it goes on with, perhaps ""; repeatable',
    )
    writing.add_argument("--max-tokens", type=int, metavar="N", help="write so many tokens at most (else 100)")
    writing.add_argument(
        "--temperature", type=float, metavar="T", help="how boldly: 0 always takes the likeliest token (else 0.8)"
    )
    writing.add_argument("--top-k", type=int, metavar="K", help="choose among the K likeliest tokens, 0 all (else 50)")
    writing.add_argument(
        "--top-p", type=float, metavar="P", help="choose among those that together are so likely, 1 all (else 0.95)"
    )
    writing.add_argument("--seed", type=int, metavar="N", help="the same seed writes the same text (else 0)")


_EVALUATE_EXAMPLES = """
    examples:
      desktop-tl evaluate cats --data pictures-of-this-year
      desktop-tl evaluate reviews --data new-reviews.csv --option label_column=stars

    A table is read with the options of the training, unless others are given. The names of the classes must be the
    same. Of data with a test part only this part is looked at.
"""


def _fill_evaluate(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="RUN", help="name or folder of a run")
    command.add_argument(
        "--data", metavar="PATH", required=True, help="a folder with one folder per class, or a table, as for training"
    )
    command.add_argument("--dataset", metavar="ID", help="a kind of dataset (else what PATH is)")
    _fill_options(command, "how it is read, for instance label_column=stars; repeatable")


def _fill_options(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", dest="options", help=what)


_EXPORT_EXAMPLES = """
    examples:
      desktop-tl export cats --to torch-export               one file that PyTorch alone can load
      desktop-tl export cats --to safetensors --out cats-model
      desktop-tl export cats --to onnx                       for ONNX Runtime, in any language

    Beside the model lies all that belongs to it: classes, preprocessing, licences, and a script that tries it. What was
    written is loaded again and must compute the same before it is kept.
"""


def _fill_export(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="RUN", help="name or folder of a run")
    command.add_argument(
        "--to", metavar="ID[,OPTION=VALUE…]", default="", help="the format, as `desktop-tl exporters` lists them"
    )
    command.add_argument("--out", metavar="DIR", help="the new folder (else a new one in the run's folder)")


def _fill_runs(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(title="actions", metavar="ACTION")
    listing = actions.add_parser("list", help="all runs, the newest first", parents=[shared])
    listing.set_defaults(run="runs:list_runs")
    show = actions.add_parser("show", help="all about one run", parents=[shared])
    show.add_argument("name", metavar="RUN", help="name or folder of a run")
    show.set_defaults(run="runs:show_run")
    pack = actions.add_parser("pack", help="write a run into one file, to send it to somebody", parents=[shared])
    pack.add_argument("name", metavar="RUN", help="name or folder of a run")
    pack.add_argument("--out", metavar="FILE", help="the new file (else RUN.tlrun here)")
    pack.set_defaults(run="runs:pack")
    unpack = actions.add_parser("unpack", help="put a packed run among the runs", parents=[shared])
    unpack.add_argument("file", metavar="FILE", help="a packed run (.tlrun)")
    unpack.set_defaults(run="runs:unpack")
    delete = actions.add_parser("delete", help="remove runs for good", parents=[shared])
    delete.add_argument("names", nargs="+", metavar="RUN", help="name or folder of a run")
    delete.add_argument("--yes", action="store_true", help="do not ask")
    delete.set_defaults(run="runs:delete_runs")


def _fill_plugins(command: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(title="actions", metavar="ACTION")
    listing = actions.add_parser("list", help="every plugin and what became of it", parents=[shared])
    listing.set_defaults(run="plugins:list_plugins")
    _fill_plugin_changes(actions, shared)
    for name in ("enable", "disable"):
        action = actions.add_parser(name, help=f"{name} a plugin; takes effect at the next start", parents=[shared])
        action.add_argument("name", metavar="PLUGIN", help="as `desktop-tl plugins list` names it")
        action.set_defaults(run=f"plugins:{name}_plugin")
    _fill_plugin_authoring(actions, shared)


def _fill_plugin_changes(actions: Any, shared: argparse.ArgumentParser) -> None:
    def add(name: str, run: str, summary: str) -> argparse.ArgumentParser:
        description = f"{summary[:1].upper()}{summary[1:]}."
        action: argparse.ArgumentParser = actions.add_parser(
            name, help=summary, description=description, parents=[shared]
        )
        action.set_defaults(run=f"plugin_changes:{run}")
        return action

    def add_change(name: str, run: str, summary: str) -> argparse.ArgumentParser:
        action = add(name, run, f"{summary}; shows what that means and asks")
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
    search = add("search", "search", "find plugins on the package index by their names (desktop-tl-…)")
    search.add_argument("words", nargs="*", metavar="WORD", help="only names that hold all of these")
    info = add("info", "show_plugin", "all about one plugin, installed or on the package index")
    info.add_argument("name", metavar="NAME", help="of the plugin")


_CHECK_EXAMPLES = """
    examples:
      desktop-tl plugins check .                                             the project in this folder
      desktop-tl plugins check dist/desktop_tl_acme-1.0-py3-none-any.whl
      desktop-tl plugins check desktop-tl-acme --option acme/pictures:root=my-pictures
      desktop-tl plugins check desktop-tl-timm --only "timm/resnet*"
"""


_PLUGIN_KINDS = ("backbone", "dataset", "task", "observer", "exporter")


def _fill_plugin_authoring(actions: Any, shared: argparse.ArgumentParser) -> None:
    new = actions.add_parser(
        "new",
        help="begin a plugin of your own",
        description="Writes a project with code, tests, README and licence, which works as it is.",
        parents=[shared],
    )
    new.add_argument("name", metavar="NAME", help="for instance acme, for the distribution desktop-tl-acme")
    new.add_argument("--kind", choices=_PLUGIN_KINDS, default="backbone", help="what it offers (else a backbone)")
    new.add_argument("--out", metavar="DIR", default=".", help="where the project's folder is made (else here)")
    new.add_argument("--author", metavar="NAME", default="Your name", help="for pyproject.toml and the licence")
    new.set_defaults(run="plugin_new:new_plugin")
    check = actions.add_parser(
        "check",
        help="check whether a plugin keeps the contract, rule by rule",
        description="Runs the plugin's code in a process of its own and tells of every rule whether it holds. "
        "Exit status 0 if all do, 1 if one is broken.",
        epilog=textwrap.dedent(_CHECK_EXAMPLES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[shared],
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
    check.set_defaults(run="plugin_check:check_plugin")


_SETUP_TORCH_EXAMPLES = """
    examples:
      desktop-tl setup-torch                        the build that fits this computer, from PyTorch's own index
      desktop-tl setup-torch --kind cpu             smaller, computes on the processor alone
      desktop-tl setup-torch --from folder          from wheels in a folder, without network
      desktop-tl setup-torch --index https://pypi.example.org/torch/{build}
      desktop-tl setup-torch --repair               try it, and install it anew if it does not work

    What is to be downloaded is shown first. Ctrl-C keeps what has come, and the same command goes on with it.
"""


def _fill_setup_torch(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--kind", default="auto", metavar="KIND", help="auto, cpu, cuda, mps, or one build such as cu126 (else auto)"
    )
    command.add_argument("--from", metavar="FOLDER", dest="folder", help="a folder of wheels instead of the index")
    command.add_argument(
        "--index",
        metavar="URL",
        default="",
        help="another index, {build} stands for cpu, cu130 and so on (else what the settings name)",
    )
    what = command.add_mutually_exclusive_group()
    what.add_argument(
        "--repair", action="store_true", help="try what is installed; if it does not work, install it anew"
    )
    what.add_argument("--undo", action="store_true", help="go back to the PyTorch before the last change")
    command.add_argument("--yes", action="store_true", help="do not ask")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


_positive.__name__ = "number from 1"  # argparse names the type in its message
