"""Stages of the transformers: patches, tokens and positions first, then block by block."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import torch
from torch import nn

from desktop_tl_timm.stages import Part, Unsplittable
from desktop_tl_timm.steps import (
    apply_norms,
    block_on_grid,
    block_with_rope,
    blocks_with_mixed_rope,
    blocks_with_shared_positions,
    channels_first,
    channels_last,
    class_token,
    class_token_and_positions,
    coat_stage,
    first_of,
    first_tokens,
    flat_tokens,
    last_of,
    mvit_embed,
    mvit_stage,
    naflex_embed,
    packed,
    pit_embed,
    pit_stage,
    sam_positions,
    tnt_block,
    tnt_embed,
    twins_stage,
    unpack,
    xcit_embed,
)

EMBEDDING = "Patches and positions"


def vit(m: nn.Module) -> Iterator[Part]:
    """The plain vision transformer, with or without distillation token."""
    yield _embedding(m, m.patch_embed, m._pos_embed, m.patch_drop, m.norm_pre)
    yield from _blocks(m.blocks)
    yield Part("norm", (m.norm,))


def beit(m: nn.Module) -> Iterator[Part]:
    if m.rel_pos_bias is not None:
        raise Unsplittable("all blocks share one table of relative positions")
    yield _embedding(m, m.patch_embed, partial(class_token_and_positions, m), m.pos_drop)
    yield from _blocks(m.blocks)
    yield Part("norm", (m.norm,))


def relative_positions(m: nn.Module) -> Iterator[Part]:
    """Where all blocks share one relative position network, they are one stage with it."""
    yield _embedding(m, m.patch_embed, *([] if m.cls_token is None else [partial(class_token, m)]))
    if m.shared_rel_pos is None:
        yield from _blocks(m.blocks)
    else:
        yield Part("blocks", (partial(blocks_with_shared_positions, m),), (m.shared_rel_pos, m.blocks))
    yield Part("norm", (m.norm,))


def eva(m: nn.Module) -> Iterator[Part]:
    """Rotary positions are added in every block; where they are learned, the blocks are one stage with them."""
    rope = () if m.rope is None else (m.rope,)
    if any(True for module in rope for _ in module.parameters()):
        yield _embedding(m, m.patch_embed, partial(first_of, m._pos_embed), m.norm_pre)
        yield Part("blocks", (partial(blocks_with_mixed_rope, m),), (*rope, m.blocks))
    else:
        embedding = _embedding(m, m.patch_embed, partial(first_of, m._pos_embed), m.norm_pre)
        yield Part(embedding.name, embedding.steps, (*embedding.uses, *rope), embedding.title)
        for number, block in enumerate(m.blocks, start=1):
            step = partial(block_with_rope, block, m.rope, m.num_prefix_tokens)
            yield Part(f"block{number}", (step,), (block, *rope))
    yield Part("norm", (m.norm,))


def encoder_with_rope(m: nn.Module) -> Iterator[Part]:
    """A classifier around the vision encoder of a language model."""
    encoder = m.encoder
    if getattr(m, "encoder_pool", "") or getattr(encoder, "merger", None) is not None:
        raise Unsplittable("the features are merged for a language model")
    embed = partial(first_of, encoder._pos_embed)
    loose = tuple(encoder.parameters(recurse=False))
    yield Part("embedding", (encoder.patch_embed, embed), (*loose, encoder.rope), EMBEDDING)
    for number, block in enumerate(encoder.blocks, start=1):
        yield Part(f"block{number}", (partial(block_with_rope, block, encoder.rope, 0),), (block, encoder.rope))
    if getattr(encoder, "norm", None) is not None:
        yield Part("norm", (encoder.norm,))


def naflex(m: nn.Module) -> Iterator[Part]:
    if getattr(m, "rope", None) is not None:
        raise Unsplittable("rotary positions are handed from block to block")
    yield Part("embedding", (partial(naflex_embed, m), m.norm_pre), (m.embeds,), EMBEDDING)
    yield from _blocks(m.blocks)
    yield Part("norm", (m.norm,))


def sam(m: nn.Module) -> Iterator[Part]:
    yield _embedding(m, m.patch_embed, partial(sam_positions, m), m.pos_drop, m.patch_drop, m.norm_pre)
    yield from _blocks(m.blocks)
    yield Part("neck", (channels_first, m.neck))


def hiera(m: nn.Module) -> Iterator[Part]:
    yield _embedding(m, m.patch_embed, m._pos_embed, m.unroll)
    yield from _blocks(m.blocks)


def hiera_det(m: nn.Module) -> Iterator[Part]:
    yield _embedding(m, m.patch_embed, m._pos_embed)
    yield from _blocks(m.blocks)


def cait(m: nn.Module) -> Iterator[Part]:
    yield Part("embedding", (m.patch_embed, partial(torch.add, m.pos_embed), m.pos_drop), (m.pos_embed,), EMBEDDING)
    yield from _blocks(m.blocks)
    yield Part("class_attention", (m.forward_cls,), (m.cls_token, m.blocks_token_only), "Class attention")
    yield Part("norm", (m.norm,))


def convit(m: nn.Module) -> Iterator[Part]:
    positions = (partial(torch.add, m.pos_embed),) if m.use_pos_embed else ()
    uses = (m.pos_embed,) if m.use_pos_embed else ()
    yield Part("embedding", (m.patch_embed, *positions, m.pos_drop), uses, EMBEDDING)
    for number, block in enumerate(m.blocks, start=1):
        if number - 1 == m.local_up_to_layer:
            yield Part(f"block{number}", (partial(class_token, m), block), (m.cls_token,))
        else:
            yield Part(f"block{number}", (block,))
    yield Part("norm", (m.norm,))


def xcit(m: nn.Module) -> Iterator[Part]:
    uses = (m.patch_embed, *(() if m.pos_embed is None else (m.pos_embed,)))
    yield Part("embedding", (partial(xcit_embed, m), m.pos_drop), uses, EMBEDDING)
    for number, block in enumerate(m.blocks, start=1):
        yield Part(f"block{number}", (partial(block_on_grid, block),), (block,))
    yield Part("class_attention", (m.forward_cls,), (m.cls_token, m.cls_attn_blocks), "Class attention")
    yield Part("norm", (m.norm,))


def volo(m: nn.Module) -> Iterator[Part]:
    yield Part("stem", (m.patch_embed, channels_last))
    for index, block in enumerate(m.network):
        if index == 2 and m.pos_embed is not None:
            yield Part("stage3", (partial(torch.add, m.pos_embed), m.pos_drop, block), (m.pos_embed,))
        else:
            yield Part(f"stage{index + 1}", (block,))
    yield Part("class_attention", (flat_tokens, m.forward_cls), (m.cls_token, m.post_network), "Class attention")
    yield Part("norm", (m.norm,))


def mvit(m: nn.Module) -> Iterator[Part]:
    yield _embedding(m, partial(mvit_embed, m), uses=(m.patch_embed,))
    for number, stage in enumerate(m.stages, start=1):
        step = partial(mvit_stage, stage, 0 if m.cls_token is None else 1)
        yield Part(f"stage{number}", (step,), (stage,))
    yield Part("norm", (m.norm,))


def twins(m: nn.Module) -> Iterator[Part]:
    last = len(m.blocks) - 1
    for index, parts in enumerate(zip(m.patch_embeds, m.pos_drops, m.blocks, m.pos_block, strict=True)):
        yield Part(f"stage{index + 1}", (partial(twins_stage, *parts, index < last),), parts)
    yield Part("norm", (m.norm,))


def pit(m: nn.Module) -> Iterator[Part]:
    """Map and class tokens travel together as tokens, class tokens first."""
    count = m.cls_token.shape[1]
    uses = (m.patch_embed, m.pos_embed, m.cls_token)
    yield Part("embedding", (partial(pit_embed, m),), uses, EMBEDDING)
    for number, transformer in enumerate(m.transformers, start=1):
        yield Part(f"stage{number}", (partial(pit_stage, transformer, count),), (transformer,))
    yield Part("norm", (partial(first_tokens, count), m.norm))


def coat(m: nn.Module) -> Iterator[Part]:
    if m.parallel_blocks is not None:
        raise Unsplittable("four scales run side by side to the end")
    embeds = (m.patch_embed1, m.patch_embed2, m.patch_embed3, m.patch_embed4)
    tokens = (m.cls_token1, m.cls_token2, m.cls_token3, m.cls_token4)
    blocks = (m.serial_blocks1, m.serial_blocks2, m.serial_blocks3, m.serial_blocks4)
    # Each scale hands its encodings (cpe, crpe) to its own blocks, which hold them.
    for number, (embed, token, run) in enumerate(zip(embeds, tokens, blocks, strict=True), start=1):
        yield Part(f"stage{number}", (partial(coat_stage, embed, token, run, number == 4),), (embed, token, run))
    yield Part("norm", (m.norm4,))


def crossvit(m: nn.Module) -> Iterator[Part]:
    """Two branches travel as one flat row each picture, cut apart again by the shapes that the positions give."""
    shapes = [m.pos_embed_0.shape[1:], m.pos_embed_1.shape[1:]]
    uses = (*m.parameters(recurse=False), m.patch_embed)
    yield Part("embedding", (partial(packed, m._embed, None),), uses, EMBEDDING)
    for number, block in enumerate(m.blocks, start=1):
        yield Part(f"block{number}", (partial(packed, block, shapes),), (block,))
    yield Part("norm", (partial(packed, partial(apply_norms, m.norm), shapes), partial(unpack, shapes)), (m.norm,))


def tnt(m: nn.Module) -> Iterator[Part]:
    """Tokens of pixels and of patches travel as one flat row each picture."""
    patches, pixels = m.num_patches, m.pixel_pos.shape[2] * m.pixel_pos.shape[3]
    shapes = [(patches, pixels, m.pixel_pos.shape[1]), m.patch_pos.shape[1:]]
    uses = (*m.parameters(recurse=False), m.pixel_embed, m.norm1_proj, m.proj, m.norm2_proj)
    yield Part("embedding", (partial(packed, partial(tnt_embed, m), None),), uses, EMBEDDING)
    for number, block in enumerate(m.blocks, start=1):
        yield Part(f"block{number}", (partial(packed, partial(tnt_block, block), shapes),), (block,))
    yield Part("norm", (partial(unpack, shapes), last_of, m.norm))


def _embedding(m: nn.Module, *steps: Callable, uses: Sequence[nn.Module] = ()) -> Part:
    """The first stage owns every parameter of the network itself: tokens and positions."""
    modules = [getattr(m, name, None) for name in ("pos_drop",)]
    loose = tuple(m.parameters(recurse=False))
    return Part(
        "embedding", steps, (*loose, *uses, *(x for x in modules if x is not None and x not in steps)), EMBEDDING
    )


def _blocks(blocks: Sequence[nn.Module]) -> Iterator[Part]:
    for number, block in enumerate(blocks, start=1):
        yield Part(f"block{number}", (block,))
