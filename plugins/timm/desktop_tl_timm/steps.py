"""What timm networks do between their modules, as plain functions: they can be copied and pickled, closures cannot."""

from collections.abc import Callable, Sequence

import torch
from timm.layers.pos_embed import resample_abs_pos_embed_nhwc
from torch import Tensor, nn


def listed(x: Tensor) -> list[Tensor]:
    return [x]


def tokens_of_map(x: Tensor) -> Tensor:
    """(N, C, H, W) → (N, H · W, C)."""
    return x.flatten(2).transpose(1, 2)


def channels_last(x: Tensor) -> Tensor:
    """(N, C, H, W) → (N, H, W, C)."""
    return x.permute(0, 2, 3, 1)


def channels_first(x: Tensor) -> Tensor:
    """(N, H, W, C) → (N, C, H, W)."""
    return x.permute(0, 3, 1, 2)


def square(tokens: int) -> tuple[int, int]:
    """The grid of that many tokens; pictures are square."""
    side = round(tokens**0.5)
    if side * side != tokens:
        raise ValueError(f"{tokens} tokens are no square")
    return side, side


def class_token(m: nn.Module, x: Tensor) -> Tensor:
    return torch.cat([m.cls_token.expand(len(x), -1, -1), x], dim=1)


def class_token_and_positions(m: nn.Module, x: Tensor) -> Tensor:
    x = class_token(m, x)
    return x if m.pos_embed is None else x + m.pos_embed


def sam_positions(m: nn.Module, x: Tensor) -> Tensor:
    return x if m.pos_embed is None else x + resample_abs_pos_embed_nhwc(m.pos_embed, x.shape[1:3])


def blocks_with_shared_positions(m: nn.Module, x: Tensor) -> Tensor:
    bias = m.shared_rel_pos.get_bias()
    for block in m.blocks:
        x = block(x, shared_rel_pos=bias)
    return x


def block_with_rope(block: nn.Module, rope: nn.Module | None, prefix: int, x: Tensor) -> Tensor:
    if rope is None:
        return block(x)
    return block(x, rope=rope_table(rope, x.shape[1] - prefix))


def rope_table(rope: nn.Module, tokens: int) -> Tensor:
    """Tables made for a fixed grid are used as they are, others are made for the tokens at hand."""
    return rope.get_embed() if getattr(rope, "feat_shape", None) is not None else rope.get_embed(square(tokens))


def blocks_with_mixed_rope(m: nn.Module, x: Tensor) -> Tensor:
    tables = rope_table(m.rope, x.shape[1] - m.num_prefix_tokens)
    for block, table in zip(m.blocks, tables, strict=True):
        x = block(x, rope=table)
    return x


def naflex_embed(m: nn.Module, x: Tensor) -> Tensor:
    return m._forward_embeds(x, patch_coord=None, patch_valid=None, attn_mask=None)["patches"]


def first_of(step: Callable, x: Tensor) -> Tensor:
    return step(x)[0]


def last_of(items: Sequence[Tensor]) -> Tensor:
    return items[-1]


def flat_tokens(x: Tensor) -> Tensor:
    return x.flatten(1, 2)


def first_tokens(count: int, x: Tensor) -> Tensor:
    return x[:, :count]


def xcit_embed(m: nn.Module, x: Tensor) -> Tensor:
    x, (height, width) = m.patch_embed(x)
    if m.pos_embed is None:
        return x
    return x + m.pos_embed(len(x), height, width).flatten(2).transpose(1, 2)


def block_on_grid(block: nn.Module, x: Tensor) -> Tensor:
    return block(x, *square(x.shape[1]))


def mvit_embed(m: nn.Module, x: Tensor) -> Tensor:
    x, _ = m.patch_embed(x)
    if m.cls_token is not None:
        x = class_token(m, x)
    return x if m.pos_embed is None else x + m.pos_embed


def mvit_stage(stage: nn.Module, prefix: int, x: Tensor) -> Tensor:
    return stage(x, list(square(x.shape[1] - prefix)))[0]


def twins_stage(
    embed: nn.Module, drop: nn.Module, blocks: nn.ModuleList, position: nn.Module, as_map: bool, x: Tensor
) -> Tensor:
    x, size = embed(x)
    x = drop(x)
    for index, block in enumerate(blocks):
        x = block(x, size)
        if index == 0:
            x = position(x, size)
    return x.reshape(len(x), *size, -1).permute(0, 3, 1, 2).contiguous() if as_map else x


def pit_embed(m: nn.Module, x: Tensor) -> Tensor:
    x = m.pos_drop(m.patch_embed(x) + m.pos_embed)
    return torch.cat([m.cls_token.expand(len(x), -1, -1), tokens_of_map(x)], dim=1)


def pit_stage(transformer: nn.Module, count: int, x: Tensor) -> Tensor:
    tokens, rest = x[:, :count], x[:, count:].transpose(1, 2)
    rest = rest.reshape(*rest.shape[:2], *square(rest.shape[2]))
    rest, tokens = transformer((rest, tokens))
    return torch.cat([tokens, tokens_of_map(rest)], dim=1)


def coat_stage(embed: nn.Module, token: Tensor, blocks: nn.ModuleList, last: bool, x: Tensor) -> Tensor:
    x = embed(x)
    size = square(x.shape[1])
    x = torch.cat([token.expand(len(x), -1, -1), x], dim=1)
    for block in blocks:
        x = block(x, size=size)
    if last:
        return x
    return x[:, 1:].transpose(1, 2).reshape(len(x), -1, *size).contiguous()


def tnt_embed(m: nn.Module, x: Tensor) -> list[Tensor]:
    pixels = m.pixel_embed(x, m.pixel_pos)
    patches = m.norm2_proj(m.proj(m.norm1_proj(pixels.reshape(len(x), m.num_patches, -1))))
    patches = m.pos_drop(torch.cat([m.cls_token.expand(len(x), -1, -1), patches], dim=1) + m.patch_pos)
    return [pixels, patches]


def tnt_block(block: nn.Module, items: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    pixels, patches = items
    return block(pixels.flatten(0, 1), patches)


def apply_norms(norms: nn.ModuleList, items: Sequence[Tensor]) -> list[Tensor]:
    return [norm(item) for norm, item in zip(norms, items, strict=True)]


def packed(step: Callable, shapes: Sequence[Sequence[int]] | None, x: Tensor) -> Tensor:
    """Runs a step that takes and gives several tensors, on one flat row for each picture."""
    items = step(x if shapes is None else unpack(shapes, x))
    return torch.cat([item.reshape(len(x), -1) for item in items], dim=1)


def unpack(shapes: Sequence[Sequence[int]], x: Tensor) -> list[Tensor]:
    sizes = [torch.Size(shape).numel() for shape in shapes]
    return [part.reshape(len(x), *shape) for part, shape in zip(x.split(sizes, dim=1), shapes, strict=True)]
