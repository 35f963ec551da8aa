"""A model from a folder: any that the library saves; and a sentence for everything that can be missing or odd."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModel, AutoModelForSequenceClassification

import desktop_tl_transformers
from desktop_tl.api import UserError
from desktop_tl.app.backbones import describe_backbone
from desktop_tl.app.paths import Paths
from desktop_tl.engine.weights_file import load_pretrained
from desktop_tl.host import GivenPlugin, load_plugins
from desktop_tl.runs.recipe import BackboneChoice
from desktop_tl_transformers.folder import FOLDER, FolderOptions
from desktop_tl_transformers.stages import level
from tests.helpers.text_models import CONFIGS, make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make(tmp_path / "mine", "bert")
    return tmp_path / "mine"


def change(path: Path, **values: Any) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def describe(folder: Path, **options: Any) -> Any:
    return FOLDER.for_options({"path": str(folder), **options})


@torch.no_grad()
@pytest.mark.parametrize("network", [AutoModel, AutoModelForSequenceClassification])
@pytest.mark.parametrize("kind", sorted(CONFIGS))
def test_what_the_library_saved_computes_the_same(tmp_path: Path, kind: str, network: Any) -> None:
    theirs = make(tmp_path / "mine", kind, network)
    spec = describe(tmp_path / "mine", pooling="first")
    backbone = spec.build(FolderOptions(path=str(tmp_path / "mine"), pooling="first"))
    load_pretrained(backbone, spec.weights[0], Path(spec.weights[0].source.path))
    for stage in backbone.stages:
        stage.module.eval()
    batch = torch.randint(2, 30, (2, 9), generator=torch.Generator().manual_seed(0))
    expected = theirs.base_model(input_ids=batch).last_hidden_state[:, 0]
    assert torch.allclose(backbone.run(batch), level(expected), atol=1e-5)
    assert spec.parameters == sum(p.numel() for p in backbone.module.parameters())
    assert spec.preprocessing.longest == (18 if "roberta" in kind else 20)
    assert spec.title.endswith("from mine")


def test_pooling_is_as_the_folder_says_or_as_is_usual(tmp_path: Path) -> None:
    make(tmp_path / "bert", "bert")
    make(tmp_path / "gpt2", "gpt2")

    def pooling(name: str) -> str:
        return FOLDER.build(FolderOptions(path=str(tmp_path / name))).stages[-1].module.pooling

    assert (pooling("bert"), pooling("gpt2")) == ("mean", "last")
    for name, key, wanted in (
        ("bert", "pooling_mode_cls_token", "first"),
        ("bert", "pooling_mode_lasttoken", "last"),
        ("gpt2", "pooling_mode_mean_tokens", "mean"),
    ):
        (tmp_path / name / "1_Pooling").mkdir(exist_ok=True)
        (tmp_path / name / "1_Pooling" / "config.json").write_text(json.dumps({key: True}))
        assert pooling(name) == wanted


def test_another_model_in_the_same_folder_has_its_own_stages(folder: Path, tmp_path: Path) -> None:
    catalog = load_plugins([GivenPlugin("transformers", desktop_tl_transformers)]).catalog
    choice = BackboneChoice(id="transformers/folder", options={"path": str(folder)})
    before = describe_backbone(catalog, choice, Paths.below(tmp_path))
    assert [stage.name for stage in before] == ["embeddings", "block1", "block2"]
    make(folder, "gpt2")
    after = describe_backbone(catalog, choice, Paths.below(tmp_path))
    assert [stage.parameters for stage in after] != [stage.parameters for stage in before]


def test_code_that_lies_in_the_folder_is_not_run(folder: Path, tmp_path: Path) -> None:
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    (folder / "modeling_mine.py").write_text(trap)
    change(
        folder / "config.json",
        auto_map={"AutoModel": "modeling_mine.Mine"},
        _attn_implementation="somebody/kernel",
        attn_implementation="flash_attention_2",
        quantization_config={"quant_method": "bitsandbytes"},
        dtype="float16",
    )
    spec = describe(folder)
    backbone = spec.build(FolderOptions(path=str(folder)))
    assert not (tmp_path / "ran").exists()
    assert {p.dtype for p in backbone.module.parameters()} == {torch.float32}


def test_weights_in_half_precision_are_taken(folder: Path) -> None:
    path = folder / "model.safetensors"
    save_file({name: tensor.half() for name, tensor in load_file(path).items()}, path)
    spec = describe(folder)
    backbone = spec.build(FolderOptions(path=str(folder)))
    load_pretrained(backbone, spec.weights[0], path)
    assert {p.dtype for p in backbone.module.parameters()} == {torch.float32}


def remove(name: str) -> Any:
    return lambda folder: (folder / name).unlink()


def rewrite(**tensors: Any) -> Any:
    def spoil(folder: Path) -> None:
        path = folder / "model.safetensors"
        save_file(load_file(path) | tensors, path)

    return spoil


def cut_off(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-10])


def put(name: str, content: bytes) -> Any:
    return lambda folder: (folder / name).write_bytes(content)


def configure(**values: Any) -> Any:
    return lambda folder: change(folder / "config.json", **values)


def both(*steps: Any) -> Any:
    return lambda folder: [step(folder) for step in steps]


@pytest.mark.parametrize(
    ("spoil", "message", "advice"),
    [
        (shutil.rmtree, "is not there", "downloaded whole"),
        (remove("config.json"), "has no config.json", "downloaded whole"),
        (put("config.json", b"{"), "config.json is no JSON", "downloaded whole"),
        (put("config.json", b"[]"), "holds no named values", "downloaded whole"),
        (put("config.json", b"\xff\xfe\xff"), "config.json is no JSON", "downloaded whole"),
        (put("config.json", b"{}"), "names no kind of model", "BERT, RoBERTa"),
        (configure(model_type="t5"), "a model of the kind ‘t5’", "BERT, RoBERTa"),
        (configure(model_type=["bert"]), "names no kind of model", "BERT, RoBERTa"),
        (configure(is_decoder=True), "is_decoder", "another model"),
        (configure(position_embedding_type="relative_key"), "‘relative_key’", "another model"),
        (configure(hidden_size="x"), "‘hidden_size’ is 'x'", "another model"),
        (configure(max_position_embeddings=1), "room for 1 positions", "another model"),
        (configure(vocab_size=31), "for 30 tokens, config.json says 31", "belong to one model"),
        (configure(num_hidden_layers=3), "for 2 layers, config.json says 3", "belong to one model"),
        (configure(hidden_size=16), "for 8 numbers for each token, config.json says 16", "belong to one model"),
        (configure(model_type="gpt2", n_embd=8, n_head=2), "holds no weights of GPT-2", "downloaded whole"),
        (remove("model.safetensors"), "has no model.safetensors", "downloaded whole"),
        (
            both(remove("model.safetensors"), put("pytorch_model.bin", b"")),
            "has no model.safetensors",
            "pytorch_model.bin, which may hold code",
        ),
        (
            both(remove("model.safetensors"), put("model.safetensors.index.json", b"{}")),
            "has no model.safetensors",
            "in several files",
        ),
        (put("model.safetensors", b""), "is no safetensors file", "downloaded whole"),
        (put("model.safetensors", b"\x10\0\0\0\0\0\0\0{"), "is cut off", "Download it again"),
        (put("model.safetensors", b"\x02\0\0\0\0\0\0\0[]"), "is no safetensors file", "downloaded whole"),
        (put("model.safetensors", b"\x02\0\0\0\0\0\0\0{}"), "holds no weights of BERT", "downloaded whole"),
        (put("model.safetensors", b"version https://git-lfs.github.com/spec/v1\n"), "Git LFS", "git lfs pull"),
        (cut_off, "is cut off", "Download it again"),
        (
            rewrite(**{"encoder.layer.0.output.dense.weight": torch.zeros(8, 12, dtype=torch.int8)}),
            "the type I8",
            "made from",
        ),
        (remove("tokenizer.json"), "has no tokenizer.json", "downloaded whole"),
        (both(remove("tokenizer.json"), put("vocab.txt", b"a")), "has no tokenizer.json", "older form"),
        (put("tokenizer.json", b"{"), "no tokenizer.json of the library", "save_pretrained"),
        (put("tokenizer.json", b"[" * 100_000), "no tokenizer.json of the library", "save_pretrained"),
        (put("tokenizer.json", b'{"model": {"vocab": {}}}'), "no tokenizer.json of the library", "save_pretrained"),
        (put("tokenizer.json", b'{"model": {"vocab": {"a": "b"}}}'), "no tokenizer.json", "save_pretrained"),
        (
            put("tokenizer.json", b'{"model": {"vocab": {"a": 0}}, "added_tokens": [{"id": 30}]}'),
            "knows 31 tokens, the network of .* only 30",
            "belong to one model",
        ),
    ],
)
def test_what_is_missing_or_odd_is_a_sentence(folder: Path, spoil: Any, message: str, advice: str) -> None:
    spoil(folder)
    with pytest.raises(UserError, match=message) as caught:
        describe(folder)
    assert advice in caught.value.advice
    assert str(folder) in caught.value.message


def test_a_file_and_no_folder_at_all_are_sentences_too(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UserError, match="is a file, not a folder"):
        describe(tmp_path / "file")
    with pytest.raises(UserError, match="No folder is chosen yet"):
        FOLDER.for_options({})


def test_what_only_the_library_finds_odd_is_a_sentence_when_it_is_built(folder: Path) -> None:
    change(folder / "config.json", hidden_act="swoosh")
    with pytest.raises(UserError, match=r"No network can be made of .*config.json: .*swoosh"):
        describe(folder).build(FolderOptions(path=str(folder)))
