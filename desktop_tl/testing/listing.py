"""Lists one plugin in a process of its own and tells which heavy modules that imported; see `plugins.check_light`."""

import json
import sys
from importlib.metadata import EntryPoint

from desktop_tl.host import load_plugins
from desktop_tl.testing.network import no_network


def main() -> None:
    """Name, value and group of the entry point and the heavy modules are the one argument."""
    name, value, group, heavy = json.loads(sys.argv[1])
    before = set(sys.modules)
    with no_network():
        load_plugins([EntryPoint(name, value, group)])
    print(json.dumps([module for module in heavy if module in sys.modules and module not in before]))


if __name__ == "__main__":
    main()
