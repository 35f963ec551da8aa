"""The kit's checks of exporters: a good one passes, a broken one fails in words."""

import pytest

from tests.testing.making import EXPORTER, change, judge


def test_an_exporter_that_keeps_the_contract_passes(tmp_path):
    verdicts = judge(tmp_path, EXPORTER)
    assert [v for v in verdicts if v.outcome != "passed"] == []
    assert len(verdicts) == 8


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        (
            "    import torch\n\n    sizes",
            "    import torch\n    model.module.fc.bias.add_(1)\n    sizes",
            "leaves the model and other files alone",
            "changed the model",
        ),
        (
            'torch.export.save(program, folder / "model.pt2")',
            "pass",
            "what it writes computes the same",
            "wrote nothing",
        ),
        (
            "import torch\n\n    sizes",
            "import torch\n    (folder.parent / 'log').touch()\n    sizes",
            "leaves the model and other files alone",
            "‘log’ beside",
        ),
        (
            "import torch\n\n    sizes",
            "import torch\n    (folder / 'model.json').write_text('{}')\n    sizes",
            "leaves the model and other files alone",
            "model.json",
        ),
        ("dynamic_shapes=(sizes,)", "strict=True", "what it writes computes the same", "size"),
        (
            "write=write, load=load)",
            'write=write, load=load, modalities=("text",))',
            "what it writes computes the same",
            "size",
        ),
        (".module()\n", ".module().half_of()\n", "what it writes computes the same", "half_of"),
        (
            'return torch.export.load(folder / "model.pt2").module()',
            'run = torch.export.load(folder / "model.pt2").module()\n    return lambda x: run(x) * 1.01',
            "what it writes computes the same",
            "differ by",
        ),
    ],
)
def test_a_broken_exporter_fails_in_words(tmp_path, old, new, rule, words):
    (verdict,) = judge(tmp_path, change(EXPORTER, old, new), only_rule=rule)
    assert verdict.outcome == "failed"
    assert words in verdict.message


def test_an_exporter_may_refuse_a_network_in_words(tmp_path):
    code = change(
        EXPORTER,
        "    import torch\n\n    sizes",
        "    from desktop_tl.api import UserError; raise UserError('No.')\n    sizes",
    )
    (verdict,) = judge(tmp_path, code, only_rule="what it writes computes the same")
    assert verdict.outcome == "skipped"
    assert verdict.message.endswith("No.")
