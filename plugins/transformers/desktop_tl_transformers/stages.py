"""The stages of a text network. Between two of them goes one tensor of shape (N, length, width + 1): the last channel
is 1 for a token and 0 behind the end of a text."""

import inspect
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from transformers.cache_utils import Cache

Pooling = Literal["mean", "first", "last"]
Reach = Literal["all", "before"] | int
"""Which tokens a token looks at: all, those before it, or those at most so many places away."""


def pack(states: Tensor, is_token: Tensor) -> Tensor:
    """What a stage hands to the next.

    Args:
        states: (N, length, width); what lies behind the end of a text becomes 0, so that a sample's output does not
            depend on those it shares a batch with.
        is_token: (N, length), truth values.
    """
    mark = is_token.unsqueeze(-1)
    return torch.cat((states.masked_fill(~mark, 0), mark.to(states.dtype)), -1)


def unpack(packed: Tensor) -> tuple[Tensor, Tensor]:
    """Undoes `pack`."""
    return packed[..., :-1], packed[..., -1] > 0


def who_sees_whom(is_token: Tensor, reach: Reach) -> Tensor:
    """Truth values of shape (N, 1, 1 or length, length): whether a token (third dimension) looks at another (fourth).
    Everyone looks at itself, also behind the end of a text: from nothing, attention would make NaN."""
    others = is_token[:, None, None, :]
    if reach == "all":
        return others
    place = torch.arange(is_token.shape[1], device=is_token.device)
    distance = place[None, :] - place[:, None]
    is_near = distance <= 0 if reach == "before" else distance.abs() <= reach
    return (others & is_near) | (distance == 0)


class Embeddings(nn.Module):
    """The first stage: numbers of tokens, (N, length) with -1 behind the end, to what the first block takes."""

    def __init__(self, embed: nn.Module) -> None:
        super().__init__()
        self.embed = embed

    def forward(self, tokens: Tensor) -> Tensor:
        return pack(self.embed(tokens.clamp(min=0)), tokens >= 0)

    def go_on(self, tokens: Tensor, _memory: "Cache", first: int) -> Tensor:
        """As `Block.go_on`; nothing is remembered here."""
        place = {"first": first} if isinstance(self.embed, LearnedPositions) else {}
        return pack(self.embed(tokens, **place), tokens >= 0)


class Block(nn.Module):
    """One layer of the network."""

    def __init__(self, layer: nn.Module, reach: Reach) -> None:
        super().__init__()
        self.layer, self.reach = layer, reach

    def forward(self, packed: Tensor) -> Tensor:
        states, is_token = unpack(packed)
        return pack(self.layer(states, attention_mask=who_sees_whom(is_token, self.reach)), is_token)

    def go_on(self, packed: Tensor, memory: "Cache", first: int) -> Tensor:
        """The layer of a causal network, of tokens that stand behind ``first`` others, none of them padding.

        Args:
            memory: what the layer has made of those, to which it adds.
        """
        states, is_token = unpack(packed)
        new = states.shape[1]
        sees = torch.ones(new, first + new, dtype=torch.bool, device=states.device).tril(first)[None, None]
        place = {"first": first} if isinstance(self.layer, Rotated) else {}
        told = {memory_keyword(self.layer): memory}
        return pack(self.layer(states, attention_mask=sees, **told, **place), is_token)


def memory_keyword(layer: nn.Module) -> str:
    """What the library's layer calls its memory of the tokens before, which changes with its version; empty if it takes
    none."""
    return _memory_keyword(type(layer.layer if isinstance(layer, Rotated) else layer))


@lru_cache
def _memory_keyword(layer: type[nn.Module]) -> str:
    taken = inspect.signature(layer.forward).parameters
    return next((name for name in ("cache", "past_key_values") if name in taken), "")


class LastBlock(nn.Module):
    """The last layer, with the norm that follows it and the pooling: from tokens to features (N, width)."""

    def __init__(self, block: Block, norm: nn.Module, pooling: Pooling) -> None:
        super().__init__()
        self.block, self.norm, self.pooling = block, norm, pooling

    def forward(self, packed: Tensor) -> Tensor:
        states, is_token = unpack(self.block(packed))
        return level(pool(self.norm(states), is_token, self.pooling))


class LastStates(nn.Module):
    """The last layer with the norm that follows it, for a network that tells the next token at every place."""

    def __init__(self, block: Block, norm: nn.Module) -> None:
        super().__init__()
        self.block, self.norm = block, norm

    def forward(self, packed: Tensor) -> Tensor:
        return self._finish(self.block(packed))

    def go_on(self, packed: Tensor, memory: "Cache", first: int) -> Tensor:
        """As `Block.go_on`."""
        return self._finish(self.block.go_on(packed, memory, first))

    def _finish(self, packed: Tensor) -> Tensor:
        states, is_token = unpack(packed)
        return pack(self.norm(states), is_token)


class LanguageModelHead(nn.Linear):
    """From what `LastStates` gives to a number for each token that may follow, (N, length, tokens)."""

    def forward(self, packed: Tensor) -> Tensor:
        return super().forward(packed[..., :-1])


class LanguageModel(nn.Module):
    """The library's network and the last layer under the names that files have; computes what the stages do.

    Args:
        names: of the two.
    """

    def __init__(self, network: nn.Module, head: LanguageModelHead, *names: str) -> None:
        super().__init__()
        self._names = names
        for name, part in zip(names, (network, head), strict=True):
            self.add_module(name, part)

    def forward(self, tokens: Tensor) -> Tensor:
        network, head = map(self.get_submodule, self._names)
        is_token = tokens >= 0
        states = network(input_ids=tokens.clamp(min=0), attention_mask=is_token.long()).last_hidden_state
        return head(pack(states, is_token))


def pool(states: Tensor, is_token: Tensor, pooling: Pooling) -> Tensor:
    """One vector for each text, (N, width), of those of its tokens, (N, length, width)."""
    if pooling == "first":
        return states[:, 0]
    count = is_token.sum(1).clamp(min=1)
    if pooling == "last":
        return states[torch.arange(len(states), device=states.device), count - 1]
    mark = is_token.unsqueeze(-1)
    return states.float().masked_fill(~mark, 0).sum(1) / count.unsqueeze(-1)


def level(features: Tensor) -> Tensor:
    """The same direction, which is what tells texts apart, with numbers of about 1, for which heads and their learning
    rates are made; MiniLM's own are a fifth of that."""
    return nn.functional.rms_norm(features.float(), features.shape[-1:], eps=1e-6)


class ShiftedPositions(nn.Module):
    """RoBERTa's embeddings, told each position: its own count leaves out a token that is called padding."""

    def __init__(self, embeddings: nn.Module, first: int) -> None:
        super().__init__()
        self.embeddings, self.first = embeddings, first

    def forward(self, tokens: Tensor) -> Tensor:
        places = torch.arange(self.first, self.first + tokens.shape[1], device=tokens.device)
        return self.embeddings(tokens, position_ids=places.unsqueeze(0))


class LearnedPositions(nn.Module):
    """GPT-2's embeddings, which are no module of their own in the library."""

    def __init__(self, words: nn.Module, positions: nn.Module, drop: nn.Module) -> None:
        super().__init__()
        self.words, self.positions, self.drop = words, positions, drop

    def forward(self, tokens: Tensor, first: int = 0) -> Tensor:
        places = torch.arange(first, first + tokens.shape[1], device=tokens.device)
        return self.drop(self.words(tokens) + self.positions(places))


class Rotated(nn.Module):
    """A layer of Llama and its kin, likewise."""

    def __init__(self, layer: nn.Module, rotary: nn.Module) -> None:
        super().__init__()
        self.layer, self.rotary = layer, rotary

    def forward(self, states: Tensor, attention_mask: Tensor, first: int = 0, **memory: "Cache") -> Tensor:
        places = torch.arange(first, first + states.shape[1], device=states.device).unsqueeze(0)
        turning = self.rotary(states, places)
        return self.layer(states, attention_mask=attention_mask, position_embeddings=turning, **memory)


class Turned(nn.Module):
    """A layer of ModernBERT with the turning of queries and keys that tells it the positions (Su et al. 2021)."""

    def __init__(self, layer: nn.Module, rotary: nn.Module) -> None:
        super().__init__()
        self.layer, self.rotary = layer, rotary

    def forward(self, states: Tensor, attention_mask: Tensor) -> Tensor:
        places = torch.arange(states.shape[1], device=states.device).unsqueeze(0)
        turning = self.rotary(states, places, self.layer.attention_type)
        return self.layer(states, attention_mask=attention_mask, position_embeddings=turning)
