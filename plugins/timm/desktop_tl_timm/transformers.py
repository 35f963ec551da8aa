"""Stages of the transformers: patches, tokens and positions first, then block by block."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import torch
from torch import Tensor, nn

from desktop_tl_timm.convolutional import channels_first, square, tokens_of_map
from desktop_tl_timm.stages import Part, Unsplittable

EMBEDDING = "Patches and positions"


def vit(m: nn.Module) -> Iterator[Part]:
    """The plain vision transformer, with or without distillation token."""
    yield _embedding(m, m.patch_embed, m._pos_embed, m.patch_drop, m.norm_pre)
    yield from _blocks(m.blocks)
    yield Part("norm", (m.norm,))


def beit(m: nn.Module) -> Iterator[Part]:
    if m.rel_pos_bias is not None:
        raise Unsplittable("all blocks share one table of relative positions")
    yield _embedding(m, m.patch_embed, partial(_class_token_and_positions, m), m.pos_drop)
    yield from _blocks(m.blocks)
    yield Part("norm", (m.norm,))


def relative_positions(m: nn.Module) -> Iterator[Part]:
    """Where all blocks share one relative position network, they are one stage with it."""
    yield _embedding(m, m.patch_embed, *([] if m.cls_token is None else [partial(_class_token, m)]))
    if m.shared_rel_pos is None:
        yield from _blocks(m.blocks)
    else:
        yield Part("blocks", (partial(_blocks_with_shared_positions, m),), (m.shared_rel_pos, m.blocks))
    yield Part("norm", (m.norm,))


def eva(m: nn.Module) -> Iterator[Part]:
    """Rotary positions are added in every block; where they are learned, the blocks are one stage with them."""
    rope = () if m.rope is None else (m.rope,)
    if any(True for module in rope for _ in module.parameters()):
        yield _embedding(m, m.patch_embed, partial(_first_of, m._pos_embed), m.norm_pre)
        yield Part("blocks", (partial(_blocks_with_mixed_rope, m),), (*rope, m.blocks))
    else:
        embedding = _embedding(m, m.patch_embed, partial(_first_of, m._pos_embed), m.norm_pre)
        yield Part(embedding.name, embedding.steps, (*embedding.uses, *rope), embedding.title)
        for number, block in enumerate(m.blocks, start=1):
            step = partial(_block_with_rope, block, m.rope, m.num_prefix_tokens)
            yield Part(f"block{number}", (step,), (block, *rope))
    yield Part("norm", (m.norm,))


def encoder_with_rope(m: nn.Module) -> Iterator[Part]:
    """A classifier around the vision encoder of a language model."""
    encoder = m.encoder
    if getattr(m, "encoder_pool", "") or getattr(encoder, "merger", None) is not None:
        raise Unsplittable("the features are merged for a language model")
    embed = partial(_first_of, encoder._pos_embed)
    loose = tuple(encoder.parameters(recurse=False))
    yield Part("embedding", (encoder.patch_embed, embed), (*loose, encoder.rope), EMBEDDING)
    for number, block in enumerate(encoder.blocks, start=1):
        yield Part(f"block{number}", (partial(_block_with_rope, block, encoder.rope, 0),), (block, encoder.rope))
    if getattr(encoder, "norm", None) is not None:
        yield Part("norm", (encoder.norm,))


def naflex(m: nn.Module) -> Iterator[Part]:
    if getattr(m, "rope", None) is not None:
        raise Unsplittable("rotary positions are handed from block to block")
    yield Part("embedding", (partial(_naflex_embed, m), m.norm_pre), (m.embeds,), EMBEDDING)
    yield from _blocks(m.blocks)
    yield Part("norm", (m.norm,))


def sam(m: nn.Module) -> Iterator[Part]:
    yield _embedding(m, m.patch_embed, partial(_sam_positions, m), m.pos_drop, m.patch_drop, m.norm_pre)
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
            yield Part(f"block{number}", (partial(_class_token, m), block), (m.cls_token,))
        else:
            yield Part(f"block{number}", (block,))
    yield Part("norm", (m.norm,))


def xcit(m: nn.Module) -> Iterator[Part]:
    uses = (m.patch_embed, *(() if m.pos_embed is None else (m.pos_embed,)))
    yield Part("embedding", (partial(_xcit_embed, m), m.pos_drop), uses, EMBEDDING)
    for number, block in enumerate(m.blocks, start=1):
        yield Part(f"block{number}", (partial(_block_on_grid, block),), (block,))
    yield Part("class_attention", (m.forward_cls,), (m.cls_token, m.cls_attn_blocks), "Class attention")
    yield Part("norm", (m.norm,))


def volo(m: nn.Module) -> Iterator[Part]:
    yield Part("stem", (m.patch_embed, _channels_last))
    for index, block in enumerate(m.network):
        if index == 2 and m.pos_embed is not None:
            yield Part("stage3", (partial(torch.add, m.pos_embed), m.pos_drop, block), (m.pos_embed,))
        else:
            yield Part(f"stage{index + 1}", (block,))
    yield Part("class_attention", (_flat_tokens, m.forward_cls), (m.cls_token, m.post_network), "Class attention")
    yield Part("norm", (m.norm,))


def mvit(m: nn.Module) -> Iterator[Part]:
    yield _embedding(m, partial(_mvit_embed, m), uses=(m.patch_embed,))
    for number, stage in enumerate(m.stages, start=1):
        step = partial(_mvit_stage, stage, 0 if m.cls_token is None else 1)
        yield Part(f"stage{number}", (step,), (stage,))
    yield Part("norm", (m.norm,))


def twins(m: nn.Module) -> Iterator[Part]:
    last = len(m.blocks) - 1
    for index, parts in enumerate(zip(m.patch_embeds, m.pos_drops, m.blocks, m.pos_block, strict=True)):
        yield Part(f"stage{index + 1}", (partial(_twins_stage, *parts, index < last),), parts)
    yield Part("norm", (m.norm,))


def pit(m: nn.Module) -> Iterator[Part]:
    """Map and class tokens travel together as tokens, class tokens first."""
    count = m.cls_token.shape[1]
    uses = (m.patch_embed, m.pos_embed, m.cls_token)
    yield Part("embedding", (partial(_pit_embed, m),), uses, EMBEDDING)
    for number, transformer in enumerate(m.transformers, start=1):
        yield Part(f"stage{number}", (partial(_pit_stage, transformer, count),), (transformer,))
    yield Part("norm", (partial(_first_tokens, count), m.norm))


def coat(m: nn.Module) -> Iterator[Part]:
    if m.parallel_blocks is not None:
        raise Unsplittable("four scales run side by side to the end")
    embeds = (m.patch_embed1, m.patch_embed2, m.patch_embed3, m.patch_embed4)
    tokens = (m.cls_token1, m.cls_token2, m.cls_token3, m.cls_token4)
    blocks = (m.serial_blocks1, m.serial_blocks2, m.serial_blocks3, m.serial_blocks4)
    # Each scale hands its encodings (cpe, crpe) to its own blocks, which hold them.
    for number, (embed, token, run) in enumerate(zip(embeds, tokens, blocks, strict=True), start=1):
        yield Part(f"stage{number}", (partial(_coat_stage, embed, token, run, number == 4),), (embed, token, run))
    yield Part("norm", (m.norm4,))


def crossvit(m: nn.Module) -> Iterator[Part]:
    """Two branches travel as one flat row each picture, cut apart again by the shapes that the positions give."""
    shapes = [m.pos_embed_0.shape[1:], m.pos_embed_1.shape[1:]]
    uses = (*m.parameters(recurse=False), m.patch_embed)
    yield Part("embedding", (partial(_packed, m._embed, None),), uses, EMBEDDING)
    for number, block in enumerate(m.blocks, start=1):
        yield Part(f"block{number}", (partial(_packed, block, shapes),), (block,))
    yield Part("norm", (partial(_packed, partial(_norms, m.norm), shapes), partial(_unpack, shapes)), (m.norm,))


def tnt(m: nn.Module) -> Iterator[Part]:
    """Tokens of pixels and of patches travel as one flat row each picture."""
    patches, pixels = m.num_patches, m.pixel_pos.shape[2] * m.pixel_pos.shape[3]
    shapes = [(patches, pixels, m.pixel_pos.shape[1]), m.patch_pos.shape[1:]]
    uses = (*m.parameters(recurse=False), m.pixel_embed, m.norm1_proj, m.proj, m.norm2_proj)
    yield Part("embedding", (partial(_packed, partial(_tnt_embed, m), None),), uses, EMBEDDING)
    for number, block in enumerate(m.blocks, start=1):
        yield Part(f"block{number}", (partial(_packed, partial(_tnt_block, block), shapes),), (block,))
    yield Part("norm", (partial(_unpack, shapes), _last_of, m.norm))


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


def _class_token(m: nn.Module, x: Tensor) -> Tensor:
    return torch.cat([m.cls_token.expand(len(x), -1, -1), x], dim=1)


def _class_token_and_positions(m: nn.Module, x: Tensor) -> Tensor:
    x = _class_token(m, x)
    return x if m.pos_embed is None else x + m.pos_embed


def _sam_positions(m: nn.Module, x: Tensor) -> Tensor:
    from timm.layers import resample_abs_pos_embed_nhwc

    return x if m.pos_embed is None else x + resample_abs_pos_embed_nhwc(m.pos_embed, x.shape[1:3])


def _blocks_with_shared_positions(m: nn.Module, x: Tensor) -> Tensor:
    bias = m.shared_rel_pos.get_bias()
    for block in m.blocks:
        x = block(x, shared_rel_pos=bias)
    return x


def _block_with_rope(block: nn.Module, rope: nn.Module | None, prefix: int, x: Tensor) -> Tensor:
    if rope is None:
        return block(x)
    return block(x, rope=_rope_table(rope, x.shape[1] - prefix))


def _rope_table(rope: nn.Module, tokens: int) -> Tensor:
    """Tables made for a fixed grid are used as they are, others are made for the tokens at hand."""
    return rope.get_embed() if getattr(rope, "feat_shape", None) is not None else rope.get_embed(square(tokens))


def _blocks_with_mixed_rope(m: nn.Module, x: Tensor) -> Tensor:
    tables = _rope_table(m.rope, x.shape[1] - m.num_prefix_tokens)
    for block, table in zip(m.blocks, tables, strict=True):
        x = block(x, rope=table)
    return x


def _naflex_embed(m: nn.Module, x: Tensor) -> Tensor:
    return m._forward_embeds(x, patch_coord=None, patch_valid=None, attn_mask=None)["patches"]


def _first_of(step: Callable, x: Tensor) -> Tensor:
    return step(x)[0]


def _last_of(items: Sequence[Tensor]) -> Tensor:
    return items[-1]


def _channels_last(x: Tensor) -> Tensor:
    return x.permute(0, 2, 3, 1)


def _flat_tokens(x: Tensor) -> Tensor:
    return x.flatten(1, 2)


def _first_tokens(count: int, x: Tensor) -> Tensor:
    return x[:, :count]


def _xcit_embed(m: nn.Module, x: Tensor) -> Tensor:
    x, (height, width) = m.patch_embed(x)
    if m.pos_embed is None:
        return x
    return x + m.pos_embed(len(x), height, width).flatten(2).transpose(1, 2)


def _block_on_grid(block: nn.Module, x: Tensor) -> Tensor:
    return block(x, *square(x.shape[1]))


def _mvit_embed(m: nn.Module, x: Tensor) -> Tensor:
    x, _ = m.patch_embed(x)
    if m.cls_token is not None:
        x = _class_token(m, x)
    return x if m.pos_embed is None else x + m.pos_embed


def _mvit_stage(stage: nn.Module, prefix: int, x: Tensor) -> Tensor:
    return stage(x, list(square(x.shape[1] - prefix)))[0]


def _twins_stage(
    embed: nn.Module, drop: nn.Module, blocks: nn.Module, position: nn.Module, as_map: bool, x: Tensor
) -> Tensor:
    x, size = embed(x)
    x = drop(x)
    for index, block in enumerate(blocks):
        x = block(x, size)
        if index == 0:
            x = position(x, size)
    return x.reshape(len(x), *size, -1).permute(0, 3, 1, 2).contiguous() if as_map else x


def _pit_embed(m: nn.Module, x: Tensor) -> Tensor:
    x = m.pos_drop(m.patch_embed(x) + m.pos_embed)
    return torch.cat([m.cls_token.expand(len(x), -1, -1), tokens_of_map(x)], dim=1)


def _pit_stage(transformer: nn.Module, count: int, x: Tensor) -> Tensor:
    tokens, rest = x[:, :count], x[:, count:].transpose(1, 2)
    rest = rest.reshape(*rest.shape[:2], *square(rest.shape[2]))
    rest, tokens = transformer((rest, tokens))
    return torch.cat([tokens, tokens_of_map(rest)], dim=1)


def _coat_stage(embed: nn.Module, token: Tensor, blocks: nn.Module, last: bool, x: Tensor) -> Tensor:
    x = embed(x)
    size = square(x.shape[1])
    x = torch.cat([token.expand(len(x), -1, -1), x], dim=1)
    for block in blocks:
        x = block(x, size=size)
    if last:
        return x
    return x[:, 1:].transpose(1, 2).reshape(len(x), -1, *size).contiguous()


def _tnt_embed(m: nn.Module, x: Tensor) -> list[Tensor]:
    pixels = m.pixel_embed(x, m.pixel_pos)
    patches = m.norm2_proj(m.proj(m.norm1_proj(pixels.reshape(len(x), m.num_patches, -1))))
    patches = m.pos_drop(torch.cat([m.cls_token.expand(len(x), -1, -1), patches], dim=1) + m.patch_pos)
    return [pixels, patches]


def _tnt_block(block: nn.Module, items: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    pixels, patches = items
    return block(pixels.flatten(0, 1), patches)


def _norms(norms: nn.Module, items: Sequence[Tensor]) -> list[Tensor]:
    return [norm(item) for norm, item in zip(norms, items, strict=True)]


def _packed(step: Callable, shapes: Sequence[Sequence[int]] | None, x: Tensor) -> Tensor:
    """Runs a step that takes and gives several tensors, on one flat row for each picture."""
    items = step(x if shapes is None else _unpack(shapes, x))
    return torch.cat([item.reshape(len(x), -1) for item in items], dim=1)


def _unpack(shapes: Sequence[Sequence[int]], x: Tensor) -> list[Tensor]:
    sizes = [torch.Size(shape).numel() for shape in shapes]
    return [part.reshape(len(x), *shape) for part, shape in zip(x.split(sizes, dim=1), shapes, strict=True)]
