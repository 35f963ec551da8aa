"""Evaluations of texts are read back as written, count by tokens, and name the hardest texts."""

import json
from pathlib import Path
from typing import Any

import pytest

from desktop_tl.api import UserError
from desktop_tl.api.events import GeneratedText
from desktop_tl.runs.evaluation import load_evaluation
from desktop_tl.runs.rows import certainty, describe_row, good_rows, worst_rows
from desktop_tl.runs.text_evaluation import HardText, TextEvaluation, perplexity_of

TEXTS = TextEvaluation(
    "validation",
    ("a", "b", "c", "d"),
    (10, 30, 0, 1),
    (2.0, 1.0, 0.0, 5.0),
    {"perplexity": 3.6},
    (GeneratedText(prompt="In the", text=" beginning\n‘春’"),),
)


def test_the_loss_is_over_tokens_and_the_hardest_text_comes_first() -> None:
    assert TEXTS.loss == pytest.approx(55 / 41)
    assert TEXTS.perplexity == pytest.approx(perplexity_of(55 / 41))
    assert TEXTS.mistakes() == [HardText(3, "d", 5.0, 1), HardText(0, "a", 2.0, 10), HardText(1, "b", 1.0, 30)]
    assert TEXTS.mistakes()[1].perplexity == pytest.approx(7.389, abs=0.001)
    assert perplexity_of(1e9) == float("inf")
    assert TextEvaluation("test", (), (), (), {}).loss == 0


def test_rows_are_described_in_words() -> None:
    assert describe_row(TEXTS, 0) == ("10 tokens", "perplexity 7.389")
    assert describe_row(TEXTS, 2) == ("0 tokens", "")
    assert certainty(TEXTS, 0) is None
    assert worst_rows(TEXTS, 2) == [3, 0]
    assert good_rows(TEXTS) == [1]


def test_it_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    TEXTS.save(tmp_path / "evaluation.json")
    assert load_evaluation(tmp_path / "evaluation.json") == TEXTS


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"tokens": [1, 2]}, "different lengths"),
        ({"tokens": [1, 2, 3, -1]}, "a number of tokens"),
        ({"tokens": [1, 2, 3, True]}, "a number of tokens"),
        ({"losses": [1, 2, 3, "4"]}, "no number"),
        ({"generated": [{"prompt": 3, "text": ""}]}, "no text"),
        ({"generated": [{"prompt": "x"}]}, "not those of an evaluation"),
        ({"samples": ["a", "b", "c", 4]}, "no text"),
    ],
)
def test_a_damaged_file_is_told_in_words(tmp_path: Path, change: dict[str, Any], words: str) -> None:
    path = tmp_path / "evaluation.json"
    TEXTS.save(path)
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(UserError, match=words):
        load_evaluation(path)
