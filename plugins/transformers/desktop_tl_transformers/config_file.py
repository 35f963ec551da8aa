"""Reads a config.json as plain values of a network that is known; what else it says is not looked at."""

import json
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from desktop_tl.api import UserError
from desktop_tl_transformers.architectures import ARCHITECTURES
from desktop_tl_transformers.measures import Measures, UnusableConfig, read_measures

WHOLE = "Choose a folder that ‘save_pretrained’ has written, or that was downloaded whole."
_NOT_DONE = {
    "is_decoder": "it is set up to write texts (is_decoder), which this kind is not used for here",
    "use_sliding_window": "its layers look back only so far (use_sliding_window), which is not done here",
    "add_cross_attention": "it is one half of a translator (add_cross_attention)",
}


class Network(BaseModel):
    """What was read of a model, as far as a network is made of it.

    Args:
        path: the folder, or the name and version, as the options have it; of another one this says nothing.
        kind: which of `ARCHITECTURES`.
        config: those values of config.json that are looked at; without null, which stands for what is usual.
        pooling: what is usual for the model.
        begin: the token before a text, of a network that writes; -1 for none.
        end: the one behind it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: str
    kind: str
    config: dict[str, Any]
    pooling: Literal["mean", "first", "last"]
    begin: int = Field(default=-1, ge=-1)
    end: int = Field(default=-1, ge=-1)

    @field_validator("kind")
    @classmethod
    def _is_known(cls, kind: str) -> str:
        if kind not in ARCHITECTURES:
            raise ValueError(f"must be one of {', '.join(ARCHITECTURES)}")
        return kind

    def with_marks(self, begin: int, end: int) -> "Network":
        """The same with the tokens that frame a text."""
        return self.model_copy(update={"begin": begin, "end": end})


def require_writer(network: Network, where: object) -> None:
    """Raises: UserError if the network cannot write, naming ``where``."""
    architecture = ARCHITECTURES[network.kind]
    if not architecture.is_causal:
        known = ", ".join(one.title for one in ARCHITECTURES.values() if one.is_causal)
        raise UserError(
            f"{architecture.title} in {where} reads a text as a whole; it cannot write one.",
            advice=f"Choose one of these: {known}.",
        )


def read_network(file: Path, pooling: Path | None, name: str) -> Network:
    """What is in a config.json, and in the file that tells of the pooling, if there is one. Raises: UserError.

    Args:
        name: of the model, as the options have it.
    """
    config = _read_json(file)
    kind = config.get("model_type")
    known = ", ".join(architecture.title for architecture in ARCHITECTURES.values())
    if not isinstance(kind, str) or kind not in ARCHITECTURES:
        named = f"a model of the kind ‘{kind}’" if isinstance(kind, str) else "no kind of model (model_type)"
        raise UserError(f"{file} names {named}.", advice=f"These are known: {known}.")
    for key, why in _NOT_DONE.items():
        if config.get(key):
            raise unusable(file, why)
    if config.get("position_embedding_type", "absolute") != "absolute":
        raise unusable(file, f"its positions are ‘{config['position_embedding_type']}’, which the library has given up")
    looked_at = {key: config[key] for key in sorted(ARCHITECTURES[kind].keys & set(config))}
    return Network(path=name, kind=kind, config=_without_null(looked_at), pooling=_usual_pooling(pooling, kind))


def _without_null(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: _without_null(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value is not None
    }


def _usual_pooling(told: Path | None, kind: str) -> Literal["mean", "first", "last"]:
    modes = _read_json(told) if told else {}
    if modes.get("pooling_mode_cls_token"):
        return "first"
    if modes.get("pooling_mode_lasttoken"):
        return "last"
    return "last" if ARCHITECTURES[kind].is_causal and not modes.get("pooling_mode_mean_tokens") else "mean"


def measure(network: Network, where: object) -> Measures:
    """How large it is. Raises: UserError, naming ``where``."""
    try:
        measures = read_measures(network.kind, network.config)
    except UnusableConfig as error:
        raise unusable(where, str(error)) from error
    if measures.longest < 2:
        raise unusable(where, f"it has room for {measures.positions} positions only")
    return measures


def unusable(config: object, why: str) -> UserError:
    """For a configuration that no network can be made of."""
    return UserError(f"No network can be made of {config}: {why}.", advice="Choose another model.")


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}.", advice="Check the file.") from error
    except (ValueError, RecursionError) as error:  # ValueError: of UTF-8 too
        raise UserError(f"{path} is no JSON: {error}.", advice=WHOLE) from error
    if not isinstance(content, dict):
        raise UserError(f"{path} holds no named values.", advice=WHOLE)
    return content
