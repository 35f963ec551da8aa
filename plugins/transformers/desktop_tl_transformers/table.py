"""The networks whose weights their authors offer, as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Model:
    """One row of the table.

    Args:
        name: behind ``transformers/``.
        kind: which of `ARCHITECTURES`.
        config: what differs from the usual network of that kind.
        repository: on huggingface.co.
        revision: the commit there.
        sha256: of its model.safetensors; empty where it is not known.
        size: of that file, in bytes.
        licence: of the weights.
    """

    name: str
    title: str
    kind: str
    config: Mapping[str, Any] = field(default_factory=dict)
    repository: str
    revision: str
    sha256: str = ""
    size: int | None = None
    licence: str
    training_data: str
    paper: str
    description: str


_BERT_PAPER = "BERT: Pre-training of Deep Bidirectional Transformers for Language Understanding, 2018"
_DISTILBERT_PAPER = "DistilBERT, a distilled version of BERT, 2019"
_GPT2_PAPER = "Language Models are Unsupervised Multitask Learners, 2019"
_BOOKS_AND_WIKIPEDIA = "BookCorpus and English Wikipedia"

MINILM_CONFIG = {"hidden_size": 384, "num_hidden_layers": 6, "num_attention_heads": 12, "intermediate_size": 1536}

MODELS: Sequence[Model] = (
    Model(
        name="distilbert-base-uncased",
        title="DistilBERT, uncased",
        kind="distilbert",
        repository="distilbert/distilbert-base-uncased",
        revision="12040accade4e8a0f71eabdb258fecc2e7e948be",
        sha256="5e3f1108e3cb34ee048634875d8482665b65ac713291a7e32396fb18f6ff0063",
        size=267_954_768,
        licence="Apache-2.0",
        training_data=_BOOKS_AND_WIKIPEDIA,
        paper=_DISTILBERT_PAPER,
        description="Half of BERT, and nearly as good: a first choice for English where everything is to be trained.",
    ),
    Model(
        name="bert-base-uncased",
        title="BERT base, uncased",
        kind="bert",
        repository="google-bert/bert-base-uncased",
        revision="86b5e0934494bd15c9632b12f734a8a67f723594",
        sha256="68d45e234eb4a928074dfd868cead0219ab85354cc53d20e772753c6bb9169d3",
        size=440_449_768,
        licence="Apache-2.0",
        training_data=_BOOKS_AND_WIKIPEDIA,
        paper=_BERT_PAPER,
        description="The network that most results on English texts are compared with. Does not tell capitals apart.",
    ),
    Model(
        name="bert-base-cased",
        title="BERT base, cased",
        kind="bert",
        config={"vocab_size": 28996},
        repository="google-bert/bert-base-cased",
        revision="cd5ef92a9fb2f889e972770a36d4ed042daf221e",
        licence="Apache-2.0",
        training_data=_BOOKS_AND_WIKIPEDIA,
        paper=_BERT_PAPER,
        description="BERT for English texts in which capitals matter, such as names.",
    ),
    Model(
        name="bert-base-multilingual-cased",
        title="BERT base, 104 languages",
        kind="bert",
        config={"vocab_size": 119547},
        repository="google-bert/bert-base-multilingual-cased",
        revision="3f076fdb1ab68d5b2880cb87a0886f315b8146f8",
        licence="Apache-2.0",
        training_data="Wikipedia in 104 languages",
        paper=_BERT_PAPER,
        description="BERT for texts in other languages than English, or in several.",
    ),
    Model(
        name="roberta-base",
        title="RoBERTa base",
        kind="roberta",
        config={"max_position_embeddings": 514, "type_vocab_size": 1, "layer_norm_eps": 1e-5},
        repository="FacebookAI/roberta-base",
        revision="e2da8e2f811d1448a5b465c236feacd80ffbac7b",
        licence="MIT",
        training_data="160 GB of English books, news, stories and web pages",
        paper="RoBERTa: A Robustly Optimized BERT Pretraining Approach, 2019",
        description="BERT trained longer and on more texts. Strong where everything is trained; wants a GPU.",
    ),
    Model(
        name="modernbert-base",
        title="ModernBERT base",
        kind="modernbert",
        repository="answerdotai/ModernBERT-base",
        revision="8949b909ec900327062f0ebf497f51aef5e6f0c8",
        licence="Apache-2.0",
        training_data="2 trillion tokens of English texts and program code",
        paper="Smarter, Better, Faster, Longer: A Modern Bidirectional Encoder, 2024",
        description="BERT with the ideas of the years since: long texts of up to 8,192 tokens, program code too.",
    ),
    Model(
        name="distilgpt2",
        title="DistilGPT-2",
        kind="gpt2",
        config={"n_layer": 6},
        repository="distilbert/distilgpt2",
        revision="2290a62682d06624634c1f46a6ad5be0f47f38aa",
        sha256="e1ff18884359fe8beb795a5f414feb85a6ce3d929ad019c0d958c039d2b94a1b",
        size=352_824_413,
        licence="Apache-2.0",
        training_data="OpenWebText",
        paper=_DISTILBERT_PAPER,
        description="Half of GPT-2. It learned to go on with a text; to sort texts, BERT and its kin are better.",
    ),
    Model(
        name="gpt2",
        title="GPT-2",
        kind="gpt2",
        repository="openai-community/gpt2",
        revision="607a30d783dfa663caf39e06633721c8d4cfcd7e",
        sha256="248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707",
        size=548_105_171,
        licence="MIT",
        training_data="WebText",
        paper=_GPT2_PAPER,
        description="The smallest GPT-2. It learned to go on with a text; to sort texts, BERT and its kin are better.",
    ),
)
