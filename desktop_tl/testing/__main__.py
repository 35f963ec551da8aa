"""Checks one plugin in a process of its own and tells each verdict as a line of JSON; see `apart`."""

import json
import os
import sys

from desktop_tl.testing.checks import Check, judge_all
from desktop_tl.testing.plugins import Choice, PluginPlace, list_checks


def main() -> None:
    """What is to be checked is the one argument; what the plugin prints goes to stderr."""
    told = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # also what libraries in other languages print
    asked = json.loads(sys.argv[1])
    requires = asked["requires"] if asked["requires"] is None else tuple(asked["requires"])
    place = PluginPlace(asked["name"], asked["value"], tuple(asked["folders"]), requires)
    choice = Choice(only=tuple(asked["only"]), most=asked["most"])

    def begin(check: Check) -> None:
        print(json.dumps({"begun": [check.subject, check.rule]}), file=told, flush=True)

    for verdict in judge_all(list_checks(place, examples=asked["examples"], choice=choice), begin):
        print(json.dumps({"verdict": verdict.as_json()}), file=told, flush=True)
    print(json.dumps({"done": True}), file=told, flush=True)


if __name__ == "__main__":
    main()
