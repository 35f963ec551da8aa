"""Commands that list what the plugins offer."""

from desktop_tl.cli.grammar.commands import Commands


def add_catalog(commands: Commands) -> None:
    """``backbones``, ``datasets``, ``exporters`` and ``observers``."""
    backbones = commands.add(
        "backbones", "catalog:list_backbones", "list the pretrained networks that can be fine-tuned"
    )
    backbones.add_argument(
        "--search", metavar="TEXT", default="", help="only those with these words in id, title or text"
    )
    commands.add("datasets", "catalog:list_datasets", "list the kinds of datasets and their options")
    commands.add(
        "exporters", "exporting:list_exporters", "list the formats in which a model can be exported, and their options"
    )
    commands.add(
        "observers", "catalog:list_observers", "list who may look on at a run, for other tools, and their options"
    )
