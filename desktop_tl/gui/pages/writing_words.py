"""Says in words what a model that writes texts is worth, and how hard a text was to foretell."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from desktop_tl.gui.pages.answer_words import metric_text
from desktop_tl.gui.sample_words import SampleWords
from desktop_tl.gui.widgets.amounts import count_text
from desktop_tl.runs.text_evaluation import HardText, TextEvaluation

translate = QCoreApplication.translate


def writing_sentence(evaluation: TextEvaluation, words: SampleWords) -> str:
    """ "Perplexity 31.2: on average it is as unsure of the next token as between 31.2 equally likely ones, on 120
    texts." """
    figure = metric_text("perplexity", evaluation.perplexity)
    return translate(
        "WritingWords",
        "Perplexity {0}: on average it is as unsure of the next token as between {0} equally likely ones, on {1}.",
    ).format(figure, words.count(len(evaluation.samples)))


def hard_text_sentence(text: HardText) -> str:
    """ "Perplexity 230: at its 45 tokens on average as unsure as between 230 equally likely ones." """
    figure = metric_text("perplexity", text.perplexity)
    return translate(
        "WritingWords", "Perplexity {0}: at its {1} on average as unsure as between {0} equally likely ones."
    ).format(figure, tokens_text(text.tokens))


def tokens_text(count: int) -> str:
    """ "1 token", "1,204 tokens"."""
    if count == 1:
        return translate("WritingWords", "1 token")
    return translate("WritingWords", "{0} tokens").format(count_text(count))
