"""Small models of each architecture in a folder, as the library transformers saves them."""

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models
from transformers import AutoConfig, AutoModel

TINY = {
    "vocab_size": 30,
    "num_hidden_layers": 2,
    "hidden_size": 8,
    "num_attention_heads": 2,
    "intermediate_size": 12,
    "max_position_embeddings": 20,
}
CONFIGS: dict[str, dict[str, Any]] = {
    "bert": TINY,
    "roberta": TINY,
    "xlm-roberta": TINY,
    "modernbert": {**TINY, "pad_token_id": 0},
    "distilbert": {
        "vocab_size": 30,
        "n_layers": 2,
        "dim": 8,
        "n_heads": 2,
        "hidden_dim": 12,
        "max_position_embeddings": 20,
    },
    "llama": {**TINY, "num_key_value_heads": 1, "pad_token_id": 0},
    "qwen2": {**TINY, "num_key_value_heads": 1, "pad_token_id": 0},
    "gpt2": {"vocab_size": 30, "n_layer": 2, "n_embd": 8, "n_head": 2, "n_positions": 20, "pad_token_id": 0},
}


def make(folder: Path, kind: str, network: Any = AutoModel) -> Any:
    """A small model in a folder, as the library saves it."""
    torch.manual_seed(1)
    model = network.from_config(AutoConfig.for_model(kind, **CONFIGS[kind])).eval()
    model.save_pretrained(folder)
    vocabulary = {f"word{number}": number for number in range(30)}
    Tokenizer(models.WordLevel(vocabulary, unk_token="word0")).save(str(folder / "tokenizer.json"))
    return model
