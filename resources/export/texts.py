"""Makes out of texts what the exported model takes, and words out of what it says. Needs numpy and tokenizers."""

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

FOLDER = Path(__file__).parent
MODEL = json.loads((FOLDER / "model.json").read_text(encoding="utf-8"))
TOKENIZER = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
TOKENIZER.no_padding()
TOKENIZER.enable_truncation(MODEL["preprocessing"]["max_length"])


def prepare(*texts):
    """The numbers of the tokens as an int64 batch of shape (texts, length), as in training: -1 behind the end."""
    rows = [encoding.ids for encoding in TOKENIZER.encode_batch(texts)]
    batch = np.full((len(rows), max(2, *map(len, rows))), -1, np.int64)
    for place, row in enumerate(rows):
        batch[place, : len(row)] = row
    return batch


def explain(outputs):
    """From the outputs for one text: classes with their probabilities, the most probable first."""
    powers = np.exp(np.asarray(outputs, np.float64) - np.max(outputs))
    return sorted(zip(MODEL["classes"], (powers / powers.sum()).tolist(), strict=True), key=lambda pair: -pair[1])


def say(outputs):
    """What the model says of one text, in words."""
    name, share = explain(outputs)[0]
    return f"{name} ({share:.1%})"
