"""Lets the exported model write: the next token again and again. Needs numpy and tokenizers."""

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

FOLDER = Path(__file__).parent
MODEL = json.loads((FOLDER / "model.json").read_text(encoding="utf-8"))
TOKENIZER = Tokenizer.from_file(str(FOLDER / "tokenizer.json"))
TOKENIZER.no_padding()
TOKENIZER.no_truncation()
LONGEST, BEGIN, END = (MODEL["preprocessing"][name] for name in ("max_length", "begin", "end"))


def prepare(numbers):
    """The last tokens as an int64 batch of shape (1, length): -1 behind the end."""
    seen = numbers[-LONGEST:]
    batch = np.full((1, max(2, len(seen))), -1, np.int64)
    batch[0, : len(seen)] = seen
    return batch


def write(model, prompt, *, max_tokens=100, temperature=0.8, top_k=50, top_p=0.95, seed=0):
    """What follows the prompt.

    model: from what `prepare` gives to the outputs, of shape (1, length, tokens).
    The others are as in the app: 0 as temperature always takes the likeliest token.
    """
    noise = np.random.default_rng(seed)
    known = ([BEGIN] if BEGIN >= 0 else []) + TOKENIZER.encode(prompt, add_special_tokens=False).ids
    if not known:
        raise SystemExit("There is no beginning to go on with: give some words.")
    written = []
    while len(written) < max_tokens:
        seen = known + written
        outputs = model(prepare(seen))[0, min(len(seen), LONGEST) - 1]
        token = choose(np.asarray(outputs, np.float64), temperature, top_k, top_p, noise)
        if token == END:
            break
        written.append(token)
    return TOKENIZER.decode(known + written)[len(TOKENIZER.decode(known)) :]


def choose(scores, temperature, top_k, top_p, noise):
    """One of the ``top_k`` likeliest tokens, as far down as they together reach the probability ``top_p``."""
    if temperature == 0:
        return int(scores.argmax())
    likeliest = np.argsort(-scores, kind="stable")[: top_k or None]
    shares = np.exp((scores[likeliest] - scores.max()) / temperature)
    shares /= shares.sum()
    shares[np.cumsum(shares) - shares >= top_p] = 0
    return int(noise.choice(likeliest, p=shares / shares.sum()))
