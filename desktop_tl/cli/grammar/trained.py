"""Commands that use a trained model."""

import argparse

from desktop_tl.cli.grammar.commands import Commands

_PREDICT_EXAMPLES = """
    examples:
      desktop-tl predict cats photo.jpg
      desktop-tl predict cats holiday-pictures --csv answers.csv --top 3
      desktop-tl predict reviews --text "I would watch it again"
      desktop-tl predict reviews new-reviews.csv --option text_column=review
      desktop-tl predict book --prompt "It was a dark night" --max-tokens 200
"""

_EVALUATE_EXAMPLES = """
    examples:
      desktop-tl evaluate cats --data pictures-of-this-year
      desktop-tl evaluate reviews --data new-reviews.csv --option label_column=stars

    A table is read with the options of the training, unless others are given. The names of the classes must be the
    same. Of data with a test part only this part is looked at.
"""

_EXPORT_EXAMPLES = """
    examples:
      desktop-tl export cats --to torch-export               one file that PyTorch alone can load
      desktop-tl export cats --to safetensors --out cats-model
      desktop-tl export cats --to onnx                       for ONNX Runtime, in any language

    Beside the model lies all that belongs to it: classes, preprocessing, licences, and a script that tries it. What was
    written is loaded again and must compute the same before it is kept.
"""


def add_trained(commands: Commands) -> None:
    """``predict``, ``evaluate`` and ``export``."""
    _fill_predict(
        commands.add("predict", "prediction:predict", "ask a trained model about pictures or texts", _PREDICT_EXAMPLES)
    )
    _fill_evaluate(
        commands.add("evaluate", "evaluation:evaluate", "measure a trained model on other data", _EVALUATE_EXAMPLES)
    )
    _fill_export(
        commands.add("export", "exporting:export", "write a trained model for other programs", _EXPORT_EXAMPLES)
    )


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


def _fill_evaluate(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="RUN", help="name or folder of a run")
    command.add_argument(
        "--data", metavar="PATH", required=True, help="a folder with one folder per class, or a table, as for training"
    )
    command.add_argument("--dataset", metavar="ID", help="a kind of dataset (else what PATH is)")
    _fill_options(command, "how it is read, for instance label_column=stars; repeatable")


def _fill_export(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="RUN", help="name or folder of a run")
    command.add_argument(
        "--to", metavar="ID[,OPTION=VALUE…]", default="", help="the format, as `desktop-tl exporters` lists them"
    )
    command.add_argument("--out", metavar="DIR", help="the new folder (else a new one in the run's folder)")


def _fill_options(command: argparse.ArgumentParser, what: str) -> None:
    command.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", dest="options", help=what)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


_positive.__name__ = "number from 1"  # argparse names the type in its message
