"""Fits a weights file to the network: files of a network with a head, and old ones, name their tensors otherwise."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from desktop_tl_transformers.architectures import ARCHITECTURES, Architecture

if TYPE_CHECKING:
    from torch import Tensor

HEAD = "lm_head"
"""What files call the layer that tells the next token."""

_WRAPPERS = ("", "0.auto_model.")
"""What programs put before all names; the second is that of sentence-transformers."""

_OLD_ENDINGS = {".gamma": ".weight", ".beta": ".bias"}
"""Files made from TensorFlow's checkpoints call the two parts of a norm so."""

_TABLES = ("position_ids", "token_type_ids", ".attn.bias", ".attn.masked_bias")
"""Endings of what is no weight, but a table that every network makes for itself."""


def adapt_weights(kind: str, tensors: "Mapping[str, Tensor]", own: "Mapping[str, Tensor]") -> "dict[str, Tensor]":
    """The tensors of a file under the names of the network. Heads, poolers and tables are left out; what is missing
    or has another shape, the app says."""
    names = own_names(kind, tensors)
    return {name: tensors[there] for name, there in names.items() if name in own}


def adapt_language_model(
    kind: str, tensors: "Mapping[str, Tensor]", own: "Mapping[str, Tensor]"
) -> "dict[str, Tensor]":
    """As `adapt_weights`, with the last layer; where a file has none, it is that of the embeddings."""
    architecture = ARCHITECTURES[kind]
    network = {f"{architecture.prefix}{name}": tensors[there] for name, there in own_names(kind, tensors).items()}
    head = tensors.get(f"{HEAD}.weight", network.get(f"{architecture.prefix}{architecture.words}"))
    return {name: t for name, t in {**network, f"{HEAD}.weight": head}.items() if name in own and t is not None}


def own_names(kind: str, there: Iterable[str]) -> dict[str, str]:
    """For each tensor of the network without a head the name that it has in a file."""
    names = list(there)
    architecture = ARCHITECTURES[kind]
    prefixes = [wrapper + prefix for wrapper in _WRAPPERS for prefix in ("", architecture.prefix)]
    return max((_strip(architecture, names, prefix) for prefix in prefixes), key=len)


def _strip(architecture: Architecture, names: Iterable[str], prefix: str) -> dict[str, str]:
    parts = (*architecture.embeddings, architecture.blocks, *filter(None, (architecture.norm,)))
    found = {}
    for there in names:
        name = there.removeprefix(prefix)
        if there.startswith(prefix) and name.startswith(parts) and not name.endswith(_TABLES):
            for old, new in _OLD_ENDINGS.items():
                name = name.removesuffix(old) + new if name.endswith(old) else name
            found[name] = there
    return found
