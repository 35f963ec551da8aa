"""Commands that train."""

import argparse

from desktop_tl.cli.grammar.commands import Commands

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


def add_training(commands: Commands) -> None:
    """``demo``, ``train``, ``resume`` and ``find-rate``."""
    demo = commands.add("demo", "training:demo", "fine-tune a small model on sample pictures, offline")
    demo.add_argument("--no-window", action="store_true", help="stay in the terminal even if there is a display")
    demo.add_argument("--epochs", type=int, metavar="N", help="passes over the pictures; stays in the terminal too")
    train = commands.add(
        "train", "training:train", "fine-tune a pretrained model on your pictures or texts", _TRAIN_EXAMPLES
    )
    _fill_recipe(train)
    _fill_result(train)
    _fill_observers(train, "those that the settings name")
    resume = commands.add("resume", "training:resume", "go on with a run that was interrupted, stopped or failed")
    resume.add_argument("name", metavar="RUN", help="name or folder of a run")
    _fill_observers(resume, "those who did before")
    find_rate = commands.add(
        "find-rate", "rates:find_rate", "try learning rates and suggest one; nothing is kept", _RATE_EXAMPLES
    )
    _fill_recipe(find_rate)
    find_rate.set_defaults(name=None)


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
