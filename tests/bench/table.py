"""Prints figures for people."""

from collections.abc import Mapping
from typing import Any

from tests.bench.comparison import CASES, FORWARD, OURS


def print_setting(setting: Mapping[str, Any]) -> None:
    """What the comparison holds for."""
    sizes = f"{setting['image_size']} pixels (second run and limit: {setting['limit_image_size']})"
    print(
        f"\n{setting['train']} + {setting['validation']} pictures of {setting['classes']} classes ({setting['data']}), "
        f"{sizes}, batches of {setting['batch_size']}, SGD with momentum; {setting['device']}; "
        f"median of {setting['repetitions']}\nclock: {setting['clock']}"
    )


def print_case(case: str, figures: Mapping[str, Any], setting: Mapping[str, Any]) -> None:
    """One line for each contestant, then the ratio that counts."""
    print(f"\n{case}: {CASES[case].format(epochs=setting['epochs'], few=setting['few_epochs'])}")
    accuracy = {OURS: figures["accuracy"]["ours"], **figures["accuracy"]["peers"]}
    rows = {OURS: figures["ours_s"], **figures["peers_s"]}
    if case == "second_run":
        rows = {"first run": figures["first_s"], **rows}
    for name, seconds in rows.items():
        runs = figures["runs"][name]
        processor = f"{figures['processor_s'][name]:9.2f} s of processor"
        right = f"right {accuracy[name]:.3f}" if name in accuracy else ""
        times = f"× {seconds / figures['ours_s']:6.2f}"
        print(f"  {name:21} {seconds:9.2f} s  ({min(runs):.2f} … {max(runs):.2f})  {times}  {processor}  {right}")
    least, most = figures["ratio_spread"]
    meaning = {
        "second_run": "first run ÷ second run",
        "forward_limit": f"{OURS} ÷ {FORWARD}",
    }.get(case, f"best peer ÷ {OURS}")
    print(
        f"  {meaning} = {figures['ratio']:.2f}  ({least:.2f} … {most:.2f}); by processor time "
        f"{figures['ratio_by_processor']:.2f}"
    )
