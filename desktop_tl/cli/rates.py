"""`find-rate`: tries learning rates on what would be trained, and suggests one."""

import argparse
import sys

from desktop_tl.api import events as e
from desktop_tl.app.matching import samples_of
from desktop_tl.app.rate_trial import find_rate as try_rates
from desktop_tl.cli.following import View
from desktop_tl.cli.output import Output
from desktop_tl.cli.settings import open_context
from desktop_tl.cli.statuses import DONE, WRONG_USAGE
from desktop_tl.cli.training import make_recipe, names_data, say_what
from desktop_tl.runs.stop import StopToken

_ROWS = 14


def find_rate(arguments: argparse.Namespace) -> int:
    """`desktop-tl find-rate`."""
    output = Output(as_json=arguments.json, is_long=True)
    if not names_data(arguments):
        print(say_what("find-rate"), file=sys.stderr)
        return WRONG_USAGE
    context = open_context(arguments)
    recipe = make_recipe(arguments, context)
    with View(output, samples_of(context.catalog, recipe)) as view:
        trial = try_rates(context, recipe, lambda event: _show(view, event), StopToken())
    every, nearest = max(1, len(trial.rates) // _ROWS), _nearest(trial.rates, trial.suggestion)
    rows = [
        [f"{rate:.2g}", f"{loss:.4f}", "suggested" if rate == nearest else ""]
        for number, (rate, loss) in enumerate(zip(trial.rates, trial.losses, strict=True))
        if rate == nearest or number % every == 0
    ]
    output.table(["Learning rate", "Loss", ""], rows, right=[0, 1])
    output.say()
    if trial.suggestion is None:
        output.say("No rate stands out: the loss fell at none of them.")
    else:
        output.say(
            f"A good learning rate to begin with: {trial.suggestion:g}  (--set learning_rate={trial.suggestion:g})"
        )
    output.result({"suggestion": trial.suggestion, "rates": list(trial.rates), "losses": list(trial.losses)})
    return DONE


def _show(view: View, event: e.Event) -> None:
    if isinstance(event, e.PhaseProgressed | e.Noted | e.SampleSetAside):
        view.show(event)


def _nearest(rates: tuple[float, ...], wanted: float | None) -> float | None:
    return min(rates, key=lambda rate: abs(rate - wanted), default=None) if wanted is not None else None
