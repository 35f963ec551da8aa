"""Says before training what is wrong or weak in a dataset of texts, in words and without torch."""

from collections.abc import Sequence

from desktop_tl.api import Dataset, Note, UserError

FEW_TEXTS = 50
"""With fewer, even a pretrained model learns them by heart before it learns how they are written."""


def check_texts(dataset: Dataset) -> Sequence[Note]:
    """Warns of what is weak; raises `UserError` where nothing can be learnt."""
    if not len(dataset):
        raise UserError("This dataset has no texts.", advice="Choose a dataset with texts.")
    trained = len(dataset) if dataset.splits is None else sum(split == "train" for split in dataset.splits)
    if not trained:
        raise UserError("The given split has no training texts.", advice="Put most of the texts into training.")
    if trained >= FEW_TEXTS:
        return []
    what = "1 training text is" if trained == 1 else f"{trained} training texts are"
    return [Note("warning", f"{what} few to learn to write from: expect it to repeat them.")]
