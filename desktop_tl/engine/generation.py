"""Writes texts with a model that tells the next token: one token after the other, chosen as the settings say."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from desktop_tl.api.backbones import BackboneSpec
from desktop_tl.api.datasets import Dataset
from desktop_tl.api.errors import UserError
from desktop_tl.api.events import GeneratedText
from desktop_tl.api.preprocessing import Preprocessing, TextPreprocessing
from desktop_tl.api.tasks import Task, answer_kind
from desktop_tl.engine.devices import Wanted
from desktop_tl.engine.model import FineTunedModel
from desktop_tl.engine.prediction import load_predictor
from desktop_tl.engine.sources import UnreadableSample
from desktop_tl.engine.texts import decode_tokens, encode_prompt, load_tokens
from desktop_tl.runs.folder import RunFolder
from desktop_tl.runs.generation import GenerationSettings
from desktop_tl.runs.stop import StopToken

UNFINISHED = "\ufffd"
"""Stands at the end of a text while only some bytes of its last sign are written."""

PROMPTS, PROMPT_TOKENS = 3, 8
"""How many texts are written at an evaluation, and from how many tokens of a validation text each."""

SHOWN = GenerationSettings(max_tokens=40)
"""How these are written: the same after every epoch. Of GPT-2 on a CPU, 120 tokens take about a quarter of a minute."""


class TextGenerator:
    """A model that writes. Used by one thread at a time.

    Args:
        model: on ``device``.
        preprocessing: with the tokenizer; the model looks back at most at ``max_length`` tokens, as in training.
    """

    def __init__(self, model: FineTunedModel, preprocessing: TextPreprocessing, device: torch.device) -> None:
        self.model, self.preprocessing, self.device = model, preprocessing, device

    def generate(
        self,
        prompt: str,
        settings: GenerationSettings,
        on_text: Callable[[str], None] = lambda _text: None,
        stop: StopToken | None = None,
    ) -> str:
        """What the model writes behind ``prompt``, until it ends the text or has written enough.

        The same model, prompt and settings give the same text on the same device.

        Args:
            prompt: may be empty; of a long one the model sees the end.
            on_text: told what is written so far, after each token, on the calling thread.
            stop: looked at before each token; what is written so far is kept.

        Raises:
            UserError: the prompt is empty, and the model knows no token that begins a text.
        """
        known = encode_prompt(prompt, self.preprocessing)
        if not known:
            raise UserError("There is no beginning to go on with.", advice="Write some words first.")
        before = decode_tokens(known, self.preprocessing)
        written: list[int] = []
        text = ""
        for token in self._tokens(known, settings):
            if stop is not None and stop.is_requested:
                break
            written.append(token)
            text = decode_tokens(known + written, self.preprocessing)[len(before) :]
            on_text(text.rstrip(UNFINISHED))
        return text.rstrip(UNFINISHED)

    def _tokens(self, known: Sequence[int], settings: GenerationSettings) -> Iterator[int]:
        """Each when it is asked for, up to the one that ends the text."""
        noise = torch.Generator().manual_seed(settings.seed)  # its own: a training goes on as if nothing was drawn
        seen = list(known)
        reader = Reader(self.model, self.preprocessing.max_length, self.device)
        for _ in range(settings.max_tokens):
            token = choose_token(reader.tell_next(seen), settings, noise)
            if token == self.preprocessing.end:
                return
            seen.append(token)
            yield token


class Reader:
    """Asks a model how a text that grows goes on; what it has read is not computed again, if the model can remember.

    Args:
        most: tokens that the model looks back at. Of a longer text it sees the end, where each token has another
            position than before, so that nothing which is remembered would hold.
    """

    def __init__(self, model: FineTunedModel, most: int, device: torch.device) -> None:
        self._model, self._most, self._device = model.eval(), most, device
        self._memory, self._read = model.remember(), 0

    @torch.no_grad()
    def tell_next(self, seen: Sequence[int]) -> Tensor:
        """The logarithm of each token's probability to follow, up to a constant; (tokens,), on the CPU.

        Args:
            seen: the text of the call before, and at least one token more.
        """
        if len(seen) > self._most:
            self._memory = None
        new = seen[-self._most :] if self._memory is None else seen[self._read :]
        self._read = len(seen)
        return self._model.tell_last(torch.tensor([new], device=self._device), self._memory)[0].float().cpu()


def choose_token(scores: Tensor, settings: GenerationSettings, noise: torch.Generator) -> int:
    """One of the likeliest tokens (Fan et al. 2018), as far down as they together reach a probability (Holtzman et al.
    2020).

    Args:
        scores: the logarithm of each token's probability, up to a constant; shape (tokens,), on the CPU.
        noise: what is drawn from.
    """
    if settings.temperature == 0 or settings.top_k == 1:
        return int(scores.argmax())
    count = min(settings.top_k or len(scores), len(scores))
    likeliest, tokens = scores.topk(count)
    shares = (likeliest.double() / settings.temperature).softmax(0)
    shares[shares.cumsum(0) - shares >= settings.top_p] = 0  # the first one is always left
    return int(tokens[torch.multinomial(shares, 1, generator=noise)])


def load_text_generator(
    folder: RunFolder, *, backbone: BackboneSpec, task: Task, device: Wanted = "auto"
) -> TextGenerator:
    """The best checkpoint of a run, ready to write.

    Raises:
        UserError: as `load_predictor`.
    """
    predictor = load_predictor(folder, backbone=backbone, task=task, device=device)
    preprocessing = predictor.treatment.preprocessing
    assert isinstance(preprocessing, TextPreprocessing)  # its task is about texts
    return TextGenerator(predictor.model, preprocessing, predictor.device)


def find_prompts(dataset: Dataset, indices: NDArray[np.int64], preprocessing: TextPreprocessing) -> tuple[str, ...]:
    """The beginnings of some texts, and an empty one where the model knows how texts begin; always the same.

    Args:
        indices: of the texts to choose from.
    """
    prompts = [""] if preprocessing.begin >= 0 else []
    for index in indices[np.linspace(0, len(indices) - 1, min(PROMPTS, len(indices))).astype(int)].tolist():
        try:
            row = load_tokens(dataset.sample(index).source, preprocessing)
        except UnreadableSample:
            continue  # it is listed as such
        tokens = row[row >= 0].tolist()
        begun = decode_tokens(tokens[: max(2, min(PROMPT_TOKENS, len(tokens) // 2))], preprocessing).rstrip(UNFINISHED)
        prompts.append(_whole_words(begun, decode_tokens(tokens, preprocessing)))
    return tuple(dict.fromkeys(prompts))[:PROMPTS]


def _whole_words(begun: str, text: str) -> str:
    """Without the piece of a word at its end, if there is another one before it."""
    goes_on = text[len(begun) : len(begun) + 1]
    if not goes_on.isalnum() or not begun[-1:].isalnum():
        return begun
    words = begun.rsplit(maxsplit=1)
    return words[0] if len(words) == 2 else begun


Write = Callable[[], tuple[GeneratedText, ...]]
"""Gives what a model writes just then."""


def make_writer(
    task: Task,
    preprocessing: Preprocessing,
    dataset: Dataset,
    kept_back: NDArray[np.int64],
    model: FineTunedModel,
    device: torch.device,
    stop: StopToken,
) -> Write | None:
    """Lets the model, as it is then, write from the beginnings of some texts that it was not trained on; None if the
    task is another one."""
    if answer_kind(task) != "text" or not isinstance(preprocessing, TextPreprocessing):
        return None
    prompts = find_prompts(dataset, kept_back, preprocessing)
    generator = TextGenerator(model, preprocessing, device)
    return lambda: write_texts(generator, prompts, stop)


def write_texts(generator: TextGenerator, prompts: Sequence[str], stop: StopToken) -> tuple[GeneratedText, ...]:
    """What the model writes behind each; less, if asked to stop. No collective: the first process writes alone."""
    return tuple(GeneratedText(prompt=one, text=generator.generate(one, SHOWN, stop=stop)) for one in prompts)
