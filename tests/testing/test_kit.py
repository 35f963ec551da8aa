"""A plugin that keeps the contract passes every check; one that breaks a rule fails the check of it, in words."""

import os

import numpy as np
import pytest
from PIL import Image

from desktop_tl.testing import Choice, list_checks
from tests.testing.making import BACKBONE, DATASET, OBSERVER, TASK, TEXT_BACKBONE, change, judge, placed


@pytest.fixture
def pictures(tmp_path):
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(6):
        name = f"{('ant', 'bee')[number % 2]}-{number}.png"
        Image.fromarray(np.full((9, 9, 3), 40 * number, np.uint8)).save(folder / name)
        os.utime(folder / name, (1_600_000_000, 1_600_000_000))
    return str(folder)


@pytest.mark.parametrize(
    ("code", "passed"),
    [(BACKBONE, 15), (TEXT_BACKBONE, 16), (TASK, 12), (OBSERVER, 10)],
    ids=["backbone", "text backbone", "task", "observer"],
)
def test_a_plugin_that_keeps_the_contract_passes(tmp_path, code, passed):
    verdicts = judge(tmp_path, code)
    assert [v for v in verdicts if v.outcome == "failed"] == []
    assert sum(v.outcome == "passed" for v in verdicts) == passed
    skipped = {v.message for v in verdicts if v.outcome == "skipped"}
    assert skipped <= {"it has no weights", "it sees every text from its beginning"}


def test_a_dataset_that_keeps_the_contract_passes(tmp_path, pictures):
    verdicts = judge(tmp_path, DATASET, pictures={"root": pictures})
    assert [v for v in verdicts if v.outcome != "passed"] == []
    assert len(verdicts) == 13


def test_a_dataset_without_an_example_is_skipped_with_the_reason(tmp_path):
    (verdict,) = judge(tmp_path, DATASET, only_rule="opens")
    assert (verdict.outcome, verdict.message) == ("skipped", "no example is given for the option ‘root’")


def fails(tmp_path, code, rule, words, **examples):
    (verdict,) = judge(tmp_path, code, only_rule=rule, **examples)
    assert verdict.outcome == "failed"
    assert words in verdict.message


@pytest.mark.parametrize(
    ("code", "rule", "words"),
    [
        ("import torch\n" + BACKBONE, "is light to list", "imports torch"),
        ("import desktop_tl.engine.images\n" + BACKBONE, "comes in through the public door", "desktop_tl.engine"),
        (change(BACKBONE, "yield BackboneSpec(", "yield None and BackboneSpec("), "is loaded by the app", "NoneType"),
        (change(BACKBONE, 'id="acme/net"', 'id="net"'), "is loaded by the app", "not a valid id"),
        ("raise ValueError('no luck')", "is loaded by the app", "no luck"),
    ],
)
def test_what_the_app_would_refuse_or_wait_for_is_said(tmp_path, code, rule, words):
    fails(tmp_path, code, rule, words)


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        ("width: int", "width: dict[str, int]", "its options make a form", "cannot be entered"),
        ('description="Channels of the first stage."', "", "its options make a form", "lacks its description"),
        (
            "    import torch\n",
            "    import socket; socket.create_connection(('example.com', 443), 1)\n",
            "is built with fresh weights",
            "‘example.com’",
        ),
        (
            "    import torch\n",
            "    import socket\n    try: socket.getaddrinfo('example.org', 80)\n    except AssertionError: pass\n",
            "is built with fresh weights",
            "‘example.org’",
        ),
        ("return Backbone(", "return dict(", "is built with fresh weights", "not a Backbone"),
        ('Stage("body", body)', 'Stage("stem", body)', "is built with fresh weights", "one name: stem"),
        ('Stage("body", body)', 'Stage("the body", body)', "is built with fresh weights", "‘the body’ is no name"),
        (
            "    stages = [",
            "    body[0].weight.data[0] = float(torch.seed())\n    stages = [",
            "the seed decides on its weights",
            "differ",
        ),
        ("parameters=420", "parameters=421", "tells how large it is", "421"),
        (
            "    stages = [",
            "    float(body[0].weight.detach().sum())\n    stages = [",
            "tells how large it is",
            "meta device",
        ),
        ("num_features=8", "num_features=9", "gives the features that it promises", "(2, 9)"),
        (
            "nn.BatchNorm2d(after)",
            "nn.GroupNorm(1, after), Centred()",
            "gives the features that it promises",
            "other pictures",
        ),
        ("nn.AdaptiveAvgPool2d(1)", "nn.AvgPool2d(4)", "gives the features that it promises", "(2, 8)"),
        (
            "nn.Sequential(stem, body, top), stages",
            "nn.Sequential(stem, body, nn.Tanh(), top), stages",
            "its stages are the network",
            "differs from the network",
        ),
        (
            'Stage("body", body)',
            'Stage("body", Borrowing(body))',
            "its stages are the network",
            "does not hold all",
        ),
        ("nn.ReLU())", "nn.ReLU(), Cut())", "every stage learns", "no gradient reaches the stage ‘stem’"),
        ("nn.BatchNorm2d(after)", "AlwaysTraining(after)", "what is frozen stays as it is", "has moved"),
        ("nn.BatchNorm2d(after)", "Forgetful(after)", "its state can be saved and loaded", "not kept"),
        ('Stage("body", body)', 'Stage("body", Borrowing(body))', "a copy is independent", ""),
    ],
)
def test_a_broken_backbone_fails_in_words(tmp_path, old, new, rule, words):
    code = change(BACKBONE, old, new)
    code = change(code, "    def block(before", ODD + "\n    def block(before")
    fails(tmp_path, code, rule, words)


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        (
            "mark.sum(1)\n",
            "mark.shape[1]\n",
            "gives the features that it promises",
            "the features of a text depend on the other texts",
        ),
        ("(tokens >= 0)", "(tokens >= -1)", "tells the end of a text", "the stage ‘words’ does not put out"),
        (
            "(states * mark).sum(1) / mark.sum(1)",
            "states.mean(1)",
            "tells the end of a text",
            "behind the stage ‘words’, zeros",
        ),
        ("nn.Embedding(40, 6)", "nn.Embedding(39, 6)", "gives the features that it promises", "out of range"),
        (
            "document=json.dumps(TOKENIZER)",
            "document=''",
            "gives the features that it promises",
            "names no tokenizer",
        ),
        ("parameters=282", "parameters=281", "tells how large it is", "281"),
    ],
)
def test_a_broken_text_backbone_fails_in_words(tmp_path, old, new, rule, words):
    fails(tmp_path, change(TEXT_BACKBONE, old, new), rule, words)


def test_a_text_backbone_whose_tokenizer_is_on_the_network_is_skipped_with_the_reason(tmp_path):
    code = change(TEXT_BACKBONE, "document=json.dumps(TOKENIZER)", "tokenizer=Url(url='https://example.org/t.json')")
    code = change(code, "TextPreprocessing, hookimpl", "TextPreprocessing, Url, hookimpl")
    (verdict,) = judge(tmp_path, code, only_rule="every stage learns")
    assert (verdict.outcome, verdict.message) == ("skipped", "its tokenizer would have to be downloaded")


ODD = """
    class Centred(nn.Module):  # over the batch
        def forward(self, x):
            return x - x.mean(0, keepdim=True)

    class Cut(nn.Module):
        def forward(self, x):
            return x.detach()

    class AlwaysTraining(nn.BatchNorm2d):
        def train(self, mode=True):
            return super().train(True)

    class Forgetful(nn.BatchNorm2d):
        def __init__(self, channels):
            super().__init__(channels)
            self.scale = torch.rand(1)  # no buffer

        def forward(self, x):
            return super().forward(x) * self.scale

    class Borrowing(nn.Module):
        def __init__(self, block):
            super().__init__()
            self.run = lambda x: block(x)  # neither registered nor copied

        def forward(self, x):
            return self.run(x)
"""


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        (
            'raise UserError(f"There is no folder {options.root}.", advice="Choose another.")',
            "os.listdir(options.root)",
            "refuses a path that is not there in words",
            "FileNotFoundError",
        ),
        ("return Pictures(files,", "return list(files) or (files,", "opens", "list"),
        (
            'classes: tuple = ("ant", "bee")',
            'classes: tuple = ("ant",)',
            "samples, targets and classes agree",
            "the target 1",
        ),
        ("splits: None = None", "splits: tuple = ('train',)", "samples, targets and classes agree", "1 entries for 6"),
        ("return Sample(self.names()[index]", "return Sample('same'", "samples, targets and classes agree", "‘same’"),
        ("Path(self.files[index]), self", "b'no picture', self", "its samples can be read", "cannot be read"),
        (
            "repr((self.names(), self.times))",
            "repr(os.urandom(8))",
            "its fingerprint is that of its samples",
            "two fingerprints",
        ),
        ("repr((self.names(), self.times))", "repr(self.names())", "its fingerprint tells of a change", "written anew"),
        (
            "repr((self.names(), self.times))",
            "repr(set(self.times))",
            "its fingerprint tells of a change",
            "taken away",
        ),
        ("return Pictures(files,", "return type('P', (Pictures,), {})(files,", "goes to another process", "pickled"),
    ],
)
def test_a_broken_dataset_fails_in_words(tmp_path, pictures, old, new, rule, words):
    fails(tmp_path, change(DATASET, old, new), rule, words, pictures={"root": pictures})


@pytest.mark.parametrize(
    ("more", "rule", "words"),
    [
        ("preview=lambda options: see('size')", "its preview tells what is opened", "the option ‘size’"),
        ("preview=lambda options: see('root', ['a', 'b'])", "its preview tells what is opened", "one text for each"),
        ("list_sources=lambda options: iter([])", "hands out samples for prediction", "no samples"),
        (
            "list_sources=lambda options: iter([('a', b'x'), ('a', b'')])",
            "hands out samples for prediction",
            "one name",
        ),
        ("list_sources=lambda options: iter([('a', b'x')])", "hands out samples for prediction", "none of the samples"),
    ],
)
def test_a_broken_preview_or_listing_fails_in_words(tmp_path, pictures, more, rule, words):
    code = change(DATASET, 'path_option="root"', f'path_option="root", {more}')
    code = change(code, "import DatasetSpec,", "import DatasetSpec, Preview,")
    code += (
        "\ndef see(option, row=('a',)):\n    return Preview(columns=['c'], rows=[row], column_options={option: ''})\n"
    )
    fails(tmp_path, code, rule, words, pictures={"root": pictures})


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        ("    mixes_targets = True\n", "    mixes_targets = 'no'\n", "builds the task", "mixes_targets"),
        ('raise UserError("Two classes are needed.")', "raise IndexError", "judges a dataset in words", "IndexError"),
        (
            "return nn.Linear(num_features, len(classes))",
            "return nn.Identity()",
            "its head fits the features",
            "nothing to train",
        ),
        (
            "label_smoothing=options.label_smoothing\n",
            "label_smoothing=options.label_smoothing, reduction='none'\n",
            "its loss has a gradient",
            "one number",
        ),
        (
            "return F.cross_entropy(\n            outputs.float()",
            "return F.cross_entropy(\n            outputs.float().detach()",
            "its loss has a gradient",
            "no gradient",
        ),
        ("return F.cross_entropy(", "return -F.cross_entropy(", "its head learns", "does not rise"),
        ('main_metric = "accuracy"', 'main_metric = "f1"', "its meter measures", "‘f1’"),
        (
            '"accuracy": sum(int(hits) for hits in self.hits)',
            '"accuracy": sum(self.hits)',
            "its meter measures",
            "type Tensor",
        ),
        ('"hits": [int(hits) for hits in self.hits]', '"hits": self.hits', "meters add up", "plain JSON"),
        ('        self.count += state["count"]\n', "", "meters add up", "something else"),
        ("outputs.float().softmax(1)", "outputs.float()", "its scores are fit to be shown", "between 0 and 1"),
        ("outputs.float().softmax(1)", "outputs.softmax(1)", "its scores are fit to be shown", "bfloat16"),
    ],
)
def test_a_broken_task_fails_in_words(tmp_path, old, new, rule, words):
    fails(tmp_path, change(TASK, old, new), rule, words)


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        (
            'self.info.own_folder / "diary.jsonl"',
            'self.info.folder / "diary.jsonl"',
            "watches a run from beginning to end",
            "runs/checked/diary.jsonl",
        ),
        (
            "self.info = info",
            "self.info = info; (info.folder / 'recipe.toml').unlink()",
            "watches a run from beginning to end",
            "recipe.toml",
        ),
        (
            'self.info.tell(f"The diary is in {self.info.own_folder}.")',
            "self.info.tell(None)",
            "watches a run from beginning to end",
            "no sentence",
        ),
        (
            "[event.epoch, event.train]",
            "[event.epoch, event.train['loss']]",
            "takes every event that there is",
            "KeyError",
        ),
        ("exist_ok=True)", "exist_ok=not self.info.is_resumed)", "goes on when the run is resumed", "FileExistsError"),
        (
            "        pass\n",
            "        open(self.info.own_folder / 'diary.jsonl')\n",
            "can be closed before anything has happened",
            "FileNotFoundError",
        ),
    ],
)
def test_a_broken_observer_fails_in_words(tmp_path, old, new, rule, words):
    fails(tmp_path, change(OBSERVER, old, new), rule, words)


def test_of_many_backbones_the_smallest_of_each_family_are_checked(tmp_path):
    i = BACKBONE.index("    yield BackboneSpec(")
    code = BACKBONE[:i] + (
        "    for number in range(40):\n"
        "        yield BackboneSpec(id=f'acme/{number}', title='N', preprocessing=preprocessing, build=build,\n"
        "            family=f'family {number % 20}', parameters=1000 - number)\n"
    )
    with placed(tmp_path, code) as place:
        subjects = [check.subject for check in list_checks(place) if check.subject != "acme"]
        everything = [check.subject for check in list_checks(place, choice=Choice(most=None))]
        some = {check.subject for check in list_checks(place, choice=Choice(only=("acme/1*",)))}
    assert list(dict.fromkeys(subjects)) == [f"acme/{number}" for number in range(39, 27, -1)]
    assert len(set(everything)) == 41
    assert some == {"acme", "acme/1", *(f"acme/{number}" for number in range(10, 20))}


def test_what_rests_on_a_failed_check_is_not_looked_at(tmp_path):
    verdicts = judge(tmp_path, change(BACKBONE, "return Backbone(", "return dict("))
    after = [v for v in verdicts if v.subject == "acme/net"][3:]
    assert after
    assert {v.outcome for v in after} == {"skipped"}


def test_an_exception_of_the_plugin_comes_with_its_traceback(tmp_path):
    (verdict,) = judge(tmp_path, change(TASK, "return Meter()", "return 1 / 0"), only_rule="meters add up")
    assert "ZeroDivisionError" in verdict.message
    assert "acme_checked.py" in verdict.report


def test_a_plugin_that_exits_or_prints_does_not_disturb(tmp_path, capsys):
    code = change(TASK, "return Meter()", "print('hello'); raise SystemExit(3)")
    (verdict,) = judge(tmp_path, code, only_rule="its meter measures")
    assert "SystemExit" in verdict.message
    assert capsys.readouterr() == ("", "")
