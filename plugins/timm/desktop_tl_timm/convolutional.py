"""Stages of the networks whose features are more than a chain of modules, transformers apart."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import torch
from torch import Tensor, nn

from desktop_tl_timm.stages import Part
from desktop_tl_timm.steps import channels_first, channels_last, listed, tokens_of_map


def densenet(m: nn.Module) -> Iterator[Part]:
    children = dict(m.features.named_children())
    yield Part(
        "stem",
        tuple(
            module
            for name, module in children.items()
            if name[:4] in ("conv", "pool") or name in ("norm0", "norm1", "norm2")
        ),
    )
    for number in range(1, 1 + sum(name.startswith("denseblock") for name in children)):
        names = (f"denseblock{number}", f"transition{number}")
        yield Part(f"denseblock{number}", tuple(children[name] for name in names if name in children), width=0)
    yield Part("norm", (children["norm5"],))


def dpn(m: nn.Module) -> Iterator[Part]:
    """Children are named ``conv2_1``, ``conv2_2`` …: what shares the first part is a stage."""
    named = m.features.named_children()
    for name, run in groupby(named, key=lambda child: child[0].split("_")[0]):
        yield Part(name.removesuffix("bn"), tuple(module for _, module in run), width=0)


def vgg(m: nn.Module) -> Iterator[Part]:
    """Every pooling ends a block; the hidden layers belong to timm's ``forward_head``."""
    run: list[nn.Module] = []
    number = 0
    for layer in m.features:
        run.append(layer)
        if isinstance(layer, nn.MaxPool2d):
            number += 1
            yield Part(f"block{number}", tuple(run))
            run = []


def selecsls(m: nn.Module) -> Iterator[Part]:
    yield Part("stem", (m.stem,))
    yield Part("blocks", (listed, m.features, m.from_seq), width=0)
    yield Part("last_conv", (m.head,))


def levit(m: nn.Module) -> Iterator[Part]:
    yield Part("stem", (m.stem,) if m.use_conv else (m.stem, tokens_of_map))
    for number, stage in enumerate(m.stages, start=1):
        yield Part(f"stage{number}", (stage,))


def nest(m: nn.Module) -> Iterator[Part]:
    yield Part("stem", (m.patch_embed,))
    for number, level in enumerate(m.levels, start=1):
        yield Part(f"level{number}", (level,))
    yield Part("norm", (channels_last, m.norm, channels_first))


def mobilenet_v5(m: nn.Module) -> Iterator[Part]:
    """The last module fuses the maps of several blocks, so all from the first of these on is one stage."""
    single = len(m.blocks) if m.msfa is None else min(m.msfa_indices)
    yield Part("stem", (m.conv_stem,))
    for number, block in enumerate(m.blocks[:single], start=1):
        yield Part(f"block{number}", (block,))
    if m.msfa is not None:
        fused = m.blocks[single:]
        indices = [index - single for index in m.msfa_indices]
        yield Part("fused_blocks", (partial(_fuse, fused, m.msfa, indices),), (fused, m.msfa), width=0)


def _fuse(blocks: nn.Sequential, fusion: nn.Module, indices: Sequence[int], x: Tensor) -> Tensor:
    maps = [x]
    for block in blocks:
        maps.append(block(maps[-1]))
    return fusion([maps[index] for index in indices])


def hrnet(m: nn.Module) -> Iterator[Part]:
    """Four branches of different resolution run side by side from the first transition on: one stage."""
    yield Part("stem", (m.conv1, m.bn1, m.act1, m.conv2, m.bn2, m.act2))
    yield Part("layer1", (m.layer1,))
    uses = (m.transition1, m.stage2, m.transition2, m.stage3, m.transition3, m.stage4)
    heads = (m.incre_modules, m.downsamp_modules, m.final_layer)
    yield Part("branches", (partial(_hrnet_branches, m),), uses + heads, width=0)


def _hrnet_branches(m: nn.Module, x: Tensor) -> Tensor:
    maps = m.stage2([transition(x) for transition in m.transition1])
    maps = m.stage3(_next_branches(m.transition2, maps))
    maps = m.stage4(_next_branches(m.transition3, maps))
    y = m.incre_modules[0](maps[0])
    for index, down in enumerate(m.downsamp_modules, start=1):
        y = m.incre_modules[index](maps[index]) + down(y)
    return m.final_layer(y)


def _next_branches(transitions: Sequence[nn.Module], maps: Sequence[Tensor]) -> list[Tensor]:
    return [maps[i] if isinstance(t, nn.Identity) else t(maps[-1]) for i, t in enumerate(transitions)]


def visformer(m: nn.Module) -> Iterator[Part]:
    embeddings = ((m.stem, m.patch_embed1), (m.patch_embed2,), (m.patch_embed3,))
    positions = (m.pos_embed1, m.pos_embed2, m.pos_embed3)
    for number, (modules, position, stage) in enumerate(
        zip(embeddings, positions, (m.stage1, m.stage2, m.stage3), strict=True), start=1
    ):
        steps: list[Any] = [module for module in modules if module is not None]
        uses: tuple[nn.Module | nn.Parameter, ...] = ()
        if position is not None and steps:
            steps += [partial(torch.add, position), m.pos_drop]
            uses = (position,)
        yield Part(f"stage{number}", (*steps, stage), uses)
    yield Part("norm", (m.norm,))
