"""How processes that torchrun started find one another, and what one of them learns when another is gone."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
from torch import distributed
from torch.distributed import PrefixStore, TCPStore  # type: ignore[attr-defined]

from desktop_tl.api.errors import Stopped, UserError
from desktop_tl.engine.distributed import World, pack_failure, unpack_failure

PATIENCE = timedelta(days=7)
"""How long one process waits for another: the first may wait for room on a full disk, and so do all. One that dies is
noticed at once, by its closed connection and by torchrun, not by waiting."""

_FAILURE = "desktop_tl/failure"
_ADVICE = "Resume goes on from the last checkpoint."


class LostProcess(UserError):
    """Another process of the run has ended, so that this one cannot go on."""


@contextmanager
def join() -> Iterator[World]:
    """The world that torchrun made, from its environment; without torchrun, a process alone.

    Raises:
        LostProcess: from inside, where another process has ended.
    """
    size = int(os.environ.get("WORLD_SIZE", "1"))
    if size == 1 or "RANK" not in os.environ:
        yield World.alone()
        return
    world = World(
        rank=int(os.environ["RANK"]),
        size=size,
        local_rank=int(os.environ.get("LOCAL_RANK", "0")),
        local_size=int(os.environ.get("LOCAL_WORLD_SIZE", "1")),
    )
    on_gpus = torch.cuda.is_available() and distributed.is_nccl_available()
    distributed.init_process_group("cpu:gloo,cuda:nccl" if on_gpus else "gloo", timeout=PATIENCE)
    failed = True
    try:
        yield world
        failed = False
    except RuntimeError as error:
        if not _is_lost(error):
            _leave_word(world, error)
            raise
        raise _explain_loss(world) from error
    except (LostProcess, Stopped):
        raise
    except BaseException as error:
        _leave_word(world, error)
        raise
    finally:
        if not failed:  # the others may be gone, and to take leave of them would wait for them
            distributed.destroy_process_group()


def _is_lost(error: RuntimeError) -> bool:
    """Whether it is gloo's or NCCL's way to say that another process is gone."""
    if isinstance(error, distributed.DistError):
        return True
    text = str(error).lower()
    return "gloo" in text or "connection closed by peer" in text or "connection reset by peer" in text


def _store() -> PrefixStore:
    """The store in which torchrun's processes found one another; it outlives each of them."""
    store = TCPStore(
        os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"]), is_master=False, timeout=timedelta(seconds=5)
    )
    return PrefixStore(os.environ.get("TORCHELASTIC_RUN_ID", ""), store)


def _leave_word(world: World, error: BaseException) -> None:
    """Before this process ends: why, for those that will miss it."""
    try:
        _store().set(_FAILURE, json.dumps((world.rank, *pack_failure(error))))
    except Exception:  # the store is gone with its machine: the others will say that much themselves
        return


def _explain_loss(world: World) -> Exception:
    try:
        store = _store()
        if store.check([_FAILURE]):
            rank, *failure = json.loads(store.get(_FAILURE))
            if rank != world.rank:
                return unpack_failure((failure[0], failure[1], failure[2]), rank, world.size)
    except Exception:  # as above
        return LostProcess(f"The connection between the {world.size} processes of this run was lost.", advice=_ADVICE)
    return LostProcess(
        f"One of the {world.size} processes of this run ended without a word, so the others could not go on. Most "
        "often the system ends a process because memory has run out.",
        advice=f"Choose fewer processes or a smaller batch. {_ADVICE}",
    )
