"""A backbone with a new head, divided into a frozen prefix and a trained suffix."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from torch import Tensor, nn

from desktop_tl.api.backbones import Backbone, Stage
from desktop_tl.api.errors import UserError
from desktop_tl.api.tasks import AnswerKind
from desktop_tl.engine.computing import Computing, threads
from desktop_tl.engine.folding import fold_stage
from desktop_tl.engine.lora import Adapters
from desktop_tl.engine.state import hash_state, state_of


class FineTunedModel(nn.Module):
    """The stages and the head; parts of the original network that no stage uses are dropped.

    The first ``frozen`` stages stay in eval mode and have no gradient whatever `train` is asked for: neither their
    parameters nor their BatchNorm statistics move. Of these, the first ``fixed`` never move in the whole run.

    Once it is adapted (LoRA), all stages stay in eval mode as they are; what moves are the adapters of the stages
    behind ``fixed``.

    Args:
        examples: what each stage takes of two samples, and their features, as `check_features` finds them.
        answer: what the head tells.
    """

    def __init__(
        self,
        backbone: Backbone,
        head: nn.Module,
        fixed: int,
        examples: Sequence[Tensor] = (),
        answer: AnswerKind = "class",
    ) -> None:
        super().__init__()
        self.answer: AnswerKind = answer
        self.examples = tuple(examples)
        self.shapes = tuple(tuple(example.shape[1:]) for example in examples)
        self.stages = nn.ModuleDict({stage.name: stage.module for stage in backbone.stages})
        self.head = head
        self.fixed = self.frozen = fixed
        self.adapters: Adapters | None = None
        self._backbone = backbone
        self._hashes: dict[int, str] = {}
        self._folded: Backbone | None = None
        self._fold_for: Tensor | None = None
        self._prefix_how = self._suffix_how = Computing()
        self.freeze(fixed)

    def _with_own_stages(self, backbone: Backbone) -> Backbone:
        """The backbone with the stages as they are now: one that is a single layer is replaced by its adapted one."""
        own = copy.copy(backbone)
        own.stages = [Stage(stage.name, self.stages[stage.name], stage.title) for stage in backbone.stages]
        return own

    def adapt(self, rank: int) -> None:
        """From now on adapters of that rank are trained in place of the stages behind the fixed ones. Called when these
        have their weights. Raises: UserError, as `Adapters`."""
        self.adapters = Adapters(self.stages, self.fixed, rank)
        self._backbone = self._with_own_stages(self._backbone)
        self.freeze(self.frozen)
        if self.examples:
            self._backbone.run(self.examples[self.fixed], self.fixed, None).sum().backward()
            self.adapters.keep_used()
            self._backbone = self._with_own_stages(self._backbone)

    def take_out_adapters(self) -> None:
        """From now on an ordinary model with the weights of before; what was trained is in `best_state`."""
        if self.adapters is not None:
            self.adapters.take_out()
            self.adapters = None
            self._backbone = self._with_own_stages(self._backbone)
            self.freeze(self.frozen)

    def repeat_example(self, boundary: int, samples: int) -> Tensor:
        """So many inputs of a stage, or features with -1: the examples again and again, on the CPU."""
        example = self.examples[boundary]
        return example.repeat(-(-samples // len(example)), *[1] * (example.ndim - 1))[:samples]

    def compute_as(self, prefix: Computing, suffix: Computing) -> None:
        """How `prefix` and `suffix` compute from now on; the threads of the suffix are its caller's."""
        self._prefix_how, self._suffix_how = prefix, suffix
        for index, stage in enumerate(self.stages.values()):
            stage.to(memory_format=(prefix if index < self.fixed else suffix).memory_format)
        self.head.to(memory_format=suffix.memory_format)
        for copied in self._folded.stages[: self.fixed] if self._folded else ():
            copied.module.to(memory_format=prefix.memory_format)

    def fold(self, example: Tensor) -> None:
        """From now on `prefix` computes the stages that never move in faster copies; the state stays what it is.

        Called when weights and device are what they stay. The copies are made when they are first needed.

        Args:
            example: an input of the first stage, with which each copy is compared.
        """
        self._fold_for, self._folded = example, None

    def _fastest(self) -> Backbone:
        """What computes the prefix."""
        if self._fold_for is None:
            return self._backbone
        if self._folded is None:
            with torch.no_grad():
                self._folded = self._fold_now(self._fold_for)
        return self._folded

    def _fold_now(self, example: Tensor) -> Backbone:
        folded = copy.copy(self._backbone)
        folded.stages = list(self._backbone.stages)
        x = example.to(next(self.parameters()).device)
        for index, stage in enumerate(folded.stages[: self.fixed]):

            def run(module: nn.Module, index: int = index, stage: Stage = stage, x: Tensor = x) -> Tensor:
                folded.stages[index] = Stage(stage.name, module, stage.title)  # type: ignore[index]
                return folded.run(self._prefix_how.arrange(x), index, index + 1)

            x = run(fold_stage(run, stage.module))
        return folded

    def compile_trained(self, wanted: bool = True) -> None:
        """Lets torch.compile translate the stages that are trained, each shape of input for itself (so that a resumed
        run computes the same), or no longer."""
        for stage in list(self.stages.values())[self.fixed :]:
            if wanted:
                stage.compile(dynamic=False)
            else:
                stage._compiled_call_impl = None

    def freeze(self, frozen: int) -> None:
        """Freezes the first ``frozen`` stages and lets the others move; leaves the model in eval mode."""
        self.frozen = max(self.fixed, frozen)
        self.stages.requires_grad_(False)
        for part in self._parts_behind(self.frozen).values():
            part.requires_grad_(True)
        self.zero_grad(set_to_none=True)  # what is frozen now must not be moved by a gradient of before
        super().train(False)

    def trained_parts(self) -> dict[str, nn.Module]:
        """What moves just now: the stages of the suffix, or their adapters, and the head, by their name in
        `state_dict`."""
        return self._parts_behind(self.frozen) | {"head": self.head}

    def _parts_behind(self, boundary: int) -> dict[str, nn.Module]:
        stages = list(self.stages.items())[boundary:]
        if self.adapters is None:
            return {f"stages.{name}": stage for name, stage in stages}
        return {name: part for stage, _ in stages for name, part in self.adapters.parts(stage).items()}

    def moving_stages(self) -> list[nn.Module]:
        """Of each stage that is not fixed what may move: the stage itself, or its adapters."""
        stages = list(self.stages.items())[self.fixed :]
        if self.adapters is None:
            return [stage for _, stage in stages]
        return [nn.ModuleList(self.adapters.parts(name).values()) for name, _ in stages]

    def train(self, mode: bool = True) -> "FineTunedModel":
        self.training = mode
        for part in self.trained_parts().values():  # the others are in eval mode since `freeze`
            part.train(mode)
        return self

    def prefix(self, x: Tensor, start: int = 0, stop: int | None = None, memory: Any = None) -> Tensor:
        """The stages ``start`` to ``stop`` (None: all that are frozen) without gradient, from an input of the
        first stage or the output of the stage before ``start``. Gives fp32, also where it computes in half.

        Args:
            memory: as for `tell_last`.
        """
        stop = self.frozen if stop is None else stop
        if start >= stop:
            return x
        how = self._prefix_how
        with torch.no_grad(), threads(how.threads):
            backbone = self._fastest()
            with how.context(x.device):
                return _run(backbone, how.arrange(x), memory, start, stop).float()

    def suffix(self, x: Tensor) -> Tensor:
        """The trained stages and the head, from `prefix`'s output to the head's outputs. The head computes in fp32:
        it costs next to nothing, and what it says should have all its digits. Only that of a network that writes, which
        is as large as all its blocks, computes as they do."""
        features = self._features(x)
        if features.ndim != 3:
            return self.head(features)
        with self._suffix_how.context(x.device):
            return self.head(features).float()

    def suffix_to_measure(self, x: Tensor) -> Tensor:
        """`suffix` as far as its numbers change smoothly with its input and can be differentiated: what tells boxes
        chooses among them, so that only the stages are left."""
        return self._features(x) if self.answer == "boxes" else self.suffix(x)

    def remember(self) -> Any:
        """An empty memory for `tell_last`, or None: see `Backbone.remember`."""
        return self._backbone.remember()

    def tell_last(self, x: Tensor, memory: Any = None) -> Tensor:
        """Of texts that are all of the same length, what the head says of the last token alone: (N, tokens).

        Args:
            memory: of the tokens before ``x``; None if there are none.
        """
        return self.head(self._features(self.prefix(x, memory=memory), memory)[:, -1:])[:, -1]

    def _features(self, x: Tensor, memory: Any = None) -> Tensor:
        how = self._suffix_how
        with how.context(x.device):
            return _run(self._backbone, how.arrange(x), memory, self.frozen, None).float()

    def forward(self, x: Tensor) -> Tensor:
        return self.suffix(self.prefix(x))

    def state_before(self, boundary: int) -> dict[str, Tensor]:
        """Parameters and buffers of the first ``boundary`` stages, without adapters."""
        state = state_of({f"stages.{name}": module for name, module in list(self.stages.items())[:boundary]})
        return state if self.adapters is None else self.adapters.without(state)

    def hash_before(self, boundary: int) -> str:
        """`hash_state` of the first ``boundary`` stages, without adapters; of what never moves it is computed once."""
        if boundary > self.fixed and self.adapters is None:
            return hash_state(self.state_before(boundary))
        if boundary not in self._hashes:
            self._hashes[boundary] = hash_state(self.state_before(boundary))
        return self._hashes[boundary]

    def hash_frozen(self) -> str:
        """`hash_state` of `frozen_state`; where that never moves it is computed once."""
        return self.hash_before(self.frozen if self.adapters is None else len(self.stages))

    def hash_fixed(self) -> str:
        """`hash_state` of `fixed_state`, computed once."""
        return self.hash_before(self.fixed if self.adapters is None else len(self.stages))

    def fixed_state(self) -> dict[str, Tensor]:
        """Parameters and buffers that never move: of the fixed stages, or of all that have adapters."""
        return self.state_before(self.fixed if self.adapters is None else len(self.stages))

    def frozen_state(self) -> dict[str, Tensor]:
        """Those that do not move just now."""
        return self.state_before(self.frozen) if self.adapters is None else self.fixed_state()

    def trained_state(self) -> dict[str, Tensor]:
        """Parameters and buffers of all that may move in this run."""
        return state_of(self._parts_behind(self.fixed) | {"head": self.head})

    def best_state(self) -> dict[str, Tensor]:
        """What makes an ordinary model of `fixed_state`: `trained_state`, with adapters added to the weights of their
        layers."""
        if self.adapters is None:
            return self.trained_state()
        return self.adapters.merged() | state_of({"head": self.head})

    def load(self, state: Mapping[str, Tensor]) -> None:
        """Loads a part of the state by name. Raises: UserError when a name or a shape does not fit."""
        own = self.state_dict()
        wrong = [name for name, t in state.items() if name not in own or own[name].shape != t.shape]
        if wrong:
            raise UserError(
                f"The saved weights do not fit the model: {', '.join(wrong[:10])} ({len(wrong)} in all).",
                advice="The plugin that builds the backbone may have changed since; install the version of the run.",
            )
        self.load_state_dict(dict(state), strict=False)
        self._hashes, self._folded = {}, None


def _run(backbone: Backbone, x: Tensor, memory: Any, start: int, stop: int | None) -> Tensor:
    return backbone.run(x, start, stop) if memory is None else backbone.run_on(x, memory, start, stop)
