"""Commands that look after this computer: PyTorch, and what is installed."""

from desktop_tl.cli.grammar.commands import Commands

_SETUP_TORCH_EXAMPLES = """
    examples:
      desktop-tl setup-torch                        the build that fits this computer, from PyTorch's own index
      desktop-tl setup-torch --kind cpu             smaller, computes on the processor alone
      desktop-tl setup-torch --from folder          from wheels in a folder, without network
      desktop-tl setup-torch --index https://pypi.example.org/torch/{build}
      desktop-tl setup-torch --repair               try it, and install it anew if it does not work

    What is to be downloaded is shown first. Ctrl-C keeps what has come, and the same command goes on with it.
"""


def add_computer(commands: Commands) -> None:
    """``setup-torch`` and ``doctor``."""
    command = commands.add(
        "setup-torch",
        "torch_setup:set_up_torch",
        "set up PyTorch, change it or repair it, where the app came without it",
        _SETUP_TORCH_EXAMPLES,
    )
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
    commands.add(
        "doctor", "health:doctor", "look at this computer: what is installed, what is wrong and how to mend it"
    )
