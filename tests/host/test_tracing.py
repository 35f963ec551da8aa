"""With an environment variable, every hook call is told on stderr; without it, none."""

import re

from desktop_tl.host import load_plugins
from tests.host.making import given, offering

FAILING = "@hookimpl\ndef desktop_tl_tasks():\n    print('noise')\n    raise ValueError('no luck')"


def test_hook_calls_are_told_with_plugin_time_and_what_came_back(monkeypatch, capfd):
    monkeypatch.setenv("DESKTOP_TL_TRACE_HOOKS", "1")
    many = offering("many", *(f"many/{number}" for number in range(7)))
    empty = given("empty", "@hookimpl\ndef desktop_tl_datasets():\n    return []")
    records = load_plugins([many, empty, given("bad", FAILING)]).records
    lines = [re.sub(r"[\d.]+ ms", "N ms", line) for line in capfd.readouterr().err.splitlines()]
    assert lines == [
        "hook bad: desktop_tl_tasks() took N ms → raised ValueError: no luck",
        "hook empty: desktop_tl_datasets() took N ms → nothing",
        "hook many: desktop_tl_backbones() took N ms → many/0, many/1, many/2, many/3, many/4 and 2 more",
    ]
    assert [record.state for record in records] == ["failed", "ready", "ready"]


def test_nothing_is_told_unless_asked(monkeypatch, capfd):
    for value in (None, "", "0"):
        if value is None:
            monkeypatch.delenv("DESKTOP_TL_TRACE_HOOKS", raising=False)
        else:
            monkeypatch.setenv("DESKTOP_TL_TRACE_HOOKS", value)
        load_plugins([offering("one", "one/net")])
    assert capfd.readouterr().err == ""
